using System.Collections.Immutable;

namespace ModelCheck.Exploration.Results;

/// <summary>What the Linux kernel of this machine makes of what the model says of it.</summary>
/// <param name="Kernel">Which kernel it is.</param>
/// <param name="Traces">Short stories that it was put to, beside the model.</param>
/// <param name="Runs">Runs beside the model.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record KernelResult(
    string Kernel, ImmutableArray<KernelTrace> Traces, ImmutableArray<KernelRun> Runs, double Seconds)
{
    /// <summary>Whether they part anywhere.</summary>
    public bool Diverges => Traces.Any(trace => !trace.Agrees) || Runs.Any(run => run.Soak.Failure is not null);

    /// <summary>Whether everything that was to be done was done; what a machine does not have is not.</summary>
    public bool IsDone => Runs.All(run => run.Soak.IsDone);
}

/// <summary>A short story, told by the model and by the kernel.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Policy">The policy under which it happens; empty where it is of no consequence.</param>
/// <param name="Steps">What happens.</param>
public sealed record KernelTrace(string Name, string Policy, ImmutableArray<KernelStep> Steps)
{
    /// <summary>Whether the kernel does what the model says wherever it says something.</summary>
    public bool Agrees => Steps.All(step => step.Model is null || step.Model == step.Kernel);
}

/// <summary>A step of such a story.</summary>
/// <param name="Asked">What is done.</param>
/// <param name="Model">What comes of it according to the model; null where it says nothing of that.</param>
/// <param name="Kernel">What came of it.</param>
public sealed record KernelStep(string Asked, string? Model, string Kernel);

/// <summary>A run beside the model.</summary>
/// <param name="Soak">What came of it.</param>
/// <param name="Counts">What was asked of the kernel.</param>
public sealed record KernelRun(SoakResult Soak, KernelCounts Counts);

/// <summary>What was asked of the kernel, so that it can be seen that it was.</summary>
/// <param name="Processes">Processes that were started for sessions.</param>
/// <param name="Closes">Sessions that were closed.</param>
/// <param name="Kills">Those of them whose process was ended by SIGKILL; the others gave up everything.</param>
/// <param name="Files">Files that were made, one for each allocation.</param>
/// <param name="FilesGone">Those of which the kernel said that they are gone while the service was in use.</param>
/// <param name="Descriptors">Descriptors that were sent to sessions.</param>
/// <param name="Mappings">Mappings that sessions made.</param>
/// <param name="Reopened">Those for which a session opened its read-only descriptor anew, for writing.</param>
/// <param name="ReadOnly">Those of which the kernel gave no more than the right to read.</param>
/// <param name="Seals">Seals that the kernel was asked for.</param>
/// <param name="SealsRefused">Those that it refused with EBUSY.</param>
/// <param name="Looks">Times that a session loaded from and stored to every page that it could have.</param>
/// <param name="Stores">Stores that a session was asked for.</param>
public sealed record KernelCounts(
    long Processes,
    long Closes,
    long Kills,
    long Files,
    long FilesGone,
    long Descriptors,
    long Mappings,
    long Reopened,
    long ReadOnly,
    long Seals,
    long SealsRefused,
    long Looks,
    long Stores);
