using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

/// <summary>
/// docs/impossibility.md by program: where aliases outlive what they are of, no way of keeping books, whatever it makes
/// of the history, keeps NoFreeMemory, NoDoubleCharge, PaysOnlyForOwn and NoForeignCharge; without any one of them some
/// does.
/// </summary>
public sealed class BookkeepingTests
{
    /// <summary>What the books need not keep.</summary>
    public enum Dropped
    {
        /// <summary>They must keep everything.</summary>
        Nothing,

        /// <summary>A frame may be on nobody's bill.</summary>
        NoFreeMemory,

        /// <summary>A frame may be on several bills.</summary>
        NoDoubleCharge,

        /// <summary>A frame may be on the bill of a session that does not cover it.</summary>
        PaysOnlyForOwn,

        /// <summary>A bill may rise by what another session does.</summary>
        NoForeignCharge,
    }

    [Theory]
    [InlineData(1, 2, 2)]
    [InlineData(1, 2, 3)]
    [InlineData(1, 3, 3)]
    [InlineData(2, 2, 2)]
    [InlineData(2, 2, 3)]
    [InlineData(2, 3, 3)]
    [InlineData(3, 2, 3)]
    public void No_books_keep_everything_and_some_do_without_any_one_requirement(int frames, int sessions, int slots)
    {
        Scope scope = Scope.Uniform(
            frames,
            sessions,
            slots,
            quota: frames,
            operations: OperationKinds.Of(OperationKind.Alloc, OperationKind.Alias, OperationKind.Free));
        Assert.All(
            Enum.GetValues<Dropped>(),
            dropped => Assert.Equal(dropped != Dropped.Nothing, new Game(scope, dropped).IsWon));
    }

    [Fact]
    public void Without_sharing_some_books_keep_everything()
    {
        Scope scope = Scope.Uniform(
            2, 2, 3, quota: 2, operations: OperationKinds.Of(OperationKind.Alloc, OperationKind.Free));
        Assert.True(new Game(scope, Dropped.Nothing).IsWon);
    }

    /// <summary>
    /// Somebody keeps the books, and anybody may do what he likes. In each state the bills that the requirements allow
    /// are struck out from which some operation leads to no bills that may follow, until no more can be.
    /// </summary>
    private sealed class Game
    {
        private readonly List<HashSet<Bills>> _left = [];
        private readonly List<List<(int Asker, int Successor)>> _steps = [];
        private readonly bool _mayRise;

        internal Game(Scope scope, Dropped dropped)
        {
            _mayRise = dropped == Dropped.NoForeignCharge;

            // Nobody is charged, so nothing is refused for want of quota.
            IModel model = Catalog.CreateModel(new PolicyName("FirstClass", "Nobody", "Native"), scope);
            State[] states = [.. new NaiveExplorer(model).States];
            var numbers = states.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
            foreach (State state in states)
            {
                Ledger ledger = model.Audit(in state);
                _left.Add(AllowedIn(in state, in ledger, scope.Sessions, dropped));
                var steps = new List<(int, int)>();
                foreach (Operation operation in Instances.Of(model, in state))
                {
                    State after = default;
                    if (model.Apply(in state, in ledger, operation, ref after).IsGranted)
                    {
                        steps.Add((operation.Session.Index, numbers[after]));
                    }
                }

                _steps.Add(steps);
            }

            while (StrikeOut())
            {
            }
        }

        /// <summary>Whether there is a way to keep the books, come what may.</summary>
        internal bool IsWon => _left[0].Count > 0;

        private bool StrikeOut()
        {
            bool struck = false;
            for (int state = 0; state < _left.Count; state++)
            {
                int number = state;
                struck |= _left[state].RemoveWhere(bills => !_steps[number].TrueForAll(step =>
                    _left[step.Successor].Any(next => _mayRise || next.DoNotRise(bills, step.Asker)))) > 0;
            }

            return struck;
        }

        // Every way to put each allocated frame on one bill or, where that need not be, on none or on several.
        private static HashSet<Bills> AllowedIn(in State state, in Ledger ledger, int sessions, Dropped dropped)
        {
            HashSet<Bills> allowed = [default];
            foreach (Frame frame in ledger.Allocated)
            {
                SessionSet payers = dropped == Dropped.PaysOnlyForOwn
                    ? SessionSet.First(sessions)
                    : CoveringIn(in state, frame, sessions);
                HashSet<Bills> longer = [];
                foreach (Bills bills in allowed)
                {
                    if (dropped == Dropped.NoFreeMemory)
                    {
                        longer.Add(bills);
                    }

                    Bills all = bills;
                    foreach (SessionId payer in payers)
                    {
                        longer.Add(bills.With(payer));
                        all = all.With(payer);
                    }

                    if (dropped == Dropped.NoDoubleCharge)
                    {
                        longer.Add(all);
                    }
                }

                allowed = longer;
            }

            return allowed;
        }

        private static SessionSet CoveringIn(in State state, Frame frame, int sessions)
        {
            SessionSet covering = default;
            foreach (SessionId session in SessionSet.First(sessions))
            {
                if (state.FramesOf(state.OwnedBy(session) & state.Live).Contains(frame))
                {
                    covering += session;
                }
            }

            return covering;
        }
    }

    /// <summary>What each of up to eight sessions pays, in frames: a byte each.</summary>
    private readonly record struct Bills(ulong Packed)
    {
        internal Bills With(SessionId payer) => new(Packed + (1UL << (8 * payer.Index)));

        internal bool DoNotRise(Bills before, int asker)
        {
            for (int session = 0; session < SessionId.Capacity; session++)
            {
                if (session != asker && Of(session) > before.Of(session))
                {
                    return false;
                }
            }

            return true;
        }

        private byte Of(int session) => (byte)(Packed >> (8 * session));
    }
}
