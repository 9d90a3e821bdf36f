using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Lockstep;

namespace ModelCheck.Properties.Judging;

/// <summary>The notions that the requirements are written in: sections 2 and 8 of docs/semantics.md.</summary>
internal static class PlainFacts
{
    /// <summary>The slots in use, with what they hold.</summary>
    internal static IEnumerable<(int Slot, PlainDataspace Dataspace)> Occupied(this PlainModel model)
    {
        for (int slot = 0; slot < model.State.Dataspaces.Length; slot++)
        {
            if (model.State.Dataspaces[slot] is { } dataspace)
            {
                yield return (slot, dataspace);
            }
        }
    }

    /// <summary>The Live dataspaces.</summary>
    internal static IEnumerable<(int Slot, PlainDataspace Dataspace)> Live(this PlainModel model) =>
        model.Occupied().Where(each => each.Dataspace.Life == Life.Live);

    /// <summary>The regions.</summary>
    internal static IEnumerable<PlainRegion> Mapped(this PlainModel model) =>
        model.State.Regions.Where(region => region is not null)!;

    internal static IEnumerable<int> AllFrames(this PlainModel model) => Enumerable.Range(0, model.Bounds.Frames);

    internal static IEnumerable<int> AllSessions(this PlainModel model) => Enumerable.Range(0, model.Sessions);

    internal static bool IsAllocated(this PlainModel model, int frame) => model.Allocated[frame];

    internal static bool AnyAllocated(this PlainModel model) => model.FreeFrames < model.Bounds.Frames;

    internal static bool AnyUse(this PlainModel model) =>
        model.AllSessions().Any(session => model.UsedBy(session) > 0);

    /// <summary>How often a frame is charged, all sessions together.</summary>
    internal static int ChargedToAll(this PlainModel model, int frame) =>
        model.AllSessions().Sum(session => model.Charged(session, frame));

    internal static bool HasChild(this PlainModel model, int slot) =>
        model.Occupied().Any(each => each.Dataspace.Parent == slot);

    internal static bool HasUse(this PlainModel model, int slot) =>
        model.HasChild(slot)
        || model.Mapped().Any(region => region.Dataspace == slot)
        || model.State.Dataspaces[slot]!.Holders.Any(holder => holder != model.State.Dataspaces[slot]!.Owner);

    /// <summary>A dataspace and its ancestors.</summary>
    internal static IEnumerable<PlainDataspace> Upwards(this PlainModel model, int slot)
    {
        for (int? at = slot; at is { } each; at = model.State.Dataspaces[each]!.Parent)
        {
            yield return model.State.Dataspaces[each]!;
        }
    }

    /// <summary>Whether a region shows a frame of an extent.</summary>
    internal static bool IsShownByRegion(this PlainModel model, PlainExtent extent) =>
        model.Mapped().Any(region => region.Extent.Overlaps(extent));

    /// <summary>Whether a session reaches a frame of an extent.</summary>
    internal static bool Reaches(this PlainModel model, PlainSetting setting, int session, PlainExtent extent) =>
        model.Mapped().Any(region => region.Session == session && region.Extent.Overlaps(extent))
        || model.Live().Any(each =>
            (each.Dataspace.Owner == session
                || (setting.IsDelegated && each.Dataspace.Holders.Contains(session)))
            && model.GrantOf(each.Dataspace).Extent.Overlaps(extent));

    /// <summary>Whether another session that an actor does not trust reaches a frame of an extent.</summary>
    internal static bool IsReachedByUntrusted(
        this PlainModel model, PlainSetting setting, int actor, PlainExtent extent) =>
        model.AllSessions().Any(session =>
            session != actor && !setting.Trusts(actor, session) && model.Reaches(setting, session, extent));

    internal static bool Is(this PlainStep step, RequestKind kind) => step.Request.Kind == kind;

    internal static bool IsGranted(this PlainStep step) => step.Answer.Refusal == Refusal.None;

    internal static bool IsGranted(this PlainStep step, RequestKind kind) => step.Is(kind) && step.IsGranted();

    /// <summary>The dataspace named, in the state before; null if there is none.</summary>
    internal static PlainDataspace? Target(this PlainStep step) =>
        step.Before.State.Dataspaces[step.Request.Target.Slot];

    /// <summary>Whether it is asked of a Live dataspace by the session that owns it.</summary>
    internal static bool IsAskedByOwner(this PlainStep step, RequestKind kind) =>
        step.Is(kind) && step.Target() is { Life: Life.Live } target && target.Owner == step.Request.Session;

    /// <summary>The slots of what is taken away.</summary>
    internal static IEnumerable<(int Slot, PlainDataspace Dataspace)> TakenAway(this PlainStep step) =>
        step.Before.Live().Where(each => step.After.State.Dataspaces[each.Slot] is not { Life: Life.Live });

    /// <summary>The regions that are unmapped.</summary>
    internal static IEnumerable<PlainRegion> Unmapped(this PlainStep step, PlainSetting setting)
    {
        for (int slot = 0; slot < step.Before.State.Regions.Length; slot++)
        {
            PlainRegion? after = step.After.State.Regions[slot];
            if (step.Before.State.Regions[slot] is { } region
                && (after is null
                    || (setting.Has(OperationKind.Flush) && region.Dataspace is not null && after.Dataspace is null)))
            {
                yield return region;
            }
        }
    }

    /// <summary>
    /// The slots below what the actor gives up: below d for a Free by the owner of d, below s for Close(s), else none.
    /// </summary>
    internal static IEnumerable<int> BelowWhatIsGivenUp(this PlainStep step)
    {
        int[] tops = step.Is(RequestKind.Close)
                ? [.. step.Before.Occupied().Where(each => each.Dataspace.Owner == step.Request.Session)
                    .Select(each => each.Slot)]
            : step.IsAskedByOwner(RequestKind.Free) ? [step.Request.Target.Slot]
            : [];
        return tops.Concat(tops.SelectMany(step.Before.DescendantsOf)).Distinct();
    }
}
