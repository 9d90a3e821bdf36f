using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Service;

/// <summary>What can be seen of a dataspace slot from outside; the default value is an empty slot.</summary>
/// <param name="Life">Whether there is a dataspace, and how it is; for none all that follows is 0 or false.</param>
/// <param name="Owner">The session that owns it.</param>
/// <param name="Base">The absolute number of its first frame; a zombie and a hollow one keep theirs.</param>
/// <param name="Length">In frames, at least 1.</param>
/// <param name="ParentPlusOne">1 + the slot of the dataspace that it is an alias of; 0 for none.</param>
/// <param name="Writable">Whether it may be written.</param>
/// <param name="Sealed">Whether it was sealed.</param>
/// <param name="IsAlias">Whether Alias made it, with or without a parent now; a replacement is none.</param>
/// <param name="Payer">
/// The session that allocated its frames: what charging Allocator asks for. An alias has the payer of its original.
/// </param>
public readonly record struct DataspaceStatus(
    Life Life,
    SessionId Owner,
    int Base,
    int Length,
    int ParentPlusOne,
    bool Writable,
    bool Sealed,
    bool IsAlias,
    SessionId Payer);
