using System.Text;
using System.Text.Json.Nodes;

using FsCheck.Xunit;

using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Interchange.Traces;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Model;
using ModelCheck.Properties.Peers;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;

namespace ModelCheck.Properties.Interchange;

/// <summary>
/// Traces in the Informal Trace Format are read back as they were, and a change in one is found where it is.
/// </summary>
public sealed class ItfTraceTests
{
    // Reads the format as its definition says, which knows nothing of us, and prints what was asked in each state.
    private const string ItfReader =
        """
        import json, sys
        def value(x):
            if isinstance(x, (bool, int, str)): return x
            if isinstance(x, list): return tuple(value(y) for y in x)
            if '#bigint' in x: return int(x['#bigint'])
            if '#tup' in x: return tuple(value(y) for y in x['#tup'])
            if '#set' in x: return frozenset(value(y) for y in x['#set'])
            if '#map' in x: return tuple(sorted((value(k), value(v)) for k, v in x['#map']))
            assert not any(k.startswith('#') for k in x), x
            return tuple(sorted((k, value(v)) for k, v in x.items()))
        trace = json.load(sys.stdin)
        assert trace['#meta']['format'] == 'ITF'
        for index, state in enumerate(trace['states']):
            assert state.pop('#meta')['index'] == index
            assert sorted(state) == sorted(trace['vars'])
            read = {name: value(state[name]) for name in trace['vars']}
            print(dict(read['asked'])['op'], read['outcome'], sum(used for _, used in read['used']), sep='\t')
        """;

    private static readonly (string Scenario, string Lifetime, string Charging)[] Policies =
    [
        ("peers", "FirstClass", "Holder"), ("shared-buffer", "Pin", "Allocator"), ("base-linux", "Cascade", "Heir"),
        ("sealed-memfd", "Managed", "Nobody"), ("rom-cache", "Replace", "HolderOnce"),
        ("vmo-handles", "Handles", "Retainer"),
    ];

    [Property(MaxTest = 60)]
    public void A_trace_is_read_back_as_it_was(byte policy, ulong seed)
    {
        (IModel model, Trace trace) = Walk(policy, seed);
        RecordedTrace recorded = Read(ItfTrace.Write(model, trace));
        Assert.Equal(model.Policy, recorded.Setting.Policy);
        Assert.Equal(ItfTrace.Write(model, trace), ItfTrace.Write(recorded.Model, trace));
        Assert.Equal(
            trace.Steps.Select(step => (step.Operation, step.OutcomeText)).ToArray(),
            recorded.States.Skip(1).Select(state => (state.Operation!.Value, state.Outcome!)));
        var replayed = Replayed.Of(recorded);
        Assert.Null(replayed.Difference);
        Assert.Equal(Text(trace), Text(replayed.Trace));
    }

    [Property(MaxTest = 60)]
    public void It_may_be_written_as_others_write(byte policy, ulong seed)
    {
        (IModel model, Trace trace) = Walk(policy, seed);
        JsonNode written = Rewritten(JsonNode.Parse(ItfTrace.Write(model, trace))!, inStates: false);
        foreach (JsonNode? state in written["states"]!.AsArray())
        {
            state!["somethingElse"] = new JsonObject { ["#map"] = new JsonArray() };
        }

        var replayed = Replayed.Of(Read(written.ToJsonString()));
        Assert.Null(replayed.Difference);
        Assert.Equal(Text(trace), Text(replayed.Trace));
    }

    [Property(MaxTest = 60)]
    public void A_change_is_found_at_its_step(byte policy, ulong seed, byte where, byte what)
    {
        (IModel model, Trace trace) = Walk(policy, seed);
        JsonNode itf = JsonNode.Parse(ItfTrace.Write(model, trace))!;
        int step = 1 + (where % trace.Steps.Length);
        JsonNode state = itf["states"]![step]!;
        switch (what % 4)
        {
            case 0:
                state["outcome"] = (string)state["outcome"]! == "Busy" ? "granted" : "Busy";
                break;
            case 1:
                state["used"]!["#map"]![0]![1] = 1 + (int)state["used"]!["#map"]![0]![1]!;
                break;
            case 2:
                state["allocated"]!["#set"]!.AsArray().Add(99);
                break;
            default:
                state["dataspaces"]!["#map"]!.AsArray().Add(new JsonArray("d99", new JsonObject()));
                break;
        }

        var replayed = Replayed.Of(Read(itf.ToJsonString()));
        Assert.NotNull(replayed.Difference);
        Assert.Equal(step, replayed.Trace.Steps.Length);
        Assert.Equal(Text(new Trace(trace.Steps[..step])), Text(replayed.Trace));
    }

    public static TheoryData<string> Scenarios => [.. ScenarioFile.Bundled];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Every_trace_of_a_bundled_scenario_replays_and_says_what_it_breaks(string scenario)
    {
        Scenario loaded = ScenarioFile.Load(scenario);
        var policy = new PolicyName("FirstClass", "Holder", loaded.Platform, loaded.Sealing);
        PolicyResult result = ModelExplorer.ExploreTabled(
            policy,
            loaded.Scope,
            [.. loaded.Demands.Select(demand => demand.Requirement)],
            exchanges: true,
            new SearchLimits { MaximalStates = 4096 },
            new SearchProgress(),
            CancellationToken.None);
        IModel model = Catalog.CreateModel(policy, loaded.Scope);
        int traces = 0;
        foreach (RequirementResult found in result.Requirements)
        {
            if (found.Trace is not { } trace)
            {
                continue;
            }

            RecordedTrace recorded = Read(ItfTrace.Write(model, trace, found.Requirement));
            Assert.Equal(found.Requirement.Name, recorded.Requirement);
            var replayed = Replayed.Of(recorded);
            Assert.Null(replayed.Difference);
            Assert.Equal(Text(trace), Text(replayed.Trace));
            JsonNode meta = JsonNode.Parse(ItfTrace.Write(model, trace, found.Requirement))!["#meta"]!;
            Assert.Equal(
                found.Verdict == RequirementVerdict.Violated, ((string?)meta["failing"])?.EndsWith('.') == true);
            traces++;
        }

        Assert.True(traces > 0);
    }

    [InstalledTheory("python3")]
    [InlineData(0)]
    [InlineData(4)]
    public void Python_reads_it_by_the_definition_of_the_format(byte policy)
    {
        (IModel model, Trace trace) = Walk(policy, seed: 7);
        string[] lines = ReadBack.Run("python3", ["-c", ItfReader], ItfTrace.Write(model, trace))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("none\tnone\t0", lines[0]);
        Assert.Equal(
            trace.Steps.Zip(trace.States(model).Skip(1)).Select(step =>
            {
                var ledger = model.Audit(step.Second);
                int used = Enumerable.Range(0, model.Scope.Sessions)
                    .Sum(session => ledger.UsedBy(new SessionId(session)));
                return FormattableString.Invariant(
                    $"{step.First.Operation.Kind.ToString().ToUpperInvariant()}\t{step.First.OutcomeText}\t{used}");
            }),
            lines.Skip(1).Select(line => line.Split('\t') is var words
                ? string.Join('\t', [words[0].ToUpperInvariant(), .. words.Skip(1)])
                : line));
    }

    private static string Text(Trace trace) => string.Join('|', trace.Steps);

    private static RecordedTrace Read(string text) => RecordedTrace.Parse("t", Encoding.UTF8.GetBytes(text));

    private static (IModel Model, Trace Trace) Walk(byte policy, ulong seed)
    {
        (string scenario, string lifetime, string charging) = Policies[policy % Policies.Length];
        Scenario loaded = ScenarioFile.Load(scenario);
        IModel model = Catalog.CreateModel(
            new PolicyName(lifetime, charging, loaded.Platform, loaded.Sealing), loaded.Scope);
        return (model, Random(model, steps: 15, seed));
    }

    // Fields in the reverse order; within states every number as a big one, and every set the other way round.
    private static JsonNode Rewritten(JsonNode? node, bool inStates) => node switch
    {
        JsonObject set when set.ContainsKey("#set") => new JsonObject
        {
            ["#set"] = new JsonArray([.. set["#set"]!.AsArray().Reverse().Select(one => Rewritten(one, inStates))]),
        },
        JsonObject record => new JsonObject(record.Reverse().Select(field => KeyValuePair.Create(
            field.Key,
            (JsonNode?)Rewritten(field.Value, (inStates || field.Key == "states") && field.Key != "#meta")))),
        JsonArray list => new JsonArray([.. list.Select(one => Rewritten(one, inStates))]),
        JsonValue value when inStates && value.TryGetValue(out int number) => new JsonObject
        {
            ["#bigint"] = number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        },
        _ => node!.DeepClone(),
    };
}
