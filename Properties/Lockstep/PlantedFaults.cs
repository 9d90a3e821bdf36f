using System.Collections.Immutable;

using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>A fault that was put into the plain service on purpose.</summary>
/// <param name="Name">What the service does wrong.</param>
/// <param name="Operations">With how few operations it shows.</param>
/// <param name="Make">Makes the service.</param>
internal sealed record PlantedFault(string Name, int Operations, Func<PlainModel, IFrameMemory?, IRamService> Make);

/// <summary>One fault of each sort that the machine must notice.</summary>
internal static class PlantedFaults
{
    internal static ImmutableArray<PlantedFault> All { get; } =
    [
        new(
            "hands out frames as they are",
            Operations: 1,
            (model, _) => new PlainService(model, memory: null)),
        new(
            "takes a stale capability for what is in the slot now",
            Operations: 3,
            (model, memory) => new TakesStaleOnes(model, memory)),
        new(
            "adds offset and size up in 32 bits",
            Operations: 2,
            (model, memory) => new AddsUpIn32Bits(model, memory)),
        new(
            "looks for a slot before it looks at the right",
            Operations: 5,
            (model, memory) => new LooksForSlotsFirst(model, memory)),
        new(
            "lets a session give quota that it uses",
            Operations: 2,
            (model, memory) => new GivesWhatIsUsed(model, memory)),
        new(
            "charges a frame too much when nothing is free",
            Operations: 2,
            (model, memory) => new OverchargesWhenFull(model, memory)),
        new(
            "forgets the seal when it attaches",
            Operations: 3,
            (model, memory) => new ForgetsSeals(model, memory)),
        new(
            "finds three dataspaces too many",
            Operations: 3,
            (model, memory) => new CannotCountToThree(model, memory)),
        new(
            "breaks down when a parent is revoked",
            Operations: 3,
            (model, memory) => new BreaksDown(model, memory)),
        new(
            "shows slot 40 with another right",
            Operations: 41,
            (model, memory) => new MistakesSlot40(model, memory)),
    ];

    private sealed class TakesStaleOnes(PlainModel model, IFrameMemory? memory) : PlainService(model, memory)
    {
        protected override Answer Ask(Request request) =>
            base.Ask(request.Kind != RequestKind.Detach && request.Target.Slot < Bounds.Dataspaces ? request with
            {
                Target = request.Target with { Generation = Model.State.DataspaceGenerations[request.Target.Slot] },
            }
            : request);
    }

    private sealed class AddsUpIn32Bits(PlainModel model, IFrameMemory? memory) : PlainService(model, memory)
    {
        protected override Answer Ask(Request request)
        {
            bool wraps = request.Size > 0 && request.Offset > 0 && unchecked(request.Offset + request.Size) < 0;
            return base.Ask(wraps ? request with { Offset = 0, Size = 1 } : request);
        }
    }

    private sealed class LooksForSlotsFirst(PlainModel model, IFrameMemory? memory) : PlainService(model, memory)
    {
        protected override Answer Ask(Request request)
        {
            Answer answer = base.Ask(request);
            return answer.Refusal == Refusal.PermissionDenied && !Model.State.Dataspaces.Contains(null)
                ? new Answer(Refusal.OutOfCaps, default)
                : answer;
        }
    }

    private sealed class GivesWhatIsUsed(PlainModel model, IFrameMemory? memory) : PlainService(model, memory)
    {
        protected override Answer Ask(Request request)
        {
            Answer answer = base.Ask(request);
            bool isUsed = answer.Refusal == Refusal.OutOfQuota && request.Kind == RequestKind.Donate
                && request.Size <= Model.QuotaOf(request.Session);
            return isUsed ? default : answer;
        }
    }

    private sealed class OverchargesWhenFull(PlainModel model, IFrameMemory? memory) : PlainService(model, memory)
    {
        public override int UsedBy(SessionId session) =>
            base.UsedBy(session) + (FreeFrames == 0 && session.Index == 0 ? 1 : 0);
    }

    private sealed class ForgetsSeals(PlainModel model, IFrameMemory? memory) : PlainService(model, memory)
    {
        public override RegionStatus RegionAt(int slot) => base.RegionAt(slot) is { Length: > 0 } region
            ? region with { Writable = DataspaceAt(region.DataspacePlusOne - 1).Writable }
            : default;
    }

    private sealed class CannotCountToThree(PlainModel model, IFrameMemory? memory) : PlainService(model, memory)
    {
        public override void SelfCheck()
        {
            if (Model.State.Dataspaces.Count(dataspace => dataspace is not null) == 3)
            {
                throw new InvalidOperationException("three dataspaces");
            }
        }
    }

    private sealed class BreaksDown(PlainModel model, IFrameMemory? memory) : PlainService(model, memory)
    {
        protected override Answer Ask(Request request) =>
            request.Kind == RequestKind.Revoke
            && Model.State.Dataspaces.Any(dataspace => dataspace?.Parent == request.Target.Slot)
            && Model.State.DataspaceGenerations[request.Target.Slot] == request.Target.Generation
                ? throw new KeyNotFoundException("no such alias")
                : base.Ask(request);
    }

    private sealed class MistakesSlot40(PlainModel model, IFrameMemory? memory) : PlainService(model, memory)
    {
        public override DataspaceStatus DataspaceAt(int slot) => slot == 40 && base.DataspaceAt(slot) is var shown
            ? shown with { Writable = false }
            : base.DataspaceAt(slot);
    }
}
