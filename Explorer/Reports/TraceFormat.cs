using System.Collections.Immutable;
using System.Globalization;
using System.Text;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Reports;

/// <summary>A form in which a trace can be taken elsewhere.</summary>
/// <param name="Extension">What a file of that form is called after its name.</param>
/// <param name="ContentType">The same for a browser.</param>
/// <param name="Write">Writes a trace of a model.</param>
public sealed record TraceFormat(string Extension, string ContentType, Func<IModel, Trace, string> Write)
{
    /// <summary>The forms that there are.</summary>
    public static ImmutableArray<TraceFormat> All { get; } =
    [
        new("json", "application/json", JsonReport.Write),
        new("itf.json", "application/json", Itf),
        new("cs", "text/plain", Test),
        new("md", "text/markdown", Markdown),
    ];

    private static readonly string[] Variables =
        ["asked", "outcome", "allocated", "dataspaces", "regions", "used"];

    // The Informal Trace Format of Apalache: https://apalache-mc.org/docs/adr/015adr-trace.html.
    private static string Itf(IModel model, Trace trace)
    {
        ImmutableArray<State> states = trace.States(model);
        IEnumerable<Dictionary<string, object?>> all = states.Select((state, index) =>
        {
            Ledger ledger = model.Audit(in state);
            return new Dictionary<string, object?>
            {
                ["#meta"] = new Dictionary<string, object> { ["index"] = index },
                ["asked"] = index == 0 ? "" : trace.Steps[index - 1].Operation.ToString(),
                ["outcome"] = index == 0 ? "" : trace.Steps[index - 1].OutcomeText,
                ["allocated"] = SetOf(Members(ledger.Allocated).Select(frame => (object)frame.Index)),
                ["dataspaces"] = MapOf(Members(state.Occupied)
                    .Select(slot => (slot.ToString(), (object)DataspaceOf(state, slot)))),
                ["regions"] = MapOf(Members(state.Regions)
                    .Select(slot => (slot.ToString(), (object)RegionOf(state, slot)))),
                ["used"] = MapOf(Members(SessionSet.First(model.Scope.Sessions))
                    .Select(session => (session.ToString(), (object)ledger.UsedBy(session)))),
            };
        });
        return JsonReport.TextOf(new Dictionary<string, object>
        {
            ["#meta"] = new Dictionary<string, object>
            {
                ["format"] = "ITF",
                ["format-description"] = "https://apalache-mc.org/docs/adr/015adr-trace.html",
                ["description"] = $"{model.Policy}; {Wording.Bounds(model.Scope)}",
            },
            ["params"] = Array.Empty<string>(),
            ["vars"] = Variables,
            ["states"] = all.ToArray(),
        });
    }

    private static Dictionary<string, object?> DataspaceOf(State state, DataspaceId slot) => new()
    {
        ["owner"] = state.OwnerOf(slot).ToString(),
        ["base"] = state.ExtentOf(slot).Base,
        ["length"] = state.ExtentOf(slot).Length,
        ["writable"] = state.Writable.Contains(slot),
        ["sealed"] = state.Sealed.Contains(slot),
        ["life"] = state.Zombies.Contains(slot) ? "zombie" : state.Hollow.Contains(slot) ? "hollow" : "live",
        ["parent"] = state.ParentOf(slot).IsEmpty ? "" : state.ParentOf(slot).Lowest.ToString(),
        ["holders"] = SetOf(Members(state.HoldersOf(slot)).Select(session => (object)session.ToString())),
    };

    private static Dictionary<string, object?> RegionOf(State state, RegionId slot) => new()
    {
        ["session"] = state.SessionOf(slot).ToString(),
        ["base"] = state.ExtentOf(slot).Base,
        ["length"] = state.ExtentOf(slot).Length,
        ["writable"] = state.WritableRegions.Contains(slot),
        ["through"] = state.DataspaceOf(slot).IsEmpty ? "" : state.DataspaceOf(slot).Lowest.ToString(),
    };

    private static Dictionary<string, object> SetOf(IEnumerable<object> members) =>
        new Dictionary<string, object> { ["#set"] = members.ToArray() };

    private static Dictionary<string, object> MapOf(IEnumerable<(string Key, object Value)> entries) =>
        new Dictionary<string, object>
        {
            ["#map"] = entries.Select(entry => new[] { entry.Key, entry.Value }).ToArray(),
        };

    // A test that asks the model for the same again: whoever has the package can run it.
    private static string Test(IModel model, Trace trace)
    {
        Scope scope = model.Scope;
        PolicyName policy = model.Policy;
        string[] names = [policy.Lifetime, policy.Charging, policy.Platform, policy.Sealing];
        string kinds = string.Join(
            ", ", Enumerable.Range(0, scope.Sessions).Select(session => KindsOf(scope, session)));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            using ModelCheck.Model.Semantics;
            using ModelCheck.Model.States;
            using ModelCheck.Model.Vocabulary;

            using Xunit;

            public sealed class TraceTests
            {
                [Fact]
                public void It_is_answered_as_it_was()
                {
                    IModel model = Catalog.CreateModel(
                        new PolicyName({{string.Join(", ", names.Select(name => $"\"{name}\""))}}),
                        new Scope
                        {
                            Frames = {{scope.Frames}},
                            Sessions = {{scope.Sessions}},
                            Dataspaces = {{scope.Dataspaces}},
                            Regions = {{scope.Regions}},
                            Quotas = [{{string.Join(", ", scope.Quotas)}}],
                            Permitted = [{{kinds}}],
                            Sharing = Sharing.{{scope.Sharing}},
                            Contents = {{(scope.Contents ? "true" : "false")}},
                            AliasCost = {{scope.AliasCost}},
                        });
                    State state = default;

            """);
        foreach (TraceStep step in trace.Steps)
        {
            string outcome = !step.Outcome.IsGranted ? $"Outcome.Refused(Refusal.{step.Outcome.Refusal})"
                : step.Outcome.Slot < 0 ? "Outcome.Granted"
                : string.Create(CultureInfo.InvariantCulture, $"Outcome.Made({step.Outcome.Slot})");
            text.Append(
                CultureInfo.InvariantCulture,
                $"        Assert.Equal({outcome}, model.Step(ref state, new Operation({step.Operation.Code}u)));");
            text.Append(CultureInfo.InvariantCulture, $" // {step}\n");
        }

        return text.Append("    }\n}\n").Replace("\r\n", "\n").ToString();
    }

    private static string KindsOf(Scope scope, int session)
    {
        OperationKinds kinds = scope.OperationsOf(new SessionId(session));
        string names = string.Join(
            ", ", Enum.GetValues<OperationKind>().Where(kinds.Contains).Select(kind => $"OperationKind.{kind}"));
        return $"OperationKinds.Of({names})";
    }

    private static string Markdown(IModel model, Trace trace)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{model.Policy}; {Wording.Bounds(model.Scope)}.\n\n```\n");
        foreach (DrawnLine line in TraceDrawing.Draw(model, trace))
        {
            text.Append(line.Text).Append('\n');
        }

        return text.Append("```\n\n").Append(TraceDrawing.Legend).Append(".\n").ToString();
    }

    private static List<T> Members<T>(FiniteSet<T> set)
        where T : struct, IElement<T>
    {
        List<T> members = [];
        foreach (T member in set)
        {
            members.Add(member);
        }

        return members;
    }
}
