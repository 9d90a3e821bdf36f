using System.Reflection;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

public sealed class LifetimeRulesTests
{
    [Fact]
    public void No_policy_of_the_catalog_has_a_fault()
    {
        MethodInfo faultOf = typeof(LifetimeRules).GetMethod(
            nameof(LifetimeRules.FaultOf), BindingFlags.NonPublic | BindingFlags.Static)!;
        Assert.All(
            Catalog.Lifetimes,
            lifetime => Assert.Null(faultOf.MakeGenericMethod(lifetime.Type).Invoke(null, null)));
    }

    [Fact]
    public void A_policy_that_refuses_a_close_has_one() =>
        Assert.Equal("Immortal refuses a close, which nobody can", LifetimeRules.FaultOf<Immortal>());

    [Fact]
    public void A_policy_whose_managed_aliases_survive_their_memory_has_one() => Assert.Equal(
        "Unbacked lets a managed alias survive the memory that it shows", LifetimeRules.FaultOf<Unbacked>());

    [Fact]
    public void A_policy_that_pins_memory_for_hollow_aliases_has_one() => Assert.Equal(
        "Haunted both hollows aliases and pins for them: a hollow one would pin memory it has lost",
        LifetimeRules.FaultOf<Haunted>());

    private readonly record struct Haunted : ILifetimePolicy
    {
        public static string Name => "Haunted";

        public static string Summary => "Its ghosts have ghosts.";

        public static string Source => "this test";

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Hollowed : AliasFate.Pinning;

        public static AliasFate OnClose(Kinship kinship) => AliasFate.Destroyed;
    }

    private readonly record struct Immortal : ILifetimePolicy
    {
        public static string Name => "Immortal";

        public static string Summary => "Refuses to die.";

        public static string Source => "this test";

        public static AliasFate OnFree(Kinship kinship) => AliasFate.Orphaned;

        public static AliasFate OnClose(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Orphaned : AliasFate.Refusing;
    }

    private readonly record struct Unbacked : ILifetimePolicy
    {
        public static string Name => "Unbacked";

        public static string Summary => "Keeps what shows nothing.";

        public static string Source => "this test";

        public static AliasForm Form => AliasForm.Managed;

        public static AliasFate OnFree(Kinship kinship) => AliasFate.Hollowed;

        public static AliasFate OnClose(Kinship kinship) => AliasFate.Adopted;
    }
}
