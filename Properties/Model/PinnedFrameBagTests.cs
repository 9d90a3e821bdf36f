using FsCheck.Xunit;

namespace ModelCheck.Properties.Model;

/// <summary>The same properties from a seed that stays.</summary>
[Properties(Replay = Seeds.Pinned)]
public sealed class PinnedFrameBagTests : FrameBagTests;
