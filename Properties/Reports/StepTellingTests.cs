using ModelCheck.Exploration.Results;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;

using Xunit;

namespace ModelCheck.Properties.Reports;

/// <summary>Every operation has its words, and every session the name of its role.</summary>
public sealed class StepTellingTests
{
    private static readonly StepTelling Telling = new(["driver", "client", "client"]);
    private static readonly SessionId S0 = new(0);
    private static readonly SessionId S1 = new(1);
    private static readonly SessionId S2 = new(2);
    private static readonly DataspaceId D0 = new(0);
    private static readonly RegionId R1 = new(1);

    public static TheoryData<uint, string> Operations => new()
    {
        { Operation.Alloc(S0, 1).Code, "driver (s0) allocates 1 frame: d3" },
        { Operation.Alloc(S0, 2).Code, "driver (s0) allocates 2 frames: d3" },
        { Operation.Alias(S1, D0, false, 1, 1).Code, "client 1 (s1) makes a read-only alias of frame 1 of d0: d3" },
        { Operation.Alias(S2, D0, true, 1, 2).Code, "client 2 (s2) makes a writable alias of frames 1 to 2 of d0: d3" },
        { Operation.Free(S0, D0).Code, "driver (s0) frees d0" },
        { Operation.Revoke(S0, D0).Code, "driver (s0) revokes all that was made of d0" },
        { Operation.Seal(S0, D0).Code, "driver (s0) seals d0" },
        { Operation.Attach(S1, D0).Code, "client 1 (s1) maps d0: r3" },
        { Operation.Detach(S1, R1).Code, "client 1 (s1) unmaps r1" },
        { Operation.Share(S0, S2, D0).Code, "driver (s0) hands d0 to client 2 (s2)" },
        { Operation.Drop(S1, D0).Code, "client 1 (s1) lets its capability for d0 go" },
        { Operation.Donate(S1, S0, 2).Code, "client 1 (s1) gives quota of 2 frames to driver (s0)" },
        { Operation.Write(S1, R1, 2).Code, "client 1 (s1) writes to frame 2 of r1" },
        { Operation.Close(S2).Code, "client 2 (s2) closes its session, or dies" },
        { Operation.Flush().Code, "the kernel removes what is left of dead mappings" },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_step_is_told_in_words(uint code, string told)
    {
        var operation = new Operation(code);
        bool makes = operation.Kind is OperationKind.Alloc or OperationKind.Alias or OperationKind.Attach;
        Assert.Equal(
            told, Telling.Tell(new TraceStep(operation, makes ? Outcome.Made(3) : Outcome.Granted)));
    }

    [Fact]
    public void Every_operation_is_told() => Assert.Equal(
        Enum.GetValues<OperationKind>(),
        Operations.Select(row => new Operation((uint)row[0]).Kind).Distinct().Order());

    [Fact]
    public void A_refusal_is_told_with_its_reason() => Assert.Equal(
        "driver (s0) frees d0, and is refused: HasAliases",
        Telling.Tell(new TraceStep(Operation.Free(S0, D0), Outcome.Refused(Refusal.HasAliases))));
}
