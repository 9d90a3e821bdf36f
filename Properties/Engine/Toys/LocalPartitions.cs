using System.Runtime.ExceptionServices;

using ModelCheck.Engine;

namespace ModelCheck.Properties.Engine.Toys;

/// <summary>
/// Parts of a search in one process, each on a thread of its own, with nothing but copied batches between them. The
/// carrier is a bad one: batches come in any order, some twice, and some of the last phase once more.
/// </summary>
internal sealed class LocalPartitions
{
    // How long a part waits for the others before the test fails: much longer than any phase.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    // No Lock: whoever holds it waits for news.
    private readonly object _lock = new();
    private readonly Dictionary<(long Phase, int To), List<PartitionBatch>> _mail = [];
    private readonly Dictionary<long, int> _sent = [];
    private readonly int _count;
    private readonly Func<int, int> _ownerOf;
    private bool _isBroken;

    private LocalPartitions(int count, Func<int, int> ownerOf)
    {
        _count = count;
        _ownerOf = ownerOf;
    }

    /// <summary>How many batches were carried, repeated ones not included.</summary>
    internal long Carried { get; private set; }

    /// <summary>How many batches were handed over that had been before.</summary>
    internal long Repeated { get; private set; }

    /// <summary>Has every part do the same, and gives what each of them returns.</summary>
    /// <param name="count">How many parts.</param>
    /// <param name="search">What a part does.</param>
    /// <param name="ownerOf">Which part owns a shard; null for an equal share.</param>
    internal static (TResult[] Results, LocalPartitions Carrier) Run<TResult>(
        int count, Func<IPartition, TResult> search, Func<int, int>? ownerOf = null)
    {
        var carrier = new LocalPartitions(count, ownerOf ?? (shard => shard % count));
        var results = new TResult[count];
        Task[] tasks =
        [
            .. Enumerable.Range(0, count).Select(index => Task.Factory.StartNew(
                () => Work(index), default, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];
        try
        {
            Task.WaitAll(tasks);
        }
        catch (AggregateException exceptions)
        {
            ExceptionDispatchInfo.Throw(
                exceptions.InnerExceptions.MinBy(exception => exception is IOException ? 1 : 0)!);
        }

        return (results, carrier);

        void Work(int index)
        {
            bool isDone = false;
            try
            {
                results[index] = search(new Part(carrier, index));
                isDone = true;
            }
            finally
            {
                if (!isDone)
                {
                    carrier.Break();
                }
            }
        }
    }

    private void Break()
    {
        lock (_lock)
        {
            _isBroken = true;
            Monitor.PulseAll(_lock);
        }
    }

    // Takes the batches of one part, and gives those to it once every part has brought its own.
    private List<PartitionBatch> Carry(int index, long phase, IEnumerable<PartitionBatch> batches)
    {
        lock (_lock)
        {
            foreach (PartitionBatch batch in batches)
            {
                Assert(batch.Phase == phase && batch.From == index && batch.To != index, "a batch goes astray");
                BoxOf(phase, batch.To).Add(batch with { Words = batch.Words.ToArray() });
                Carried++;
            }

            _sent[phase] = _sent.GetValueOrDefault(phase) + 1;
            Monitor.PulseAll(_lock);
            while (_sent[phase] < _count && !_isBroken)
            {
                Assert(Monitor.Wait(_lock, _patience), $"part {index} waits for ever in phase {phase}: {_sent[phase]}");
            }

            return _sent[phase] == _count
                ? BoxOf(phase, index)
                : throw new IOException("another part is gone");
        }
    }

    private List<PartitionBatch> BoxOf(long phase, int to)
    {
        if (!_mail.TryGetValue((phase, to), out List<PartitionBatch>? box))
        {
            box = [];
            _mail.Add((phase, to), box);
        }

        return box;
    }

    private static void Assert(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private sealed class Part(LocalPartitions carrier, int index) : IPartition
    {
        private readonly SplitMix64 _random = new((ulong)index);
        private List<PartitionBatch> _last = [];
        private long _phase;

        public int Index => index;

        public int Count => carrier._count;

        public int OwnerOf(int shard) => carrier._ownerOf(shard);

        public void Exchange(IReadOnlyList<PartitionBatch> batches, Action<PartitionBatch> receive)
        {
            List<PartitionBatch> box = carrier.Carry(index, _phase++, batches);
            PartitionBatch[] again = [.. box.Concat(_last).Where(_ => _random.OnceIn(3))];
            PartitionBatch[] given = [.. box.Concat(again).OrderBy(_ => _random.Next())];
            foreach (PartitionBatch batch in given)
            {
                // Whoever keeps the words finds them changed.
                ulong[] words = batch.Words.ToArray();
                receive(batch with { Words = words });
                Array.Fill(words, 0x5AFEu);
            }

            _last = box;
            lock (carrier._lock)
            {
                carrier.Repeated += again.Length;
            }
        }
    }
}
