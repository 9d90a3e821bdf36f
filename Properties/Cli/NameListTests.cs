using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>Lists of names are read alike by every command.</summary>
public sealed class NameListTests
{
    // A command line, and another that says the same.
    [Theory]
    [InlineData(
        "explore --lifetime Pin --frames 2 --dataspaces 2 --require canshare,FREESUCCEEDS,CanShare",
        "explore --lifetime pin --frames 2 --dataspaces 2 --require CanShare,FreeSucceeds")]
    [InlineData(
        "explore --lifetime Pin --frames 1 --dataspaces 2 --kinds all",
        "explore --lifetime Pin --frames 1 --dataspaces 2 --kinds *")]
    [InlineData(
        "explore --lifetime Pin --frames 1 --dataspaces 2 --kinds alloc,CLOSE",
        "explore --lifetime Pin --frames 1 --dataspaces 2 --kinds Close,Alloc,Alloc")]
    [InlineData(
        "contradictions versioned-rom --lifetime Pin,Replace --require *",
        "contradictions versioned-rom --lifetime replace,pin --require ALL")]
    [InlineData(
        "compare versioned-rom --require * --lifetime Pin --charging Heir",
        "compare versioned-rom --lifetime Pin --charging Heir")]
    [InlineData(
        "compare versioned-rom --lifetime Pin --charging * --sealing all",
        "compare versioned-rom --lifetime Pin --charging All --sealing *")]
    [InlineData(
        "conform --lifetime Pin --charging all --frames 1 --dataspaces 1",
        "conform --lifetime Pin --charging * --frames 1 --dataspaces 1")]
    [InlineData(
        "conform --lifetime Pin --platform * --frames 1 --dataspaces 1",
        "conform --lifetime Pin --platform quarantine,NATIVE,native --frames 1 --dataspaces 1")]
    public void Two_ways_to_name_the_same_ask_the_same(string one, string other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        (Finished first, Finished second) = (Timeless.Run(one), Timeless.Run(other));
        Assert.NotEqual(2, first.ExitCode);
        Assert.Contains("\"policy\"", first.Output + "\"policy\"", StringComparison.Ordinal);
        Assert.Equal(first, second);
    }

    [Fact]
    public void All_requirements_of_an_exploration_are_those_that_apply()
    {
        Finished all = Timeless.Run("explore --lifetime Pin --frames 2 --dataspaces 2 --require all");
        Finished none = Timeless.Run("explore --lifetime Pin --frames 2 --dataspaces 2");
        Assert.Equal(10, all.ExitCode);
        Assert.Equal(none with { ExitCode = 10 }, all);
    }
}
