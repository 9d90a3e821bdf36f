using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Coverage;

/// <summary>
/// The model as the coverage meter asks it: every instance by itself, those that are surely refused too. What it
/// answers is counted on the way, so each state is to be asked about once, by one thread.
/// </summary>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TCode">A code wide enough for the scope.</typeparam>
internal sealed class CoverageSystem<TModel, TCode> : ITransitionSystem<TCode>
    where TModel : struct, IModel
    where TCode : unmanaged, ICode<TCode>
{
    private readonly TModel _model;
    private readonly StateCodec _codec;
    private readonly IReduction _reduction;
    private readonly OperationSpace _operations;
    private readonly OutcomeTally _answers;
    private readonly long _maximalTriples;
    private long _triples;

    internal CoverageSystem(
        TModel model,
        StateCodec codec,
        IReduction reduction,
        OperationSpace operations,
        OutcomeTally answers,
        long maximalTriples)
    {
        _model = model;
        _codec = codec;
        _reduction = reduction;
        _operations = operations;
        _answers = answers;
        _maximalTriples = maximalTriples;
    }

    /// <inheritdoc/>
    public TCode Initial => _codec.Encode<TCode>(default);

    /// <summary>None: the meter asks what happens, not whether it may.</summary>
    public IReadOnlyList<Property> Properties => [];

    /// <inheritdoc/>
    public int CodeBits => _codec.Bits;

    /// <inheritdoc/>
    /// <exception cref="CoverageBoundException">There are more triples than there may be.</exception>
    public void Expand<TSink>(in TCode code, ref TSink sink)
        where TSink : struct, ITransitionSink<TCode>
    {
        State state = _codec.Decode(in code);
        sink.State(0, 1);
        var questions = new Questions<TSink>(this, in state, ref sink);
        _operations.Visit(in state, ref questions);
        _triples += questions.Count;
        if (_triples > Math.Min(_maximalTriples, Array.MaxLength))
        {
            throw new CoverageBoundException(FormattableString.Invariant(
                $"more than {_maximalTriples:N0} triples of state, operation and outcome under {_model.Policy}"));
        }
    }

    private ref struct Questions<TSink> : IOperationVisitor
        where TSink : struct, ITransitionSink<TCode>
    {
        private readonly CoverageSystem<TModel, TCode> _system;
        private readonly ref readonly State _before;
        private readonly Ledger _ledger;
        private readonly ref TSink _sink;
        private State _after;

        internal Questions(CoverageSystem<TModel, TCode> system, in State before, ref TSink sink)
        {
            _system = system;
            _before = ref before;
            _sink = ref sink;
            _ledger = system._model.Audit(in before);
        }

        public readonly bool Satisfied => false;

        internal int Count { get; private set; }

        public void Visit(Operation operation)
        {
            Outcome outcome = _system._model.Apply(in _before, in _ledger, operation, ref _after);
            Count++;
            _system._answers.Add(operation.Kind, outcome);
            if (outcome.IsGranted)
            {
                _system._reduction.Canonicalise(ref _after);
                _sink.Transition(operation.Code, _system._codec.Encode<TCode>(in _after), 0);
            }
            else
            {
                _sink.Disabled(operation.Code, 0);
            }
        }
    }
}
