using System.Collections.Immutable;
using System.CommandLine;

using ModelCheck.Cli.Outputs;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Reports;

using Spectre.Console;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck policies</c>: what there is, a line each.</summary>
internal static class PoliciesCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var output = new OutputOptions("list");
        var command = new Command("policies", "List the policies, platforms, requirements and bundled scenarios.");
        output.AddTo(command);
        command.SetAction(arguments =>
            output.OpenFor(arguments, surroundings).Write(ExitCode.Holds, Write, CatalogReport.Write));
        return command;
    }

    private static void Write(IAnsiConsole console)
    {
        Write(
            console,
            "Lifetime policies (--lifetime): what Free and Close do to aliases, mappings and capabilities",
            Catalog.Lifetimes);
        Write(console, "Charging policies (--charging): who pays for a frame", Catalog.Chargings);
        Write(
            console,
            "Platforms (--platform): what a dataspace capability really gives, and how mappings end",
            Catalog.Platforms);
        Write(console, "Sealing policies (--sealing): what Seal does to what can be written", Catalog.Sealings);
        WriteRequirements(console);
        console.MarkupLine("[bold]Bundled scenarios (compare NAME)[/]");
        WriteGrid(console, ScenarioFile.Bundled.Select(name => (name, ScenarioFile.Load(name).Summary)));
    }

    private static void Write(IAnsiConsole console, string title, ImmutableArray<PolicyEntry> policies)
    {
        console.MarkupLineInterpolated($"[bold]{title}[/]");
        WriteGrid(console, policies.Select(entry => (entry.Name, $"{entry.Summary} Seen in: {entry.Source}.")));
    }

    private static void WriteRequirements(IAnsiConsole console)
    {
        foreach (IGrouping<string, Requirement> kind in Catalog.Requirements.GroupBy(TitleOf))
        {
            console.MarkupLineInterpolated($"[bold]{kind.Key}[/]");
            WriteGrid(console, kind.Select(requirement => (requirement.Name, requirement.Meaning)));
        }
    }

    private static string TitleOf(Requirement requirement) => requirement switch
    {
        Invariant => "Invariants (--require): of every reachable state",
        StepRequirement => "Step requirements (--require): of every transition and refusal",
        BranchingRequirement => "Branching requirements (--require): of the whole state graph",
        _ => "Possibilities (--require): shown by some reachable state or transition",
    };

    private static void WriteGrid(IAnsiConsole console, IEnumerable<(string Name, string Text)> lines)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().Padding(2, 0, 2, 0)).AddColumn();
        foreach ((string name, string text) in lines)
        {
            grid.AddRow(new Text(name), new Text(text));
        }

        console.Write(grid);
        console.WriteLine();
    }
}
