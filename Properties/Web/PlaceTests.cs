using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Web.Addresses;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;

namespace ModelCheck.Properties.Web;

/// <summary>An address says all of a place: who reads it is at the same place.</summary>
public sealed class PlaceTests
{
    public static TheoryData<string, string> Places => new()
    {
        { "", "" },
        { "scenario=shared-buffer", "Pin/Holder" },
        { "scenario=versioned-rom&frames=3", "Pin/Holder,FirstClass/Nobody" },
        { "scenario=base-linux&frames=1&dataspaces=2&regions=1", "Cascade/Heir,Managed/Allocator,Replace/Holder" },
        { "scenario=xsa255", "Handles/Retainer" },
        { "scenario=rom-cache&regions=&frames=", "Unlink/HolderOnce" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Who_reads_an_address_is_at_the_same_place(string scenario, string policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        string[] chosen = policies.Split(',', StringSplitOptions.RemoveEmptyEntries);
        Place initial = Read($"?{scenario}{string.Concat(chosen.Select(policy => $"&policy={policy}"))}");
        for (ulong seed = 0; seed < 10; seed++)
        {
            Trace trace = Random(initial.ModelOf(initial.Policies[0]), steps: 20, seed);
            Place place = initial with { Path = [.. trace.Steps.Select(step => step.Operation)] };
            IsSame(place, Read(place.On("state")));
            IsSame(place.Upto(7), Read(place.Upto(7).On("run")));
            IsSame(place.Of(place.Policies[^1]), Read(place.Of(place.Policies[^1]).On("trace.json")));

            // A form says the same as a link.
            Assert.Equal(
                place.On("state"),
                Read("?" + string.Join(
                    '&', place.Fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}")))
                    .On("state"));
        }
    }

    [Fact]
    public void An_address_is_easy_to_read() => Assert.Equal(
        "/find?scenario=peers&frames=2&policy=Pin/Holder&path=Alloc(s0,1);Alias(s1,d0,ro,0,1)&filter=d0%20zombie",
        Read("?frames=2&policy=Pin/Holder&path=Alloc(s0,1);Alias(s1,d0,ro,0,1)").On("find", ("filter", "d0 zombie")));

    [Fact]
    public void Without_a_word_it_is_where_the_server_begins()
    {
        Place place = Read("?");
        Assert.Equal(("peers", 0), (place.ScenarioName, place.Path.Length));
        Assert.Equal(Site.Peers.Policy, Assert.Single(place.Policies));
        Assert.Same(Site.Peers.Scenario, place.Scenario);
    }

    [Fact]
    public void A_scenario_that_was_given_keeps_its_platform_and_its_sealing()
    {
        Scenario given = ScenarioFile.Load("sealed-memfd") with { Name = "peers" };
        var served = new Served(
            "given", given, new PolicyName("Pin", "Holder", given.Platform, given.Sealing), new SearchLimits());
        Place place = Place.Read(new QueryCollection(QueryHelpers.ParseQuery("?policy=Pin/Heir")), served);
        Assert.Equal((given.Platform, given.Sealing), (place.Policies[0].Platform, place.Policies[0].Sealing));
        Assert.StartsWith("/state?scenario=given&", place.On("state"), StringComparison.Ordinal);
        Assert.Equal("given", served.Names.First());
        Assert.Equal(ScenarioFile.Bundled.Length + 1, served.Names.Count());
    }

    private static Place Read(string address) => Place.Read(
        new QueryCollection(QueryHelpers.ParseQuery(address[address.IndexOf('?', StringComparison.Ordinal)..])),
        Site.Peers);

    private static void IsSame(Place expected, Place actual)
    {
        Assert.Equal(expected.On("state"), actual.On("state"));
        Assert.Equal(expected.ScenarioName, actual.ScenarioName);
        Assert.Equal(expected.Policies.AsEnumerable(), actual.Policies);
        Assert.Equal(expected.Path.AsEnumerable(), actual.Path);
        Assert.Equal(
            (expected.Scenario.Scope.Frames, expected.Scenario.Scope.Dataspaces, expected.Scenario.Scope.Regions),
            (actual.Scenario.Scope.Frames, actual.Scenario.Scope.Dataspaces, actual.Scenario.Scope.Regions));
    }
}
