using ModelCheck.Model.Charging;
using ModelCheck.Model.Platforms;
using ModelCheck.Model.Sealings;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

public sealed class LifetimeRulesTests
{
    private static readonly AliasForm[] Forms = Enum.GetValues<AliasForm>();
    private static readonly AliasFate[] Fates = Enum.GetValues<AliasFate>();

    [Fact]
    public void Every_combination_of_form_and_fates_has_a_fault_iff_it_breaks_a_rule()
    {
        int faults = 0;
        foreach (AliasForm form in Forms)
        {
            foreach ((AliasFate[] onFree, AliasFate[] onClose) in Answers())
            {
                string? fault = LifetimeRules.FaultOf("Any", Deciding(form, onFree, onClose));

                Assert.Equal(BreaksARule(form, [.. onFree, .. onClose]), fault is not null);
                faults += fault is null ? 0 : 1;
            }
        }

        // Of 3 forms with 6 fates for each of two kinships at Free and at Close: 3,888.
        Assert.Equal(2_508, faults);
    }

    [Fact]
    public void A_form_or_a_fate_that_there_is_not_is_a_fault()
    {
        AliasFate[] known = [AliasFate.Destroyed, AliasFate.Destroyed];
        AliasFate[] unknown = [AliasFate.Destroyed, (AliasFate)Fates.Length];

        Assert.Equal(
            "Any makes aliases of a form that there is not",
            LifetimeRules.FaultOf("Any", Deciding((AliasForm)Forms.Length, known, known)));
        Assert.Equal(
            "Any has a fate for aliases that there is not",
            LifetimeRules.FaultOf("Any", Deciding(default, unknown, known)));
        Assert.Equal(
            "Any has a fate for aliases that there is not",
            LifetimeRules.FaultOf("Any", Deciding(default, known, unknown)));
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

    [Fact]
    public void The_model_takes_no_policy_that_breaks_a_rule()
    {
        var scope = Scope.Uniform(frames: 2, sessions: 2, dataspaces: 2, quota: 2);

        Assert.Throws<PolicyFaultException>(() => new ReferenceModel<Haunted, Holder, Native, Future>(scope));
        Assert.Throws<PolicyFaultException>(() => new ReferenceModel<Immortal, Nobody, BaseLinux, Future>(scope));
        PolicyFaultException fault = Assert.Throws<PolicyFaultException>(
            () => new ReferenceModel<Unbacked, Allocator, Native, Future>(scope));
        Assert.Equal(LifetimeRules.FaultOf<Unbacked>(), fault.Message);
    }

    // The end of docs/semantics.md, section 13, in other words.
    private static bool BreaksARule(AliasForm form, AliasFate[] ownAndForeignOnFreeThenOnClose)
    {
        var all = ownAndForeignOnFreeThenOnClose.ToHashSet();
        return ownAndForeignOnFreeThenOnClose[2] == AliasFate.Refusing
            || ownAndForeignOnFreeThenOnClose[3] == AliasFate.Refusing
            || (form == AliasForm.Managed && all.Overlaps([AliasFate.Orphaned, AliasFate.Adopted]))
            || all.IsSupersetOf([AliasFate.Hollowed, AliasFate.Pinning]);
    }

    private static LifetimeTable Deciding(AliasForm form, AliasFate[] onFree, AliasFate[] onClose) => new(
        form, new(onFree[0], onFree[1]), new(onClose[0], onClose[1]), default, default, default, default);

    private static IEnumerable<(AliasFate[] OnFree, AliasFate[] OnClose)> Answers() =>
        from ownOnFree in Fates
        from foreignOnFree in Fates
        from ownOnClose in Fates
        from foreignOnClose in Fates
        select (new[] { ownOnFree, foreignOnFree }, new[] { ownOnClose, foreignOnClose });

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
