namespace ModelCheck.Engine;

/// <summary>What one part of a search sends to another at the end of a phase.</summary>
/// <param name="Phase">Which phase of the search, from 0 up.</param>
/// <param name="From">The part that sends it.</param>
/// <param name="To">The part that it is for.</param>
/// <param name="Words">What is sent: only the engine of the same build knows what it means.</param>
public readonly record struct PartitionBatch(long Phase, int From, int To, ReadOnlyMemory<ulong> Words);
