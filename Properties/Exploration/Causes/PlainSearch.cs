using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Model;

namespace ModelCheck.Properties.Exploration.Causes;

/// <summary>How far something is, found as plainly as can be: one set of states after the other.</summary>
internal static class PlainSearch
{
    internal delegate bool Step(IModel model, State before, Operation operation, Outcome outcome, State after);

    /// <summary>The least number of operations; null where it cannot be reached.</summary>
    internal static int? Nearest(
        IModel model, State from, Func<Operation, bool> allows, Func<IModel, State, bool>? isWanted, Step? isTaken)
    {
        HashSet<State> known = [from];
        HashSet<State> level = [from];
        for (int steps = 0; level.Count > 0; steps++)
        {
            if (isWanted is not null && level.Any(state => isWanted(model, state)))
            {
                return steps;
            }

            HashSet<State> next = [];
            foreach (State before in level)
            {
                foreach (Operation operation in Instances.Of(model, in before).Where(allows))
                {
                    State after = before;
                    Outcome outcome = model.Step(ref after, operation);
                    if (isTaken is not null && isTaken(model, before, operation, outcome, after))
                    {
                        return steps + 1;
                    }

                    if (known.Add(after))
                    {
                        next.Add(after);
                    }
                }
            }

            level = next;
        }

        return null;
    }

    internal static bool Is(StatePredicate predicate, IModel model, State state)
    {
        Ledger ledger = model.Audit(in state);
        return predicate(new StateView(model, in state, in ledger));
    }

    internal static bool Breaks(
        StepRequirement requirement,
        IModel model,
        State before,
        Operation operation,
        Outcome outcome,
        State after)
    {
        Ledger ledgerBefore = model.Audit(in before);
        Ledger ledgerAfter = model.Audit(in after);
        return requirement.Concerns.Contains(operation.Kind)
            && !requirement.Holds(new StepView(
                new StateView(model, in before, in ledgerBefore),
                operation,
                outcome,
                new StateView(model, in after, in ledgerAfter)));
    }
}
