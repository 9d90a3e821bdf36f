using FsCheck;
using FsCheck.Experimental;
using FsCheck.Fluent;

namespace ModelCheck.Properties.Lockstep;

/// <summary>One operation of a sequence.</summary>
/// <param name="number">What it is known by, to those that use the object it makes.</param>
/// <param name="request">What it asks; its target is taken literally only if there is no maker.</param>
/// <param name="maker">The number of the operation that made what is named, or null.</param>
internal sealed class LockstepOperation(int number, Request request, int? maker)
    : Operation<LockstepDriver, LockstepState>
{
    internal Request Request => request;

    internal int Number => number;

    internal int? Maker => maker;

    /// <summary>The operation with other arguments.</summary>
    internal LockstepOperation With(Request other) => new(number, other, maker);

    /// <summary>The operation on what another one made.</summary>
    internal LockstepOperation On(int otherMaker) => new(number, request, otherMaker);

    /// <summary>False only when shrinking took away what made the object: then this goes as well.</summary>
    public override bool Pre(LockstepState state) => maker is not { } made || state.Made.ContainsKey(made);

    public override LockstepState Run(LockstepState state) =>
        state.Ask(number, maker is { } made ? request with { Target = state.Made[made] } : request);

    // The property is built from what has been computed already: a lazy one would be evaluated after the tear-down, and
    // FsCheck goes on after a failure, so that the driver, which does not, knows of the first one only.
    public override Property Check(LockstepDriver driver, LockstepState after)
    {
        string? divergence = driver.FollowTo(after);
        return (divergence is null).Label(divergence ?? string.Empty);
    }

    public override string ToString() => request.ToString();
}
