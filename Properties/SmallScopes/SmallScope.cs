using System.Globalization;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.SmallScopes;

/// <summary>A scope in which all sessions are alike and a quota is all the memory that there is.</summary>
/// <param name="Frames">Physical frames.</param>
/// <param name="Sessions">Sessions.</param>
/// <param name="Dataspaces">Dataspace slots.</param>
/// <param name="Regions">Region slots.</param>
/// <param name="IsDelegated">Whether a session can only name what it made or was given.</param>
/// <param name="IsWhole">Whether Drop and Donate may be asked for, too.</param>
internal sealed record SmallScope(
    int Frames, int Sessions, int Dataspaces, int Regions, bool IsDelegated, bool IsWhole)
{
    /// <summary>Every scope of the survey, the smaller before the larger.</summary>
    internal static IReadOnlyList<SmallScope> All { get; } =
    [
        .. (from frames in Enumerable.Range(1, 3)
            from sessions in Enumerable.Range(1, 3)
            from dataspaces in Enumerable.Range(1, 3)
            from regions in Enumerable.Range(0, 3)
            from isDelegated in (bool[])[false, true]
            from isWhole in isDelegated ? (bool[])[false, true] : [false]
            select new SmallScope(frames, sessions, dataspaces, regions, isDelegated, isWhole))
        .Where(scope => scope.Size <= Largest)
        .OrderBy(scope => scope.Size)
        .ThenBy(scope => scope.IsWhole)
        .ThenBy(scope => scope.IsDelegated)
        .ThenBy(scope => scope.Regions)
        .ThenBy(scope => scope.Frames)
        .ThenBy(scope => scope.Sessions),
    ];

    /// <summary>The size of the largest of them.</summary>
    internal const int Largest = 7;

    /// <summary>How much there is in it.</summary>
    internal int Size => Frames + Sessions + Dataspaces + Regions;

    /// <summary>The bounds.</summary>
    internal Scope Scope => Scope.Uniform(
        Frames,
        Sessions,
        Dataspaces,
        Frames,
        Regions,
        IsWhole ? OperationKinds.All : OperationKinds.Default) with
    {
        Sharing = IsDelegated ? Sharing.Delegated : Sharing.Open,
        Contents = Regions > 0,
    };

    /// <summary>Whether nothing is less in another scope, and something more.</summary>
    internal bool IsWithin(SmallScope other) =>
        this != other
        && Frames <= other.Frames
        && Sessions <= other.Sessions
        && Dataspaces <= other.Dataspaces
        && Regions <= other.Regions
        && IsDelegated == other.IsDelegated
        && (other.IsWhole || !IsWhole);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"F{Frames} S{Sessions} D{Dataspaces} R{Regions}{(IsDelegated ? " delegated" : "")}{(IsWhole ? " all" : "")}");
}
