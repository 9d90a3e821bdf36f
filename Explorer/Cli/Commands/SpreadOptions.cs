using System.CommandLine;

using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Exploration.Spreading;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Cli.Commands;

/// <summary>The options by which an exploration is cut into partitions, on a cluster or within this process.</summary>
internal sealed class SpreadOptions
{
    private readonly ClusterOptions _cluster = new("explore it");

    private readonly Option<int> _partitions = new("--partitions")
    {
        Description = "Into how many partitions the states are cut, 1 to 64. With --cluster they are spread over its "
            + "workers, usually one for each; else they are all in this process, and the result says how even they "
            + "are and what they would send.",
        HelpName = "N",
    };

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        _cluster.AddTo(command);
        command.Options.Add(_partitions);
    }

    /// <summary>Refuses what cannot be had together.</summary>
    internal void RefuseWith(ParseResult arguments, CommonOptions common, CheckpointOptions checkpoints)
    {
        if (_cluster.IsNamed(arguments))
        {
            common.RefuseFor(ClusterOptions.ClusterName, arguments);
            checkpoints.RefuseFor(
                ClusterOptions.ClusterName,
                arguments,
                "its workers save what they hold ('modelcheck worker --shared'), and the same command goes on from it");
        }
        else if (PartitionsIn(arguments) > 0)
        {
            checkpoints.RefuseFor(_partitions.Name, arguments, "partitions within a process are for measuring them");
        }
    }

    /// <summary>
    /// Explores one policy as the options say, makes something of the result, and shows how far that is.
    /// </summary>
    internal (PolicyResult Found, T Made) Explore<T>(
        Surroundings surroundings,
        ParseResult arguments,
        bool isQuiet,
        IModel model,
        Requirement[] judged,
        SearchLimits limits,
        SearchProgress progress,
        Symmetry symmetry,
        Func<PolicyResult, CancellationToken, T> make)
    {
        int partitions = PartitionsIn(arguments);

        // Of partitions any will do: all of them are in the same level.
        SearchProgress shown = progress;
        return _cluster.IsNamed(arguments)
            ? ClusterExploration.Explore(
                surroundings,
                isQuiet,
                _cluster.From(arguments),
                model,
                judged,
                symmetry,
                limits.MaximalStates,
                partitions,
                make)
            : ProgressDisplay.Watch(
                surroundings,
                isQuiet,
                elapsed => ProgressDisplay.StatusOf(shown, elapsed),
                token =>
                {
                    PolicyResult found = partitions == 0
                        ? ModelExplorer.Explore(model, judged, limits, progress, token, symmetry)
                        : ExploreInParts(partitions, limits, (within, own) =>
                        {
                            shown = own;
                            return ModelExplorer.Explore(model, judged, within, own, token, symmetry);
                        });
                    shown = progress;
                    return (found, make(found, token));
                });
    }

    // Every part finds what the whole has; they share memory and threads, of which each has one at least.
    private static PolicyResult ExploreInParts(
        int parts,
        SearchLimits limits,
        Func<SearchLimits, SearchProgress, PolicyResult> explore)
    {
        SpreadResult spread = LocalSpread.Explore(parts, (partition, own) => explore(
            limits with
            {
                Partition = partition,
                Workers = Math.Max(limits.Workers / parts, 1),
                MaximalBytes = limits.MaximalBytes / parts,
            },
            own));
        PolicyResult first = spread.Results[0];
        return first with
        {
            Exploration = first.Exploration with
            {
                PeakBytes = spread.Results.Sum(one => one.Exploration.PeakBytes),
            },
            Spread = SpreadSummary.Of(spread),
        };
    }

    private int PartitionsIn(ParseResult arguments) => arguments.GetResult(_partitions) is null ? 0
        : arguments.GetValue(_partitions) is >= 1 and <= Search.ShardCount and var partitions ? partitions
        : throw new BadInputException(
            $"{_partitions.Name} must be 1 to {Search.ShardCount}, not {arguments.GetValue(_partitions)}");
}
