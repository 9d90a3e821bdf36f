using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

namespace ModelCheck.Properties.Conformance;

/// <summary>Services each of which breaks one rule.</summary>
internal static class Defects
{
    /// <summary>Anybody may free an alias of two frames or more.</summary>
    internal static ICheckpointedService FreesForStrangers(
        PolicyName policy, ServiceBounds bounds, IFrameMemory memory) =>
        new StrangersFree(OptimisedService.Create(policy, bounds, memory));

    /// <summary>A region of a dataspace that was sealed before may be written through.</summary>
    internal static ICheckpointedService IgnoresSealsInAttach(
        PolicyName policy, ServiceBounds bounds, IFrameMemory memory) =>
        new SealIgnored(OptimisedService.Create(policy, bounds, memory));

    /// <summary>Refuses the fifth allocation, whatever it looks like by then.</summary>
    internal static ICheckpointedService GrowsTired(
        PolicyName policy, ServiceBounds bounds, IFrameMemory memory) =>
        new Tired(OptimisedService.Create(policy, bounds, memory));

    /// <summary>Grants every transfer of quota, and does not carry out those that it should refuse.</summary>
    internal static ICheckpointedService PromisesQuota(
        PolicyName policy, ServiceBounds bounds, IFrameMemory memory) =>
        new QuotaPromised(OptimisedService.Create(policy, bounds, memory));

    /// <summary>Ends with an exception when a dataspace is revoked that has an alias.</summary>
    internal static ICheckpointedService BreaksDownInRevoke(
        PolicyName policy, ServiceBounds bounds, IFrameMemory memory) =>
        new BrokenInRevoke(OptimisedService.Create(policy, bounds, memory));

    private sealed class StrangersFree(ICheckpointedService inner) : DelegatingService(inner)
    {
        public override Refusal Free(SessionId session, DataspaceCapability dataspace)
        {
            Refusal refusal = base.Free(session, dataspace);
            DataspaceStatus status = DataspaceAt(dataspace.Slot);
            return refusal == Refusal.NotOwner && status is { ParentPlusOne: > 0, Length: > 1 }
                ? base.Free(status.Owner, dataspace)
                : refusal;
        }
    }

    private sealed class SealIgnored(ICheckpointedService inner) : DelegatingService(inner)
    {
        public override RegionStatus RegionAt(int slot)
        {
            RegionStatus status = base.RegionAt(slot);
            return status.DataspacePlusOne > 0 && DataspaceAt(status.DataspacePlusOne - 1).Sealed
                ? status with { Writable = true }
                : status;
        }
    }

    private sealed class Tired(ICheckpointedService inner) : DelegatingService(inner)
    {
        private int _allocations;

        public override Refusal Alloc(SessionId session, int size, out DataspaceCapability made)
        {
            if (_allocations == 4)
            {
                made = default;
                return Refusal.OutOfMemory;
            }

            Refusal refusal = base.Alloc(session, size, out made);
            _allocations += refusal == Refusal.None ? 1 : 0;
            return refusal;
        }

        public override void Load(ReadOnlySpan<byte> image)
        {
            _allocations = 0;
            base.Load(image);
        }

        public override void Restore(
            ReadOnlySpan<DataspaceStatus> dataspaces,
            ReadOnlySpan<RegionStatus> regions,
            ReadOnlySpan<ulong> holders,
            ReadOnlySpan<int> given = default)
        {
            _allocations = 0;
            base.Restore(dataspaces, regions, holders, given);
        }
    }

    private sealed class QuotaPromised(ICheckpointedService inner) : DelegatingService(inner)
    {
        public override Refusal Donate(SessionId giver, SessionId receiver, int size)
        {
            base.Donate(giver, receiver, size);
            return Refusal.None;
        }
    }

    private sealed class BrokenInRevoke(ICheckpointedService inner) : DelegatingService(inner)
    {
        public override Refusal Revoke(SessionId session, DataspaceCapability dataspace)
        {
            int slots = Bounds.Dataspaces;
            return Enumerable.Range(0, slots).Any(slot => DataspaceAt(slot).ParentPlusOne == dataspace.Slot + 1)
                ? throw new KeyNotFoundException("no such alias")
                : base.Revoke(session, dataspace);
        }
    }
}
