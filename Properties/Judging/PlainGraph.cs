using ModelCheck.Model.Service;
using ModelCheck.Properties.Lockstep;

namespace ModelCheck.Properties.Judging;

/// <summary>
/// The whole state graph of the plain model and what the plain judge says of it. It shares nothing with the
/// specification but the policies' own answers.
/// </summary>
internal sealed class PlainGraph
{
    private readonly PlainSetting _setting;
    private readonly List<PlainModel> _states = [];
    private readonly List<int> _levels = [];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<(int From, int To, Request By)> _transitions = [];
    private readonly Dictionary<string, int> _shortest = [];
    private readonly HashSet<string> _occurred = [];
    private readonly List<PlainRequirement> _requirements;
    private int _refusals;

    internal PlainGraph(PlainSetting setting, IEnumerable<PlainRequirement> requirements)
    {
        _setting = setting;
        _requirements = [.. requirements.Where(requirement => requirement.Applies(setting))];
        Find(new PlainModel(
            setting.Rules, ServiceBounds.Of(setting.Scope), setting.Scope.RecordsAllocators), level: 0);
        for (int number = 0; number < _states.Count; number++)
        {
            Expand(number);
        }

        foreach (PlainBranchingRequirement branching in _requirements.OfType<PlainBranchingRequirement>())
        {
            foreach (PlainGoal goal in branching.Goals(setting))
            {
                Judge(branching, goal);
            }
        }
    }

    /// <summary>States, transitions, refusals, and the states of each level.</summary>
    internal string Counts =>
        $"{_states.Count} states, {_transitions.Count} transitions, {_refusals} refusals, levels "
        + string.Join(' ', _levels.CountBy(level => level).OrderBy(pair => pair.Key).Select(pair => pair.Value));

    /// <summary>States, transitions and depth.</summary>
    internal (int States, int Transitions, int Depth) Size => (_states.Count, _transitions.Count, _levels[^1]);

    /// <summary>
    /// How many steps the shortest trace has that violates or shows a requirement; null when there is none, or it does
    /// not apply.
    /// </summary>
    internal int? ShortestTraceOf(string requirement) =>
        _shortest.TryGetValue(requirement, out int steps) ? steps : null;

    /// <summary>Whether the premise of a requirement that applies occurred.</summary>
    internal bool IsPutToTheTest(string requirement) => _occurred.Contains(requirement);

    private int Find(PlainModel state, int level)
    {
        string text = PlainReading.TextOf(state);
        if (!_numbers.TryGetValue(text, out int number))
        {
            number = _states.Count;
            _numbers.Add(text, number);
            _states.Add(state);
            _levels.Add(level);
        }

        return number;
    }

    private void Expand(int number)
    {
        PlainModel at = _states[number];
        foreach (PlainRequirement requirement in _requirements)
        {
            if ((requirement is PlainInvariant invariant && !invariant.Holds(_setting, at))
                || (requirement is PlainStatePossibility possibility && possibility.Shows(_setting, at)))
            {
                Note(requirement, _levels[number]);
            }

            PlainStateTest? premise =
                (requirement as PlainInvariant)?.Premise ?? (requirement as PlainBranchingRequirement)?.Premise;
            if (premise is not null && premise(_setting, at))
            {
                _occurred.Add(requirement.Name);
            }
        }

        foreach (Request request in PlainInstances.Of(_setting, at))
        {
            (PlainModel after, Answer answer) = at.Ask(request);
            var step = new PlainStep(at, request, answer, after);
            if (step.IsGranted())
            {
                _transitions.Add((number, Find(after, _levels[number] + 1), request));
            }
            else
            {
                _refusals++;
            }

            Judge(step, _levels[number] + 1);
        }
    }

    private void Judge(PlainStep step, int level)
    {
        foreach (PlainRequirement requirement in _requirements)
        {
            if ((requirement is PlainStepRequirement must && !must.Holds(_setting, step))
                || (requirement is PlainStepPossibility can && can.Shows(_setting, step)))
            {
                Note(requirement, level);
            }

            if (requirement is PlainStepRequirement tested && tested.Premise(_setting, step))
            {
                _occurred.Add(requirement.Name);
            }
        }
    }

    // Backwards from where the goal is reached; from what is left over it cannot be.
    private void Judge(PlainRequirement branching, PlainGoal goal)
    {
        ILookup<int, int> back = _transitions.Where(transition => goal.Allows(transition.By))
            .ToLookup(transition => transition.To, transition => transition.From);
        var reaching = new HashSet<int>(
            Enumerable.Range(0, _states.Count).Where(number => goal.Reached(_states[number])));
        var queue = new Queue<int>(reaching);
        while (queue.TryDequeue(out int number))
        {
            foreach (int before in back[number].Where(reaching.Add))
            {
                queue.Enqueue(before);
            }
        }

        foreach (int stuck in Enumerable.Range(0, _states.Count).Where(number => !reaching.Contains(number)))
        {
            Note(branching, _levels[stuck]);
        }
    }

    private void Note(PlainRequirement requirement, int steps) => _shortest[requirement.Name] =
        Math.Min(steps, _shortest.GetValueOrDefault(requirement.Name, int.MaxValue));
}
