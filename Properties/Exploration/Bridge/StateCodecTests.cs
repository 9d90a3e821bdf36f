using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Model;

using Xunit;

namespace ModelCheck.Properties.Exploration.Bridge;

/// <summary>
/// Codes are exact: they decode to the state they came from, and no two states share one. Checked of every reachable
/// state of small scopes, and along random walks through wide ones.
/// </summary>
public sealed class StateCodecTests
{
    private const int Steps = 20_000;

    public static TheoryData<string, string, string> Policies => new()
    {
        { "Cascade", "Holder", "Native" },
        { "FirstClass", "Nobody", "Native" },
        { "Reparent", "Allocator", "Native" },
        { "Pin", "Allocator", "SealedMemfd" },
        { "SessionBound", "Heir", "BaseLinux" },
        { "Managed", "Holder", "Native" },
        { "Managed", "Nobody", "SealedMemfd" },
        { "Replace", "Allocator", "BaseLinux" },
        { "Refuse", "Nobody", "SealedMemfd" },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void Every_state_without_regions_has_a_code_of_its_own(string lifetime, string charging, string platform) =>
        ReachableStatesKeepTheirIdentity(
            new PolicyName(lifetime, charging, platform), Scope.Uniform(3, 2, 2, quota: 4));

    [Theory]
    [MemberData(nameof(Policies))]
    public void Every_state_with_a_region_has_a_code_of_its_own(string lifetime, string charging, string platform) =>
        ReachableStatesKeepTheirIdentity(
            new PolicyName(lifetime, charging, platform), Scope.Uniform(2, 2, 2, quota: 2, regions: 1));

    [Theory]
    [MemberData(nameof(Policies))]
    public void Every_state_with_holders_has_a_code_of_its_own(string lifetime, string charging, string platform) =>
        ReachableStatesKeepTheirIdentity(
            new PolicyName(lifetime, charging, platform),
            Scope.Uniform(2, 2, 2, quota: 2, regions: 1) with { Sharing = Sharing.Delegated });

    [Theory]
    [MemberData(nameof(Policies))]
    public void Every_state_with_contents_has_a_code_of_its_own(string lifetime, string charging, string platform) =>
        ReachableStatesKeepTheirIdentity(
            new PolicyName(lifetime, charging, platform),
            Scope.Uniform(2, 2, 2, quota: 2, regions: 1) with { Contents = true });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_state_without_seals_has_a_code_of_its_own(int sessions) =>
        ReachableStatesKeepTheirIdentity(
            new PolicyName("Cascade", "Heir", "Native"),
            Scope.Uniform(
                3,
                sessions,
                3,
                quota: 3,
                operations: OperationKinds.Of(OperationKind.Alloc, OperationKind.Alias, OperationKind.Free)));

    [Theory]
    [InlineData("Cascade", "Holder", "Native", 4, 2, 5, 0, 1)]
    [InlineData("Pin", "Holder", "Native", 4, 2, 6, 0, 2)]
    [InlineData("Managed", "Nobody", "Native", 6, 2, 8, 2, 4)]
    [InlineData("Pin", "Allocator", "SealedMemfd", 8, 4, 8, 2, 8)]
    [InlineData("SessionBound", "Allocator", "BaseLinux", 16, 8, 8, 4, 16)]
    [InlineData("Pin", "Allocator", "SealedMemfd", 32, 8, 16, 8, 32)]
    [InlineData("Managed", "Nobody", "SealedMemfd", 32, 8, 16, 8, 32)]
    public void States_along_a_random_walk_keep_their_identity_in_codes_of_every_width(
        string lifetime, string charging, string platform, int frames, int sessions, int slots, int regions, int width)
    {
        Scope scope = Scope.Uniform(frames, sessions, slots, quota: 2 * frames, regions) with
        {
            Sharing = sessions > 2 ? Sharing.Delegated : Sharing.Open,
            Contents = regions > 0,
        };
        IModel model = Catalog.CreateModel(new PolicyName(lifetime, charging, platform), scope);
        int words = new StateCodec(scope, model.Shape).Words;
        Assert.True(words <= width && (width == 1 || words > width / 2), $"{words} words do not call for {width}");
        HashSet<State> states = RandomWalk.Through(model, Steps);
        Assert.True(states.Count > Steps / 100, $"the walk met {states.Count} states only");
        KeepTheirIdentity(model, states);
    }

    private static void ReachableStatesKeepTheirIdentity(PolicyName policy, Scope scope)
    {
        IModel model = Catalog.CreateModel(policy, scope);
        IReadOnlyCollection<State> states = new NaiveExplorer(model).States;
        Assert.True(states.Count > 20, $"{policy} has {states.Count} states only");
        KeepTheirIdentity(model, states);
    }

    private static void KeepTheirIdentity(IModel model, IReadOnlyCollection<State> states)
    {
        var codec = new StateCodec(model.Scope, model.Shape);
        Assert.InRange(codec.Bits, 1, (64 * codec.Words) - 1);
        switch (codec.Words)
        {
            case 1:
                KeepTheirIdentity<Code64>(codec, states);
                break;
            case 2:
                KeepTheirIdentity<WideCode<Words2>>(codec, states);
                break;
            case <= 4:
                KeepTheirIdentity<WideCode<Words4>>(codec, states);
                break;
            case <= 8:
                KeepTheirIdentity<WideCode<Words8>>(codec, states);
                break;
            case <= 16:
                KeepTheirIdentity<WideCode<Words16>>(codec, states);
                break;
            default:
                KeepTheirIdentity<WideCode<Words32>>(codec, states);
                break;
        }
    }

    private static void KeepTheirIdentity<TCode>(StateCodec codec, IReadOnlyCollection<State> states)
        where TCode : unmanaged, ICode<TCode>
    {
        Assert.True(codec.Words <= TCode.Words);
        var codes = new HashSet<TCode>();
        Span<ulong> words = stackalloc ulong[TCode.Words];
        foreach (State state in states)
        {
            TCode code = codec.Encode<TCode>(in state);
            Assert.True(codec.Decode(in code) == state);
            Assert.True(codes.Add(code), "two states have one code");
            code.CopyTo(words);
            for (int bit = codec.Bits; bit < 64 * words.Length; bit++)
            {
                if ((words[bit / 64] >> (bit % 64) & 1) != 0)
                {
                    Assert.Fail($"bit {bit} is not free");
                }
            }
        }
    }
}
