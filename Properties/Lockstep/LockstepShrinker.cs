namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// Makes sequences smaller. FsCheck asks anew after each success; going on from there instead of trying all that has
/// just failed once more is what makes long sequences affordable. When nothing is left to go on with, everything is
/// tried from the beginning, so what comes out in the end is as small as if it had been all along.
/// </summary>
internal sealed class LockstepShrinker
{
    // What is tried for every two operations is tried when there are no more than so many.
    private const int FewEnoughForPairs = 12;

    private int _stage;
    private int _bite = int.MaxValue;
    private int _end = int.MaxValue;

    /// <summary>
    /// Sequences to try: without half of the operations, then without less and less, from the end, where everything
    /// after a divergence lies; without pairs; with fewer sessions; with smaller arguments, many at a time if possible;
    /// and with operations on what was made earlier.
    /// </summary>
    internal IEnumerable<IEnumerable<LockstepOperation>> Smaller(LockstepOperation[] operations)
    {
        Func<LockstepOperation[], IEnumerable<IEnumerable<LockstepOperation>>>[] stages =
            [Shorter, WithoutPairs, WithFewerSessions, WithLeastArguments, WithSmallerArguments, WithEarlierTargets];
        IEnumerable<int> goingOn = Enumerable.Range(_stage, stages.Length - _stage);
        foreach (int stage in goingOn.Concat(Enumerable.Range(0, stages.Length)))
        {
            _stage = stage;
            foreach (IEnumerable<LockstepOperation> smaller in stages[stage](operations))
            {
                yield return smaller;
            }
        }
    }

    private IEnumerable<IEnumerable<LockstepOperation>> Shorter(LockstepOperation[] operations)
    {
        for (_bite = Math.Min(_bite, operations.Length / 2); _bite >= 1; _bite /= 2)
        {
            for (_end = Math.Min(_end, operations.Length); _end > 0;)
            {
                int end = _end;
                _end = Math.Max(0, end - _bite);
                yield return [.. operations[.._end], .. operations[end..]];
            }

            _end = int.MaxValue;
        }

        _bite = int.MaxValue;
    }

    private static IEnumerable<IEnumerable<LockstepOperation>> WithoutPairs(LockstepOperation[] operations)
    {
        for (int i = 0; operations.Length <= FewEnoughForPairs && i < operations.Length; i++)
        {
            for (int j = i + 2; j < operations.Length; j++)
            {
                yield return [.. operations[..i], .. operations[(i + 1)..j], .. operations[(j + 1)..]];
            }
        }
    }

    private static IEnumerable<IEnumerable<LockstepOperation>> WithFewerSessions(LockstepOperation[] operations)
    {
        int highest = operations.Max(
            operation => Math.Max(operation.Request.Session, operation.Request.Receiver));
        for (int from = highest; from > 0; from--)
        {
            for (int to = 0; to < from; to++)
            {
                if (operations.Any(
                    operation => operation.Request.Session == from || operation.Request.Receiver == from))
                {
                    yield return operations.Select(operation => operation.With(operation.Request with
                    {
                        Session = operation.Request.Session == from ? to : operation.Request.Session,
                        Receiver = operation.Request.Receiver == from ? to : operation.Request.Receiver,
                    }));
                }
            }
        }
    }

    // As small as they can be, for all operations at once, then for halves, and so on.
    private static IEnumerable<IEnumerable<LockstepOperation>> WithLeastArguments(LockstepOperation[] operations)
    {
        for (int size = operations.Length; size > 1; size /= 2)
        {
            for (int start = 0; start < operations.Length; start += size)
            {
                int end = Math.Min(start + size, operations.Length);
                if (operations[start..end].Any(operation => Least(operation.Request) != operation.Request))
                {
                    yield return
                    [
                        .. operations[..start],
                        .. operations[start..end].Select(operation => operation.With(Least(operation.Request))),
                        .. operations[end..],
                    ];
                }
            }
        }
    }

    private static Request Least(Request request) => request with
    {
        Size = Math.Min(request.Size, 1),
        Offset = Math.Min(request.Offset, 0),
        Writable = false,
    };

    private static IEnumerable<IEnumerable<LockstepOperation>> WithSmallerArguments(LockstepOperation[] operations)
    {
        for (int i = 0; i < operations.Length; i++)
        {
            foreach (Request smaller in Smaller(operations[i].Request))
            {
                yield return [.. operations[..i], operations[i].With(smaller), .. operations[(i + 1)..]];
            }
        }
    }

    private static IEnumerable<Request> Smaller(Request request)
    {
        foreach (int size in Smaller(request.Size, least: 1))
        {
            yield return request with { Size = size };
        }

        foreach (int offset in Smaller(request.Offset, least: 0))
        {
            yield return request with { Offset = offset };
        }

        if (request.Writable)
        {
            yield return request with { Writable = false };
        }

        for (int session = 0; session < request.Session; session++)
        {
            yield return request with { Session = session };
        }

        for (int receiver = 0; receiver < request.Receiver; receiver++)
        {
            yield return request with { Receiver = receiver };
        }
    }

    // What is below the least number is odd, and is left alone.
    private static IEnumerable<int> Smaller(int number, int least) =>
        new[] { least, number / 2, number - 1 }.Where(smaller => smaller >= least && smaller < number).Distinct();

    private static IEnumerable<IEnumerable<LockstepOperation>> WithEarlierTargets(LockstepOperation[] operations)
    {
        for (int i = 0; operations.Length <= FewEnoughForPairs && i < operations.Length; i++)
        {
            foreach (LockstepOperation earlier in operations[..i])
            {
                if (earlier.Number < operations[i].Maker)
                {
                    yield return [.. operations[..i], operations[i].On(earlier.Number), .. operations[(i + 1)..]];
                }
            }
        }
    }
}
