using ModelCheck.Engine;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>From how many to how many, both included.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The most.</param>
internal readonly record struct Between(int Least, int Most)
{
    /// <summary>One of the numbers.</summary>
    internal int Draw(SplitMix64 dice) => Least + dice.Below(Most - Least + 1);
}

/// <summary>Between which bounds the services lie that sequences are run on, and how long the sequences are.</summary>
internal sealed record LockstepSizes
{
    internal required Between Frames { get; init; }

    internal required Between Dataspaces { get; init; }

    internal required Between Sessions { get; init; }

    internal required Between Regions { get; init; }

    /// <summary>Operations in a sequence.</summary>
    internal required Between Length { get; init; }

    /// <summary>
    /// How many sequences in a hundred hardly give anything back, so that as many slots fill up as there are.
    /// </summary>
    internal int HoardingPercent { get; init; }

    /// <summary>
    /// The bounds of every service, where they are to be those of one exploration: what no session may ask for there
    /// is not asked.
    /// </summary>
    internal Scope? Scope { get; private init; }

    /// <summary>After how many operations the service checks itself.</summary>
    internal required int SelfCheckEvery { get; init; }

    /// <summary>
    /// Everything runs out within a few operations, several things at once: what finds a check in the wrong place.
    /// </summary>
    internal static LockstepSizes Small { get; } = new()
    {
        Frames = new Between(1, 8),
        Dataspaces = new Between(1, 4),
        Sessions = new Between(2, 3),
        Regions = new Between(0, 2),
        Length = new Between(30, 60),
        SelfCheckEvery = 1,
    };

    /// <summary>Several words and nodes of whatever the service keeps its records in.</summary>
    internal static LockstepSizes Large { get; } = new()
    {
        Frames = new Between(2048, 4096),
        Dataspaces = new Between(128, 256),
        Sessions = new Between(4, 6),
        Regions = new Between(16, 24),
        Length = new Between(200, 200),
        HoardingPercent = 25,
        SelfCheckEvery = 16,
    };

    /// <summary>Small sequences within the bounds of an exploration.</summary>
    internal static LockstepSizes Within(Scope scope) => Small with
    {
        Frames = new Between(scope.Frames, scope.Frames),
        Dataspaces = new Between(scope.Dataspaces, scope.Dataspaces),
        Sessions = new Between(scope.Sessions, scope.Sessions),
        Regions = new Between(scope.Regions, scope.Regions),
        Scope = scope,
    };
}
