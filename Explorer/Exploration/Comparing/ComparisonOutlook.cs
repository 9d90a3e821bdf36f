using System.Collections.Immutable;
using System.Numerics;

using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Comparing;

/// <summary>What is known of the size of a comparison before it begins.</summary>
/// <param name="Policies">How many policies are compared.</param>
/// <param name="Searched">How many of them differ within the scope, so that each is searched.</param>
/// <param name="LeastBits">How many bits the code of a state has, at least.</param>
/// <param name="MostBits">How many it has, at most.</param>
/// <param name="Exchanges">Which names are exchanged, and under how many of those policies.</param>
public sealed record ComparisonOutlook(
    int Policies, int Searched, int LeastBits, int MostBits, ImmutableArray<ExchangeOutlook> Exchanges)
{
    /// <summary>Looks at a comparison that is to be made.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policies">The policies.</param>
    /// <param name="plan">How it is gone about.</param>
    /// <returns>What is known of it.</returns>
    public static ComparisonOutlook Of(Scenario scenario, ImmutableArray<PolicyName> policies, ComparisonPlan plan)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(plan);
        Scope scope = scenario.Scope;
        (int Bits, Symmetry Symmetry)[] searched =
        [
            .. Twins.Among(policies, scope).Select(twins => Tabled.During(
                twins[0].Lifetime,
                Catalog.LifetimeTables[twins[0].Lifetime],
                () =>
                {
                    IModel model = Catalog.CreateModel(typeof(Tabled), twins[0], scope);
                    return (
                        new StateCodec(scope, model.Shape).Bits,
                        plan.Exchanges
                            ? EffectOf(ScopeSymmetry.StrongestFor(model, plan.Requirements), scope)
                            : Symmetry.None);
                })),
        ];
        return new ComparisonOutlook(
            policies.Length,
            searched.Length,
            searched.Min(one => one.Bits),
            searched.Max(one => one.Bits),
            [
                .. searched.CountBy(one => one.Symmetry)
                    .OrderByDescending(group => group.Value)
                    .ThenBy(group => group.Key)
                    .Select(group => new ExchangeOutlook(group.Key, group.Value, MostAlike(group.Key, scope))),
            ]);
    }

    // Where there is nothing to exchange, nothing is exchanged.
    private static Symmetry EffectOf(Symmetry symmetry, Scope scope)
    {
        bool exchangesSessions =
            symmetry is Symmetry.Sessions or Symmetry.Slots && WaysToExchangeSessions(scope) > BigInteger.One;
        bool exchangesSlots =
            symmetry is Symmetry.Slots or Symmetry.SlotsAlone && WaysToExchangeSlots(scope) > BigInteger.One;
        return (exchangesSessions, exchangesSlots) switch
        {
            (true, true) => Symmetry.Slots,
            (true, false) => Symmetry.Sessions,
            (false, true) => Symmetry.SlotsAlone,
            (false, false) => Symmetry.None,
        };
    }

    private static BigInteger MostAlike(Symmetry effect, Scope scope) => effect switch
    {
        Symmetry.None => 1,
        Symmetry.Sessions => WaysToExchangeSessions(scope),
        Symmetry.Slots => WaysToExchangeSessions(scope) * WaysToExchangeSlots(scope),
        Symmetry.SlotsAlone => WaysToExchangeSlots(scope),
    };

    private static BigInteger WaysToExchangeSessions(Scope scope) =>
        ScopeSymmetry.InterchangeableSessions(scope)
            .Aggregate(BigInteger.One, (product, set) => product * Factorial(set.Count));

    private static BigInteger WaysToExchangeSlots(Scope scope) =>
        Factorial(scope.Dataspaces) * Factorial(scope.Regions);

    private static BigInteger Factorial(int number) =>
        Enumerable.Range(1, number).Aggregate(BigInteger.One, (product, factor) => product * factor);
}

/// <summary>Names that are exchanged, so that one state is followed in place of all that differ in them only.</summary>
/// <param name="Symmetry">Which names.</param>
/// <param name="Policies">Under how many policies.</param>
/// <param name="MostAlike">In place of how many states one is followed, at most.</param>
public sealed record ExchangeOutlook(Symmetry Symmetry, int Policies, BigInteger MostAlike);
