using System.Runtime.CompilerServices;

using ModelCheck.Engine.Codes;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>
/// All that a policy does within a scope: what it answers to everything that can be asked in each of its reachable
/// states. Another policy with the same behaviour has the same reachable states, transitions, charges and verdicts.
/// </summary>
internal abstract class Behaviour
{
    /// <summary>What a policy does.</summary>
    /// <param name="policy">The policy, by its table.</param>
    /// <param name="model">Its model.</param>
    /// <param name="codec">How its states are coded.</param>
    /// <param name="states">
    /// Its reachable states, or one of each orbit of states that differ in names only, where nothing tells the names
    /// apart.
    /// </param>
    /// <param name="isWhole">Whether those are all.</param>
    /// <returns>The behaviour.</returns>
    internal static Behaviour Of<TModel, TCode>(
        TabledPolicy policy, TModel model, StateCodec codec, IReadOnlyCollection<TCode> states, bool isWhole)
        where TModel : struct, IModel
        where TCode : unmanaged, ICode<TCode> =>
        new Coded<TModel, TCode>(policy, model, codec, [.. states]) { IsWhole = isWhole };

    /// <summary>Whether it is known in all reachable states, or only in the nearest.</summary>
    internal bool IsWhole { get; private init; }

    /// <summary>
    /// Whether it is, as far as it is known, the behaviour of another policy, too: one with the same charging policy
    /// and platform, whose aliases are of the same form. Both are asked the same in every state, so the answer is
    /// exact.
    /// </summary>
    /// <param name="other">The other policy's model, during its table.</param>
    /// <returns>True iff no answer, no successor and no charge is another.</returns>
    internal abstract bool IsThatOf(IModel other);

    private sealed class Coded<TModel, TCode>(TabledPolicy policy, TModel model, StateCodec codec, TCode[] states)
        : Behaviour
        where TModel : struct, IModel
        where TCode : unmanaged, ICode<TCode>
    {
        private readonly OperationSpace _operations = new(model);
        private readonly ulong _decisions = Tabled.CodeOf(policy.Table);
        private TModel _model = model;

        internal override bool IsThatOf(IModel other)
        {
            ulong others = Tabled.Current;
            bool isSame = true;
            for (int state = 0; isSame && state < states.Length; state++)
            {
                isSame = IsThatOf(other, others, in states[state]);
            }

            Tabled.Switch(others);
            return isSame;
        }

        private bool IsThatOf(IModel other, ulong others, in TCode code)
        {
            codec.Decode(in code, out State state);
            Tabled.Switch(others);
            other.Audit(in state, out Ledger otherLedger);
            Tabled.Switch(_decisions);
            _model.Audit(in state, out Ledger ledger);
            if (!AreSame(in ledger, in otherLedger))
            {
                return false;
            }

            var asking = new Asking(ref _model, other, others, _decisions, in state, in ledger);
            _operations.VisitProspects(ref _model, in state, in ledger, default, ref asking);
            return !asking.Satisfied;
        }

        private bool AreSame(in Ledger ledger, in Ledger other)
        {
            for (int index = 0; index < _model.Scope.Sessions; index++)
            {
                var session = new SessionId(index);
                if (ledger.ChargedTo(session) != other.ChargedTo(session)
                    || ledger.UsedBy(session) != other.UsedBy(session))
                {
                    return false;
                }
            }

            return ledger.Allocated == other.Allocated && ledger.Quarantined == other.Quarantined;
        }

        // Asks both, until they answer differently.
        private ref struct Asking : IOperationVisitor
        {
            private readonly ref TModel _model;
            private readonly IModel _other;
            private readonly ulong _others;
            private readonly ulong _own;
            private readonly ref readonly State _state;
            private readonly ref readonly Ledger _ledger;

            internal Asking(
                ref TModel model,
                IModel other,
                ulong others,
                ulong own,
                in State state,
                in Ledger ledger)
            {
                _model = ref model;
                _other = other;
                _others = others;
                _own = own;
                _state = ref state;
                _ledger = ref ledger;
            }

            public bool Satisfied { get; private set; }

            [SkipLocalsInit]
            public void Visit(Operation operation)
            {
                if (Satisfied)
                {
                    return;
                }

                State after = default;
                State otherAfter = default;
                Outcome outcome = _model.Apply(in _state, in _ledger, operation, ref after);
                Tabled.Switch(_others);
                Outcome otherOutcome = _other.Apply(in _state, in _ledger, operation, ref otherAfter);
                Tabled.Switch(_own);
                Satisfied = outcome != otherOutcome || (outcome.IsGranted && !after.Equals(otherAfter));
            }
        }
    }
}
