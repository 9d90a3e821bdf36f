using System.Runtime.InteropServices;

using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine.Searching;

/// <summary>
/// What the parts of a search tell one another. A part must never leave a phase alone: where it meets a bound or is
/// interrupted it says so at the end of the phase, and then all of them stop at the same place.
/// </summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed class Exchange<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    // What a batch is about, where it is nothing that the phase is for.
    private const ulong Tally = ulong.MaxValue;

    // At the head of a tally: the bound that is met, if any, and whether the part was interrupted.
    private const int HeadWords = 2;

    private readonly IPartition? _partition;
    private readonly int[] _owners = new int[VisitedSet<TCode>.ShardCount];
    private List<PartitionBatch> _batches = [];
    private long _phase;
    private MemoryBoundException? _met;
    private bool _wasCancelled;

    /// <summary>Looks at what the parts own.</summary>
    /// <param name="limits">They say which part this is.</param>
    internal Exchange(SearchLimits limits)
    {
        MarksAskedAtOnce = limits.MarksAskedAtOnce;
        BatchWords = limits.BatchWords;
        if (limits.Partition is not { } partition)
        {
            return;
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(partition.Count, 1, nameof(limits));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partition.Count, _owners.Length, nameof(limits));
        ArgumentOutOfRangeException.ThrowIfNegative(partition.Index, nameof(limits));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition.Index, partition.Count, nameof(limits));
        for (int shard = 0; shard < _owners.Length; shard++)
        {
            int owner = partition.OwnerOf(shard);
            ArgumentOutOfRangeException.ThrowIfNegative(owner, nameof(limits));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(owner, partition.Count, nameof(limits));
            _owners[shard] = owner;
        }

        _partition = partition;
    }

    /// <summary>Whether there are no other parts to be told anything.</summary>
    internal bool IsAlone => _partition is null;

    /// <summary>How many marks are asked for at once, for each shard.</summary>
    internal int MarksAskedAtOnce { get; }

    /// <summary>
    /// How many words a batch has at most, what it is about included, where it has more than one code.
    /// </summary>
    internal int BatchWords { get; }

    /// <summary>Which part this is; 0 where there are no others.</summary>
    internal int Index => _partition?.Index ?? 0;

    /// <summary>How many parts there are, at least 1.</summary>
    internal int Count => _partition?.Count ?? 1;

    /// <summary>Whether a part was interrupted, so that all of them were.</summary>
    internal bool IsInterrupted { get; private set; }

    /// <summary>The words of codes.</summary>
    internal static ReadOnlySpan<ulong> WordsIn(ReadOnlySpan<TCode> codes) => MemoryMarshal.Cast<TCode, ulong>(codes);

    /// <summary>What is said when a part has sent what no part would.</summary>
    internal static InvalidOperationException Unbelievable(int from) =>
        new($"Part {from} of the search has sent what cannot be.");

    /// <summary>The codes that were sent as words.</summary>
    internal static ReadOnlySpan<TCode> CodesIn(ReadOnlySpan<ulong> words) => MemoryMarshal.Cast<ulong, TCode>(words);

    /// <summary>Which part owns a shard.</summary>
    internal int OwnerOf(int shard) => _owners[shard];

    /// <summary>Whether this part owns a shard.</summary>
    internal bool Owns(int shard) => _partition is null || _owners[shard] == _partition.Index;

    /// <summary>
    /// Does a part of a phase. Where there are other parts, a bound that is met and a cancellation wait for the end of
    /// the phase, and are thrown there, in all of them.
    /// </summary>
    internal void Attempt(Action body)
    {
        if (_partition is null)
        {
            body();
            return;
        }

        try
        {
            body();
        }
        catch (MemoryBoundException exception)
        {
            Meet(exception);
        }
        catch (OperationCanceledException)
        {
            _wasCancelled = true;
        }
    }

    /// <summary>Keeps in mind a bound that was met, until the next phase ends.</summary>
    internal void Meet(MemoryBoundException exception) => _met ??= exception;

    /// <summary>Has something sent to a part at the end of the phase.</summary>
    /// <param name="to">The part, another than this one.</param>
    /// <param name="about">What the receiver has to know of it, any number but the largest.</param>
    /// <param name="content">What is sent; it is copied.</param>
    internal void Send(int to, ulong about, ReadOnlySpan<ulong> content) => Post(to, [about, .. content]);

    /// <summary>Has a whole batch sent to a part at the end of the phase.</summary>
    /// <param name="to">The part, another than this one.</param>
    /// <param name="words">What it is about, then the content; it is not copied, and not to be changed.</param>
    internal void Post(int to, ulong[] words) =>
        _batches.Add(new PartitionBatch(_phase, _partition!.Index, to, words));

    /// <summary>Has something sent to every other part at the end of the phase.</summary>
    internal void SendToAll(ulong about, ReadOnlySpan<ulong> content)
    {
        ulong[] words = [about, .. content];
        for (int to = 0; to < _partition!.Count; to++)
        {
            if (to != _partition.Index)
            {
                _batches.Add(new PartitionBatch(_phase, _partition.Index, to, words));
            }
        }
    }

    /// <summary>Ends a phase: tells the other parts what there is to tell, and takes what they tell.</summary>
    /// <param name="counts">What is to be added up over all parts, as many numbers in each of them.</param>
    /// <param name="receive">Takes what was sent: from which part, about what, and the content.</param>
    /// <returns>The sums; what was given when there are no other parts.</returns>
    /// <exception cref="MemoryBoundException">A part has met a bound: every part throws it.</exception>
    /// <exception cref="OperationCanceledException">A part was interrupted: every part throws it.</exception>
    internal long[] Complete(long[] counts, Action<int, ulong, ReadOnlySpan<ulong>> receive)
    {
        if (_partition is null)
        {
            return counts;
        }

        ulong[] mine =
        [
            _met is { } met ? 1 + (ulong)met.Reason : 0,
            _wasCancelled ? 1ul : 0,
            .. counts.Select(count => (ulong)count),
        ];
        SendToAll(Tally, mine);
        ulong[]?[] tallies = new ulong[]?[_partition.Count];
        tallies[_partition.Index] = mine;
        List<PartitionBatch> batches = _batches;
        MemoryBoundException? told = _met;
        _batches = [];
        _met = null;
        _wasCancelled = false;
        _partition.Exchange(batches, Take);
        _phase++;
        return SumOf(tallies, counts.Length, told);

        void Take(PartitionBatch batch)
        {
            // One that is late was there before: else its phase had not ended.
            if (batch.Phase != _phase)
            {
                return;
            }

            ReadOnlySpan<ulong> words = batch.Words.Span;
            if (words[0] == Tally)
            {
                tallies[batch.From] = words[1..].ToArray();
            }
            else
            {
                receive(batch.From, words[0], words[1..]);
            }
        }
    }

    private long[] SumOf(ulong[]?[] tallies, int counts, MemoryBoundException? told)
    {
        if (Array.Exists(tallies, tally => tally?.Length != HeadWords + counts))
        {
            throw new InvalidOperationException("An exchange has ended before every part was heard.");
        }

        if (Array.Find(tallies, tally => tally![0] != 0) is [var reason, ..])
        {
            // What was met meanwhile, when the end had been told of, is no news.
            _met = null;
            var first = (StopReason)(reason - 1);
            throw told?.Reason == first ? told : new MemoryBoundException { Reason = first };
        }

        if (Array.Exists(tallies, tally => tally![1] != 0))
        {
            _met = null;
            IsInterrupted = true;
            throw new OperationCanceledException("A part of the search was interrupted.");
        }

        return [.. Enumerable.Range(HeadWords, counts).Select(i => tallies.Sum(tally => (long)tally![i]))];
    }
}
