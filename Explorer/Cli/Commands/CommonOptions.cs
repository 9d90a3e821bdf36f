using System.CommandLine;

using ModelCheck.Cli.Outputs;
using ModelCheck.Engine;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary>The options that long runs have in common.</summary>
internal sealed class CommonOptions
{
    private const long BytesCompiledLater = 24 << 20;
    private const long LeastTableBytes = 8 << 20;

    private readonly Option<int> _workers = new("--workers")
    {
        Description = "How many threads work at a time.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        HelpName = "N",
    };

    private readonly Option<long?> _maximalStates = new("--max-states")
    {
        Description = "Begin no further breadth-first level once so many states are known (of one policy). "
            + "Default: no bound.",
        HelpName = "N",
    };

    private readonly long _usualStates;

    private readonly Option<string?> _memory = MemoryOption();

    private readonly Option<string?> _spill = new("--spill")
    {
        Description = "Keep tables that --memory has no room for in a directory, at some cost in time.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _quiet = new("--quiet") { Description = "Show no progress." };

    /// <summary>Makes the options.</summary>
    internal CommonOptions() => _usualStates = long.MaxValue;

    /// <summary>Makes the options of a command for which a search is a part of its work.</summary>
    /// <param name="search">What the search is for.</param>
    /// <param name="usualStates">The bound on states when none is named.</param>
    internal CommonOptions(string search, long usualStates)
    {
        _usualStates = usualStates;
        _maximalStates.Description =
            $"{search}: begin no further breadth-first level once so many states are known. "
            + FormattableString.Invariant($"Default: {usualStates:N0}.");
        _memory.Description = $"{search}: what the program may take, like 512MiB or 4GiB. "
            + "Default: three quarters of the machine's memory.";
    }

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Options.Add(_workers);
        command.Options.Add(_maximalStates);
        command.Options.Add(_memory);
        command.Options.Add(_spill);
        command.Options.Add(_quiet);
    }

    /// <summary>Whether no progress is to be shown.</summary>
    internal bool IsQuiet(ParseResult arguments) => arguments.GetValue(_quiet);

    /// <summary>Refuses what each worker of a cluster is told by itself.</summary>
    /// <param name="cluster">The option that names the cluster.</param>
    /// <param name="arguments">The command line.</param>
    internal void RefuseFor(string cluster, ParseResult arguments)
    {
        if (((Option[])[_workers, _memory, _spill]).FirstOrDefault(
            option => arguments.GetResult(option) is { Implicit: false }) is { } given)
        {
            throw new BadInputException(
                $"{given.Name} does not go with {cluster}: "
                + (given == _spill ? "workers keep their tables in memory" : "it is said to each 'modelcheck worker'"));
        }
    }

    /// <summary>How far a search may go.</summary>
    internal SearchLimits LimitsFrom(ParseResult arguments)
    {
        long states = arguments.GetValue(_maximalStates) ?? _usualStates;
        int workers = WorkersFrom(arguments.GetValue(_workers));
        if (states < 1)
        {
            throw new BadInputException($"--max-states must be at least 1, not {states}");
        }

        return new SearchLimits
        {
            Workers = workers,
            MaximalStates = states,
            MaximalBytes = TableBytesFrom(arguments.GetValue(_memory)),
            SpillDirectory = SpillDirectoryFrom(arguments.GetValue(_spill)),
        };
    }

    /// <summary>The option that bounds the memory.</summary>
    internal static Option<string?> MemoryOption() => new("--memory")
    {
        Description = "What the program may take, like 512MiB or 4GiB. "
            + "Default: three quarters of the machine's memory.",
        HelpName = "SIZE",
    };

    /// <summary>How many threads work at a time.</summary>
    internal static int WorkersFrom(int workers) => workers is >= 1 and <= 1024
        ? workers
        : throw new BadInputException($"--workers must be 1 to 1024, not {workers}");

    /// <summary>What tables may take within what <c>--memory</c> says, in bytes.</summary>
    internal static long TableBytesFrom(string? memory) =>
        TableBytesIn(memory is null ? ByteSize.Default : ByteSize.Parse(memory));

    // What the tables may take, when the program has taken its share: what it is now, and what it compiles later.
    private static long TableBytesIn(long memory)
    {
        long program = Environment.WorkingSet + BytesCompiledLater;
        return memory - program >= LeastTableBytes
            ? memory - program
            : throw new BadInputException(
                $"--memory must be at least {Wording.Bytes(program + LeastTableBytes)}: "
                + $"without any table the program takes {Wording.Bytes(program)}");
    }

    private static string? SpillDirectoryFrom(string? directory)
    {
        if (directory is not null)
        {
            if (!OperatingSystem.IsLinux())
            {
                throw new BadInputException("--spill is for Linux only");
            }

            OutputDirectory.Prepare(directory, "tables");
        }

        return directory;
    }
}
