using FsCheck.Xunit;

namespace ModelCheck.Properties.Web;

/// <summary>The same properties from a seed that stays.</summary>
[Properties(Replay = Seeds.Pinned)]
public sealed class PinnedOperationTextTests : OperationTextTests;
