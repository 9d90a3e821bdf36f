using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Lockstep;

namespace ModelCheck.Properties.Judging;

/// <content>The invariants, in the order of the table.</content>
internal static partial class PlainJudge
{
    private static IEnumerable<PlainRequirement> Invariants =>
    [
        Invariant(
            "FrameConservation",
            Always,
            (setting, at) => at.AllFrames().All(frame => IsRecordedRightly(setting, at, frame))
                && at.Live().All(each => each.Dataspace.Extent.Frames.All(at.IsAllocated)),
            (_, at) => at.AnyAllocated()),
        Invariant(
            "AliasWithinParent",
            Always,
            (_, at) => at.Occupied().All(each => each.Dataspace.Parent is not { } parent
                || at.State.Dataspaces[parent]!.Extent.Contains(each.Dataspace.Extent)),
            (_, at) => at.Occupied().Any(each => each.Dataspace.Parent is not null)),
        Invariant(
            "NoPermissionEscalation",
            Always,
            (_, at) => at.Occupied().All(each => each.Dataspace is not { Writable: true, Parent: { } parent }
                || at.State.Dataspaces[parent]!.Writable),
            (_, at) => at.Occupied().Any(each => each.Dataspace is { Writable: true, Parent: not null })),
        Invariant(
            "QuotaRespected",
            Always,
            (_, at) => at.AllSessions().All(session => at.UsedBy(session) <= at.QuotaOf(session)),
            (_, at) => at.AnyUse()),
        Invariant(
            "NoFreeMemory",
            Always,
            (_, at) => at.AllFrames().Where(at.IsAllocated).All(frame => at.ChargedToAll(frame) >= 1),
            (_, at) => at.AnyAllocated()),
        Invariant(
            "NoDoubleCharge",
            Always,
            (_, at) => at.AllFrames().All(frame => at.ChargedToAll(frame) <= 1),
            (_, at) => Pairs(at.Occupied().Where(each => at.Covers(each.Dataspace)))
                .Any(pair => pair.One.Extent.Overlaps(pair.Other.Extent))),
        Invariant(
            "PaysOnlyForOwn",
            Always,
            (_, at) => at.AllSessions().All(session => at.AllFrames().All(frame =>
                at.Charged(session, frame) <= at.Live().Count(each =>
                    each.Dataspace.Owner == session && each.Dataspace.Extent.Contains(frame)))),
            (_, at) => at.AnyUse()),
        Invariant(
            "QuotaBacksMemory",
            setting => setting.Scope.Quotas.Sum(quota => (long)quota) <= setting.Scope.Frames,
            (_, at) => at.FreeFrames > 0
                || !at.AllSessions().Any(session => at.UsedBy(session) < at.QuotaOf(session)),
            (_, at) => at.FreeFrames == 0),
        Invariant(
            "NoStrandedFrames",
            Always,
            (_, at) => at.AllFrames().Where(at.IsAllocated).All(frame =>
                at.Live().Any(each => each.Dataspace.Extent.Contains(frame))),
            (_, at) => at.AnyAllocated()),
        Invariant(
            "AlwaysBacked",
            Always,
            (_, at) => at.Occupied().All(each => each.Dataspace.Life != Life.Hollow),
            (_, at) => at.Occupied().Any(each => each.Dataspace.Parent is not null)),
        Invariant(
            "NoAccessAfterFree",
            setting => setting.Has(OperationKind.Attach),
            (_, at) => at.Mapped().All(region =>
                region.Dataspace is { } slot && at.State.Dataspaces[slot] is { Life: Life.Live }),
            (_, at) => at.Mapped().Any()),
        Invariant(
            "NoStaleAccess",
            setting => setting.Has(OperationKind.Attach),
            (_, at) => at.Mapped().All(region => !region.Stale && region.Extent.Frames.All(at.IsAllocated)),
            (_, at) => at.Mapped().Any()),
        Invariant(
            "SealIsFinal",
            setting => setting.Has(OperationKind.Attach) && setting.Has(OperationKind.Seal),
            (_, at) => !at.Live().Any(each => each.Dataspace.Sealed
                && at.Mapped().Any(region => region.Writable && region.Extent.Overlaps(each.Dataspace.Extent))),
            (_, at) => at.Live().Any(each => each.Dataspace.Sealed && at.IsShownByRegion(each.Dataspace.Extent))),
    ];

    private static bool IsRecordedRightly(PlainSetting setting, PlainModel at, int frame)
    {
        bool isPaid = at.State.Payers[frame] is not null;
        bool isMarked = at.State.Writers.ContainsKey(frame) || at.State.SealedFrames.Contains(frame);
        return (!isMarked || at.IsAllocated(frame))
            && (setting.Rules.Charging != "Allocator"
                || isPaid == (at.IsAllocated(frame) && !at.IsQuarantined(frame)));
    }
}
