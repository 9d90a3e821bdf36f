using ModelCheck.Conformance.Coverage;
using ModelCheck.Conformance.Lockstep;
using ModelCheck.Conformance.Shrinking;
using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Stopwatch = System.Diagnostics.Stopwatch;

namespace ModelCheck.Conformance.RandomRuns;

/// <summary>
/// A long random run of a service beside the model, from fresh services on and without restoring: real histories, and
/// scopes far larger than what can be explored. After every operation the answers and all that
/// can be seen are compared, and the service counts anew what it has on record.
/// </summary>
public static class Soak
{
    // Between two looks at the time and at who wants to end it.
    private const int Stretch = 4_096;

    // A steered run has no phases; it begins anew only so that what leads to a failure does not grow for ever.
    private const int SteeredHistory = 50_000;

    /// <summary>Runs under one policy.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="create">Makes the service.</param>
    /// <param name="plan">What is to be done.</param>
    /// <param name="progress">Where the run says how far it is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What came of it: the same for the same plan, but for the time, unless it was ended early.</returns>
    /// <exception cref="CoverageBoundException">Coverage is to be measured, and the scope is too large.</exception>
    public static SoakResult Run(
        IModel model,
        ServiceFactory create,
        SoakPlan plan,
        SoakProgress progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(progress);
        return model.Accept(new Walking(create, plan, progress, cancellation));
    }

    private sealed class Walking(
        ServiceFactory create, SoakPlan plan, SoakProgress progress, CancellationToken cancellation)
        : IModelVisitor<SoakResult>
    {
        public SoakResult Visit<TModel>(TModel model)
            where TModel : struct, IModel
        {
            long started = Stopwatch.GetTimestamp();
            CoverageMeter? meter = null;
            try
            {
                if (plan.MeasuresCoverage || plan.IsSteered)
                {
                    progress.Enter("exploring the scope");
                    meter = CoverageMeter.Explore(
                        model, plan.MaximalTriples, plan.IsSteered, plan.Symmetry, cancellation);
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // Nothing was asked yet, which is what is reported.
            }

            progress.Enter("asking");
            using var walk = new Walk<TModel>(model, create, plan, meter);
            while (walk.Failure is null
                && walk.Operations < plan.Operations
                && !(plan.IsSteered && meter is { IsComplete: true })
                && !cancellation.IsCancellationRequested)
            {
                long before = walk.Operations;
                walk.Go((int)Math.Min(Stretch, plan.Operations - before));
                progress.Add(walk.Operations - before);
            }

            bool ended = walk.Failure is not null
                || walk.Operations >= plan.Operations
                || (plan.IsSteered && meter is { IsComplete: true });
            MinimisedFailure? failure = walk.Failure is { } seen
                ? MinimalDivergence.Find(model, create, seen, plan.Proof, progress, cancellation)
                : null;
            progress.Finish();
            return new SoakResult(
                model.Policy,
                model.Scope,
                plan.Seed,
                plan.Operations,
                walk.Services,
                walk.Comparisons,
                [.. walk.Tally.Entries.Select(entry => new OutcomeCount(entry.Kind, entry.Refusal, entry.Count))],
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                Interrupted: !ended,
                plan.IsSteered,
                meter?.Result,
                failure)
            {
                Batch = walk.Batch,
            };
        }
    }

    /// <summary>The walk itself, compiled for the model.</summary>
    private sealed class Walk<TModel> : IDisposable
        where TModel : struct, IModel
    {
        private readonly TModel _model;
        private readonly ModelView _view;
        private readonly SoakPlan _plan;
        private readonly CoverageMeter? _meter;
        private readonly SplitMix64 _dice;
        private readonly OperationDraw _draw;
        private readonly List<uint> _history = [];
        private readonly ServiceUnderTest _lockstep;
        private readonly TraceStep[]? _together;
        private State _state;
        private State _after;
        private Ledger _ledger;
        private int _restOfPhase;

        internal Walk(TModel model, ServiceFactory create, SoakPlan plan, CoverageMeter? meter)
        {
            _model = model;
            _view = new ModelView(model);
            _plan = plan;
            _meter = meter;
            _dice = new SplitMix64(plan.Seed);
            _draw = new OperationDraw(model, _dice);
            _lockstep = new ServiceUnderTest(model, _view, create);
            _together = plan.Batch > 1 && !plan.IsSteered && !model.Scope.Contents && _lockstep.Batched is not null
                ? new TraceStep[plan.Batch]
                : null;
            Begin();
        }

        internal int Batch => _together?.Length ?? 1;

        internal long Operations { get; private set; }

        internal long Services { get; private set; }

        internal long Comparisons => _lockstep.Comparisons;

        internal OutcomeTally Tally { get; } = new();

        internal Divergence? Failure { get; private set; }

        public void Dispose() => _lockstep.Dispose();

        /// <summary>Asks so many operations, fewer when there is a reason to stop.</summary>
        internal void Go(int operations)
        {
            for (int rest = operations; rest > 0 && Failure is null; rest--)
            {
                if (_plan.IsSteered && _meter!.IsComplete)
                {
                    return;
                }

                if (_restOfPhase-- == 0)
                {
                    BeginPhase();
                }

                if (_together is null)
                {
                    Step(NextOperation());
                    Operations++;
                }
                else
                {
                    int most = Math.Min(_together.Length, Math.Min(rest, _restOfPhase + 1));
                    int asked = StepTogether(_together.AsSpan(0, most));
                    rest -= asked - 1;
                    _restOfPhase -= asked - 1;
                    Operations += asked;
                }
            }
        }

        // Of several operations the answers are compared one by one; what can be seen, when all were carried out.
        private int StepTogether(Span<TraceStep> steps)
        {
            int begin = _history.Count;
            for (int index = 0; index < steps.Length; index++)
            {
                Operation operation = _draw.Next(in _state, in _ledger);
                Outcome outcome = _model.Apply(in _state, in _ledger, operation, ref _after);
                _history.Add(operation.Code);
                Tally.Add(operation.Kind, outcome);
                _meter?.Visit(in _state, operation);
                steps[index] = new TraceStep(operation, outcome);
                if (outcome.IsGranted)
                {
                    _state = _after;
                    _ledger = _model.Audit(in _state);
                }
            }

            int? alike = _lockstep.AnswersTogether(steps);
            bool seenAlike = alike == steps.Length
                && _lockstep.LooksLike(in _state, in _ledger)
                && _lockstep.ReadCapabilities();
            if (seenAlike && Operations / SoakResult.ImpossibleInterval
                != (Operations + steps.Length) / SoakResult.ImpossibleInterval)
            {
                seenAlike = _lockstep.RefusesTheImpossible(in _state) && _lockstep.LooksLike(in _state, in _ledger);
            }

            if (!seenAlike)
            {
                // Of which operation a service died in the middle of a batch is found out when it is asked one by one.
                int until = Math.Min((alike ?? steps.Length) + 1, steps.Length);
                _history.RemoveRange(begin + until, steps.Length - until);
                var trace = Trace.Replay(_model, _history);
                State last = trace.States(_model)[^1];
                Failure = DivergenceFinder.Describe(_model, _view, _lockstep, trace, in last, isReplayed: false);
            }

            return steps.Length;
        }

        private Operation NextOperation()
        {
            if (!_plan.IsSteered)
            {
                return _draw.Next(in _state, in _ledger);
            }

            if (_meter!.Next(in _state) is { } next)
            {
                return next;
            }

            // Nothing new can be reached from here; everything can from the beginning.
            StartAfresh();
            return _meter.Next(in _state)!.Value;
        }

        private void Step(Operation operation)
        {
            _history.Add(operation.Code);
            Outcome outcome = _model.Apply(in _state, in _ledger, operation, ref _after);
            Tally.Add(operation.Kind, outcome);
            _meter?.Visit(in _state, operation);
            if (outcome.IsGranted)
            {
                _state = _after;
                _ledger = _model.Audit(in _state);
            }

            bool alike = _lockstep.StepsAlike(operation, outcome, in _state, in _ledger)
                && (!outcome.IsGranted || _lockstep.ReadCapabilities());
            if (alike && Operations % SoakResult.ImpossibleInterval == 0)
            {
                alike = _lockstep.RefusesTheImpossible(in _state) && _lockstep.LooksLike(in _state, in _ledger);
            }

            if (!alike)
            {
                Failure = DivergenceFinder.Describe(
                    _model, _view, _lockstep, Trace.Replay(_model, _history), in _state, isReplayed: false);
            }
        }

        private void BeginPhase()
        {
            if (_plan.IsSteered)
            {
                StartAfresh();
                _restOfPhase = SteeredHistory - 1;
                return;
            }

            if (_dice.OnceIn(4))
            {
                StartAfresh();
            }

            _restOfPhase = _draw.BeginPhase() - 1;
        }

        private void StartAfresh()
        {
            if (_history.Count > 0)
            {
                _lockstep.Begin();
                Begin();
            }
        }

        private void Begin()
        {
            Services++;
            _history.Clear();
            _state = default;
            _ledger = _model.Audit(in _state);
        }
    }
}
