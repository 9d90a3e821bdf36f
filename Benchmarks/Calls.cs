using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks;

/// <summary>Calls that must be granted: a benchmark of refusals would be a fast one.</summary>
internal static class Calls
{
    internal static DataspaceCapability MustAlloc(this IRamService service, SessionId session, int size)
    {
        MustBeGranted(service.Alloc(session, size, out DataspaceCapability made));
        return made;
    }

    internal static DataspaceCapability MustAlias(
        this IRamService service, SessionId session, DataspaceCapability original, int offset, int size)
    {
        MustBeGranted(service.Alias(session, original, writable: true, offset, size, out DataspaceCapability made));
        return made;
    }

    internal static void MustFree(this IRamService service, SessionId session, DataspaceCapability dataspace) =>
        MustBeGranted(service.Free(session, dataspace));

    private static void MustBeGranted(Refusal refusal)
    {
        if (refusal != Refusal.None)
        {
            throw new InvalidOperationException($"refused: {refusal}");
        }
    }
}
