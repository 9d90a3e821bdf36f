using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

using ModelCheck.Benchmarks.Cluster;
using ModelCheck.Benchmarks.Comparisons;
using ModelCheck.Benchmarks.Doors;
using ModelCheck.Benchmarks.Growth;
using ModelCheck.Benchmarks.Peers;

using Perfolizer.Horology;

if (args is ["peers", .. string[] rest])
{
    return PeersCommand.Run(rest);
}

if (args is ["cluster", .. string[] fragment])
{
    return ClusterCommand.Run(fragment);
}

if (args is ["growth", .. string[] bounds])
{
    return GrowthCommand.Run(bounds);
}

if (args is ["doors", .. string[] managers])
{
    return DoorsCommand.Run(managers);
}

List<Type> comparisons =
[
    typeof(AllocFree),
    typeof(AliasFree),
    typeof(ChargedAliasFree),
    typeof(CascadeFree),
    typeof(SessionClose),
    typeof(FragmentedAllocFree),
    typeof(AgainstModel),
];
if (OperatingSystem.IsLinux())
{
    comparisons.Add(typeof(AgainstOperatingSystem));
}
else
{
    Console.WriteLine($"{nameof(AgainstOperatingSystem)} is skipped: it needs memfd_create, which only Linux has.");
}

ManualConfig config = ManualConfig.CreateEmpty()
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(ConsoleLogger.Default)
    .AddExporter(MarkdownExporter.GitHub)
    .WithSummaryStyle(SummaryStyle.Default.WithRatioStyle(RatioStyle.Trend));
if (!args.Any(argument =>
    argument.StartsWith("--job", StringComparison.Ordinal) || argument.StartsWith("-j", StringComparison.Ordinal)))
{
    // Short iterations: a shared machine disturbs some of them, and those are left out as outliers. A default job
    // takes options such as --iterationCount, but would also swallow a --job.
    config.AddJob(Job.Default
        .WithWarmupCount(3)
        .WithIterationCount(8)
        .WithIterationTime(TimeInterval.FromMilliseconds(200))
        .AsDefault());
}

IEnumerable<Summary> summaries = BenchmarkSwitcher.FromTypes([.. comparisons]).Run(args, config);
return summaries.All(summary =>
    !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
