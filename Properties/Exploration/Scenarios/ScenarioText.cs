using System.Text;

using Xunit;

namespace ModelCheck.Properties.Exploration.Scenarios;

/// <summary>A text in which nothing is wrong, to be spoilt in one place.</summary>
internal static class ScenarioText
{
    /// <summary>What errors call the text.</summary>
    internal const string Name = "small.json";

    /// <summary>Every field that there is, and each on a line of its own.</summary>
    internal const string Valid =
        """
        {
          "$schema": "../scenario.schema.json",
          "name": "small",
          "source": "a test",
          "summary": "A server and a client.",
          "scope": {
            "platform": "Native",
            "frames": 2,
            "dataspaces": 3,
            "regions": 1,
            "sharing": "open",
            "contents": true,
            "aliasCost": 4
          },
          "sessions": [
            {
              "role": "server",
              "quota": 2,
              "operations": ["Alloc", "Free"]
            },
            {
              "role": "client",
              "quota": 0,
              "trusts": [
                "server"
              ]
            }
          ],
          "must": {
            "FreeSucceeds": "it is the owner's"
          },
          "should": {
            "CanShare": "that is what it is for"
          }
        }

        """;

    /// <summary>The text with one part of it, which it has once, replaced.</summary>
    internal static string With(string part, string replacement)
    {
        int at = Valid.IndexOf(part, StringComparison.Ordinal);
        Assert.True(at >= 0, $"there is no {part} in the text");
        Assert.True(Valid.IndexOf(part, at + 1, StringComparison.Ordinal) < 0, $"there are several {part} in the text");
        return Valid.Replace(part, replacement, StringComparison.Ordinal);
    }

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
