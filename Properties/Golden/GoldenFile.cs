using System.Text;

using Xunit;

namespace ModelCheck.Properties.Golden;

/// <summary>
/// Texts that are shown to people, as files to be looked at. A change that is intended is written back with
/// <code>
/// GOLDEN=$PWD/Properties/Golden dotnet test -c Release --filter "FullyQualifiedName~Golden"
/// </code>
/// and then read in the difference that the version control shows.
/// </summary>
internal static class GoldenFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The text is that of the file, byte for byte.</summary>
    internal static void Matches(string name, string actual)
    {
        if (Environment.GetEnvironmentVariable("GOLDEN") is { Length: > 0 } directory)
        {
            File.WriteAllText(Path.Combine(directory, name), actual, Utf8);
            return;
        }

        // Not ReadAllText, which would take a byte order mark away.
        byte[] expected = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", name));
        Assert.Equal(Utf8.GetString(expected), actual);
    }
}
