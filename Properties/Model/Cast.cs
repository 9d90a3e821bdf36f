using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Model;

/// <summary>The sessions, slots and rights that scenarios speak of, by short names.</summary>
internal static class Cast
{
    internal const bool Rw = true;

    internal const bool Ro = false;

    internal static SessionId S0 { get; } = new(0);

    internal static SessionId S1 { get; } = new(1);

    internal static SessionId S2 { get; } = new(2);

    internal static DataspaceId D0 { get; } = new(0);

    internal static DataspaceId D1 { get; } = new(1);

    internal static DataspaceId D2 { get; } = new(2);

    internal static DataspaceId D3 { get; } = new(3);

    internal static DataspaceId D4 { get; } = new(4);

    internal static RegionId R0 { get; } = new(0);

    internal static RegionId R1 { get; } = new(1);

    internal static RegionId R2 { get; } = new(2);

    /// <summary>Room for everything, so that a scenario is refused only what it is about.</summary>
    internal static Scope Roomy { get; } =
        Scope.Uniform(frames: 4, sessions: 3, dataspaces: 6, quota: 16, regions: 4);

    /// <summary>The same, but a session names only what it created or was given.</summary>
    internal static Scope Delegated { get; } = Roomy with { Sharing = Sharing.Delegated };

    /// <summary>The same as <see cref="Roomy"/>, and frames remember who wrote them last.</summary>
    internal static Scope WithContents { get; } = Roomy with { Contents = true };
}
