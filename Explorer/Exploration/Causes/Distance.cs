using System.Globalization;

namespace ModelCheck.Exploration.Causes;

/// <summary>How far something is.</summary>
/// <param name="Reach">Whether that is known, and whether it can be reached at all.</param>
/// <param name="Length">The least number of operations; 0 where it is not <see cref="Reach.Reached"/>.</param>
public readonly record struct Distance(Reach Reach, int Length)
{
    /// <summary>It cannot be reached.</summary>
    public static Distance Never => new(Reach.Never, 0);

    /// <summary>It is not known whether it can be reached.</summary>
    public static Distance NotSettled => new(Reach.NotSettled, 0);

    /// <summary>The least number of operations; null where it cannot be reached or is not settled.</summary>
    public int? Steps => Reach == Reach.Reached ? Length : null;

    /// <summary>It can be reached.</summary>
    /// <param name="length">The least number of operations.</param>
    /// <returns>The distance.</returns>
    public static Distance Of(int length) => new(Reach.Reached, length);

    /// <inheritdoc/>
    public override string ToString() => Reach switch
    {
        Reach.Reached => Length.ToString(CultureInfo.InvariantCulture),
        Reach.Never => "never",
        Reach.NotSettled => "?",
    };
}
