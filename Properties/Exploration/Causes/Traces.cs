using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Model;

namespace ModelCheck.Properties.Exploration.Causes;

/// <summary>Traces and models that are made by hand.</summary>
internal static class Traces
{
    internal static IModel ModelOf(string lifetime, string charging, Scope scope, string platform = "Native") =>
        Catalog.CreateModel(new PolicyName(lifetime, charging, platform), scope);

    internal static Trace Of(IModel model, params IEnumerable<Operation> operations) =>
        Trace.Replay(model, operations.Select(operation => operation.Code));

    /// <summary>Operations drawn at random of all that is asked in each state, the refused ones included.</summary>
    internal static Trace Random(IModel model, int steps, ulong seed)
    {
        var dice = new SplitMix64(seed);
        State state = default;
        var operations = new List<uint>();
        for (int step = 0; step < steps; step++)
        {
            // One in two has an effect, so that a walk leads somewhere.
            List<Operation> instances = Instances.Of(model, in state);
            State before = state;
            List<Operation> moving = [.. instances.Where(operation => IsMove(model, before, operation))];
            List<Operation> chosen = dice.Below(2) == 0 || moving.Count == 0 ? instances : moving;
            Operation next = chosen[dice.Below(chosen.Count)];
            model.Step(ref state, next);
            operations.Add(next.Code);
        }

        return Trace.Replay(model, operations);
    }

    private static bool IsMove(IModel model, State state, Operation operation)
    {
        State after = state;
        model.Step(ref after, operation);
        return after != state && operation.Kind != OperationKind.Close;
    }

    internal static Requirement Requirement(string name) => Catalog.FindRequirement(name)!;

    internal static BranchingRequirement Branching(string name) => (BranchingRequirement)Requirement(name);
}
