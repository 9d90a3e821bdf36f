using System.Reflection;

using ModelCheck.Model.Charging;
using ModelCheck.Model.Lifetimes;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

public sealed class CatalogTests
{
    [Fact]
    public void The_policies_of_the_project_are_found_by_name_whatever_its_case()
    {
        Assert.Equal(typeof(Cascade), Catalog.Find(Catalog.Lifetimes, "cascade")?.Type);
        Assert.Equal(typeof(Heir), Catalog.Find(Catalog.Chargings, "HEIR")?.Type);
        Assert.Null(Catalog.Find(Catalog.Platforms, "Cascade"));
    }

    [Fact]
    public void A_lifetime_that_breaks_a_rule_is_refused_by_name()
    {
        PolicyFaultException fault = Assert.Throws<PolicyFaultException>(
            () => Catalog.PoliciesAmong(typeof(ILifetimePolicy), [typeof(Cascade), typeof(NeverCloses)]));

        Assert.Equal(LifetimeRules.FaultOf<NeverCloses>(), fault.Message);
        Assert.Contains(NeverCloses.Name, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_policies_of_one_name_are_refused_wherever_they_stand_in_the_list() => Assert.Equal(
        "two policies are called Cascade",
        Assert.Throws<PolicyFaultException>(
            () => Catalog.PoliciesAmong(
                typeof(ILifetimePolicy), [typeof(CASCADE), typeof(FirstClass), typeof(Cascade)])).Message,
        ignoreCase: true);

    [Fact]
    public void A_policy_without_a_public_name_is_refused() => Assert.Equal(
        "Discreet has no public static Name",
        Assert.Throws<PolicyFaultException>(
            () => Catalog.PoliciesAmong(typeof(IChargingPolicy), [typeof(Discreet)])).Message);

    [Fact]
    public void A_group_without_public_requirements_is_refused() => Assert.Equal(
        "Modest has no public static Requirements",
        Assert.Throws<PolicyFaultException>(() => Catalog.RequirementsAmong([typeof(Modest)])).Message);

    [Fact]
    public void Two_requirements_of_one_name_are_refused() => Assert.Equal(
        "two requirements are called AliasWithinParent",
        Assert.Throws<PolicyFaultException>(
            () => Catalog.RequirementsAmong([typeof(Derivation), typeof(Copied)])).Message);

    // It would fail with an exception of the runtime, which hides the one line that says what is wrong.
    [Fact]
    public void No_static_initialiser_of_the_catalog_looks_for_policies() =>
        Assert.All(
            typeof(Catalog).GetFields(BindingFlags.Static | BindingFlags.NonPublic),
            field => Assert.Equal(typeof(Lazy<>), field.FieldType.GetGenericTypeDefinition()));

    private readonly record struct NeverCloses : ILifetimePolicy
    {
        public static string Name => "NeverCloses";

        public static string Summary => "Refuses every close.";

        public static string Source => "this test";

        public static AliasFate OnFree(Kinship kinship) => AliasFate.Refusing;

        public static AliasFate OnClose(Kinship kinship) => AliasFate.Refusing;
    }

    private readonly record struct CASCADE : ILifetimePolicy
    {
        public static string Name => "CASCADE";

        public static string Summary => "Shouts.";

        public static string Source => "this test";

        public static AliasFate OnFree(Kinship kinship) => AliasFate.Destroyed;

        public static AliasFate OnClose(Kinship kinship) => AliasFate.Destroyed;
    }

    private readonly record struct Discreet : IChargingPolicy
    {
        static string IPolicy.Name => "Discreet";

        public static string Summary => "Does not say its name.";

        public static string Source => "this test";

        public static FrameBag Charged(in Occupancy occupancy, SessionId session) => default;
    }

    private abstract class Modest : IRequirementGroup
    {
        static IEnumerable<Requirement> IRequirementGroup.Requirements => [];
    }

    private abstract class Copied : IRequirementGroup
    {
        public static IEnumerable<Requirement> Requirements => Derivation.Requirements;
    }
}
