using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Pages.Pictures;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;
using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Pages;

/// <summary>What pictures of states show, before anything is drawn.</summary>
public sealed class StatePictureTests
{
    private static readonly Scope Pair = Scope.Uniform(2, 2, 3, quota: 2, regions: 1);

    private static readonly Operation[] FreedUnderAlias =
        [Operation.Alloc(S0, 2), Operation.Alias(S1, D0, Ro, 0, 1), Operation.Free(S0, D0)];

    [Fact]
    public void Under_Pin_the_frame_that_nobody_can_use_is_stranded_and_the_freed_dataspace_a_zombie()
    {
        StatePicture picture = After(ModelOf("Pin", "Holder", Pair), FreedUnderAlias);
        Assert.Equal([FrameFate.Covered, FrameFate.Stranded], picture.Frames.Select(frame => frame.Fate));
        Assert.Equal([2, 1], picture.Frames.Select(frame => frame.References));
        Assert.Equal([Life.Zombie, Life.Live], picture.Bars.Select(bar => bar.Life));
        Assert.Equal(["zombie", ""], picture.Bars.Select(bar => bar.Note));
        Assert.Equal([null, D0], picture.Bars.Select(bar => bar.Of));
        Assert.Equal([(2, 2), (1, 2)], picture.Gauges.Select(gauge => (gauge.Used, gauge.Quota)));
        Assert.Equal(
            "Frames: 0 shown by 2, paid by s0 and s1, 1 stranded, paid by s0. "
            + "Dataspace d0 of s0 shows frames 0 to 1, writable, zombie. "
            + "Dataspace d1 of s1 shows frame 0, read-only, alias of d0. s0 uses 2 of 2. s1 uses 1 of 2.",
            picture.InWords());
    }

    [Fact]
    public void Under_FirstClass_it_is_free_again()
    {
        StatePicture picture = After(ModelOf("FirstClass", "Holder", Pair), FreedUnderAlias);
        Assert.Equal([FrameFate.Covered, FrameFate.Free], picture.Frames.Select(frame => frame.Fate));
        Assert.Equal(["d1"], picture.Bars.Where(bar => !bar.IsGone).Select(bar => bar.Name));
    }

    [Theory]
    [InlineData("Holder", 0, 1)]
    [InlineData("Allocator", 0)]
    [InlineData("Nobody", 0)]
    public void A_frame_that_is_paid_twice_has_two_payers(string charging, params int[] payers)
    {
        StatePicture picture = After(
            ModelOf("FirstClass", charging, Pair), Operation.Alloc(S0, 1), Operation.Alias(S1, D0, Ro, 0, 1));
        Assert.Equal(payers.Select(index => new SessionId(index)), picture.Frames[0].Payers);
        Assert.Empty(picture.Frames[1].Payers);
    }

    [Fact]
    public void Who_pays_twice_for_itself_stands_there_twice() => Assert.Equal(
        [S0, S0],
        After(
            ModelOf("FirstClass", "Holder", Pair), Operation.Alloc(S0, 1), Operation.Alias(S0, D0, Ro, 0, 1))
            .Frames[0].Payers.ToArray());

    [Fact]
    public void What_a_step_made_changed_and_took_away_is_marked()
    {
        IModel model = ModelOf("Cascade", "Holder", Pair);
        StatePicture[] pictures =
        [
            .. Following(
                model,
                Operation.Alloc(S0, 1),
                Operation.Seal(S0, D0),
                Operation.Attach(S1, D0),
                Operation.Free(S0, D0)),
        ];
        Assert.Equal([("d0", Change.Made)], MarksOf(pictures[1]));
        Assert.Equal([("d0", Change.Altered)], MarksOf(pictures[2]));
        Assert.Equal([("d0", Change.None), ("r0", Change.Made)], MarksOf(pictures[3]));
        Assert.Equal([("d0", Change.Gone), ("r0", Change.Gone)], MarksOf(pictures[4]));
        Assert.Equal([true, false], pictures[4].Frames.Select(frame => frame.HasChanged));
        Assert.Equal([true, false], pictures[4].Gauges.Select(gauge => gauge.HasChanged));

        // The shadow of what is gone stays for one step only.
        StatePicture next = StatePicture.Of(model, default, pictures[4]);
        Assert.Empty(next.Bars);
    }

    [Fact]
    public void What_is_blamed_is_marked_though_it_is_gone()
    {
        IModel model = ModelOf("Cascade", "Holder", Pair);
        Trace trace = Of(model, FreedUnderAlias);
        Blame blame = Blame.Of(model, Requirement("NoForeignRevocation"), trace)!;
        StatePicture[] pictures = [.. Following(model, FreedUnderAlias, blame)];
        Assert.Equal(["d1"], pictures[^1].Bars.Where(bar => bar.IsWrong).Select(bar => bar.Name));
        Assert.True(pictures[^1].Bars.All(bar => bar.IsGone));
        Assert.Contains("gone, at fault.", pictures[^1].InWords(), StringComparison.Ordinal);
    }

    [Fact]
    public void Regions_that_lost_what_they_showed_and_frames_in_quarantine_can_be_told()
    {
        Operation[] freed = [Operation.Alloc(S0, 1), Operation.Attach(S0, D0), Operation.Free(S0, D0)];
        ExtentBar dangling = After(ModelOf("Cascade", "Holder", Pair, "Dangling"), freed)
            .Bars.Single(bar => bar.Kind == BarKind.Region);
        Assert.Equal("stale dangling", dangling.Note);
        StatePicture quarantined = After(ModelOf("Cascade", "Holder", Pair, "Quarantine"), freed);
        Assert.Equal(FrameFate.Quarantined, quarantined.Frames[0].Fate);
        Assert.Contains("0 in quarantine", quarantined.InWords(), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_else_holds_a_capability_and_who_wrote_last_is_shown()
    {
        Scope scope = Pair with { Sharing = Sharing.Delegated, Contents = true };
        StatePicture picture = After(
            ModelOf("FirstClass", "Holder", scope),
            Operation.Alloc(S0, 1),
            Operation.Share(S0, S1, D0),
            Operation.Attach(S0, D0),
            Operation.Write(S0, R0, 0));
        Assert.Equal([S1], picture.Bars[0].Holders.ToArray());
        Assert.Equal([S0, null], picture.Frames.Select(frame => frame.Writer));
        Assert.Contains("held also by s1", picture.InWords(), StringComparison.Ordinal);
        Assert.Contains("written by s0", picture.InWords(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pin", "Holder")]
    [InlineData("FirstClass", "HolderOnce")]
    [InlineData("Managed", "Allocator")]
    public void Wherever_a_walk_leads_the_picture_shows_the_ledger(string lifetime, string charging)
    {
        IModel model = ModelOf(lifetime, charging, Pair);
        for (ulong seed = 0; seed < 20; seed++)
        {
            foreach (State state in Random(model, steps: 30, seed).States(model))
            {
                StatePicture picture = StatePicture.Of(model, state);
                Ledger ledger = model.Audit(in state);
                Assert.All(picture.Gauges, gauge => Assert.Equal(ledger.UsedBy(gauge.Session), gauge.Used));
                Assert.All(picture.Frames, frame => Assert.Equal(
                    ledger.Allocated.Contains(new Frame(frame.Index)), frame.Fate != FrameFate.Free));
                Assert.All(
                    picture.Frames.Where(frame => frame.Fate == FrameFate.Free),
                    frame => Assert.True(frame is { References: 0, Payers.IsEmpty: true }));
                Assert.All(
                    picture.Frames.Where(frame => frame.Fate == FrameFate.Covered),
                    frame => Assert.InRange(frame.References, 1, picture.Bars.Length));
            }
        }
    }

    private static IEnumerable<(string, Change)> MarksOf(StatePicture picture) =>
        picture.Bars.Select(bar => (bar.Name, bar.Change));

    private static StatePicture After(IModel model, params IEnumerable<Operation> operations) =>
        StatePicture.Of(model, Of(model, operations).States(model)[^1]);

    private static IEnumerable<StatePicture> Following(IModel model, params Operation[] operations) =>
        Following(model, operations, blame: null);

    private static IEnumerable<StatePicture> Following(IModel model, Operation[] operations, Blame? blame)
    {
        StatePicture? before = null;
        State[] states = [.. Of(model, operations).States(model)];
        for (int step = 0; step < states.Length; step++)
        {
            before = StatePicture.Of(model, states[step], before, step + 1 == states.Length ? blame : null);
            yield return before;
        }
    }
}
