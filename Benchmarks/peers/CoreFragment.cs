using System.Globalization;

namespace ModelCheck.Benchmarks.Peers;

/// <summary>
/// The bounds of one exploration of the fragment that the models beside this file describe: operations Alloc, Alias and
/// Free, charging Holder, platform Native, no regions, open sharing.
/// </summary>
/// <param name="Frames">F, 1 to 4.</param>
/// <param name="Sessions">S, 1 to 3.</param>
/// <param name="Dataspaces">D, 1 to 6; only 5 with three sessions and four frames.</param>
/// <param name="Quota">q, of each session, 1 to 24 frames.</param>
/// <param name="IsCascade">Lifetime Cascade, or else FirstClass.</param>
internal sealed record CoreFragment(int Frames, int Sessions, int Dataspaces, int Quota, bool IsCascade)
{
    /// <summary>The requirements that core.pml and core.m check in every state.</summary>
    internal const string Invariants =
        "FrameConservation,AliasWithinParent,NoPermissionEscalation,QuotaRespected,NoFreeMemory,PaysOnlyForOwn,"
        + "NoStrandedFrames,AlwaysBacked";

    private const int WordBits = 64;

    /// <summary>The lifetime policy, as the explorer calls it.</summary>
    internal string Lifetime => IsCascade ? "Cascade" : "FirstClass";

    /// <summary>The bounds and the policy as options of <c>modelcheck explore</c>.</summary>
    internal IEnumerable<string> Options =>
    [
        "--lifetime", Lifetime,
        "--charging", "Holder",
        "--platform", "Native",
        "--frames", Text(Frames),
        "--sessions", Text(Sessions),
        "--dataspaces", Text(Dataspaces),
        "--regions", "0",
        "--quota", Text(Quota),
        "--kinds", "Alloc,Alias,Free",
        "--sharing", "open",
    ];

    /// <summary>Reads the bounds.</summary>
    /// <param name="scope">F,S,D,q.</param>
    /// <param name="lifetime">Cascade or FirstClass.</param>
    /// <returns>The fragment.</returns>
    /// <exception cref="FormatException">The models are not written for it; the message says why.</exception>
    internal static CoreFragment Parse(string scope, string lifetime)
    {
        int[] bounds =
        [
            .. scope.Split(',').Select(text =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int bound)
                    ? bound
                    : throw new FormatException($"--scope must be four numbers F,S,D,q, not {scope}")),
        ];
        if (bounds is not [>= 1 and <= 4, >= 1 and <= 3, >= 1 and <= 6, >= 1 and <= 24])
        {
            throw new FormatException(
                $"--scope must be F,S,D,q with F 1 to 4, S 1 to 3, D 1 to 6 and q 1 to 24, not {scope}");
        }

        if (lifetime is not ("Cascade" or "FirstClass"))
        {
            throw new FormatException($"--lifetime must be Cascade or FirstClass, not {lifetime}");
        }

        var fragment = new CoreFragment(bounds[0], bounds[1], bounds[2], bounds[3], lifetime == "Cascade");
        return fragment.Bits <= WordBits
            ? fragment
            : throw new FormatException($"--scope {scope}: core.pml packs a state into a word of {WordBits} bits");
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"F{Frames} S{Sessions} D{Dataspaces} q{Quota} {Lifetime}");

    // As core.pml packs a slot: length, base, owner, right, parent.
    private int Bits => Dataspaces * (BitsFor(Frames + 1) + BitsFor(Frames) + BitsFor(Sessions) + 1
        + BitsFor(Dataspaces + 1));

    private static int BitsFor(int values) => int.Log2((values - 1) | 1) + 1;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
