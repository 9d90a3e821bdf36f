using System.Collections.Immutable;
using System.Globalization;
using System.Text;

using ModelCheck.Exploration.Results;
using ModelCheck.Interchange.Traces;
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
        new("itf.json", "application/json", static (model, trace) => ItfTrace.Write(model, trace)),
        new("cs", "text/plain", Test),
        new("md", "text/markdown", Markdown),
    ];

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
}
