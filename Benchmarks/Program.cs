using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

using ModelCheck.Benchmarks.Comparisons;

using Perfolizer.Horology;

List<Type> comparisons =
[
    typeof(AllocFree),
    typeof(AliasFree),
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
if (!args.Any(argument => argument is "-j" or "--job"))
{
    // Many short iterations: a shared machine disturbs some of them, and the mean of the others is left. A job in the
    // configuration would override one on the command line.
    config.AddJob(Job.Default
        .WithWarmupCount(3)
        .WithIterationCount(8)
        .WithIterationTime(TimeInterval.FromMilliseconds(200)));
}

BenchmarkSwitcher.FromTypes([.. comparisons]).Run(args, config);
