using System.Text.Json;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;

namespace ModelCheck.Services.Piped;

/// <summary>What a program says, in its hello, that it stands for; it need not say anything of it.</summary>
internal static class WhatItStandsFor
{
    private const int LongestList = 64;

    /// <summary>What of that is less than is asked of it.</summary>
    /// <returns>A few words, with what is asked at the end; null where nothing is lacking.</returns>
    internal static string? Lacks(JsonElement hello, PolicyName policy, ServiceBounds bounds) =>
        LackingPolicy(hello, policy) ?? LackingRoom(hello, bounds);

    private static string? LackingPolicy(JsonElement hello, PolicyName policy)
    {
        if (!hello.TryGetProperty("policies", out JsonElement policies) || policies.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        string[] names =
        [
            .. policies.EnumerateArray()
                .Where(name => name.ValueKind == JsonValueKind.String)
                .Take(LongestList)
                .Select(name => name.GetString()!),
        ];
        string usual = $"{policy.Lifetime}/{policy.Charging}";
        bool isUsual = policy == new PolicyName(policy.Lifetime, policy.Charging, "Native");
        return names.Contains(policy.ToString()) || (isUsual && names.Contains(usual))
            ? null
            : $"{Printable.Line(string.Join(", ", names))}, not {policy}";
    }

    private static string? LackingRoom(JsonElement hello, ServiceBounds bounds)
    {
        if (!hello.TryGetProperty("most", out JsonElement most) || most.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        ReadOnlySpan<(string Name, int Asked)> rooms =
        [
            ("frames", bounds.Frames), ("dataspaces", bounds.Dataspaces), ("regions", bounds.Regions),
            ("sessions", bounds.Quotas.Length),
        ];
        foreach ((string name, int asked) in rooms)
        {
            if (most.TryGetProperty(name, out JsonElement room) && room.TryGetInt64(out long number) && number < asked)
            {
                return FormattableString.Invariant($"at most {number} {name}, not {asked}");
            }
        }

        return null;
    }
}
