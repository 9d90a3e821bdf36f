using System.Text.Json.Nodes;

using ModelCheck.Engine;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Properties.Repository;

using NJsonSchema.Validation;

using Xunit;

namespace ModelCheck.Properties.Exploration.Scenarios;

/// <summary>
/// The schema refuses what the program refuses, and nothing else: on thousands of files that are made from those of the
/// documentation by one to three changes.
/// </summary>
public sealed class ScenarioFuzzTests
{
    private const int Files = 3_000;

    // Values for any place: some that are right somewhere, some that are right nowhere. Not 2.0, which is a whole
    // number since the sixth draft of JSON Schema, but not to this validator.
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "-1", "2", "1.5", "8", "9", "16", "17", "32", "33", "3e9", "65535", "65536",
        "\"\"", "\" \"", "\"\\t\\n\"", "\"x\"", "\"native\"", "\"SEALEDMEMFD\"", "\"Windows\"", "\"open\"",
        "\"delegated\"", "\"Open\"", "\"Alloc\"", "\"Free\"", "\"Attach\"", "\"Write\"", "\"Share\"",
        "\"alloc\"", "\"peer\"", "[]", "{}", "[\"Alloc\"]", "[\"Share\",\"Free\"]", "[\"Write\"]",
        "[\"Detach\"]", "[\"peer\"]", "[1]", "[null]", "{\"FreeSucceeds\":\"why\"}", "{\"CanRevoke\":\"\"}",
        "{\"canshare\":\"why\"}",
    ];

    private static readonly string[] Names =
    [
        "name", "summary", "$schema", "scope", "sessions", "must", "should", "regions", "contents", "sharing",
        "aliasCost", "quota", "role", "operations", "trusts", "Name", "more", "FreeSucceeds", "CanShare",
        "NoFreeMemory", "Confinement", "Everything",
    ];

    // What no schema can say. The schema's description names the same; a text that is no JSON or no Unicode, and a
    // field that is there twice, are no trees and so not drawn here.
    private static bool IsBeyondSchemas(BadInputException refusal) =>
        (refusal.Kind, refusal.Field) switch
        {
            // A role that no session has.
            (BadInputKind.UnknownName, var field) => field.Contains(".trusts[", StringComparison.Ordinal),

            // A requirement that does not apply; operations that the bounds exclude the schema knows.
            (BadInputKind.Idle, var field) => !field.EndsWith(".operations", StringComparison.Ordinal),
            _ => false,
        };

    [Fact]
    public void The_schema_and_the_program_agree_on_every_file()
    {
        string[] texts =
        [
            ScenarioText.Valid,
            .. ScenarioFile.Bundled.Select(name =>
                File.ReadAllText(Path.Combine(Checkout.Root, "docs", "scenarios", $"{name}.json"))),
        ];
        var dice = new SplitMix64(20130430);
        var kinds = new HashSet<BadInputKind>();
        int accepted = 0;
        for (int file = 0; file < Files; file++)
        {
            JsonNode root = JsonNode.Parse(dice.OneOf(texts))!;
            for (int change = dice.Below(3); change >= 0; change--)
            {
                Change(root, dice);
            }

            string text = root.ToJsonString();
            var refusal = (BadInputException?)Record.Exception(
                () => ScenarioFile.Parse(ScenarioText.Name, ScenarioText.Bytes(text)));
            ICollection<ValidationError> faults = Schema.Scenario.Validate(text);
            bool schemaAccepts = faults.Count == 0;
            bool agreed = refusal is null ? schemaAccepts : !schemaAccepts || IsBeyondSchemas(refusal);
            Assert.True(
                agreed,
                $"the schema says {(schemaAccepts ? "nothing" : string.Join(", ", faults))}, the program "
                + $"{refusal?.Message ?? "nothing"}: {text}");
            accepted += refusal is null ? 1 : 0;
            kinds.Add(refusal?.Kind ?? BadInputKind.Other);
        }

        // Both verdicts, and every kind of fault that a tree can have.
        Assert.InRange(accepted, Files / 20, Files * 19 / 20);
        Assert.Superset(
            new HashSet<BadInputKind>(
            [
                BadInputKind.UnknownField, BadInputKind.MissingField, BadInputKind.WrongKind, BadInputKind.OutOfBounds,
                BadInputKind.UnknownName, BadInputKind.Blank, BadInputKind.Contradiction, BadInputKind.Idle,
            ]),
            kinds);
    }

    [Fact]
    public void The_schema_knows_every_requirement_and_that_none_is_a_must_and_a_should()
    {
        foreach (Requirement requirement in Catalog.Requirements)
        {
            JsonNode root = JsonNode.Parse(ScenarioText.Valid)!;
            root["must"] = new JsonObject { [requirement.Name] = "why" };
            root["should"] = new JsonObject();
            Assert.Empty(Schema.Scenario.Validate(root.ToJsonString()));
            root["should"] = new JsonObject { [requirement.Name] = "why" };
            Assert.NotEmpty(Schema.Scenario.Validate(root.ToJsonString()));
        }
    }

    private static void Change(JsonNode root, SplitMix64 dice)
    {
        JsonNode[] nodes = [.. Below(root).Where(node => node is JsonObject or JsonArray)];
        JsonNode node = dice.OneOf(nodes);
        if (node is JsonObject members)
        {
            Change(members, dice);
        }
        else
        {
            Change((JsonArray)node, dice);
        }
    }

    private static void Change(JsonObject members, SplitMix64 dice)
    {
        string[] names = [.. members.Select(member => member.Key)];
        string name = names.Length > 0 && !dice.OnceIn(4) ? dice.OneOf(names) : dice.OneOf(Names);
        switch (dice.Below(8))
        {
            case 0:
                members.Remove(name);
                break;
            case 1 when members.ContainsKey(name):
                JsonNode? value = members[name]?.DeepClone();
                members.Remove(name);
                members[dice.OneOf(Names)] = value;
                break;
            default:
                members[name] = Drawn(dice);
                break;
        }
    }

    private static void Change(JsonArray items, SplitMix64 dice)
    {
        int at = dice.Below(items.Count + 1);
        switch (dice.Below(4))
        {
            case 0 when at < items.Count:
                items.RemoveAt(at);
                break;
            case 1 when at < items.Count:
                items.Insert(at, items[at]?.DeepClone());
                break;
            case 2 when at < items.Count:
                items[at] = Drawn(dice);
                break;
            default:
                items.Insert(at, Drawn(dice));
                break;
        }
    }

    private static JsonNode? Drawn(SplitMix64 dice) => JsonNode.Parse(dice.OneOf(Values));

    private static IEnumerable<JsonNode> Below(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(Below).Prepend(node),
        JsonArray items => items.OfType<JsonNode>().SelectMany(Below).Prepend(node),
        _ => [node],
    };
}
