using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.Exploration.Scenarios;

/// <summary>
/// Public reports and designs, and what the tool has to say of each: of policies of a scenario, or of one policy within
/// a scope. A command is one that shows it, given in the folder of the repository.
/// </summary>
public sealed class CasesTests
{
    private const string Cases = "Properties/Exploration/Scenarios/Cases/";

    // Lifetimes that have a foreign mapping end with its dataspace.
    private const string Unmapping = "Cascade,FirstClass,Managed,Pin,Refuse,Reparent,Replace,SessionBound";

    // The case; a scenario; and of policies, where * is every charging policy, what is known: how many steps it takes
    // to break a requirement, or its verdict; or that it keeps every must.
    public static TheoryData<string, string, string[]> Comparisons => new()
    {
        {
            "guest memory that never comes back",
            $"compare {Cases}never-back.json",
            [
                "FirstClass/Holder: FreeEndsAccess 3, FreeReleases 3, SelfReclaim holds, NoAccessAfterFree holds",
                "FirstClass/Allocator,Heir,Nobody: FreeEndsAccess 3, FreeReleases 3",
                "Cascade/*: every must",
            ]
        },
        {
            "a mapping vanishes that no alias has to do with",
            "compare mapping-vanishes",
            [
                $"{Unmapping}/*: NoForeignUnmapping 4, NoForeignRevocation vacuous",
                "Unlink,Handles,Busy/*: every must, NoForeignUnmapping holds, NoForeignRevocation vacuous",
            ]
        },
        {
            "a cache whose clients attach",
            "compare rom-cache",
            [
                "Cascade/Allocator: CanMapTogether shown, CanUnmap shown, NoForeignUnmapping 4",
                "FirstClass/Allocator: CanMapTogether shown, CanUnmap shown, NoForeignUnmapping 4",
                "Unlink/Allocator: every must, CanMapTogether shown, CanUnmap shown, PaysOnlyForOwn 4, SelfReclaim 3",
            ]
        },
        {
            "device memory from donated quota, one account for each session",
            "compare genode-gpu",
            [
                "Cascade/*: every must, DonationReturns holds",
                "FirstClass/Allocator: DonationReturns holds, FreeEndsAccess 5, FreeReleases 4",
                "Handles/Allocator: DonationReturns 5",
                "Handles/Holder: DonationReturns 4",
                "Unlink/Allocator: DonationReturns 6",
            ]
        },
        {
            "donated quota, one account for all",
            "compare session-quota",
            [
                "Cascade/*: DonationReturns 3, CloseReturnsQuota holds, SelfReclaim holds",
                "FirstClass,Unlink,Handles,Busy/Allocator: DonationReturns 3",
            ]
        },
        {
            "tensors in limbo",
            "compare pytorch-limbo",
            [
                "SessionBound/Allocator: every must, NoForeignUnmapping 4, PaysOnlyForOwn 4",
                "Pin/Allocator: CloseReturnsQuota 4",
                "FirstClass/Allocator: CloseReturnsQuota 4",
                "Unlink/Allocator: CloseReturnsQuota 4",
                "Cascade/Allocator: NoForeignRevocation 4",
            ]
        },
        {
            "slices of one buffer",
            "compare buffer-slices",
            [
                "FirstClass,Pin/Holder: NoDoubleCharge 2, NoFreeMemory holds",
                "FirstClass,Pin/Nobody: NoFreeMemory 3, NoDoubleCharge holds",
                "Pin/Retainer: QuotaRespected holds, NoDoubleCharge 2, NoFreeMemory holds, PaysOnlyForOwn 2",
                "Pin/Holder: PaysOnlyForOwn 3",
            ]
        },
        {
            "a slice past its root",
            "compare slice-past-root",
            ["FirstClass/*: FreeEndsAccess 3, FreeReleases 3", "Cascade,Managed/*: every must"]
        },
        {
            "a status frame that guests map",
            "compare xsa255",
            [
                "Busy/*: every must, FreeSucceeds 4, NoForeignUnmapping holds",
                "Cascade/*: FreeSucceeds holds, NoForeignUnmapping 4",
                "Refuse/*: FreeSucceeds holds, NoForeignUnmapping 4",
            ]
        },
        {
            "a central allocator of graphics buffers",
            "compare dmabuf-allocator",
            ["FirstClass/Holder,HolderOnce: every must, NoDoubleCharge 3", "FirstClass/Allocator: PaysOnlyForOwn 4"]
        },
        {
            "file objects and their handles",
            "compare vmo-handles",
            [
                "Handles/Allocator: every must",
                "Cascade/*: NoForeignUnmapping 4, NoForeignWithdrawal 3",
                "Unlink/Allocator: NoForeignUnmapping holds, NoForeignWithdrawal 3",
            ]
        },
        {
            "the same, asked in words of aliases",
            $"compare {Cases}zircon-reference.json",
            ["Cascade,FirstClass,Pin/*: NoForeignRevocation vacuous, NoForeignRevocationByClose vacuous"]
        },
        {
            "a loan for one call, asked in words of aliases",
            $"compare {Cases}xous-lend.json",
            [
                "Cascade,FirstClass/*: NoForeignRevocation vacuous, NoForeignRevocationByClose vacuous",
                "Cascade/Allocator: NoForeignCharge holds, NoAccessAfterFree holds, Confinement holds",
            ]
        },
    };

    // The case, a command, and what is known within its scope.
    public static TheoryData<string, string, string> Explorations => new()
    {
        {
            "a handle to a part opens the block",
            "explore --lifetime Cascade --platform WholeBlock --frames 2 --dataspaces 2 --regions 1 --quota 4",
            "ConfinedExtent 3, ConfinedRight holds"
        },
        {
            "buffers that stay mapped",
            "explore --lifetime Cascade --platform Dangling --frames 1 --dataspaces 1 --regions 1",
            "NoStaleAccess 3"
        },
        {
            "buffers that stay mapped, repaired",
            "explore --lifetime Unlink --frames 1 --dataspaces 1 --regions 1",
            "NoStaleAccess holds, NoAccessAfterFree 3"
        },
        {
            "pages that are unmapped late",
            "explore --lifetime Cascade --platform LateFlush --frames 1 --dataspaces 1 --regions 1",
            "NoStaleAccess 3"
        },
        {
            "pages that are unmapped late, their frames in quarantine",
            "explore --lifetime Cascade --platform Quarantine --frames 1 --dataspaces 1 --regions 1",
            "NoStaleAccess holds, NoAccessAfterFree 3, NoFreeMemory 3"
        },
        {
            "a second view of one's own, paid again",
            "explore --lifetime FirstClass --charging Holder --frames 1 --sessions 1 --dataspaces 2 --quota 1",
            "CanDowngrade not shown"
        },
        {
            "a second view of one's own, paid once",
            "explore --lifetime FirstClass --charging HolderOnce --frames 1 --sessions 1 --dataspaces 2 --quota 1",
            "CanDowngrade shown"
        },
    };

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void A_comparison_says_what_is_right(string name, string command, string[] right)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(right);
        string asked = command["compare ".Length..];
        bool isFile = asked.Contains('/', StringComparison.Ordinal);
        Scenario scenario = ScenarioFile.Load(isFile ? Path.Combine(Checkout.Root, asked) : asked);
        (PolicyName Policy, string[] Claims)[] policies =
        [
            .. from line in right
               let parts = line.Split(": ")
               from policy in PoliciesOf(parts[0], scenario.Platform)
               select (policy, parts[1].Split(", ")),
        ];
        Comparison comparison = PolicyComparer.Compare(
            scenario,
            [.. policies.Select(entry => entry.Policy).Distinct()],
            new ComparisonPlan { Limits = new SearchLimits { Workers = 2 } },
            new ComparisonProgress(),
            default);
        Assert.True(comparison.Complete);
        Assert.All(policies, entry =>
        {
            RankedPolicy ranked = comparison.Ranking.Single(other => other.Result.Policy == entry.Policy);
            foreach (string claim in entry.Claims)
            {
                string said = claim == "every must"
                    ? ranked.KeepsEveryMust ? claim : "not every must"
                    : Said(ranked.Result.Requirements.Single(found => IsAbout(claim, found.Requirement.Name)));
                Assert.True(claim == said, $"{name}: {entry.Policy}: {said}");
            }
        });
    }

    [Theory]
    [MemberData(nameof(Explorations))]
    public void An_exploration_says_what_is_right(string name, string command, string right)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(right);
        Finished finished = Invocation.Run([.. command.Split(' '), "--quiet", "--json", "-"]);
        Assert.Equal(0, finished.ExitCode);
        JsonArray requirements = JsonNode.Parse(finished.Output)!["requirements"]!.AsArray();
        Assert.All(right.Split(", "), claim =>
        {
            JsonNode found = requirements.Single(entry => IsAbout(claim, (string)entry!["name"]!))!;
            string said = (string)found["verdict"]! switch
            {
                "violated" => FormattableString.Invariant($"{found["name"]} {found["trace"]!.AsArray().Count}"),
                "not-shown" => $"{found["name"]} not shown",
                string verdict => $"{found["name"]} {verdict}",
            };
            Assert.True(claim == said, $"{name}: {said}");
        });
    }

    [Fact]
    public void The_trace_of_the_block_shows_the_extent()
    {
        Finished finished = Invocation.Run(
        [
            .. "explore --lifetime Cascade --platform WholeBlock --frames 2 --dataspaces 2 --regions 1 --quota 4"
                .Split(' '),
            "--require", "ConfinedExtent", "--quiet",
        ]);
        Assert.Equal(10, finished.ExitCode);
        Assert.Contains("Alloc(s0, 2) -> d0", finished.Output, StringComparison.Ordinal);
        Assert.Contains("Alias(s0, d0, ro, 0, 1) -> d1", finished.Output, StringComparison.Ordinal);
        Assert.Contains("+ r0  s0  ro   ██  attached through d1", finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_expressed_is_said()
    {
        string page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "choosing-a-policy.md"));
        string limits = page[page.IndexOf("\n## Limits\n", StringComparison.Ordinal)..];
        Assert.Contains("untyped", limits, StringComparison.Ordinal);
        Assert.Contains("lent for the time of a call", limits, StringComparison.Ordinal);
    }

    private static ImmutableArray<PolicyName> PoliciesOf(string names, string platform)
    {
        string[] parts = names.Split('/');
        return
        [
            .. from lifetime in parts[0].Split(',')
               from charging in parts[1] == "*" ? Catalog.Chargings.Select(entry => entry.Name) : parts[1].Split(',')
               select new PolicyName(lifetime, charging, platform),
        ];
    }

    private static bool IsAbout(string claim, string requirement) =>
        claim.StartsWith($"{requirement} ", StringComparison.Ordinal);

    private static string Said(RequirementResult found) => found.Requirement.Name + " " + found.Verdict switch
    {
        RequirementVerdict.Violated => found.Trace!.Steps.Length.ToString(CultureInfo.InvariantCulture),
        RequirementVerdict.Holds => "holds",
        RequirementVerdict.HoldsVacuously => "vacuous",
        RequirementVerdict.Shown => "shown",
        RequirementVerdict.NotShown => "not shown",
        RequirementVerdict verdict => verdict.ToString(),
    };
}
