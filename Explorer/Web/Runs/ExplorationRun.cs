using System.Diagnostics;

using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Web.Runs;

/// <summary>An exploration of one policy that was started from a page.</summary>
public sealed class ExplorationRun : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Starts it.</summary>
    /// <param name="key">The address that it belongs to.</param>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="requirements">What is judged.</param>
    /// <param name="limits">How far it may go.</param>
    internal ExplorationRun(string key, IModel model, Requirement[] requirements, SearchLimits limits)
    {
        Key = key;
        Work = Task.Factory.StartNew(
            () =>
            {
                PolicyResult result =
                    ModelExplorer.Explore(model, requirements, limits, Progress, _stop.Token);
                Seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
                return result;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <summary>The address that it belongs to.</summary>
    public string Key { get; }

    /// <summary>Where it stands.</summary>
    public SearchProgress Progress { get; } = new();

    /// <summary>What was found; null until it has ended.</summary>
    public PolicyResult? Result => Work.IsCompletedSuccessfully ? Work.Result : null;

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => Work.IsCompleted;

    /// <summary>Why it ended without a result; null where it did not.</summary>
    public string? Fault => Work.Exception?.GetBaseException().Message;

    /// <summary>How long it has taken so far, or took.</summary>
    public double Elapsed => IsOver && Seconds > 0 ? Seconds : Stopwatch.GetElapsedTime(_started).TotalSeconds;

    /// <summary>The work itself.</summary>
    internal Task<PolicyResult> Work { get; }

    private double Seconds { get; set; }

    /// <summary>Ends it early; what was found until then stays.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();
}
