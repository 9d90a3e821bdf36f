using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Model;

namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// Compares the specification with the plain model: in every reachable state what follows from it, and of every
/// operation instance what comes of it and where it leads. What is derived from this compares more.
/// </summary>
/// <param name="model">The specification.</param>
/// <param name="rules">What the plain model goes by.</param>
internal class PlainComparison(IModel model, PlainRules rules)
{
    private readonly Dictionary<State, (State From, Operation By)> _ways = [];
    private readonly Dictionary<State, string> _texts = [];

    /// <summary>How many states were compared.</summary>
    internal int States { get; private set; }

    /// <summary>How many steps were granted.</summary>
    internal int Transitions { get; private set; }

    /// <summary>How many steps were compared, refusals included.</summary>
    internal int Steps { get; private set; }

    protected IModel Model => model;

    protected PlainRules Rules => rules;

    /// <summary>The first disagreement, breadth first, with the way to it; null when there is none.</summary>
    internal string? FirstDisagreement()
    {
        var queue = new Queue<State>([default]);
        _texts[default] = PlainReading.TextOf(PlainReading.Of(model, rules, default));
        while (queue.TryDequeue(out State state))
        {
            States++;
            Ledger ledger = model.Audit(in state);
            var at = new StateView(model, in state, in ledger);
            PlainModel plain = PlainReading.Of(model, rules, in state);
            if ((DifferingLedger(in at, plain) ?? Differing(in at, plain)) is { } difference)
            {
                return $"{difference}\n{WayTo(state)}";
            }

            foreach (Operation operation in Instances.Of(model, in state))
            {
                Steps++;
                State after = state;
                Outcome outcome = model.Apply(in state, in ledger, operation, ref after);
                if (outcome.IsGranted)
                {
                    Transitions++;
                    if (!_texts.ContainsKey(after))
                    {
                        _texts[after] = PlainReading.TextOf(PlainReading.Of(model, rules, in after));
                        _ways[after] = (state, operation);
                        queue.Enqueue(after);
                    }
                }

                Request request = Request.Of(operation);
                (PlainModel plainAfter, Answer answer) = plain.Ask(request);
                string? differs = DifferingOutcome(outcome, answer, in after, plainAfter);
                if (differs is null)
                {
                    Ledger ledgerAfter = model.Audit(in after);
                    var step = new StepView(at, operation, outcome, at.Of(in after, in ledgerAfter));
                    differs = Differing(in step, new PlainStep(plain, request, answer, plainAfter));
                }

                if (differs is not null)
                {
                    return $"{operation}: {differs}\n{WayTo(state)}";
                }
            }
        }

        return null;
    }

    /// <summary>What else differs in a state.</summary>
    protected virtual string? Differing(in StateView at, PlainModel plain) => null;

    /// <summary>What else differs in a step.</summary>
    protected virtual string? Differing(in StepView step, PlainStep plain) => null;

    private string? DifferingOutcome(Outcome outcome, Answer answer, in State after, PlainModel plainAfter)
    {
        if (outcome != answer.AsOutcome)
        {
            return $"{outcome.Refusal} {outcome.Slot}, plainly {answer}";
        }

        string plainText = outcome.IsGranted ? PlainReading.TextOf(plainAfter) : "";
        return outcome.IsGranted && _texts[after] != plainText
            ? $"leads to\n{_texts[after]}, plainly\n{plainText}"
            : null;
    }

    private string? DifferingLedger(in StateView at, PlainModel plain)
    {
        ref readonly Ledger ledger = ref at.Ledger;
        for (int session = 0; session < model.Scope.Sessions; session++)
        {
            var id = new SessionId(session);
            if (ledger.UsedBy(id) != plain.UsedBy(session))
            {
                return $"s{session} uses {ledger.UsedBy(id)}, plainly {plain.UsedBy(session)}";
            }

            if (model.QuotaOf(in at.State, id) != plain.QuotaOf(session))
            {
                return $"s{session} has {model.QuotaOf(in at.State, id)}, plainly {plain.QuotaOf(session)}";
            }

            for (int frame = 0; frame < model.Scope.Frames; frame++)
            {
                int charged = ledger.ChargedTo(id).CountOf(new Frame(frame));
                int plainly = plain.Charged(session, frame);
                if (charged != plainly)
                {
                    return $"f{frame} is charged to s{session} {charged} times, plainly {plainly}";
                }
            }
        }

        for (int frame = 0; frame < model.Scope.Frames; frame++)
        {
            if (ledger.Allocated.Contains(new Frame(frame)) != plain.Allocated[frame]
                || ledger.Quarantined.Contains(new Frame(frame)) != plain.IsQuarantined(frame))
            {
                return $"f{frame} is allocated or quarantined otherwise";
            }
        }

        return null;
    }

    private string WayTo(State state)
    {
        var operations = new List<string> { PlainReading.TextOf(PlainReading.Of(model, rules, in state)) };
        while (_ways.TryGetValue(state, out (State From, Operation By) way))
        {
            operations.Insert(0, way.By.ToString());
            state = way.From;
        }

        return $"{model.Policy}: {string.Join(' ', operations)}";
    }
}
