using System.Collections.Immutable;
using System.Text.Json.Nodes;

using ModelCheck.Benchmarks;
using ModelCheck.Exploration.Results;
using ModelCheck.Properties.Reports;
using ModelCheck.Reports;
using ModelCheck.Workloads;

using Spectre.Console;

using Xunit;

namespace ModelCheck.Properties.Workloads;

/// <summary>
/// What it costs to hand out the parts of a chunk: quota to the frame; of times only that there are some.
/// </summary>
public sealed class RamServiceWorkloadTests
{
    private static readonly Lazy<WorkloadResult> Measured = new(() => Run(10, 1, 1_000));

    public static TheoryData<string> Arrangements =>
        [.. RamServiceWorkload.Arrangements.Select(arrangement => arrangement.Name)];

    [Fact]
    public void Every_arrangement_is_measured_for_every_number_of_parts_in_the_order_asked_for()
    {
        Assert.True(Measured.Value.Complete);
        Assert.Equal(
            from parts in (int[])[10, 1, 1_000]
            from arrangement in RamServiceWorkload.Arrangements
            select (parts, arrangement),
            Measured.Value.Measurements.Select(measurement => (measurement.Parts, measurement.Arrangement)));
    }

    [Fact]
    public void Aliases_are_measured_under_two_lifetimes_with_every_charging_policy_and_RM_sessions_of_two_ages() =>
        Assert.Equal(
            [
                "alias Cascade/Allocator", "alias Cascade/Heir", "alias Cascade/Holder", "alias Cascade/HolderOnce",
                "alias Cascade/Nobody", "alias Cascade/Retainer", "alias FirstClass/Allocator", "alias FirstClass/Heir",
                "alias FirstClass/Holder", "alias FirstClass/HolderOnce", "alias FirstClass/Nobody",
                "alias FirstClass/Retainer", "RM session 2013", "RM session today",
            ],
            RamServiceWorkload.Arrangements.Select(arrangement => arrangement.Name));

    // In frames for each part: nothing, the page once more, 64 KiB, or a page of metadata.
    [Theory]
    [InlineData("alias Cascade/Allocator", 0)]
    [InlineData("alias Cascade/Heir", 0)]
    [InlineData("alias Cascade/Holder", 1)]
    [InlineData("alias Cascade/HolderOnce", 0)]
    [InlineData("alias Cascade/Nobody", 0)]
    [InlineData("alias Cascade/Retainer", 1)]
    [InlineData("alias FirstClass/Allocator", 0)]
    [InlineData("alias FirstClass/Heir", 0)]
    [InlineData("alias FirstClass/Holder", 1)]
    [InlineData("alias FirstClass/HolderOnce", 0)]
    [InlineData("alias FirstClass/Nobody", 0)]
    [InlineData("alias FirstClass/Retainer", 1)]
    [InlineData("RM session 2013", 16)]
    [InlineData("RM session today", 1)]
    public void The_price_of_a_part_is_the_same_for_any_number_of_them(string name, int framesOfPart)
    {
        Arrangement arrangement = RamServiceWorkload.Arrangements.First(known => known.Name == name);
        Assert.All([.. Enumerable.Range(1, 100), 999, 1_000], size =>
        {
            HandOutPrice price = RamServiceWorkload.PriceOf(arrangement, size);
            Assert.Equal(new HandOutPrice(Server: size * framesOfPart, Clients: 0, Capabilities: size), price);
            Assert.Equal((size * framesOfPart, 4L * size * framesOfPart), (price.Frames, price.Kibibytes));
        });
        Assert.All(
            Measured.Value.Measurements.Where(measurement => measurement.Arrangement == arrangement),
            measurement => Assert.Equal(
                RamServiceWorkload.PriceOf(arrangement, measurement.Parts), measurement.Price));
    }

    [Theory]
    [MemberData(nameof(Arrangements))]
    public void The_reference_model_asks_the_same_price(string name)
    {
        Arrangement arrangement = RamServiceWorkload.Arrangements.First(known => known.Name == name);
        for (int size = 1; size <= 8; size++)
        {
            var chunk = new PartedChunks(
                new ModelAsService(
                    arrangement.Policy.Lifetime,
                    arrangement.Policy.Charging,
                    PartedChunks.BoundsOf(arrangement, size, chunks: 1)),
                size,
                chunks: 1);
            chunk.HandOut();
            Assert.Equal(RamServiceWorkload.PriceOf(arrangement, size), chunk.Price());
            chunk.TakeBack();
            Assert.Equal(new HandOutPrice(0, 0, 0), chunk.Price());
            chunk.Free();
        }
    }

    [Fact]
    public void A_chunk_cannot_be_freed_to_the_end_while_first_class_parts_are_out()
    {
        // What says that nothing is left does say so when something is.
        Arrangement arrangement = RamServiceWorkload.Arrangements.First(known => known.Policy.Lifetime == "FirstClass");
        PartedChunks chunk = RamServiceWorkload.Create(arrangement, 3, chunks: 2);
        chunk.HandOut();
        Assert.Throws<InvalidOperationException>(chunk.Free);
    }

    [Fact]
    public void A_refusal_is_a_defect()
    {
        PartedChunks chunk = RamServiceWorkload.Create(RamServiceWorkload.Yardstick, 3, chunks: 1);
        chunk.HandOut();
        Assert.Equal(
            "The workload was refused: OutOfCaps.",
            Assert.Throws<InvalidOperationException>(chunk.HandOut).Message);
    }

    [Fact]
    public void Times_are_there_and_divided_by_those_of_RM_sessions_for_as_many_parts()
    {
        Assert.All(Measured.Value.Measurements, measurement =>
        {
            WorkloadMeasurement yardstick = Measured.Value.Measurements.Single(other =>
                other.Parts == measurement.Parts && other.Arrangement == RamServiceWorkload.Yardstick);
            Assert.True(measurement.HandOut.Nanoseconds > 0 && measurement.TakeBack.Nanoseconds > 0);
            Assert.Equal(
                measurement.HandOut.Nanoseconds / yardstick.HandOut.Nanoseconds, measurement.HandOut.Ratio, 1e-9);
            Assert.Equal(
                measurement.TakeBack.Nanoseconds / yardstick.TakeBack.Nanoseconds, measurement.TakeBack.Ratio, 1e-9);
        });
    }

    [Fact]
    public async Task A_workload_that_is_interrupted_keeps_what_was_measured_to_the_end()
    {
        using var interrupt = new CancellationTokenSource();
        var progress = new WorkloadProgress();
        var run = Task.Run(() => RamServiceWorkload.Run([2, 100_000], progress, interrupt.Token));
        Assert.True(SpinWait.SpinUntil(() => progress.Parts == 100_000, TimeSpan.FromMinutes(1)));
        await interrupt.CancelAsync().ConfigureAwait(true);
        WorkloadResult result = await run.ConfigureAwait(true);
        Assert.False(result.Complete);
        Assert.Equal(
            RamServiceWorkload.Arrangements.Select(arrangement => (2, arrangement)),
            result.Measurements.Select(measurement => (measurement.Parts, measurement.Arrangement)));
        Assert.Contains("interrupted: ", Printed(result), StringComparison.Ordinal);
        Assert.Empty(Schema.Report.Validate(JsonReport.Write(result)));
    }

    [Fact]
    public void What_costs_the_same_stands_in_one_line()
    {
        string[] lines = Printed(Measured.Value).Split('\n');
        Assert.Single(lines, line =>
            Line(line) == "10 10 0 10 40 10 alias Cascade and FirstClass with Holder, Retainer; RM session today");
        Assert.Single(lines, line =>
            Line(line)
                == "1,000 0 0 0 0 1,000 alias Cascade and FirstClass with Allocator, Heir, HolderOnce, Nobody");
        Assert.Single(lines, line => Line(line) == "1,000 16,000 0 16,000 64,000 1,000 RM session 2013");
    }

    [Fact]
    public void A_report_is_as_the_schema_says_and_the_same_whatever_the_culture()
    {
        string report = JsonReport.Write(Measured.Value);
        Assert.Empty(Schema.Report.Validate(report));
        JsonNode measurement = JsonNode.Parse(report)!["measurements"]![26]!;
        Assert.Equal("RM session 2013", (string?)measurement["arrangement"]!["name"]);
        Assert.Equal(64, (int)measurement["price"]!["kibibytes"]!);
        using var culture = new GermanNumbers();
        Assert.Equal(report, JsonReport.Write(Measured.Value));
    }

    [Theory]
    [InlineData("price", "server", "-1")]
    [InlineData("price", "server", "0.5")]
    [InlineData("price", "kibibytes", null)]
    [InlineData("handOut", "nanoseconds", "\"fast\"")]
    [InlineData("takeBack", "ratio", null)]
    [InlineData("arrangement", "more", "1")]
    public void A_mutilated_report_is_not_as_the_schema_says(string part, string field, string? replacement)
    {
        JsonNode report = JsonNode.Parse(JsonReport.Write(Measured.Value))!;
        JsonObject parent = report["measurements"]![3]![part]!.AsObject();
        parent.Remove(field);
        if (replacement is not null)
        {
            parent[field] = JsonNode.Parse(replacement);
        }

        Assert.NotEmpty(Schema.Report.Validate(report.ToJsonString()));
    }

    private static WorkloadResult Run(params ImmutableArray<int> parts) =>
        RamServiceWorkload.Run(parts, new WorkloadProgress(), CancellationToken.None);

    private static string Printed(WorkloadResult result)
    {
        using var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 200;
        WorkloadReport.Write(console, result);
        return text.ToString();
    }

    // With one space between words.
    private static string Line(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
