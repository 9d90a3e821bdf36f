using System.Collections.Immutable;

using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Lockstep;

namespace ModelCheck.Properties.Judging;

/// <summary>
/// The requirements and premises of docs/semantics.md, section 8, written a second time: over plain states and steps,
/// and as literally as can be.
/// </summary>
internal static partial class PlainJudge
{
    /// <summary>All of them.</summary>
    internal static ImmutableArray<PlainRequirement> All { get; } =
        [.. Invariants, .. StepRequirements, .. BranchingRequirements, .. Possibilities];

    private static bool Always(PlainSetting setting) => true;

    private static PlainInvariant Invariant(
        string name, Func<PlainSetting, bool> applies, PlainStateTest holds, PlainStateTest premise) =>
        new(name, applies, holds, premise);

    private static IEnumerable<PlainRequirement> BranchingRequirements =>
    [
        new PlainBranchingRequirement(
            "Recoverable",
            Always,
            _ => [new PlainGoal(Session: null, IsInitial, _ => true)],
            (_, at) => !IsInitial(at)),
        new PlainBranchingRequirement(
            "SelfReclaim",
            Always,
            setting => GoalsOf(setting, (at, session) => at.UsedBy(session) == 0),
            (_, at) => at.AnyUse()),
        new PlainBranchingRequirement(
            "MemoryReclaim",
            setting => setting.Scope.RecordsAllocators,
            setting => GoalsOf(
                setting,
                (at, session) => !at.AllFrames().Any(
                    frame => at.IsAllocated(frame) && at.State.Allocators[frame] == session)),
            (_, at) => at.AnyAllocated()),
    ];

    private static IEnumerable<PlainGoal> GoalsOf(PlainSetting setting, Func<PlainModel, int, bool> reached) =>
        Enumerable.Range(0, setting.Scope.Sessions).Select(session => new PlainGoal(
            session,
            at => reached(at, session),
            request => request.Session == session && request.Kind is not (RequestKind.Close or RequestKind.Flush)));

    private static bool IsInitial(PlainModel at) =>
        !at.Occupied().Any()
        && !at.Mapped().Any()
        && at.State.Given.IsEmpty
        && !at.AnyAllocated();

    private static IEnumerable<PlainRequirement> Possibilities =>
    [
        new PlainStatePossibility(
            "CanShare",
            setting => !setting.IsOneSession && setting.Has(OperationKind.Alias),
            (_, at) => Pairs(at.Live()).Any(pair =>
                pair.One.Owner != pair.Other.Owner && pair.One.Extent.Overlaps(pair.Other.Extent))),
        new PlainStatePossibility(
            "CanDowngrade",
            setting => setting.Has(OperationKind.Alias),
            (_, at) => Pairs(at.Live()).Any(pair =>
                pair.One.Writable != pair.Other.Writable && pair.One.Extent.Overlaps(pair.Other.Extent))),
        new PlainStatePossibility(
            "CanMapTogether",
            setting => !setting.IsOneSession && setting.Has(OperationKind.Attach),
            (_, at) => at.Mapped().Any(one => at.Mapped().Any(other =>
                one.Session != other.Session && one.Extent.Overlaps(other.Extent)))),
        new PlainStepPossibility(
            "CanOutlive",
            setting => setting.Has(OperationKind.Alias) && setting.Has(OperationKind.Free),
            (_, step) => step.IsGranted(RequestKind.Free)
                && step.Before.Occupied().Any(each =>
                    each.Dataspace.Parent == step.Request.Target.Slot
                    && step.After.State.Dataspaces[each.Slot] is { Life: Life.Live })),
        new PlainStepPossibility(
            "CanReclaimPart",
            setting => setting.Has(OperationKind.Alias) && setting.Has(OperationKind.Free),
            (_, step) => step.IsGranted(RequestKind.Free)
                && step.Target()!.Extent.Frames.Where(step.Before.IsAllocated).ToList() is var frames
                && frames.Exists(frame => !step.After.IsAllocated(frame))
                && frames.Exists(step.After.IsAllocated)),
        new PlainStepPossibility(
            "CanRevoke",
            setting => !setting.IsOneSession,
            (_, step) => !step.Is(RequestKind.Flush)
                && step.TakenAway().Any(each => each.Dataspace.Owner != step.Request.Session)),
        new PlainStepPossibility(
            "CanUnmap",
            setting => !setting.IsOneSession && setting.Has(OperationKind.Attach),
            (setting, step) => !step.Is(RequestKind.Flush)
                && step.Unmapped(setting).Any(region => region.Session != step.Request.Session)),
    ];

    private static IEnumerable<(PlainDataspace One, PlainDataspace Other)> Pairs(
        IEnumerable<(int Slot, PlainDataspace Dataspace)> dataspaces)
    {
        List<(int Slot, PlainDataspace Dataspace)> all = [.. dataspaces];
        return
            from one in all
            from other in all
            where one.Slot < other.Slot
            select (one.Dataspace, other.Dataspace);
    }
}
