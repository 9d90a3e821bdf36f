using ModelCheck.Exploration.Designing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

/// <summary>A table of fates has a notation of its own, and is found again by it.</summary>
public sealed class LifetimeTableTests
{
    [Theory]
    [InlineData("peers")]
    [InlineData("mapping-vanishes")]
    public void Every_table_is_found_by_its_notation(string name)
    {
        Scenario scenario = ScenarioFile.Load(name);
        var space = new PolicySpace(scenario, [scenario.Sealing], everyFate: true);
        Assert.All(space.Tables, table => Assert.Equal(table, LifetimeTable.Find(table.Notation)));
        Assert.Equal(space.Tables.Length, space.Tables.Select(table => table.Notation).Distinct().Count());
    }

    [Fact]
    public void The_notation_is_read_in_any_case()
    {
        LifetimeTable refuse = Catalog.LifetimeTables["Refuse"];
        Assert.Equal(refuse, LifetimeTable.Find(refuse.Notation.ToUpperInvariant()));
        LifetimeTable unlink = Catalog.LifetimeTables["Unlink"];
        Assert.Contains("-K", unlink.Notation, StringComparison.Ordinal);
        Assert.Equal(unlink, LifetimeTable.Find(unlink.Notation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("View")]
    [InlineData("View-AR")]
    [InlineData("View-AR-D")]
    [InlineData("View-AR-DDD")]
    [InlineData("View-AX-DD")]
    [InlineData("Sight-AR-DD")]
    [InlineData("View-AR-DD-UUUU")]
    [InlineData("View-AR-DD-UUUU-W")]
    [InlineData("View-AR-DD-UUUU-WX")]
    [InlineData("View-AR-DD-UUUU-WW-")]
    public void What_is_no_notation_is_no_table(string text) => Assert.Null(LifetimeTable.Find(text));
}
