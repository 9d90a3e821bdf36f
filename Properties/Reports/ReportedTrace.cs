using System.Text.Json;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Reports;

/// <summary>A trace as somebody has it who has only the JSON report: no packed operations, no model.</summary>
internal sealed class ReportedTrace
{
    private ReportedTrace(IModel model, List<State> states, List<(Operation Operation, Outcome Outcome)> steps) =>
        (Model, States, Steps) = (model, states, steps);

    internal IModel Model { get; }

    /// <summary>The initial state and the one after each step; after a refusal the one before.</summary>
    internal IReadOnlyList<State> States { get; }

    internal IReadOnlyList<(Operation Operation, Outcome Outcome)> Steps { get; }

    /// <summary>Makes the model anew from a result's policy and scope.</summary>
    internal static IModel ModelOf(JsonElement result)
    {
        JsonElement policy = result.GetProperty("policy");
        JsonElement scope = result.GetProperty("scope");
        return Catalog.CreateModel(
            new PolicyName(Text(policy, "lifetime"), Text(policy, "charging"), Text(policy, "platform")),
            new Scope
            {
                Frames = Number(scope, "frames"),
                Sessions = Number(scope, "sessions"),
                Dataspaces = Number(scope, "dataspaces"),
                Regions = Number(scope, "regions"),
                Quotas = [.. scope.GetProperty("quotas").EnumerateArray().Select(quota => quota.GetInt32())],
                Permitted = [.. scope.GetProperty("operations").EnumerateArray().Select(Kinds)],
                Trusts = [.. scope.GetProperty("trusts").EnumerateArray().Select(Sessions)],
                Sharing = Text(scope, "sharing") == "open" ? Sharing.Open : Sharing.Delegated,
                Contents = scope.GetProperty("contents").GetBoolean(),
                AliasCost = Number(scope, "aliasCost"),
            });
    }

    /// <summary>Asks the model for what the trace says; each step must have the outcome that the trace says.</summary>
    internal static ReportedTrace Replay(IModel model, JsonElement trace)
    {
        var states = new List<State> { default };
        var steps = new List<(Operation, Outcome)>();
        foreach (JsonElement step in trace.EnumerateArray())
        {
            Operation operation = OperationOf(step);
            Assert.True(
                model.Scope.OperationsOf(operation.Session).Contains(operation.Kind), $"{operation} is not allowed");
            State after = states[^1];
            Outcome outcome = model.Step(ref after, operation);
            string said = !outcome.IsGranted ? $"{outcome.Refusal}"
                : outcome.Slot < 0 ? "granted"
                : FormattableString.Invariant($"{(operation.Kind == OperationKind.Attach ? 'r' : 'd')}{outcome.Slot}");
            Assert.Equal(Text(step, "outcome"), said);
            states.Add(after);
            steps.Add((operation, outcome));
        }

        return new ReportedTrace(model, states, steps);
    }

    private static Operation OperationOf(JsonElement step)
    {
        var session = new SessionId(Number(step, "session"));
        JsonElement arguments = step.GetProperty("arguments");
        OperationKind kind = Enum.Parse<OperationKind>(Text(step, "operation"));
        (Operation operation, int expected) = kind switch
        {
            OperationKind.Alloc => (Operation.Alloc(session, Number(arguments, "size")), 1),
            OperationKind.Alias => (
                Operation.Alias(
                    session,
                    Dataspace(),
                    arguments.GetProperty("writable").GetBoolean(),
                    Number(arguments, "offset"),
                    Number(arguments, "size")),
                4),
            OperationKind.Free or OperationKind.Revoke or OperationKind.Seal or OperationKind.Attach
                or OperationKind.Drop =>
                (Operation.Upon(kind, session, Dataspace()), 1),
            OperationKind.Detach => (Operation.Detach(session, Region()), 1),
            OperationKind.Share => (
                Operation.Share(session, new SessionId(Number(arguments, "receiver")), Dataspace()), 2),
            OperationKind.Write => (Operation.Write(session, Region(), Number(arguments, "index")), 2),
            OperationKind.Close => (Operation.Close(session), 0),
            OperationKind.Donate => (
                Operation.Donate(session, new SessionId(Number(arguments, "receiver")), Number(arguments, "size")), 2),
            OperationKind.Flush => (Operation.Flush(), 0),
        };
        Assert.Equal(expected, arguments.EnumerateObject().Count());
        return operation;

        DataspaceId Dataspace() => new(Number(arguments, "dataspace"));

        RegionId Region() => new(Number(arguments, "region"));
    }

    private static OperationKinds Kinds(JsonElement names) => OperationKinds.Of(
        [.. names.EnumerateArray().Select(name => Enum.Parse<OperationKind>(name.GetString()!))]);

    private static SessionSet Sessions(JsonElement numbers) => numbers.EnumerateArray()
        .Aggregate(default(SessionSet), (sessions, number) => sessions + new SessionId(number.GetInt32()));

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString()!;

    private static int Number(JsonElement parent, string name) => parent.GetProperty(name).GetInt32();
}
