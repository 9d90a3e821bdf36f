using System.Collections.Immutable;

using ModelCheck.Model.Searching;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>
/// A path through states that stand for others, as a path of the model. Each step is asked of the state that the model
/// is really in, under the names that turn the state that stands for it back into that one.
/// </summary>
/// <param name="Operations">The operations of the model, packed.</param>
/// <param name="Last">The names that turn the last state of the path into the one that stands for it.</param>
internal sealed record OriginalNames(ImmutableArray<uint> Operations, Names Last)
{
    /// <summary>Walks the path again, from the initial state.</summary>
    internal static OriginalNames Of(IModel model, IReduction reduction, ImmutableArray<uint> labels)
    {
        var operations = ImmutableArray.CreateBuilder<uint>(labels.Length);
        State state = default;
        Names names = NamesOf(reduction, in state);
        foreach (uint label in labels)
        {
            Operation operation = names.Inverse.Of(new Operation(label));
            operations.Add(operation.Code);
            model.Step(ref state, operation);
            names = NamesOf(reduction, in state);
        }

        return new OriginalNames(operations.MoveToImmutable(), names);
    }

    private static Names NamesOf(IReduction reduction, in State state)
    {
        State representative = state;
        return reduction.Canonicalise(ref representative);
    }
}
