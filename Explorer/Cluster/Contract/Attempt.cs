using System.Globalization;

namespace ModelCheck.Cluster.Contract;

/// <summary>
/// Which attempt at an exploration something belongs to: each time a partition is lost all of them begin anew, from
/// what was saved, and what is still on its way from the attempt before is dropped. A later one has a higher number;
/// two of the same number, which two coordinators may have made that did not know of each other, are told apart and
/// ordered by their makers.
/// </summary>
/// <param name="Number">From 1 up; 0 for none.</param>
/// <param name="Maker">Drawn at random by whoever made it.</param>
[GenerateSerializer]
[Immutable]
[Alias("attempt")]
public readonly record struct Attempt([property: Id(0)] int Number, [property: Id(1)] Guid Maker)
    : IComparable<Attempt>
{
    /// <summary>Whether one comes before another.</summary>
    public static bool operator <(Attempt left, Attempt right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes after another.</summary>
    public static bool operator >(Attempt left, Attempt right) => left.CompareTo(right) > 0;

    /// <summary>Whether one does not come after another.</summary>
    public static bool operator <=(Attempt left, Attempt right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one does not come before another.</summary>
    public static bool operator >=(Attempt left, Attempt right) => left.CompareTo(right) >= 0;

    /// <summary>The one after this, unlike any other.</summary>
    /// <returns>An attempt of the next number.</returns>
    public Attempt Next() => new(Number + 1, Guid.NewGuid());

    /// <inheritdoc/>
    public int CompareTo(Attempt other) =>
        Number != other.Number ? Number.CompareTo(other.Number) : Maker.CompareTo(other.Maker);

    /// <summary>The name of a directory for it.</summary>
    /// <returns>Its number and a part of its maker.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Number:D4}-{Maker.ToString("N")[..8]}");
}
