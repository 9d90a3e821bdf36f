using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Results;

/// <summary>A failure of a random run and what was made of it: shrunk, and handed to the explorer.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Scope">The bounds within which it was found.</param>
/// <param name="Found">How many operations of the run lead to it, from a fresh service on.</param>
/// <param name="Shrunk">The failure after as much was left out as can be, within the same bounds.</param>
/// <param name="Restricted">The objects that are left, as bounds of their own.</param>
/// <param name="Minimal">
/// A shortest failure within those; null when it is not proved that there is no shorter one.
/// </param>
/// <param name="StatesBefore">
/// In how many states everything was asked without a divergence: all that lead to nothing shorter.
/// </param>
/// <param name="Reason">What the proof rests on, or why there is none.</param>
public sealed record MinimisedFailure(
    PolicyName Policy,
    Scope Scope,
    int Found,
    Divergence Shrunk,
    Scope Restricted,
    Divergence? Minimal,
    long StatesBefore,
    string Reason)
{
    /// <summary>Whether <see cref="Minimal"/> is known to be a shortest one.</summary>
    public bool IsProven => Minimal is not null;

    /// <summary>The shortest that is known.</summary>
    public Divergence Shortest => Minimal ?? Shrunk;

    /// <summary>The bounds that <see cref="Shortest"/> lies within.</summary>
    public Scope ScopeOfShortest => Minimal is null ? Scope : Restricted;
}
