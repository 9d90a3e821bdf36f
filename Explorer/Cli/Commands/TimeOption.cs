using System.CommandLine;

using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Cli.Commands;

/// <summary>The option that says how long a work may take.</summary>
internal sealed class TimeOption
{
    private const double MostSeconds = 1e6;

    /// <summary>The option.</summary>
    internal Option<double?> Option { get; } = new("--time")
    {
        Description = "Stop after so many seconds and say what is known by then. Default: no bound.",
        HelpName = "SECONDS",
    };

    /// <summary>What is asked for; null for as long as it takes.</summary>
    internal TimeSpan? TimeFrom(ParseResult arguments) => arguments.GetValue(Option) switch
    {
        null => null,
        >= 0 and <= MostSeconds and double seconds => TimeSpan.FromSeconds(seconds),
        double seconds => throw new BadInputException(
            FormattableString.Invariant($"--time must be 0 to {MostSeconds:N0} seconds, not {seconds}")),
    };

    /// <summary>What ends a work when its time is over, or when it is cancelled before.</summary>
    /// <param name="time">How long it may take.</param>
    /// <param name="token">What cancels it.</param>
    /// <returns>The source of a token for the work; whoever asked for it disposes of it.</returns>
    internal static CancellationTokenSource StopAfter(TimeSpan? time, CancellationToken token)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        if (time == TimeSpan.Zero)
        {
            // A timer would let some of the work begin.
            stop.Cancel();
        }
        else if (time is { } left)
        {
            stop.CancelAfter(left);
        }

        return stop;
    }
}
