using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

namespace ModelCheck.Properties.Mutants;

/// <summary>Where a mutant is hunted: a policy, and the bounds of the states that are looked at.</summary>
/// <param name="Lifetime">The lifetime policy.</param>
/// <param name="Charging">The charging policy.</param>
internal sealed record Ground(string Lifetime, string Charging)
{
    /// <summary>For defects that every policy shows: the smallest bounds first.</summary>
    internal static Ground[] Usual { get; } =
    [
        new("Cascade", "Holder"),
        new("FirstClass", "Allocator") { Dataspaces = 3 },
        new("Pin", "Nobody") { Dataspaces = 3, Regions = 1 },
    ];

    internal int Frames { get; init; } = 2;

    internal int Sessions { get; init; } = 2;

    internal int Dataspaces { get; init; } = 2;

    internal int Regions { get; init; }

    internal int Quota { get; init; } = 2;

    internal Sharing Sharing { get; init; }

    internal bool Contents { get; init; }

    internal string Platform { get; init; } = OptimisedService.Platform;

    internal string Sealing { get; init; } = PolicyName.UsualSealing;

    internal OperationKinds Operations { get; init; } = OperationKinds.Default;

    internal PolicyName Policy => new(Lifetime, Charging, Platform, Sealing);

    internal Scope Scope => Scope.Uniform(Frames, Sessions, Dataspaces, Quota, Regions, Operations) with
    {
        Sharing = Sharing,
        Contents = Contents,
    };

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Lifetime} {Charging}")
        + (Platform == OptimisedService.Platform ? string.Empty : $" {Platform}")
        + (Sealing == PolicyName.UsualSealing ? string.Empty : $" {Sealing}")
        + FormattableString.Invariant($", F{Frames} S{Sessions} D{Dataspaces} R{Regions} q{Quota}")
        + (Sharing == Sharing.Delegated ? ", delegated" : string.Empty)
        + (Contents ? ", contents" : string.Empty)
        + (Operations == OperationKinds.Default ? string.Empty : ", all operations");
}
