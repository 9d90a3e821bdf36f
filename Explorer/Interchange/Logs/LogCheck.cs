using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Interchange.Logs;

/// <summary>Whether a log can be of a system that does what the model does.</summary>
public enum LogVerdict
{
    /// <summary>There are operations, and outcomes of the model, that are all that the log says.</summary>
    Accepted,

    /// <summary>There are none.</summary>
    Rejected,

    /// <summary>There were more states that the system may have been in than was allowed, so it is not known.</summary>
    Stopped,
}

/// <summary>What came of checking a log.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Explained">How many operations, from the first on, the model can explain: the longest prefix.</param>
/// <param name="Explanation">
/// One explanation of these: what was asked, with what the model answers. It is the first that is found, and so always
/// the same.
/// </param>
/// <param name="Explanations">
/// How many explanations were found, where of arguments that are refused alike fewer are tried than there are; <see
/// cref="ulong.MaxValue"/> stands for that many and more.
/// </param>
/// <param name="States">How many states the system may be in after them.</param>
/// <param name="Ends">Some of these states, at most <see cref="ShownStates"/>.</param>
/// <param name="At">The operation after them; null where the log is accepted.</param>
/// <param name="Answers">
/// What the model may have answered to it in the states that the system may have been in, the most frequent first, at
/// most <see cref="ShownAnswers"/>; none unless the log is rejected.
/// </param>
public sealed record LogCheck(
    LogVerdict Verdict,
    int Explained,
    Trace Explanation,
    ulong Explanations,
    int States,
    ImmutableArray<State> Ends,
    LogEntry? At,
    ImmutableArray<LogAnswer> Answers)
{
    /// <summary>How many states the system may be in at a time, unless something else is said: 10,000.</summary>
    public const int UsualStates = 10_000;

    /// <summary>How many states of the end are kept.</summary>
    public const int ShownStates = 3;

    /// <summary>How many answers of the model are kept.</summary>
    public const int ShownAnswers = 10;

    // 8 bytes each: what is remembered of every operation to find the way back to the first.
    private const long MaximalRemembered = 16_000_000;

    /// <summary>
    /// Follows every state that the system may be in: after each operation those that the model reaches by an operation
    /// and an outcome that the log allows.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="maximalStates">How many states the system may be in at a time.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static LogCheck Of(
        OperationLog log, int maximalStates = UsualStates, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximalStates, 1);
        var past = new List<(int Parent, uint Operation)[]>();
        long remembered = 0;
        var now = new Layer();
        now.Add(default, parent: 0, default, ways: 1);
        foreach (LogEntry entry in log.Entries)
        {
            Layer next = After(now, entry, log.Model, maximalStates, cancellation);
            remembered += next.States.Count;
            LogVerdict verdict = next.States.Count > maximalStates || remembered > MaximalRemembered
                ? LogVerdict.Stopped
                : next.States.Count == 0 ? LogVerdict.Rejected
                : LogVerdict.Accepted;
            if (verdict != LogVerdict.Accepted)
            {
                return Ended(
                    verdict, entry, verdict == LogVerdict.Rejected ? AnswersTo(now, entry, log.Model) : []);
            }

            past.Add([.. next.Origins]);
            now = next;
        }

        return Ended(LogVerdict.Accepted, at: null, []);

        LogCheck Ended(LogVerdict verdict, LogEntry? at, ImmutableArray<LogAnswer> answers) => new(
            verdict,
            past.Count,
            Trace.Replay(log.Model, WayTo(past)),
            now.Ways.Aggregate(0ul, Sum),
            now.States.Count,
            [.. now.States.Take(ShownStates)],
            at,
            answers);
    }

    private static Layer After(
        Layer now, LogEntry entry, IModel model, int maximalStates, CancellationToken cancellation)
    {
        var next = new Layer();
        for (int index = 0; index < now.States.Count && next.States.Count <= maximalStates; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            State before = now.States[index];
            Ledger ledger = model.Audit(in before);
            foreach (Operation operation in entry.Asked.InstancesIn(model, in before))
            {
                State after = before;
                Outcome outcome = model.Apply(in before, in ledger, operation, ref after);
                if (entry.Outcome.Fits(outcome)
                    && (entry.Seen.IsNothing || entry.Seen.Fits(model.Audit(in after), model.Scope)))
                {
                    next.Add(in after, index, operation, now.Ways[index]);
                }
            }
        }

        return next;
    }

    private static ImmutableArray<LogAnswer> AnswersTo(Layer now, LogEntry entry, IModel model)
    {
        var answers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (State before in now.States)
        {
            Ledger ledger = model.Audit(in before);
            foreach (Operation operation in entry.Asked.InstancesIn(model, in before))
            {
                State after = before;
                Outcome outcome = model.Apply(in before, in ledger, operation, ref after);
                string answer = new TraceStep(operation, outcome).ToString();

                // Where the outcome is as logged, it is what was seen afterwards that is not.
                answer += entry.Outcome.Fits(outcome)
                    ? $"; {SeenAfterwards.Of(model.Audit(in after), model.Scope)}"
                    : string.Empty;
                answers[answer] = answers.GetValueOrDefault(answer) + 1;
            }
        }

        return
        [
            .. answers.OrderByDescending(answer => answer.Value).ThenBy(answer => answer.Key, StringComparer.Ordinal)
                .Take(ShownAnswers)
                .Select(answer => new LogAnswer(answer.Key, answer.Value)),
        ];
    }

    // Back from the first of the last states, and then the other way round.
    private static List<uint> WayTo(List<(int Parent, uint Operation)[]> past)
    {
        List<uint> way = [];
        int at = 0;
        for (int step = past.Count - 1; step >= 0; step--)
        {
            (int parent, uint operation) = past[step][at];
            way.Add(operation);
            at = parent;
        }

        way.Reverse();
        return way;
    }

    private static ulong Sum(ulong left, ulong right) => left > ulong.MaxValue - right ? ulong.MaxValue : left + right;

    /// <summary>The states that the system may be in after so many operations, and how it came there.</summary>
    private sealed class Layer
    {
        private readonly Dictionary<State, int> _places = [];

        internal List<State> States { get; } = [];

        // For each state one of those before it, and what was asked there.
        internal List<(int Parent, uint Operation)> Origins { get; } = [];

        // How many explanations lead to each state.
        internal List<ulong> Ways { get; } = [];

        internal void Add(in State state, int parent, Operation operation, ulong ways)
        {
            if (_places.TryAdd(state, States.Count))
            {
                States.Add(state);
                Origins.Add((parent, operation.Code));
                Ways.Add(ways);
            }
            else
            {
                int place = _places[state];
                Ways[place] = Sum(Ways[place], ways);
            }
        }
    }
}

/// <summary>What the model may have answered where a log left it.</summary>
/// <param name="Text">What was asked, the answer, and what would be seen afterwards where that is what differs.</param>
/// <param name="States">In how many states that the system may have been in.</param>
public sealed record LogAnswer(string Text, int States);
