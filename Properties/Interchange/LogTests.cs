using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using FsCheck.Xunit;

using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Interchange;
using ModelCheck.Interchange.Logs;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Model;
using ModelCheck.Properties.Repository;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;

namespace ModelCheck.Properties.Interchange;

/// <summary>
/// Logs: what the model did is accepted however little of it is logged, what it never does is rejected where it is, and
/// what is not logged is found.
/// </summary>
public sealed class LogTests
{
    private const string Header =
        "{\"log\":1,\"lifetime\":\"Pin\",\"frames\":4,\"dataspaces\":3,\"quotas\":[4,2]}\n";

    private static readonly IModel[] Models =
    [
        ModelOf("Pin", "Holder", Scope.Uniform(frames: 3, sessions: 2, dataspaces: 3, quota: 2)),
        ModelOf("Cascade", "Heir", Scope.Uniform(frames: 2, sessions: 2, dataspaces: 2, quota: 9, regions: 2)
            with { Contents = true }),
        ModelOf("Handles", "Retainer", Scope.Uniform(
            frames: 2, sessions: 2, dataspaces: 2, quota: 3, regions: 1, OperationKinds.All)
            with { Sharing = Sharing.Delegated }),
        ModelOf("FirstClass", "Allocator", Scope.Uniform(frames: 2, sessions: 2, dataspaces: 2, quota: 2, regions: 1),
            "LateFlush"),
    ];

    public static TheoryData<string, int, string> Rejected => new()
    {
        // The line, and what the model would have answered.
        { "{\"op\":\"alloc\",\"session\":1,\"size\":3,\"made\":0}", 2, "Alloc(s1, 3) -> OutOfQuota" },
        { "{\"op\":\"alloc\",\"session\":1,\"size\":2,\"made\":1}", 2, "Alloc(s1, 2) -> d0" },
        { "{\"op\":\"alloc\",\"session\":1,\"size\":3,\"refused\":\"OutOfMemory\"}", 2, "Alloc(s1, 3) -> OutOfQuota" },
        { "{\"op\":\"close\",\"session\":1,\"refused\":null}", 2, "Close(s1) -> granted" },
        { "{\"op\":\"free\",\"session\":1,\"dataspace\":0,\"granted\":true}", 2, "Free(s1, d0) -> InvalidDataspace" },
        { "{\"op\":\"close\",\"session\":1,\"made\":null}", 2, "Close(s1) -> granted" },
        {
            "{\"op\":\"alloc\",\"session\":1,\"size\":2,\"used\":[0,1]}",
            2,
            "Alloc(s1, 2) -> d0; used 0, 2; free 0011"
        },
        {
            "{\"op\":\"alloc\",\"session\":1,\"size\":2}\n\n{\"op\":\"close\",\"session\":0,\"free\":3}",
            4,
            "Close(s0) -> granted; used 0, 2; free 0011"
        },
        {
            "{\"op\":\"alloc\",\"session\":null,\"size\":3}\n"
                + "{\"op\":\"free\",\"session\":1,\"dataspace\":0,\"granted\":true}",
            3,
            "Free(s1, d0) -> NotOwner"
        },
        {
            "{\"op\":null,\"session\":1}\n{\"op\":\"alloc\",\"session\":0,\"size\":4,\"used\":[4,1]}",
            3,
            "Alloc(s0, 4) -> d0; used 4, 0; free 0000"
        },
    };

    // Lines, and what they were all the same.
    public static TheoryData<string, string> Resolved => new()
    {
        {
            "{\"op\":\"alloc\",\"session\":1,\"size\":2}\n{\"op\":\"alias\",\"session\":0,\"dataspace\":0,"
                + "\"writable\":false,\"offset\":1,\"size\":1}\n{\"op\":\"free\",\"session\":1,\"dataspace\":0}",
            "Alloc(s1, 2) -> d0|Alias(s0, d0, ro, 1, 1) -> d1|Free(s1, d0) -> granted"
        },
        {
            "{\"op\":\"alloc\",\"session\":null,\"size\":null,\"made\":0,\"used\":[0,null],\"free\":2}",
            "Alloc(s1, 2) -> d0"
        },
        {
            "{\"op\":\"alloc\",\"session\":0,\"size\":null}\n{\"op\":\"alias\",\"session\":0,\"dataspace\":0,"
                + "\"writable\":true,\"offset\":2,\"size\":1,\"made\":null}\n"
                + "{\"op\":\"alloc\",\"session\":1,\"size\":1,\"made\":2,\"free\":\"00?0\"}",
            "Alloc(s0, 3) -> d0|Alias(s0, d0, rw, 2, 1) -> d1|Alloc(s1, 1) -> d2"
        },
        {
            "{\"op\":null,\"used\":[3,0]}\n{\"op\":null,\"used\":[0,0],\"dataspace\":0}",
            "Alloc(s0, 3) -> d0|Free(s0, d0) -> granted"
        },
        { "{\"op\":\"alloc\",\"session\":1,\"refused\":\"InvalidSize\"}", "Alloc(s1, 0) -> InvalidSize" },
        { "{\"op\":\"alloc\",\"session\":0,\"refused\":\"OutOfMemory\"}", "rejected" },
    };

    [Theory]
    [MemberData(nameof(Rejected))]
    public void What_the_model_never_does_is_rejected_where_it_is(string lines, int line, string answer)
    {
        OperationLog log = Read(Header + lines);
        var check = LogCheck.Of(log);
        Assert.Equal((LogVerdict.Rejected, line), (check.Verdict, check.At!.Line));
        Assert.Contains(answer, check.Answers.Select(one => one.Text));
        Assert.Equal(check.Explained, check.Explanation.Steps.Length);
        Assert.Equal(check.Explained, log.Entries.IndexOf(check.At));
        Assert.True(check.States > 0);
    }

    [Theory]
    [MemberData(nameof(Resolved))]
    public void What_is_not_logged_is_found(string lines, string explanation)
    {
        var check = LogCheck.Of(Read(Header + lines));
        Assert.Equal(
            explanation,
            check.Verdict == LogVerdict.Rejected
                ? "rejected"
                : string.Join('|', check.Explanation.Steps.Select(step => step.ToString())));
    }

    [Property(MaxTest = 150)]
    public void What_the_model_did_is_accepted_however_little_is_logged(byte which, ulong seed)
    {
        IModel model = Models[which % Models.Length];
        Trace trace = Random(model, steps: 8, seed);
        OperationLog log = Read(Logged(model, trace, new SplitMix64(seed), erased: 3));
        var check = LogCheck.Of(log, maximalStates: 100_000);
        Assert.Equal(LogVerdict.Accepted, check.Verdict);
        Assert.Equal(trace.Steps.Length, check.Explained);
        Assert.True(check.Explanations >= (ulong)check.States);

        // The explanation is one: as a log it is accepted, and says all that the first one does.
        string told = Logged(model, check.Explanation, new SplitMix64(seed), erased: 0);
        Assert.Equal(LogVerdict.Accepted, LogCheck.Of(Read(told)).Verdict);
        Assert.All(
            log.Entries.Zip(check.Explanation.Steps),
            pair => Assert.True(pair.First.Outcome.Fits(pair.Second.Outcome)));
        Assert.All(
            log.Entries.Zip(check.Explanation.States(model).Skip(1)),
            pair => Assert.True(pair.First.Seen.Fits(model.Audit(pair.Second), model.Scope)));
    }

    [Property(MaxTest = 150)]
    public void Nothing_is_lost_where_all_is_logged_and_a_changed_outcome_is_found(byte which, ulong seed, byte where)
    {
        IModel model = Models[which % Models.Length];
        Trace trace = Random(model, steps: 8, seed);
        string text = Logged(model, trace, new SplitMix64(seed), erased: 0);
        var check = LogCheck.Of(Read(text));
        Assert.Equal((LogVerdict.Accepted, 1, 1ul), (check.Verdict, check.States, check.Explanations));
        Assert.Equal(string.Join('|', trace.Steps), string.Join('|', check.Explanation.Steps));

        string[] lines = text.Split('\n');
        int step = where % trace.Steps.Length;
        JsonObject changed = JsonNode.Parse(lines[1 + step])!.AsObject();
        changed.Remove("granted");
        changed.Remove("made");
        changed.Remove("refused");
        changed[trace.Steps[step].Outcome.IsGranted ? "refused" : "granted"] =
            trace.Steps[step].Outcome.IsGranted ? null : true;
        lines[1 + step] = changed.ToJsonString();
        var rejected = LogCheck.Of(Read(string.Join('\n', lines)));
        Assert.Equal((LogVerdict.Rejected, step), (rejected.Verdict, rejected.Explained));
        Assert.Equal(2 + step, rejected.At!.Line);
        Assert.Equal([trace.Steps[step].ToString()], rejected.Answers.Select(answer => answer.Text.Split(';')[0]));
    }

    // Against all that a log can name at all, one argument after the other.
    [Property(MaxTest = 20)]
    public void No_operation_that_may_have_been_is_left_out(byte which, ulong seed)
    {
        IModel model = Models[which % Models.Length];
        State state = Random(model, steps: 6, seed).States(model)[^1];
        Ledger ledger = model.Audit(in state);
        var dice = new SplitMix64(seed);
        Operation asked = Instances.Of(model, in state) is var all ? all[dice.Below(all.Count)] : default;
        JsonObject entry = Entry(asked);
        foreach (string name in entry.Select(field => field.Key).Skip(1).ToArray())
        {
            entry[name] = dice.Below(2) == 0 ? entry[name]!.DeepClone() : null;
        }

        AskedOperation known = Read(Logged(model, new Trace([]), dice, 0) + entry.ToJsonString()).Entries[0].Asked;
        Assert.Equal(
            Everything(asked.Kind, model.Scope).Where(operation => Fits(entry, operation)
                && (operation.Kind == OperationKind.Flush
                    || model.Scope.OperationsOf(operation.Session).Contains(operation.Kind)))
                .Select(Answered).ToHashSet(),
            known.InstancesIn(model, in state).Select(Answered).ToHashSet());

        (Outcome Outcome, State After) Answered(Operation operation)
        {
            State after = state;
            return (model.Apply(in state, in ledger, operation, ref after), after);
        }
    }

    [Fact]
    public void Too_many_states_are_said_and_nothing_is_settled()
    {
        string unknown = string.Concat(Enumerable.Repeat("{\"op\":null}\n", 4));
        var check = LogCheck.Of(Read(Header + unknown), maximalStates: 100);
        Assert.Equal(LogVerdict.Stopped, check.Verdict);
        Assert.Equal(LogVerdict.Accepted, LogCheck.Of(Read(Header + unknown), maximalStates: 10_000).Verdict);
        Assert.InRange(check.Explained, 1, 3);
        Assert.InRange(check.States, 1, 100);
        Assert.Empty(check.Answers);
    }

    [Fact]
    public void A_search_can_be_interrupted()
    {
        using var interrupted = new CancellationTokenSource();
        interrupted.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => LogCheck.Of(Read(Header + "{\"op\":null}"), cancellation: interrupted.Token));
    }

    [Fact]
    public void The_example_of_the_documents_is_accepted()
    {
        var log = OperationLog.Load(Path.Combine(Checkout.Root, "docs", "examples", "operations.jsonl"));
        var check = LogCheck.Of(log);
        Assert.Equal((LogVerdict.Accepted, 6, 2ul, 1), (
            check.Verdict, check.Explained, check.Explanations, check.States));
        Assert.Equal("Alloc(s1, 1) -> OutOfMemory", check.Explanation.Steps[4].ToString());
    }

    [Theory]
    [InlineData("", "t: there is no line in it, not even one with policy and bounds")]
    [InlineData("{\"log\":1}", "t:1: the field lifetime is missing")]
    [InlineData("{\"log\":2,\"lifetime\":\"Pin\"}", "t:1: log: must be 1, the version of the form")]
    [InlineData("\n\n{\"log\":1,}", "t:3: The JSON object contains a trailing comma at the end")]
    [InlineData("{\"log\":1,\"mood\":2}", "t:1: mood: no such field; there are log, lifetime")]
    [InlineData(Header + "[]", "t:2: must be an object")]
    [InlineData(Header + "{\"op\":\"frob\"}", "t:2: op: no operation frob; there are alloc, alias")]
    [InlineData(Header + "\r\n{\"op\":\"free\",\"session\":2}", "t:3: session: must be 0 to 1, not 2")]
    [InlineData(Header + "{\"op\":\"free\",\"size\":2}", "t:2: size: free has no such argument; it has session, ")]
    [InlineData(Header + "{\"op\":\"free\",\"made\":2}", null)]
    [InlineData(Header + "{\"op\":\"free\",\"made\":3}", "t:2: made: must be 0 to 2, not 3")]
    [InlineData(Header + "{\"op\":\"free\",\"made\":1,\"granted\":true}", "t:2: made: an operation has one outcome")]
    [InlineData(Header + "{\"op\":\"free\",\"refused\":\"None\"}", "t:2: refused: no refusal None; there are Invalid")]
    [InlineData(Header + "{\"op\":\"free\",\"used\":[1]}", "t:2: used: must have 2 entries, one for each session")]
    [InlineData(Header + "{\"op\":\"free\",\"used\":[1,-1]}", "t:2: used[1]: must be 0 to 2147483647, not -1")]
    [InlineData(Header + "{\"op\":\"free\",\"free\":\"01\"}", "t:2: free: must have a 1, 0 or ? for each of 4 frames")]
    [InlineData(Header + "{\"op\":\"free\",\"free\":5}", "t:2: free: must be 0 to 4, not 5")]
    [InlineData(Header + "{\"op\":\"donate\",\"session\":1}", "t:2: op: session 1 cannot ask for Donate within")]
    [InlineData(Header + "{\"op\":\"free\"}{\"op\":\"free\"}", "t:2: '{' is invalid after a single JSON value")]
    public void What_is_no_log_is_refused_with_line_and_field(string text, string? said)
    {
        if (said is null)
        {
            Assert.Single(Read(text).Entries);
            return;
        }

        BadInputException fault = Assert.Throws<BadInputException>(() => Read(text));
        Assert.StartsWith(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_more_is_read_than_was_agreed_upon()
    {
        BadInputException longLine = Assert.Throws<BadInputException>(
            () => Read(Header + "{\"op\":\"free\"}\n" + new string(' ', OperationLog.MaximalLine + 1)));
        Assert.Equal("t:3: longer than 65,536 bytes, which is more than is read", longLine.Message);
        string entries = string.Concat(Enumerable.Repeat("{\"op\":\"close\"}\n", OperationLog.MaximalEntries + 1));
        BadInputException longLog = Assert.Throws<BadInputException>(() => Read(Header + entries));
        Assert.Equal("t:100002: more than 100,000 operations", longLog.Message);
    }

    private static OperationLog Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return OperationLog.Read("t", stream);
    }

    // What a system that does what the model does would log, each part of which is left out one time in so many.
    private static string Logged(IModel model, Trace trace, SplitMix64 dice, int erased)
    {
        var text = new StringBuilder();
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("log", 1);
            new Setting(model.Policy, model.Scope).WriteTo(writer);
            writer.WriteEndObject();
        }

        text.Append(Encoding.UTF8.GetString(buffer.ToArray())).Append('\n');
        foreach ((TraceStep step, State after) in trace.Steps.Zip(trace.States(model).Skip(1)))
        {
            JsonObject entry = Entry(step.Operation);
            foreach (string name in entry.Select(field => field.Key).Skip(1).ToArray())
            {
                if (IsErased(6))
                {
                    entry[name] = null;
                }
            }

            Outcome outcome = step.Outcome;
            if (!IsErased(2))
            {
                (string name, JsonNode? value) = outcome switch
                {
                    { IsGranted: false } => ("refused", IsErased(2) ? null : JsonValue.Create($"{outcome.Refusal}")),
                    { Slot: >= 0 } => ("made", IsErased(2) ? null : JsonValue.Create(outcome.Slot)),
                    _ => ("granted", (JsonNode?)JsonValue.Create(true)),
                };
                entry[name] = value;
            }

            Ledger ledger = model.Audit(in after);
            if (!IsErased(2))
            {
                entry["used"] = new JsonArray(
                [
                    .. Enumerable.Range(0, model.Scope.Sessions).Select(session =>
                        IsErased(3) ? null : JsonValue.Create(ledger.UsedBy(new SessionId(session)))),
                ]);
                entry["free"] = string.Concat(Enumerable.Range(0, model.Scope.Frames).Select(frame =>
                    IsErased(3) ? '?' : ledger.Allocated.Contains(new Frame(frame)) ? '0' : '1'));
            }

            text.Append(entry.ToJsonString()).Append('\n');
        }

        return text.ToString();

        bool IsErased(int often) => erased > 0 && dice.Below(often) == 0;
    }

    private static JsonObject Entry(Operation operation)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            AskedOperation.Write(writer, operation);
            writer.WriteEndObject();
        }

        return JsonNode.Parse(buffer.ToArray())!.AsObject();
    }

    private static bool Fits(JsonObject entry, Operation operation) => Entry(operation).All(field =>
        entry[field.Key] is not { } known || known.ToJsonString() == field.Value!.ToJsonString());

    private static IEnumerable<Operation> Everything(OperationKind kind, Scope scope)
    {
        IEnumerable<int> sizes = Enumerable.Range(0, Operation.MaximalFrames + 1);
        return Sessions().SelectMany(session => kind switch
        {
            OperationKind.Alloc => sizes.Select(size => Operation.Alloc(session, size)),
            OperationKind.Alias => from slot in Slots()
                                   from writable in (bool[])[false, true]
                                   from offset in sizes
                                   from size in sizes
                                   select Operation.Alias(session, slot, writable, offset, size),
            OperationKind.Detach => Regions().Select(region => Operation.Detach(session, region)),
            OperationKind.Share => from receiver in Sessions()
                                   from slot in Slots()
                                   select Operation.Share(session, receiver, slot),
            OperationKind.Write => from region in Regions()
                                   from index in sizes
                                   select Operation.Write(session, region, index),
            OperationKind.Close => [Operation.Close(session)],
            OperationKind.Donate => from receiver in Sessions()
                                    from size in sizes
                                    select Operation.Donate(session, receiver, size),
            OperationKind.Flush => [Operation.Flush()],
            _ => Slots().Select(slot => Operation.Upon(kind, session, slot)),
        });

        IEnumerable<DataspaceId> Slots() => Enumerable.Range(0, scope.Dataspaces).Select(slot => new DataspaceId(slot));
        IEnumerable<RegionId> Regions() => Enumerable.Range(0, scope.Regions).Select(slot => new RegionId(slot));
        IEnumerable<SessionId> Sessions() => Enumerable.Range(0, scope.Sessions).Select(index => new SessionId(index));
    }
}
