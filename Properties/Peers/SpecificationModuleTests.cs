using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Peers.Tla;
using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.Peers;

/// <summary>
/// The TLA+ module of docs/spec, which an evaluator of these tests counts and judges as the explorer does, and its
/// configurations.
/// </summary>
public sealed partial class SpecificationModuleTests
{
    private const string UnnamedInvariants = @"\* Broken within this scope, and so not named below: ";

    // Refusals of what is left out: lifetime Busy, sealing Refusing, and Donate.
    private static readonly ImmutableArray<Refusal> _others = [Refusal.None, Refusal.Busy, Refusal.InvalidSession];

    private static readonly ImmutableArray<OperationKind> _kinds =
    [
        .. Enum.GetValues<OperationKind>()
            .Except([OperationKind.Drop, OperationKind.Donate, OperationKind.Flush]),
    ];

    // That a state has one form, which no policy may break.
    private static readonly ImmutableArray<string> _forms = ["TypeOK", "Canonical"];

    private static readonly ImmutableArray<string> _invariants =
        [.. _forms, .. SpecificationScope.Invariants.Select(invariant => invariant.Name)];

    private static readonly ImmutableArray<PolicyName> _policies = Contract.PoliciesOn("Native");
    private static readonly string _folder = Path.Combine(Checkout.Root, "docs", "spec");
    private static readonly string _promela = File.ReadAllText(Path.Combine(_folder, "ram_service.pml"));
    private static readonly string _module = File.ReadAllText(Path.Combine(_folder, "RamService.tla"));

    public static TheoryData<string> Scopes => [.. SpecificationScope.Small.Select(scope => scope.Name)];

    [Theory]
    [MemberData(nameof(Scopes))]
    public void It_counts_and_judges_every_policy_as_the_explorer_does(string name)
    {
        var scope = SpecificationScope.Named(name);
        var module = TlaModule.Parse(_module);

        // Of three slots one charging policy, which tells an orphan from an alias that was adopted: others take longer.
        Assert.Empty(
            from policy in _policies
            where scope.Dataspaces < 3 || (policy.Charging == "Nobody" && Thoroughness.IsWhole)
                || policy is { Lifetime: "Reparent" or "Pin", Charging: "Nobody" }
            let expected = scope.Explored(policy)
            let counted = TlaExploration.Of(module, ConstantsOf(scope, policy), _invariants)
            where counted != expected
            select $"{policy}: {counted} instead of {expected}");
    }

    // The last has two ways to make each step of Free.
    [Theory]
    [InlineData("contents of a frame", "Cascade", "Holder", "![d].sealed = TRUE", "![d].sealed = FALSE")]
    [InlineData("chains on a frame", "Reparent", "Nobody", "THEN FosterParent(sl, d, doomed)", "THEN None")]
    [InlineData("parts", "FirstClass", "Heir", "slot[d].parent = None}", "slot[d].parent # None}")]
    [InlineData("parts", "Pin", "Holder", "/\\ RefusalOfFree(s, d)", "/\\ TRUE \\/ TRUE\n    /\\ RefusalOfFree(s, d)")]
    public void A_module_with_another_meaning_counts_otherwise(
        string name, string lifetime, string charging, string right, string wrong)
    {
        var scope = SpecificationScope.Named(name);
        var policy = new PolicyName(lifetime, charging, "Native");
        Assert.Equal(2, _module.Split(right).Length);
        var mutant = TlaModule.Parse(_module.Replace(right, wrong, StringComparison.Ordinal));

        Assert.NotEqual(
            scope.Explored(policy), TlaExploration.Of(mutant, ConstantsOf(scope, policy), _invariants));
    }

    [Fact]
    public void There_is_a_configuration_of_every_policy_that_names_what_holds()
    {
        SpecificationScope scope = SpecificationScope.All[0];

        Assert.Equal(
            _policies.Select(policy => $"{policy.Lifetime}-{policy.Charging}.cfg").Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(_folder, "configurations")).Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal));
        Assert.All(_policies, policy =>
        {
            string[] lines = File.ReadAllLines(
                Path.Combine(_folder, "configurations", $"{policy.Lifetime}-{policy.Charging}.cfg"));
            SpecificationCounts found = scope.Explored(policy);

            // TLC counts the initial state as one that is generated, and as the first level.
            Assert.Equal(
                $@"\* Lifetime {policy.Lifetime}, charging {policy.Charging}. Expected: "
                    + string.Create(CultureInfo.InvariantCulture, $"{found.States:N0} distinct states, ")
                    + string.Create(CultureInfo.InvariantCulture, $"{found.Transitions + 1:N0} generated, ")
                    + string.Create(CultureInfo.InvariantCulture, $"depth {found.Depth + 1}."),
                lines[0]);
            Assert.StartsWith(UnnamedInvariants, lines[1], StringComparison.Ordinal);
            Assert.Equal(
                found.Broken, SpecificationCounts.Listed(lines[1][UnnamedInvariants.Length..].Trim('.').Split(", ")));
            Assert.Equal(
                ConstantsOf(scope, policy)
                    .Select(constant => $"{constant.Key} = {constant.Value.Text}").Order(StringComparer.Ordinal),
                Section(lines, "CONSTANTS")
                    .Select(line => line.Split(" = "))
                    .Select(line => $"{line[0]} = {TlaEvaluator.ValueOf(line[1]).Text}").Order(StringComparer.Ordinal));
            Assert.Contains("SPECIFICATION Spec", lines);
            string[] named = [.. Section(lines, "INVARIANTS")];
            Assert.Equal(_forms, named[..2]);
            Assert.Equal(
                found.Broken,
                SpecificationCounts.Listed(
                    SpecificationScope.Invariants.Select(invariant => invariant.Name).Except(named)));
            Assert.Equal(
                SpecificationScope.Invariants.Length, named.Length - 2 + found.Broken.Split(", ").Length);
        });
    }

    [Fact]
    public void It_has_every_policy_operation_refusal_and_invariant()
    {
        Assert.Equal(Contract.Lifetimes.Order(), Quoted(Definition("Lifetimes")).Order());
        Assert.Equal(Contract.Chargings.Order(), Quoted(Definition("Chargings")).Order());
        Assert.Equal(
            Enum.GetValues<Refusal>().Except(_others).Select(refusal => $"{refusal}").Order(),
            Quoted(_module).Where(word => Enum.TryParse<Refusal>(word, out Refusal refusal) && refusal != Refusal.None)
                .Distinct().Order());
        Assert.All(_kinds, kind =>
        {
            Assert.NotEmpty(Definition($"{kind}"));
            Assert.Contains($"May(\"{kind}\")", _module, StringComparison.Ordinal);
            Assert.Contains($"\nproctype {kind}(", _promela, StringComparison.Ordinal);
        });
        Assert.All(SpecificationScope.Invariants, invariant => Assert.NotEmpty(Definition(invariant.Name)));
        Assert.Equal(
            SpecificationScope.Invariants.Select(invariant => invariant.Name).Order(),
            ServiceVerifier.InvariantsOf(_promela).Keys.Order());
    }

    // Seal asks what Revoke asks, and Close is refused by nothing.
    [Theory]
    [InlineData(OperationKind.Alloc)]
    [InlineData(OperationKind.Alias)]
    [InlineData(OperationKind.Free)]
    [InlineData(OperationKind.Revoke)]
    [InlineData(OperationKind.Attach)]
    [InlineData(OperationKind.Detach)]
    [InlineData(OperationKind.Share)]
    [InlineData(OperationKind.Write)]
    public void Checks_have_the_order_of_the_contract(OperationKind kind)
    {
        string row = Assert.Single(
            File.ReadLines(Path.Combine(Checkout.Root, "docs", "semantics.md")),
            line => line.StartsWith($"| {kind}(", StringComparison.Ordinal));
        string[] order =
        [
            .. from word in Backquoted().Matches(row.Split(" | ")[1])
               let refusal = Enum.Parse<Refusal>(word.Groups[1].ValueSpan)
               where !_others.Contains(refusal)
               select $"{refusal}",
        ];

        Assert.NotEmpty(order);
        Assert.Equal(order.Append("None"), Quoted(Definition($"RefusalOf{kind}")).Where(IsRefusal));
    }

    private static Dictionary<string, TlaValue> ConstantsOf(SpecificationScope scope, PolicyName policy) => new()
    {
        ["Frames"] = TlaValue.Of(scope.Frames),
        ["Sessions"] = TlaValue.Of(scope.Sessions),
        ["Dataspaces"] = TlaValue.Of(scope.Dataspaces),
        ["Regions"] = TlaValue.Of(scope.Regions),
        ["Quota"] = TlaValue.Of(scope.Quota),
        ["Operations"] = TlaValue.SetOf(_kinds.Select(kind => TlaValue.Of($"{kind}"))),
        ["Lifetime"] = TlaValue.Of(policy.Lifetime),
        ["Charging"] = TlaValue.Of(policy.Charging),
        ["Sharing"] = TlaValue.Of(scope.Sharing == Sharing.Delegated ? "delegated" : "open"),
        ["Contents"] = TlaValue.Of(scope.Contents),
        ["AliasCost"] = TlaValue.Of(scope.AliasCost),
    };

    private static bool IsRefusal(string word) => Enum.TryParse<Refusal>(word, out _);

    private static IEnumerable<string> Section(string[] lines, string head) =>
        lines.SkipWhile(line => line != head).Skip(1)
            .TakeWhile(line => line.StartsWith(' ')).Select(line => line.Trim());

    // From the name of an operator to the first line that is empty.
    private static string Definition(string name) =>
        Regex.Match(_module, $@"^{name}(\([\w, ]+\))? ==.*?^$", RegexOptions.Multiline | RegexOptions.Singleline).Value;

    private static IEnumerable<string> Quoted(string text) =>
        Word().Matches(text).Select(word => word.Groups[1].Value);

    [GeneratedRegex("\"(\\w+)\"")]
    private static partial Regex Word();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Backquoted();
}
