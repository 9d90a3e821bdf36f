using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Web.Views;

/// <summary>The check behind each refusal, in words: docs/semantics.md has them in their order.</summary>
internal static class RefusalWording
{
    /// <summary>Which check an operation did not pass.</summary>
    internal static string Of(Refusal refusal) => refusal switch
    {
        Refusal.None => "nothing is wrong with it",
        Refusal.InvalidSize => "no frames at all are asked for",
        Refusal.InvalidDataspace =>
            "the session cannot name the dataspace: the slot is empty, a zombie, or it holds no capability",
        Refusal.InvalidRange => "the part does not lie within the dataspace or region",
        Refusal.InvalidRegion => "the region slot is empty or another session's",
        Refusal.NotOwner => "the dataspace belongs to another session",
        Refusal.PermissionDenied => "what is read-only or sealed cannot be made writable or be written",
        Refusal.NoBacking => "the dataspace is hollow: what backed it is gone",
        Refusal.HasAliases => "the dataspace still has aliases, and this lifetime refuses to free one that has",
        Refusal.OutOfCaps => "no dataspace slot is empty",
        Refusal.OutOfQuota => "the session's quota does not suffice",
        Refusal.OutOfMemory => "no free extent is long enough",
        Refusal.OutOfRegions => "no region slot is empty",
        Refusal.Busy => "it is in use: mapped, held, or still writable by somebody",
        Refusal.InvalidSession => "quota cannot be given to oneself",
    };
}
