using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Causes;

/// <summary>
/// What exactly is wrong at the end of a trace that violates a requirement: the part of the requirement that fails, and
/// what it fails for. A dataspace or region that the last step took away is named as it was before; all else as it is
/// at the end.
/// </summary>
/// <param name="Text">One sentence.</param>
/// <param name="Frames">The frames that it is about.</param>
/// <param name="Dataspaces">The dataspaces at fault, or to which something was done.</param>
/// <param name="Regions">The regions at fault, or to which something was done.</param>
/// <param name="Sessions">The sessions at fault, or to which something was done.</param>
public sealed partial record Blame(
    string Text, FrameSet Frames, DataspaceSet Dataspaces, RegionSet Regions, SessionSet Sessions)
{
    /// <summary>How many states are looked at, unless something else is said, to learn what never goes away.</summary>
    public const int UsualBound = 4096;

    /// <summary>Says what is wrong at the end of a trace.</summary>
    /// <param name="model">The meaning.</param>
    /// <param name="requirement">What is violated.</param>
    /// <param name="trace">A trace of the model.</param>
    /// <param name="maximalStates">
    /// For a branching requirement, how many states may be looked at to learn which goal cannot be reached and what is
    /// in the way whatever is done. Where they do not suffice, only what is there at the end is told.
    /// </param>
    /// <param name="cancellation">Ends that early.</param>
    /// <returns>What is wrong; null where nothing is, and for a possibility, which nothing violates.</returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static Blame? Of(
        IModel model,
        Requirement requirement,
        Trace trace,
        int maximalStates = UsualBound,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(requirement);
        ArgumentNullException.ThrowIfNull(trace);
        ImmutableArray<State> states = trace.States(model);
        State end = states[^1];
        Ledger ledger = model.Audit(in end);
        var at = new StateView(model, in end, in ledger);
        switch (requirement)
        {
            case Invariant invariant:
                return OfState(invariant, in at);
            case BranchingRequirement branching:
                return OfGoals(branching, in at, maximalStates, cancellation);
            case StepRequirement step when !trace.Steps.IsEmpty:
                State before = states[^2];
                Ledger ledgerBefore = model.Audit(in before);
                State after = before;
                Operation operation = trace.Steps[^1].Operation;
                Outcome outcome = model.Step(ref after, operation);
                return OfStep(step, new StepView(at.Of(in before, in ledgerBefore), operation, outcome, at));
            default:
                return null;
        }
    }

    private static Blame Told(
        string text,
        FrameSet frames = default,
        DataspaceSet dataspaces = default,
        RegionSet regions = default,
        SessionSet sessions = default) =>
        new(InWords.Sentence(text), frames, dataspaces, regions, sessions);

    // What keeps frames allocated: the dataspaces that are or were made of them or of their block, and the regions that
    // show what none of these keeps.
    private static (DataspaceSet Dataspaces, RegionSet Regions) KeepersOf(FrameSet frames, in State state)
    {
        DataspaceSet keeping = default;
        FrameSet kept = default;
        foreach (DataspaceId dataspace in state.Live | state.Zombies)
        {
            FrameSet pinned = state.ExtentOf(dataspace).Frames | state.BlockOf(dataspace).Frames;
            if (pinned.Overlaps(frames))
            {
                keeping += dataspace;
                kept |= pinned;
            }
        }

        return (keeping, RegionsOver(frames - kept, state.Regions, in state));
    }

    private static DataspaceSet DataspacesOver(FrameSet frames, DataspaceSet dataspaces, in State state)
    {
        DataspaceSet over = default;
        foreach (DataspaceId dataspace in dataspaces)
        {
            over |= state.ExtentOf(dataspace).Frames.Overlaps(frames) ? DataspaceSet.Of(dataspace) : default;
        }

        return over;
    }

    private static RegionSet RegionsOver(FrameSet frames, RegionSet regions, in State state)
    {
        RegionSet over = default;
        foreach (RegionId region in regions)
        {
            over |= state.ExtentOf(region).Frames.Overlaps(frames) ? RegionSet.Of(region) : default;
        }

        return over;
    }

    // ": zombie d0 of s0 keeps it", as far as there is anything.
    private static string KeptBy(
        string separator, FrameSet frames, DataspaceSet dataspaces, RegionSet regions, in State state)
    {
        int count = dataspaces.Count + regions.Count;
        return count == 0 ? string.Empty
            : $"{separator}{InWords.Of(dataspaces, regions, in state)} {InWords.Agreeing(count, "keeps", "keep")} "
                + It(frames);
    }

    private static string It(FrameSet frames) => InWords.Agreeing(frames.Count, "it", "them");

    private static string Are(FrameSet frames) => InWords.Agreeing(frames.Count, "is", "are");
}
