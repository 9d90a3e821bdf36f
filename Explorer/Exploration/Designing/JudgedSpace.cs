using System.Collections.Immutable;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Exploration.Designing;

/// <summary>What is known of a space of policies: plain data.</summary>
/// <param name="Space">The space.</param>
/// <param name="Behaviours">What was found, each behaviour once, the best first.</param>
public sealed record JudgedSpace(PolicySpace Space, ImmutableArray<JudgedBehaviour> Behaviours)
{
    /// <summary>How many policies were judged.</summary>
    public int Judged => Behaviours.Sum(behaviour => behaviour.Policies.Length);

    /// <summary>
    /// Whether every policy of the space was judged, and every behaviour explored to its end or outdone before.
    /// </summary>
    public bool Complete => Judged == Space.Count && Unfinished == 0;

    /// <summary>
    /// How many behaviours were left before their end, since something with a name was sure to do better.
    /// </summary>
    public int Outdone => Behaviours.Count(behaviour => behaviour.IsOutdone);

    /// <summary>How many others were not explored to their end.</summary>
    public int Unfinished => Behaviours.Count(
        behaviour => !behaviour.IsOutdone && !behaviour.Ranked.Result.Exploration.Complete);

    /// <summary>How many states were found, of all behaviours together.</summary>
    public long DistinctStates => Behaviours.Sum(behaviour => behaviour.Ranked.Result.Exploration.DistinctStates);

    /// <summary>The front over what the scenario asks for, or over all requirements if it asks for nothing.</summary>
    public ImmutableArray<FrontPoint> Front => FrontOver(Space.AskedFor);

    /// <summary>
    /// The best behaviour, if no policy that does so has a name and none with a name ranks as high; else null. What is
    /// not settled, or not judged, may still change that.
    /// </summary>
    public JudgedBehaviour? BetterUnnamed =>
        Behaviours is [var best, ..]
        && Behaviours.FirstOrDefault(behaviour => NamedIn(behaviour).Any()) is { } named
        && best != named
        && !best.Ranked.IsLevelWith(named.Ranked)
            ? best
            : null;

    /// <summary>How many behaviours there are under a lifetime that has a name.</summary>
    public int NamedBehaviours => Behaviours.Count(behaviour => NamedIn(behaviour).Any());

    /// <summary>The policies with a name among those of a behaviour.</summary>
    /// <param name="behaviour">The behaviour.</param>
    /// <returns>The names: lifetimes that decide alike have each their own.</returns>
    public IEnumerable<PolicyName> NamedIn(JudgedBehaviour behaviour)
    {
        ArgumentNullException.ThrowIfNull(behaviour);
        return behaviour.Policies.SelectMany(Space.NamesOf);
    }

    /// <summary>
    /// The front over some requirements: what is kept by some policy, and by none together with anything more.
    /// </summary>
    /// <param name="requirements">The requirements.</param>
    /// <returns>
    /// The points, those with a name first and then those that miss fewest. A behaviour is left out if it is known that
    /// another does as well by each requirement and better by one, what is not settled of the former taken as kept. To
    /// keep is better than never to put to the test, and that is better than to break.
    /// </returns>
    public ImmutableArray<FrontPoint> FrontOver(IEnumerable<Requirement> requirements)
    {
        Requirement[] asked = [.. requirements];
        IGrouping<Merits, JudgedBehaviour>[] points =
            [.. Behaviours.GroupBy(behaviour => Merits.Of(behaviour.Ranked.Result, asked))];
        return
        [
            .. points.Where(point => !Array.Exists(points, other => other.Key.AreBetterThan(point.Key)))
                .Select(point => PointOf([.. point], asked))
                .OrderByDescending(point => !point.Named.IsEmpty)
                .ThenBy(point => point.NotKept.Length),
        ];
    }

    /// <summary>
    /// The points of the front that no policy with a name is at, each with the policies with a name that it outdoes and
    /// that no other policy with a name does.
    /// </summary>
    public ImmutableArray<OutdoingPoint> UnnamedOutdoing
    {
        get
        {
            (Merits Merits, ImmutableArray<PolicyName> Names)[] named =
            [
                .. Behaviours.Select(behaviour => (
                        Merits.Of(behaviour.Ranked.Result, Space.AskedFor),
                        Names: NamedIn(behaviour).ToImmutableArray()))
                    .Where(one => !one.Names.IsEmpty),
            ];
            return
            [
                .. Front.Where(point => point.Named.IsEmpty)
                    .Select(point => new OutdoingPoint(
                        point,
                        [
                            .. named.Where(one => MeritsAt(point).AreBetterThan(one.Merits)
                                    && !Array.Exists(named, other => other.Merits.AreBetterThan(one.Merits)))
                                .SelectMany(one => one.Names),
                        ]))
                    .Where(outdoing => !outdoing.Outdone.IsEmpty),
            ];
        }
    }

    private Merits MeritsAt(FrontPoint point) => Merits.Of(point.Behaviours[0].Ranked.Result, Space.AskedFor);

    private FrontPoint PointOf(JudgedBehaviour[] behaviours, Requirement[] requirements) => new(
        [
            .. requirements.Select(requirement => behaviours[0].Ranked.Result.ResultOf(requirement))
                .Where(result => !result.IsKept),
        ],
        [.. behaviours],
        [.. behaviours.SelectMany(NamedIn)]);
}

/// <summary>One point of a front: behaviours that fare alike by all that is asked for.</summary>
/// <param name="NotKept">What they do not keep, as the best of them fares.</param>
/// <param name="Behaviours">The behaviours, the best first.</param>
/// <param name="Named">The policies among theirs that have a name.</param>
public sealed record FrontPoint(
    ImmutableArray<RequirementResult> NotKept,
    ImmutableArray<JudgedBehaviour> Behaviours,
    ImmutableArray<PolicyName> Named)
{
    /// <summary>How many policies are at this point, named or not.</summary>
    public int Policies => Behaviours.Sum(behaviour => behaviour.Policies.Length);
}

/// <summary>A point of a front that outdoes policies with a name.</summary>
/// <param name="Point">The point, where no policy with a name is.</param>
/// <param name="Outdone">
/// The policies with a name that do worse by something that the scenario asks for, and better by nothing.
/// </param>
public sealed record OutdoingPoint(FrontPoint Point, ImmutableArray<PolicyName> Outdone);
