using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Lockstep;

namespace ModelCheck.Properties.Judging;

/// <content>The requirements of steps, in the order of the table.</content>
internal static partial class PlainJudge
{
    private static IEnumerable<PlainRequirement> StepRequirements =>
    [
        new PlainStepRequirement(
            "FreeSucceeds",
            setting => setting.Has(OperationKind.Free),
            (_, step) => !step.IsAskedByOwner(RequestKind.Free) || step.IsGranted(),
            (_, step) => step.IsAskedByOwner(RequestKind.Free) && step.Before.HasUse(step.Request.Target.Slot)),
        new PlainStepRequirement(
            "FreeIsConstant",
            setting => setting.Has(OperationKind.Free),
            (_, step) => !step.Is(RequestKind.Free) || step.TakenAway().Count() <= 1,
            (_, step) => step.IsAskedByOwner(RequestKind.Free) && step.Before.HasChild(step.Request.Target.Slot)),
        new PlainStepRequirement(
            "NoForeignRevocation",
            setting => !setting.IsOneSession && setting.Has(OperationKind.Free),
            (setting, step) => !step.Is(RequestKind.Free) || RevokesNothingForeign(setting, step),
            (setting, step) => step.Is(RequestKind.Free) && IsForeignBelow(setting, step)),
        new PlainStepRequirement(
            "NoForeignRevocationByClose",
            setting => !setting.IsOneSession && setting.Has(OperationKind.Close),
            (setting, step) => !step.Is(RequestKind.Close) || RevokesNothingForeign(setting, step),
            (setting, step) => step.Is(RequestKind.Close) && IsForeignBelow(setting, step)),
        new PlainStepRequirement(
            "NoForeignCharge",
            setting => !setting.IsOneSession,
            (setting, step) => step.Is(RequestKind.Flush) || step.Before.AllSessions().All(session =>
                !setting.IsForeign(session, step.Request.Session)
                || step.After.UsedBy(session) <= step.Before.UsedBy(session)),
            (setting, step) => !step.Is(RequestKind.Flush) && step.IsGranted() && step.Before.Occupied().Any(each =>
                setting.IsForeign(each.Dataspace.Owner, step.Request.Session))),
        new PlainStepRequirement(
            "CloseReturnsQuota",
            setting => setting.Has(OperationKind.Close),
            (_, step) => !step.Is(RequestKind.Close) || step.After.UsedBy(step.Request.Session) == 0,
            (_, step) => step.Is(RequestKind.Close) && step.Before.UsedBy(step.Request.Session) > 0),
        new PlainStepRequirement(
            "Confinement",
            setting => setting.Has(OperationKind.Attach),
            (_, step) => GivesNoMoreFrames(step) && GivesNoMoreRight(step),
            (_, step) => step.IsGranted(RequestKind.Attach)),
        new PlainStepRequirement(
            "SealHolds",
            setting => setting.Has(OperationKind.Attach) && setting.Has(OperationKind.Seal),
            (_, step) => !step.IsGranted(RequestKind.Attach) || !Made(step).Writable || !IsSealedUpwards(step),
            (_, step) => step.IsGranted(RequestKind.Attach) && IsSealedUpwards(step)),
        new PlainStepRequirement(
            "FreshMemoryIsZero",
            setting => setting.Scope.Contents,
            (_, step) => !step.IsGranted(RequestKind.Alloc)
                || !step.After.State.Dataspaces[step.Answer.Made.Slot]!.Extent.Frames
                    .Any(step.After.State.Writers.ContainsKey),
            (_, step) => step.IsGranted(RequestKind.Alloc)),
        new PlainStepRequirement(
            "ConfinedExtent",
            setting => setting.Has(OperationKind.Attach),
            (_, step) => GivesNoMoreFrames(step),
            (_, step) => step.IsGranted(RequestKind.Attach)),
        new PlainStepRequirement(
            "ConfinedRight",
            setting => setting.Has(OperationKind.Attach),
            (_, step) => GivesNoMoreRight(step),
            (_, step) => step.IsGranted(RequestKind.Attach) && !MayBeWritten(step.Target()!)),
        new PlainStepRequirement(
            "FreeEndsAccess",
            setting => !setting.IsOneSession && setting.Has(OperationKind.Free),
            (setting, step) => !step.IsGranted() || !IsOfOriginal(step)
                || !step.After.IsReachedByUntrusted(setting, step.Request.Session, step.Target()!.Extent),
            (setting, step) => IsOfOriginal(step)
                && step.Before.IsReachedByUntrusted(setting, step.Request.Session, step.Target()!.Extent)),
        new PlainStepRequirement(
            "FreeReleases",
            setting => setting.Has(OperationKind.Free),
            (_, step) => !step.IsGranted() || !IsOfOriginal(step)
                || step.Target()!.Extent.Frames.All(
                    frame => !step.After.IsAllocated(frame) || step.After.IsQuarantined(frame)),
            (_, step) => IsOfOriginal(step) && IsShownElsewhere(step)),
        new PlainStepRequirement(
            "NoForeignUnmapping",
            setting => !setting.IsOneSession && setting.Has(OperationKind.Attach) && HasFreeOrClose(setting),
            (setting, step) => !(step.Is(RequestKind.Free) || step.Is(RequestKind.Close))
                || !step.Unmapped(setting).Any(region => setting.IsForeign(region.Session, step.Request.Session)),
            (setting, step) => step.BelowWhatIsGivenUp().Any(slot => step.Before.Mapped().Any(region =>
                region.Dataspace == slot && setting.IsForeign(region.Session, step.Request.Session)))),
        new PlainStepRequirement(
            "NoForeignWithdrawal",
            setting => !setting.IsOneSession && setting.Has(OperationKind.Share) && HasFreeOrClose(setting),
            (setting, step) => !(step.Is(RequestKind.Free) || step.Is(RequestKind.Close))
                || step.Before.Live().All(each => each.Dataspace.Holders.All(holder =>
                    holder == each.Dataspace.Owner
                    || !setting.IsForeign(holder, step.Request.Session)
                    || (step.After.State.Dataspaces[each.Slot] is { Life: Life.Live } after
                        && after.Holders.Contains(holder)))),
            (setting, step) => step.BelowWhatIsGivenUp().Any(slot =>
                step.Before.State.Dataspaces[slot] is { Life: Life.Live } dataspace
                && dataspace.Holders.Any(holder =>
                    holder != dataspace.Owner && setting.IsForeign(holder, step.Request.Session)))),
        new PlainStepRequirement(
            "SealSucceeds",
            setting => setting.Has(OperationKind.Seal),
            (_, step) => !step.IsAskedByOwner(RequestKind.Seal) || step.IsGranted(),
            (_, step) => step.IsAskedByOwner(RequestKind.Seal)
                && (step.Before.IsShownByRegion(step.Target()!.Extent)
                    || step.Before.HasChild(step.Request.Target.Slot))),
        new PlainStepRequirement(
            "DonationReturns",
            setting => setting.Has(OperationKind.Donate) && setting.Has(OperationKind.Close),
            (_, step) => !step.Is(RequestKind.Close) || step.After.AllSessions().All(session =>
                session == step.Request.Session || step.After.UsedBy(session) <= step.After.QuotaOf(session)),
            (_, step) => step.Is(RequestKind.Close) && step.Before.State.Given.Keys.Any(gift =>
                gift.Giver == step.Request.Session || gift.Receiver == step.Request.Session)),
    ];

    private static bool HasFreeOrClose(PlainSetting setting) =>
        setting.Has(OperationKind.Free) || setting.Has(OperationKind.Close);

    private static bool RevokesNothingForeign(PlainSetting setting, PlainStep step)
    {
        int actor = step.Request.Session;
        bool IsForeign(int session) => setting.IsForeign(session, actor);
        for (int slot = 0; slot < step.Before.State.Regions.Length; slot++)
        {
            if (step.Before.State.Regions[slot] is { Dataspace: { } through } region
                && step.After.State.Regions[slot] is null
                && region.Session != actor
                && step.Before.State.Dataspaces[through] is { Life: Life.Live } dataspace
                && IsForeign(dataspace.Owner))
            {
                return false;
            }
        }

        return !step.TakenAway().Any(each => IsForeign(each.Dataspace.Owner));
    }

    private static bool IsForeignBelow(PlainSetting setting, PlainStep step) =>
        step.BelowWhatIsGivenUp().Any(slot => step.Before.State.Dataspaces[slot] is { Life: Life.Live } dataspace
            && setting.IsForeign(dataspace.Owner, step.Request.Session));

    private static PlainRegion Made(PlainStep step) => step.After.State.Regions[step.Answer.Made.Slot]!;

    private static bool GivesNoMoreFrames(PlainStep step) =>
        !step.IsGranted(RequestKind.Attach) || step.Target()!.Extent.Contains(Made(step).Extent);

    private static bool GivesNoMoreRight(PlainStep step) =>
        !step.IsGranted(RequestKind.Attach) || !Made(step).Writable || MayBeWritten(step.Target()!);

    private static bool MayBeWritten(PlainDataspace dataspace) => dataspace is { Writable: true, Sealed: false };

    private static bool IsSealedUpwards(PlainStep step) =>
        step.Before.Upwards(step.Request.Target.Slot).Any(dataspace => dataspace.Sealed);

    private static bool IsOfOriginal(PlainStep step) =>
        step.IsAskedByOwner(RequestKind.Free) && step.Target()!.Parent is null;

    private static bool IsShownElsewhere(PlainStep step)
    {
        PlainExtent extent = step.Target()!.Extent;
        return step.Before.IsShownByRegion(extent)
            || step.Before.Occupied().Any(each => each.Slot != step.Request.Target.Slot
                && each.Dataspace.Life != Life.Hollow
                && each.Dataspace.Extent.Overlaps(extent));
    }
}
