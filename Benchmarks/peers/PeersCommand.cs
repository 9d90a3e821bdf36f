using System.CommandLine;
using System.Runtime.InteropServices;

namespace ModelCheck.Benchmarks.Peers;

/// <summary><c>peers</c>: the explorer beside other exact model checkers on the same fragment, in one run.</summary>
internal static class PeersCommand
{
    private const int Agreed = 0;
    private const int Disagreed = 1;

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">What follows <c>peers</c> on the command line.</param>
    /// <returns>The exit code.</returns>
    internal static int Run(string[] arguments)
    {
        var scope = new Option<string>("--scope")
        {
            Description = "Frames, sessions, dataspaces and quota.",
            DefaultValueFactory = _ => "4,2,4,4",
            HelpName = "F,S,D,q",
        };
        var lifetime = new Option<string>("--lifetime")
        {
            Description = "Cascade or FirstClass.",
            DefaultValueFactory = _ => "FirstClass",
            HelpName = "L",
        };
        var tools = new Option<string>("--tools")
        {
            Description = "Which other model checkers; none: the explorer alone.",
            DefaultValueFactory = _ => "spin,rumur",
            HelpName = "spin,rumur",
        };
        var root = new RootCommand(
            "peers: the explorer, SPIN, rumur and a loop of random accesses, side by side. "
            + "Exit code 0: states, transitions and depth agree; 1: they do not; 2: bad input; 3: stopped.")
        {
            scope, lifetime, tools,
        };
        return MeasuringCommand.Run("peers", root, arguments, (parsed, folder, cancellation) => Compare(
            CoreFragment.Parse(parsed.GetValue(scope)!, parsed.GetValue(lifetime)!),
            ToolsFrom(parsed.GetValue(tools)!),
            folder,
            cancellation));
    }

    private static string[] ToolsFrom(string text)
    {
        string[] tools = text == "none" ? [] : text.Split(',');
        return tools.FirstOrDefault(tool => tool is not ("spin" or "rumur")) is { } unknown
            ? throw new FormatException($"--tools must be spin, rumur, both or none, not {unknown}")
            : tools;
    }

    private static int Compare(
        CoreFragment fragment, string[] tools, DirectoryInfo folder, CancellationToken cancellation)
    {
        string models = Path.Combine(AppContext.BaseDirectory, "peers");
        int cores = Environment.ProcessorCount;
        List<Figures> explorer = [];
        foreach (int workers in new[] { 1, 2, cores }.Where(workers => workers <= cores).Distinct())
        {
            explorer.Add(Measure(
                $"modelcheck explore, {workers} of {cores} cores",
                work => ExplorerProcess.Explore(fragment, workers, work, cancellation)));
        }

        List<Figures> peers = [];
        if (IsReady("spin", Spin.Programs))
        {
            foreach (bool breadthFirst in new[] { false, true })
            {
                peers.Add(Measure(
                    $"SPIN, {(breadthFirst ? "breadth" : "depth")} first",
                    work => Spin.Explore(
                        fragment, breadthFirst, explorer[0].States, "-O3", models, work, cancellation)));
            }
        }

        if (IsReady("rumur", Rumur.Programs))
        {
            foreach (int threads in new[] { 1, cores }.Distinct())
            {
                peers.Add(Measure(
                    $"rumur, {threads} of {cores} cores",
                    work => Rumur.Explore(fragment, threads, "-O3", models, work, cancellation)));
            }
        }

        Figures accesses = Measure(
            "random accesses", _ => RandomAccesses.Run(explorer[0].States, explorer[0].Transitions, cancellation));
        Console.WriteLine($"{fragment}, {RuntimeInformation.ProcessArchitecture}, {cores} cores");
        Console.WriteLine();
        foreach (string line in PeersReport.Table([.. explorer, .. peers, accesses]))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine();
        foreach (Goal goal in PeersReport.Goals(explorer, peers, accesses))
        {
            Console.WriteLine(goal);
        }

        Figures[] strangers = [.. explorer.Concat(peers).Where(figures => !figures.AgreesWith(explorer[0]))];
        Console.WriteLine(strangers.Length == 0
            ? "All counts agree."
            : $"DISAGREEMENT: {string.Join(", ", strangers.Select(figures => figures.Tool))} with {explorer[0].Tool}.");
        return strangers.Length == 0 ? Agreed : Disagreed;

        bool IsReady(string tool, IEnumerable<string> programs)
        {
            if (!tools.Contains(tool))
            {
                return false;
            }

            string[] missing = [.. programs.Where(program => !ChildProcess.IsInstalled(program))];
            if (missing.Length > 0)
            {
                Console.WriteLine($"{tool} is left out: apt-get install {string.Join(' ', missing)}");
            }

            return missing.Length == 0;
        }

        Figures Measure(string what, Func<string, Figures> run)
        {
            Console.Error.WriteLine($"{what} …");
            DirectoryInfo work = folder.CreateSubdirectory(Path.GetRandomFileName());
            return run(work.FullName);
        }
    }
}
