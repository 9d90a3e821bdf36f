using System.Numerics;

using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;

using Xunit;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>What is said of a comparison before it begins is true of what it then finds.</summary>
public sealed class ComparisonOutlookTests
{
    [Theory]
    [InlineData("versioned-rom")]
    [InlineData("session-quota")]
    [InlineData("mapping-vanishes")]
    public void What_is_foreseen_bounds_what_is_found(string name)
    {
        Scenario scenario = ScenarioFile.Load(name);
        Comparison comparison = Compared.On(name);
        ComparisonOutlook outlook = ComparisonOutlook.Of(
            scenario, [.. comparison.Results.Select(result => result.Policy)], new ComparisonPlan());
        Assert.Equal((comparison.Results.Length, comparison.StateSpaces), (outlook.Policies, outlook.Searched));
        Assert.Equal(outlook.Searched, outlook.Exchanges.Sum(exchange => exchange.Policies));
        Assert.InRange(outlook.LeastBits, 1, outlook.MostBits);
        Assert.All(comparison.Results, result =>
            Assert.True(result.Exploration.DistinctStates <= BigInteger.Pow(2, outlook.MostBits)));
    }

    [Theory]
    [InlineData("FirstClass", "Holder", "peers")]
    [InlineData("Pin", "Heir", "session-quota")]
    public void One_state_is_followed_in_place_of_no_more_than_is_foreseen(
        string lifetime, string charging, string name)
    {
        Scenario scenario = ScenarioFile.Load(name);
        var policy = new PolicyName(lifetime, charging, scenario.Platform, scenario.Sealing);
        ExchangeOutlook exchange =
            Assert.Single(ComparisonOutlook.Of(scenario, [policy], new ComparisonPlan()).Exchanges);
        IModel model = Catalog.CreateModel(policy, scenario.Scope);
        long followed = Count(exchanges: true);
        long states = Count(exchanges: false);
        Assert.InRange(states, followed, (long)(followed * exchange.MostAlike));
        Assert.Equal(exchange.Symmetry == Symmetry.None, states == followed);
        Assert.Equal(
            new ExchangeOutlook(Symmetry.None, 1, 1),
            Assert.Single(
                ComparisonOutlook.Of(scenario, [policy], new ComparisonPlan { Exchanges = false }).Exchanges));

        long Count(bool exchanges) => ModelExplorer.ExploreOrbits(
            model, Catalog.Requirements, exchanges, new SearchLimits(), new SearchProgress(), default)
            .Exploration.DistinctStates;
    }
}
