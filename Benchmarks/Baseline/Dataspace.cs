using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Baseline;

/// <summary>A dataspace of the baseline: an object that knows its parent and its children.</summary>
internal sealed class Dataspace
{
    internal required SessionId Owner { get; init; }

    internal required SessionId Payer { get; init; }

    internal required int Base { get; init; }

    internal required int Length { get; init; }

    internal required bool Writable { get; init; }

    internal required bool IsAlias { get; init; }

    internal int Slot { get; set; }

    internal Dataspace? Parent { get; set; }

    internal List<Dataspace> Children { get; } = [];

    /// <summary>Who holds a capability for it; null under open sharing, where everybody does.</summary>
    internal HashSet<SessionId>? Holders { get; set; }

    internal bool Sealed { get; set; }

    internal bool IsZombie { get; set; }

    /// <summary>Whether it is among those that the operation under way destroys or makes zombies.</summary>
    internal bool IsDoomed { get; set; }

    /// <summary>Whether it is among those that the operation under way destroys.</summary>
    internal bool IsGone { get; set; }

    /// <summary>How many aliases that stay keep it as a zombie; counted for the doomed only.</summary>
    internal int Pins { get; set; }
}
