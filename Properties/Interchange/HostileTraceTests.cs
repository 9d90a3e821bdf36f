using System.Text;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Interchange.Traces;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Cli;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;

namespace ModelCheck.Properties.Interchange;

/// <summary>Traces that are no traces: one line that names line and field, and nothing is asked for.</summary>
public sealed class HostileTraceTests
{
    private const string Setting =
        "\"setting\": {\"lifetime\": \"Pin\",\n\"frames\": 2, \"dataspaces\": 2, \"quotas\": [2, 2]}";

    private const string Initial = "{\"asked\": {\"op\": \"none\"}}";

    // A text, and what is said of it.
    public static TheoryData<string, string> Hostile => new()
    {
        { "", "t:1: there is nothing in it but blanks and comments" },
        { "no JSON", "t:1: 'no JSON' is an invalid JSON literal" },
        { "[]", "t:1: must be an object" },
        { "{}", "t:1: the field #meta is missing" },
        { "{\"#meta\": {}}", "t:1: #meta: the field setting is missing" },
        { "{\"#meta\": 1}", "t:1: #meta: must be an object" },
        { "{\"#meta\": {},\n\"#meta\": {}}", "t:2: #meta: is there twice" },
        {
            "{\"#meta\": {\n\"setting\": {\"lifetime\": \"Forever\"}}}",
            "t:2: #meta.setting.lifetime: no such lifetime"
        },
        {
            "{\"#meta\": {\"setting\": {\"lifetime\": \"Pin\", \"frames\": 1e99, \"dataspaces\": 2, \"quotas\": [1]}}}",
            "t:1: #meta.setting.frames: must be a whole number from"
        },
        {
            "{\"#meta\": {\"setting\": {\"lifetime\": \"Pin\", \"frames\": 33, \"dataspaces\": 2, \"quotas\": [1]}}}",
            "t:1: #meta.setting.frames: must be 1 to 32, not 33"
        },
        {
            "{\"#meta\": {\"setting\": {\"lifetime\": \"Pin\", \"frames\": 3, \"dataspaces\": 2, \"quotas\": []}}}",
            "t:1: #meta.setting.quotas: must be 1 to 8, not 0"
        },
        {
            "{\"#meta\": {\"setting\": {\"lifetime\": \"Pin\", \"frames\": 3, \"dataspaces\": 2, \"quotas\": [1], "
                + "\"operations\": [[\"Malloc\"]]}}}",
            "t:1: #meta.setting.operations[0][0]: no operation Malloc"
        },
        { Trace(), "t:3: states: there is no state, not even the initial one" },
        { Trace("1"), "t:3: states[0]: must be an object" },
        { Trace("{\"asked\": {\"op\": \"alloc\"}}"), "t:3: states[0].asked.op: the first state is the initial one" },
        { Trace(Initial, "{}"), "t:4: states[1]: the field asked is missing" },
        { Trace(Initial, "{\"asked\": \"Alloc(s0, 1)\"}"), "t:4: states[1].asked: must be an object" },
        { Asking("\"op\": \"frob\""), "t:4: states[1].asked.op: no operation frob; there are alloc, alias" },
        { Asking("\"session\": 0"), "t:4: states[1].asked: the field op is missing" },
        { Asking("\"op\": \"alloc\", \"session\": 0"), "t:4: states[1].asked: the field size is missing" },
        { Asking("\"op\": \"alloc\", \"session\": 0, \"size\": null"), "states[1].asked.size: is not known" },
        { Asking("\"op\": \"alloc\", \"session\": 2, \"size\": 1"), "asked.session: must be 0 to 1, not 2" },
        { Asking("\"op\": \"free\", \"session\": 0, \"dataspace\": -1"), "asked.dataspace: must be 0 to 1, not -1" },
        { Asking("\"op\": \"alloc\", \"session\": 0, \"size\": 64"), "asked.size: must be 0 to 63, not 64" },
        {
            Asking("\"op\": \"alloc\", \"session\": 0, \"size\": {\"#bigint\": \"99999999999999999999\"}"),
            "asked.size.#bigint: must be a whole number from"
        },
        { Asking("\"op\": \"alloc\", \"session\": 0, \"size\": true"), "asked.size: must be a whole number" },
        { Asking("\"op\": \"free\", \"session\": 0, \"dataspace\": 0, \"size\": 1"), "asked.size: free has no such" },
        {
            Asking("\"op\": \"detach\", \"session\": 0, \"region\": 0"),
            "asked.region: there is none within the bounds"
        },
        {
            Asking("\"op\": \"drop\", \"session\": 0, \"dataspace\": 0"),
            "asked.op: session 0 cannot ask for Drop within the bounds"
        },
        { Asking("\"op\": \"flush\""), "asked.op: a session cannot ask for Flush within the bounds" },
        { Saying("\"outcome\": \"d2\""), "t:4: states[1].outcome: no outcome d2" },
        { Saying("\"outcome\": \"None\""), "t:4: states[1].outcome: no outcome None" },
        { Saying("\"outcome\": 1"), "t:4: states[1].outcome: must be a text" },
        { Saying("\"used\": null"), "t:4: states[1].used: null is no value of the Informal Trace Format" },
        { Saying("\"used\": {\"#map\": [[1]]}"), "t:4: states[1].used.#map[0]: must be a list of a key and a value" },
        { Saying("\"used\": {\"#mop\": []}"), "t:4: states[1].used.#mop: no such field" },
        { Saying("\"used\": {\"#bigint\": \"1e9\"}"), "used.#bigint: must be a whole number of at most 40 digits" },
        { Saying("\"used\": 1.5"), "t:4: states[1].used: must be a whole number of at most 40 digits" },
        { Saying($"\"used\": {new string('9', 100_000)}"), "used: must be a whole number of at most 40 digits" },
        { Saying($"\"used\": {new string('[', 10_000)}"), "t:4: The maximum configured depth of 64 has been exceeded" },
        { Saying("\"used\": \"\\ud800\""), "t:4: states[1].used: is not Unicode text" },
        { Saying("\"outcome\": \"\\u001b[2J\""), "t:4: states[1].outcome: no outcome \\u001b[2J" },
        {
            Trace(Enumerable.Repeat("{}", RecordedTrace.MaximalStates + 1)),
            "t:3: states: more than 10,000 states"
        },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void It_is_refused_with_line_and_field(string text, string said)
    {
        BadInputException fault = Assert.Throws<BadInputException>(
            () => RecordedTrace.Parse("t", Encoding.UTF8.GetBytes(text)));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.InRange(fault.Message.Length, 1, 2000);
        Assert.InRange(fault.Line, 1, 5);
    }

    [Fact]
    public void The_program_says_it_in_one_line()
    {
        using var folder = new TemporaryDirectory();
        string file = folder["t.itf.json"];
        File.WriteAllText(file, Asking("\"op\": \"alloc\", \"session\": 0, \"size\": -1"));
        IsRefused(Invocation.Run("replay", file), $"{file}:4: states[1].asked.size: must be 0 to 63, not -1");

        File.WriteAllText(file, new string(' ', RecordedTrace.MaximalBytes + 1));
        IsRefused(Invocation.Run("replay", file), $"{file}: longer than 4,194,304 bytes, which is more than is read");

        // What claims to have a thousand times more is not read for it.
        using (FileStream large = File.OpenWrite(file))
        {
            large.SetLength(1L << 32);
        }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        IsRefused(Invocation.Run("replay", file), $"{file}: longer than 4,194,304 bytes, which is more than is read");
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 1L << 30);

        IsRefused(Invocation.Run("replay", folder["."]), $"{folder["."]}: it is a directory");
        IsRefused(Invocation.Run("replay", file + "x"), $"{file}x: no such file");
        IsRefused(
            Invocation.Run("replay"),
            "Required argument 'TRACE.itf.json' missing for command: 'replay'. (modelcheck replay --help)");
    }

    [Fact]
    public void Each_byte_that_is_lost_is_noticed_or_makes_no_difference_to_what_is_asked()
    {
        IModel model = ModelOf("Pin", "Holder", Scope.Uniform(frames: 2, sessions: 2, dataspaces: 2, quota: 2));
        byte[] whole = Encoding.UTF8.GetBytes(ItfTrace.Write(model, Random(model, steps: 4, seed: 3)));
        int refused = 0;
        for (int at = 0; at < whole.Length; at += 3)
        {
            try
            {
                Replayed.Of(RecordedTrace.Parse("t", [.. whole.AsSpan(0, at), .. whole.AsSpan(at + 1)]));
            }
            catch (BadInputException)
            {
                refused++;
            }
        }

        Assert.True(refused > whole.Length / 30);
    }

    private static void IsRefused(Finished run, string said) => Assert.Equal(
        (2, string.Empty, $"modelcheck: {said}{Environment.NewLine}"), (run.ExitCode, run.Output, run.Error));

    private static string Trace(params IEnumerable<string> states) =>
        $"{{\"#meta\": {{{Setting}}},\n\"states\": [{string.Join(",\n", states)}]}}";

    private static string Asking(string asked) => Trace(Initial, $"{{\"asked\": {{{asked}}}}}");

    private static string Saying(string variable) => Trace(
        Initial, $"{{\"asked\": {{\"op\": \"alloc\", \"session\": 0, \"size\": 1}}, {variable}}}");
}
