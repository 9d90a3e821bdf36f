using System.Collections.Immutable;

namespace ModelCheck.Model.Vocabulary;

/// <summary>The finite bounds of one exploration: the constants, in TLA+'s word.</summary>
public sealed record Scope
{
    /// <summary>The largest quota of a session and the largest cost of an alias, in frames.</summary>
    public const int MaximalQuota = 65_535;

    /// <summary>Physical frames, 1 to 32.</summary>
    public required int Frames { get; init; }

    /// <summary>RAM sessions, 1 to 8.</summary>
    public required int Sessions { get; init; }

    /// <summary>Dataspace slots, 1 to 16; also the cap quota.</summary>
    public required int Dataspaces { get; init; }

    /// <summary>Attachment slots, 0 to 8; 0 switches Attach and Detach off.</summary>
    public int Regions { get; init; }

    /// <summary>The largest quota of a session in a scope with Donate, in frames.</summary>
    public const int MaximalQuotaToDonate = 255;

    /// <summary>The quota of each session, in frames, 0 to 65,535; 0 to 255 where Donate exists.</summary>
    public required ImmutableArray<int> Quotas { get; init; }

    /// <summary>
    /// Which operations each session may ask for, before <see cref="OperationsOf"/> takes away what the bounds exclude:
    /// a set for each session, or none at all, which permits <see cref="OperationKinds.Default"/>.
    /// </summary>
    public ImmutableArray<OperationKinds> Permitted { get; init; } = [];

    /// <summary>
    /// For each session, the sessions that it trusts: what they do to it counts against no requirement about foreign
    /// sessions. A set for each session, or none at all: nobody is trusted by default.
    /// </summary>
    public ImmutableArray<SessionSet> Trusts { get; init; } = [];

    /// <summary>Which dataspaces a session can name.</summary>
    public Sharing Sharing { get; init; }

    /// <summary>Whether each frame also carries the session that wrote it last.</summary>
    public bool Contents { get; init; }

    /// <summary>
    /// What an alias costs its owner under lifetime Managed, in frames: 16 in 2013 (64 KiB), 1 today.
    /// </summary>
    public int AliasCost { get; init; } = 1;

    /// <summary>
    /// Whether the state records the session that allocated each frame: for MemoryReclaim, where it is asked for by
    /// name.
    /// </summary>
    public bool RecordsAllocators { get; init; }

    /// <summary>The operations that session may ask for and the bounds allow.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The operations.</returns>
    public OperationKinds OperationsOf(SessionId session) =>
        Possible & (Permitted.IsDefaultOrEmpty ? OperationKinds.Default : Permitted[session.Index]);

    /// <summary>The sessions that may ask for an operation.</summary>
    /// <param name="kind">The operation.</param>
    /// <returns>The sessions; none for Flush, which nobody asks for.</returns>
    public SessionSet SessionsThatMay(OperationKind kind)
    {
        SessionSet sessions = default;
        foreach (SessionId session in SessionSet.First(Sessions))
        {
            if (OperationsOf(session).Contains(kind))
            {
                sessions += session;
            }
        }

        return sessions;
    }

    /// <summary>The operations that some session may ask for.</summary>
    public OperationKinds Operations =>
        Enumerable.Range(0, Sessions).Aggregate(
            default(OperationKinds), (kinds, session) => kinds | OperationsOf(new SessionId(session)));

    /// <summary>The sessions that <paramref name="session"/> trusts.</summary>
    /// <param name="session">The one that trusts.</param>
    /// <returns>The sessions trusted.</returns>
    public SessionSet TrustedBy(SessionId session) => Trusts.IsDefaultOrEmpty ? default : Trusts[session.Index];

    /// <summary>The operations that the bounds leave possible, whoever may ask for them.</summary>
    private OperationKinds Possible
    {
        get
        {
            OperationKinds kinds = OperationKinds.Of(
                OperationKind.Alloc,
                OperationKind.Alias,
                OperationKind.Free,
                OperationKind.Revoke,
                OperationKind.Seal,
                OperationKind.Close);
            if (Regions > 0)
            {
                kinds |= OperationKinds.Of(OperationKind.Attach, OperationKind.Detach);
            }

            if (Sharing == Sharing.Delegated)
            {
                kinds |= OperationKinds.Of(OperationKind.Share, OperationKind.Drop);
            }

            if (Sessions > 1)
            {
                kinds |= OperationKinds.Of(OperationKind.Donate);
            }

            if (Contents && Regions > 0)
            {
                kinds |= OperationKinds.Of(OperationKind.Write);
            }

            return kinds;
        }
    }

    /// <summary>What is wrong with asking for some operations by name: the bounds may exclude one.</summary>
    /// <param name="operations">The operations.</param>
    /// <returns>The fault, or null when all are possible.</returns>
    public ScopeFault? FaultOf(OperationKinds operations) =>
        Enum.GetValues<OperationKind>().Where(kind => operations.Contains(kind) && !Possible.Contains(kind))
            .Select(kind => new ScopeFault(
                "operations",
                kind == OperationKind.Flush
                    ? "Flush is the kernel's: no session asks for it"
                    : $"the bounds leave no {kind} (sessions, regions, sharing, contents)"))
            .FirstOrDefault();

    /// <summary>A scope whose sessions all have one quota and may ask for everything.</summary>
    /// <param name="frames">Physical frames, 1 to 32.</param>
    /// <param name="sessions">Sessions, 1 to 8.</param>
    /// <param name="dataspaces">Dataspace slots, 1 to 16.</param>
    /// <param name="quota">The quota of each session, in frames.</param>
    /// <param name="regions">Attachment slots, 0 to 8.</param>
    /// <param name="operations">
    /// The operations that every session may ask for; <see cref="OperationKinds.Default"/> when left out.
    /// </param>
    /// <returns>The scope.</returns>
    public static Scope Uniform(
        int frames, int sessions, int dataspaces, int quota, int regions = 0, OperationKinds? operations = null) =>
        new()
        {
            Frames = frames,
            Sessions = sessions,
            Dataspaces = dataspaces,
            Regions = regions,
            Quotas = [.. Enumerable.Repeat(quota, Math.Max(sessions, 0))],
            Permitted = [.. Enumerable.Repeat(operations ?? OperationKinds.Default, Math.Max(sessions, 0))],
        };

    /// <summary>What is wrong with the bounds, if anything: which field, and why.</summary>
    /// <returns>The faults, none for a scope that can be explored.</returns>
    public IEnumerable<ScopeFault> Faults()
    {
        if (Frames < 1 || Frames > Frame.Capacity)
        {
            yield return ScopeFault.OutOfBounds("frames", Frames, 1, Frame.Capacity);
        }

        if (Sessions < 1 || Sessions > SessionId.Capacity)
        {
            yield return ScopeFault.OutOfBounds("sessions", Sessions, 1, SessionId.Capacity);
        }

        if (Dataspaces < 1 || Dataspaces > DataspaceId.Capacity)
        {
            yield return ScopeFault.OutOfBounds("dataspaces", Dataspaces, 1, DataspaceId.Capacity);
        }

        if (Regions < 0 || Regions > RegionId.Capacity)
        {
            yield return ScopeFault.OutOfBounds("regions", Regions, 0, RegionId.Capacity);
        }

        if (AliasCost is < 0 or > MaximalQuota)
        {
            yield return ScopeFault.OutOfBounds("aliasCost", AliasCost, 0, MaximalQuota);
        }

        ImmutableArray<int> quotas = Quotas.IsDefault ? [] : Quotas;
        foreach (int quota in quotas.Where(quota => quota is < 0 or > MaximalQuota))
        {
            yield return ScopeFault.OutOfBounds("quota", quota, 0, MaximalQuota);
        }

        if (Sessions >= 1
            && Sessions <= SessionId.Capacity
            && (Permitted.IsDefaultOrEmpty || Permitted.Length == Sessions)
            && Operations.Contains(OperationKind.Donate))
        {
            foreach (int quota in quotas.Where(quota => quota > MaximalQuotaToDonate && quota <= MaximalQuota))
            {
                yield return new ScopeFault(
                    "quota", FormattableString.Invariant($"{quota} is too much to be given with Donate: at most 255"));
            }
        }

        if (quotas.Length != Sessions)
        {
            yield return new ScopeFault("quota", $"{quotas.Length} quotas for {Sessions} sessions");
        }

        if (!Permitted.IsDefaultOrEmpty && Permitted.Length != Sessions)
        {
            yield return new ScopeFault(
                "operations", $"{Permitted.Length} sets of operations for {Sessions} sessions");
        }

        if (!Permitted.IsDefaultOrEmpty && Permitted.Any(kinds => (kinds.Bits & ~OperationKinds.All.Bits) != 0))
        {
            yield return new ScopeFault("operations", "name one that there is not");
        }

        if (!Trusts.IsDefaultOrEmpty && Trusts.Length != Sessions)
        {
            yield return new ScopeFault("trust", $"{Trusts.Length} sets of trusted sessions for {Sessions} sessions");
        }

        SessionSet sessions = SessionSet.First(Math.Clamp(Sessions, 0, SessionId.Capacity));
        if (!Trusts.IsDefaultOrEmpty && Trusts.Any(trusted => !(trusted <= sessions)))
        {
            yield return new ScopeFault("trust", "names a session that there is not");
        }

        if (!Enum.IsDefined(Sharing))
        {
            yield return new ScopeFault("sharing", "must be open or delegated");
        }

        if (Contents && Regions == 0)
        {
            yield return new ScopeFault("contents", "needs at least one region, since only a region can be written");
        }
    }
}
