using System.Collections.Immutable;

using ModelCheck.Conformance.Lockstep;
using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Watching;

/// <summary>Looks for a shortest way to a state of which there is a description only, in the model alone.</summary>
internal static class SoughtState
{
    /// <summary>The operations of a shortest way.</summary>
    /// <returns>Nothing when no reachable state is described.</returns>
    internal static ImmutableArray<uint>? WayTo(IModel model, RestoredState sought) =>
        CodedModel.Accept(model, new Seeking(model, sought));

    private sealed class Seeking(IModel model, RestoredState sought) : ICodedVisitor<ImmutableArray<uint>?>
    {
        public ImmutableArray<uint>? VisitCoded<TModel, TCode>(TModel typed, StateCodec codec)
            where TModel : struct, IModel
            where TCode : unmanaged, ICode<TCode> =>
            Search.Explore<Sought<TModel, TCode>, TCode>(
                new Sought<TModel, TCode>(typed, codec, new ModelView(model), sought),
                new SearchLimits { UntilViolated = true },
                new SearchProgress(),
                CancellationToken.None).Findings[0].Trace;
    }

    private readonly struct Sought<TModel, TCode> : ITransitionSystem<TCode>
        where TModel : struct, IModel
        where TCode : unmanaged, ICode<TCode>
    {
        private static readonly Property[] Flags = [new("NotSought", PropertyKind.Invariant)];

        private readonly TModel _model;
        private readonly StateCodec _codec;
        private readonly ModelView _view;
        private readonly RestoredState _sought;
        private readonly OperationSpace _operations;

        internal Sought(TModel model, StateCodec codec, ModelView view, RestoredState sought)
        {
            _model = model;
            _codec = codec;
            _view = view;
            _sought = sought;
            _operations = new OperationSpace(model);
        }

        public TCode Initial => _codec.Encode<TCode>(default);

        public IReadOnlyList<Property> Properties => Flags;

        public int CodeBits => _codec.Bits;

        public void Expand<TSink>(in TCode code, ref TSink sink)
            where TSink : struct, ITransitionSink<TCode>
        {
            State state = _codec.Decode(in code);
            Ledger ledger = _model.Audit(in state);
            sink.State(_sought.Describes(_model, _view, in state) ? 1ul : 0, 1);
            var steps = new Steps<TSink>(in this, in state, in ledger, ref sink);
            _operations.Visit(in state, ref steps);
        }

        private ref struct Steps<TSink> : IOperationVisitor
            where TSink : struct, ITransitionSink<TCode>
        {
            private readonly ref readonly Sought<TModel, TCode> _system;
            private readonly ref readonly State _before;
            private readonly ref readonly Ledger _ledger;
            private readonly ref TSink _sink;
            private State _after;

            internal Steps(
                in Sought<TModel, TCode> system, in State before, in Ledger ledger, ref TSink sink)
            {
                _system = ref system;
                _before = ref before;
                _ledger = ref ledger;
                _sink = ref sink;
            }

            public readonly bool Satisfied => _sink.Satisfied;

            public void Visit(Operation operation)
            {
                if (_system._model.Apply(in _before, in _ledger, operation, ref _after).IsGranted)
                {
                    _sink.Transition(operation.Code, _system._codec.Encode<TCode>(in _after), 0);
                }
                else
                {
                    _sink.Disabled(operation.Code, 0);
                }
            }
        }
    }
}
