using System.Collections.Immutable;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Service;

/// <summary>What a RAM service is given to manage.</summary>
public sealed record ServiceBounds
{
    /// <summary>Physical frames.</summary>
    public required int Frames { get; init; }

    /// <summary>Dataspace slots, one pool for all sessions.</summary>
    public required int Dataspaces { get; init; }

    /// <summary>Attachment slots, one pool for all sessions; 0 for a service without Attach.</summary>
    public int Regions { get; init; }

    /// <summary>The quota that each session begins with, in frames; as many sessions as there are quotas.</summary>
    public required ImmutableArray<int> Quotas { get; init; }

    /// <summary>Which dataspaces a session can name.</summary>
    public Sharing Sharing { get; init; }

    /// <summary>What an alias costs its owner under lifetime Managed, in frames.</summary>
    public int AliasCost { get; init; } = 1;

    /// <summary>The bounds of an exploration as those of a service.</summary>
    /// <param name="scope">The bounds of the exploration.</param>
    /// <returns>The same numbers.</returns>
    public static ServiceBounds Of(Scope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return new ServiceBounds
        {
            Frames = scope.Frames,
            Dataspaces = scope.Dataspaces,
            Regions = scope.Regions,
            Quotas = scope.Quotas,
            Sharing = scope.Sharing,
            AliasCost = scope.AliasCost,
        };
    }
}
