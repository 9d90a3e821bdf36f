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
/// The code of a successor, made from that of the state before it, is the code made from nothing: for each transition
/// of every reachable state, and along random walks through wide scopes.
/// </summary>
public sealed class StepCodeTests
{
    public static TheoryData<string, string, string, string> Worlds => SmallWorlds.Names;

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Every_transition_is_encoded_as_from_nothing(
        string lifetime, string charging, string platform, string scope) =>
        SmallWorlds.With(lifetime, charging, platform, scope, EncodesEveryTransition);

    [Theory]
    [InlineData("Managed", "Nobody", "Native", 6, 2, 8, 2)]
    [InlineData("Pin", "Allocator", "SealedMemfd", 8, 4, 8, 2)]
    [InlineData("Pin", "Allocator", "SealedMemfd", 32, 8, 16, 8)]
    [InlineData("FirstClass", "Heir", "BaseLinux", 32, 8, 16, 8)]
    public void States_far_apart_are_encoded_as_from_nothing(
        string lifetime, string charging, string platform, int frames, int sessions, int slots, int regions)
    {
        Scope scope = Scope.Uniform(frames, sessions, slots, quota: 2 * frames, regions) with
        {
            Sharing = sessions > 2 ? Sharing.Delegated : Sharing.Open,
            Contents = true,
        };
        IModel model = Catalog.CreateModel(new PolicyName(lifetime, charging, platform), scope);
        var codec = new StateCodec(scope, model.Shape);
        State before = default;
        WideCode<Words32> code = codec.Encode<WideCode<Words32>>(in before);
        foreach (State after in RandomWalk.Through(model, 2_000))
        {
            WideCode<Words32> successor = codec.Encode(in after, in before, in code);
            Assert.Equal(codec.Encode<WideCode<Words32>>(in after), successor);
            before = after;
            code = successor;
        }

        Assert.NotEqual(default, before);
    }

    private static void EncodesEveryTransition(IModel model)
    {
        var codec = new StateCodec(model.Scope, model.Shape);
        Assert.Equal(1, codec.Words);
        int changes = 0;
        State after = default;
        foreach (State state in new NaiveExplorer(model).States)
        {
            Ledger ledger = model.Audit(in state);
            Code64 code = codec.Encode<Code64>(in state);
            foreach (Operation operation in Instances.Of(model, in state))
            {
                // The state after the last step is overwritten, as it is in a search.
                if (model.Apply(in state, in ledger, operation, ref after).IsGranted)
                {
                    changes += after == state ? 0 : 1;
                    if (codec.Encode(in after, in state, in code) != codec.Encode<Code64>(in after))
                    {
                        Assert.Fail($"{operation} is encoded otherwise");
                    }
                }
            }
        }

        Assert.NotEqual(0, changes);
    }
}
