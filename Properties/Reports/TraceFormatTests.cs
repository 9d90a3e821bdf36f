using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json.Nodes;

using Microsoft.CodeAnalysis;

using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Properties.Repository;
using ModelCheck.Reports;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;

namespace ModelCheck.Properties.Reports;

/// <summary>Forms in which a trace can be taken elsewhere.</summary>
public sealed class TraceFormatTests
{
    // Quotas, permitted operations, delegation, contents, other platforms and sealings, allocators that are recorded.
    public static TheoryData<string, string, string> Policies => new()
    {
        { "peers", "FirstClass", "Holder" },
        { "shared-buffer", "Pin", "Allocator" },
        { "base-linux", "Cascade", "Heir" },
        { "sealed-memfd", "Managed", "Nobody" },
        { "rom-cache", "Replace", "HolderOnce" },
        { "xsa255", "Handles", "Retainer" },
        { "vmo-handles", "Handles", "Retainer" },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void The_test_compiles_and_passes(string scenario, string lifetime, string charging)
    {
        (IModel model, Trace trace) = Walk(scenario, lifetime, charging);
        Run(Written("cs", model, trace));
    }

    [Fact]
    public void The_test_fails_where_the_answer_is_another()
    {
        (IModel model, Trace trace) = Walk("peers", "FirstClass", "Holder");
        string text = Written("cs", model, trace);
        string other = text.Replace("Refusal.NotOwner", "Refusal.Busy", StringComparison.Ordinal);
        Assert.NotEqual(text, other);
        Assert.IsType<Xunit.Sdk.EqualException>(
            Assert.Throws<TargetInvocationException>(() => Run(other)).InnerException);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void The_Informal_Trace_Format_has_every_variable_in_every_state(
        string scenario, string lifetime, string charging)
    {
        (IModel model, Trace trace) = Walk(scenario, lifetime, charging);
        JsonNode itf = JsonNode.Parse(Written("itf.json", model, trace))!;
        Assert.Equal("ITF", (string?)itf["#meta"]!["format"]);
        string[] variables = [.. itf["vars"]!.AsArray().Select(name => (string)name!)];
        Assert.NotEmpty(variables);
        Assert.Empty(itf["params"]!.AsArray());
        JsonArray states = itf["states"]!.AsArray();
        Assert.Equal(trace.Steps.Length + 1, states.Count);
        foreach ((int index, JsonNode? state) in states.Index())
        {
            Assert.Equal(index, (int)state!["#meta"]!["index"]!);
            Assert.Equal(
                variables.Append("#meta").Order(StringComparer.Ordinal),
                state.AsObject().Select(entry => entry.Key).Order(StringComparer.Ordinal));
            Assert.All(variables, name => IsExpression(state[name]));
        }

        Assert.Equal(
            trace.Steps.Select(step => (step.Operation.Kind.ToString(), step.OutcomeText)),
            states.Skip(1).Select(state => (Capitalised((string)state!["asked"]!["op"]!), (string)state["outcome"]!)));

        static string Capitalised(string word) => char.ToUpperInvariant(word[0]) + word[1..];
    }

    [Fact]
    public void JSON_has_the_steps_as_reports_have_them()
    {
        (IModel model, Trace trace) = Walk("peers", "FirstClass", "Holder");
        JsonNode json = JsonNode.Parse(Written("json", model, trace))!;
        Assert.Equal(trace.Steps.Length, json["trace"]!.AsArray().Count);
        Assert.Equal("FirstClass", (string?)json["policy"]!["lifetime"]);
        Assert.Equal(model.Scope.Frames, (int)json["scope"]!["frames"]!);

        // A report has a trace in the same form.
        PolicyResult found = Pages.Written.Explored(model.Policy, model.Scope);
        RequirementResult broken = found.Requirements.First(result => result is { IsBroken: true, Trace: not null });
        JsonNode told = JsonNode.Parse(JsonReport.Write(found))!["requirements"]!.AsArray()
            .Single(result => (string?)result!["name"] == broken.Requirement.Name)!["trace"]!;
        Assert.Equal(
            told.ToJsonString(), JsonNode.Parse(Written("json", model, broken.Trace!))!["trace"]!.ToJsonString());
    }

    [Fact]
    public void Markdown_draws_the_trace()
    {
        (IModel model, Trace trace) = Walk("peers", "FirstClass", "Holder");
        string text = Written("md", model, trace);
        Assert.StartsWith($"{model.Policy}; ", text, StringComparison.Ordinal);
        Assert.Equal(3, text.Split("```").Length);
        Assert.All(trace.Steps, step => Assert.Contains(step.Operation.ToString(), text, StringComparison.Ordinal));
    }

    private static string Written(string extension, IModel model, Trace trace) =>
        TraceFormat.All.Single(format => format.Extension == extension).Write(model, trace);

    private static (IModel Model, Trace Trace) Walk(string scenario, string lifetime, string charging)
    {
        Scenario loaded = ScenarioFile.Load(scenario);
        IModel model = Catalog.CreateModel(
            new PolicyName(lifetime, charging, loaded.Platform, loaded.Sealing), loaded.Scope);
        return (model, Random(model, steps: 60, seed: 20130430));
    }

    private static void Run(string source)
    {
        byte[] image = Snippet.Compile(
            "Taken",
            source,
            OutputKind.DynamicallyLinkedLibrary,
            typeof(IModel).Assembly.Location,
            typeof(Assert).Assembly.Location,
            typeof(FactAttribute).Assembly.Location);
        var context = new AssemblyLoadContext("Taken", isCollectible: true);
        using var stream = new MemoryStream(image);
        Type tests = context.LoadFromStream(stream).GetType("TraceTests")!;
        MethodInfo test = Assert.Single(
            tests.GetMethods(), method => method.GetCustomAttribute<FactAttribute>() is not null);
        test.Invoke(Activator.CreateInstance(tests), null);
        context.Unload();
    }

    // Texts, numbers, truth, and sets, maps and records of these.
    private static void IsExpression(JsonNode? node)
    {
        switch (node)
        {
            case JsonValue:
                break;
            case JsonObject { Count: 1 } set when set["#set"] is JsonArray members:
                Assert.All(members, IsExpression);
                break;
            case JsonObject { Count: 1 } map when map["#map"] is JsonArray entries:
                Assert.All(entries, entry => Assert.All(Assert.IsType<JsonArray>(entry), IsExpression));
                Assert.All(entries, entry => Assert.Equal(2, entry!.AsArray().Count));
                break;
            case JsonObject record:
                Assert.DoesNotContain(record, entry => entry.Key.StartsWith('#'));
                Assert.All(record, entry => IsExpression(entry.Value));
                break;
            default:
                Assert.Fail($"{node?.ToJsonString()} is nothing that the format has");
                break;
        }
    }
}
