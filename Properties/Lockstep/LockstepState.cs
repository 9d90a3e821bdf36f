using System.Collections.Immutable;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// The machine's model: the plain model, what was asked of it last, and which operation made which object. Objects are
/// known by the number of the operation that made them, so that a sequence keeps its meaning when others are left out.
/// </summary>
internal sealed record LockstepState
{
    internal required Swarm Swarm { get; init; }

    internal required PlainModel Model { get; init; }

    /// <summary>How many operations led here: the number of the next one, when a sequence is drawn.</summary>
    internal int Length { get; init; }

    /// <summary>What was asked to come here.</summary>
    internal Request Asked { get; init; }

    /// <summary>The same as an operation of the specification, or null when it has none.</summary>
    internal Operation? Operation { get; init; }

    /// <summary>What the answer must be.</summary>
    internal Answer Expected { get; init; }

    /// <summary>What each operation made, dataspace or region, by its number.</summary>
    internal ImmutableDictionary<int, ObjectName> Made { get; init; } = ImmutableDictionary<int, ObjectName>.Empty;

    /// <summary>For each dataspace slot the number of the operation that made its last object.</summary>
    internal required ImmutableArray<int> DataspaceMakers { get; init; }

    /// <summary>For each region slot the number of the operation that made its last object.</summary>
    internal required ImmutableArray<int> RegionMakers { get; init; }

    internal static LockstepState Initial(Swarm swarm, PlainRules rules) => new()
    {
        Swarm = swarm,
        Model = new PlainModel(rules, swarm.Bounds),
        DataspaceMakers = [.. new int[swarm.Bounds.Dataspaces]],
        RegionMakers = [.. new int[swarm.Bounds.Regions]],
    };

    /// <summary>Asks the model.</summary>
    /// <param name="number">The number of the operation.</param>
    /// <param name="request">What it asks.</param>
    internal LockstepState Ask(int number, Request request)
    {
        (PlainModel after, Answer answer) = Model.Ask(request);
        LockstepState next = this with
        {
            Model = after,
            Length = Length + 1,
            Asked = request,
            Operation = request.OperationIn(Model.State),
            Expected = answer,
        };
        if (answer.Refusal != Refusal.None || answer.Made == default)
        {
            return next;
        }

        next = next with { Made = Made.SetItem(number, answer.Made) };
        return request.Kind == RequestKind.Attach
            ? next with { RegionMakers = RegionMakers.SetItem(answer.Made.Slot, number) }
            : next with { DataspaceMakers = DataspaceMakers.SetItem(answer.Made.Slot, number) };
    }
}
