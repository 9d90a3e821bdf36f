using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Baseline;

/// <summary>A region of the baseline: as long as it is there, so is its dataspace.</summary>
internal sealed record Region(int Slot, SessionId Session, Dataspace Dataspace, bool Writable);
