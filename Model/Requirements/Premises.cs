using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>What puts several requirements to the test.</summary>
internal static class Premises
{
    /// <summary>A frame is allocated.</summary>
    internal static bool FrameIsAllocated(in StateView at) => !at.Ledger.Allocated.IsEmpty;

    /// <summary>An alias has a parent.</summary>
    internal static bool AliasHasParent(in StateView at) =>
        !at.State.ChildrenOf(DataspaceSet.First(DataspaceId.Capacity)).IsEmpty;

    /// <summary>A session uses something.</summary>
    internal static bool SessionUsesSomething(in StateView at)
    {
        foreach (SessionId session in at.Sessions)
        {
            if (at.Ledger.UsedBy(session) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>There is a region.</summary>
    internal static bool RegionExists(in StateView at) => !at.State.Regions.IsEmpty;
}
