using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Model.Vocabulary.OperationKind;

namespace ModelCheck.Properties.Model;

/// <summary>The last column of the tables in docs/semantics.md, section 8, each operation taken away alone.</summary>
public sealed class ObstacleTests
{
    private static readonly Scope Whole =
        Scope.Uniform(frames: 4, sessions: 2, dataspaces: 4, quota: 2, regions: 2) with
        {
            Contents = true,
            Sharing = Sharing.Delegated,
            Permitted = [OperationKinds.All, OperationKinds.All],
            RecordsAllocators = true,
        };

    // What each requirement needs, and whether a second session is a part of it.
    private static readonly Dictionary<string, (bool Others, OperationKind[] Operations)> Needs = new()
    {
        ["FrameConservation"] = (false, []),
        ["AliasWithinParent"] = (false, []),
        ["NoPermissionEscalation"] = (false, []),
        ["QuotaRespected"] = (false, []),
        ["NoFreeMemory"] = (false, []),
        ["NoDoubleCharge"] = (false, []),
        ["PaysOnlyForOwn"] = (false, []),
        ["QuotaBacksMemory"] = (false, []),
        ["NoStrandedFrames"] = (false, []),
        ["AlwaysBacked"] = (false, []),
        ["NoAccessAfterFree"] = (false, [Attach]),
        ["FreeSucceeds"] = (false, [Free]),
        ["FreeIsConstant"] = (false, [Free]),
        ["NoForeignRevocation"] = (true, [Free]),
        ["NoForeignRevocationByClose"] = (true, [Close]),
        ["NoForeignCharge"] = (true, []),
        ["CloseReturnsQuota"] = (false, [Close]),
        ["FreshMemoryIsZero"] = (false, []),
        ["Confinement"] = (false, [Attach]),
        ["SealHolds"] = (false, [Seal, Attach]),
        ["Recoverable"] = (false, []),
        ["SelfReclaim"] = (false, []),
        ["CanShare"] = (true, [Alias]),
        ["CanDowngrade"] = (false, [Alias]),
        ["CanOutlive"] = (false, [Alias, Free]),
        ["CanReclaimPart"] = (false, [Alias, Free]),
        ["CanRevoke"] = (true, []),
        ["NoStaleAccess"] = (false, [Attach]),
        ["FreeEndsAccess"] = (true, [Free]),
        ["FreeReleases"] = (false, [Free]),
        ["NoForeignUnmapping"] = (true, [Attach]),
        ["NoForeignWithdrawal"] = (true, [Share]),
        ["SealIsFinal"] = (false, [Seal, Attach]),
        ["SealSucceeds"] = (false, [Seal]),
        ["ConfinedExtent"] = (false, [Attach]),
        ["ConfinedRight"] = (false, [Attach]),
        ["DonationReturns"] = (true, [Donate, Close]),
        ["MemoryReclaim"] = (false, []),
        ["CanMapTogether"] = (true, [Attach]),
        ["CanUnmap"] = (true, [Attach]),
    };

    public static TheoryData<string> Requirements =>
        [.. Catalog.Requirements.Select(requirement => requirement.Name).Where(Needs.ContainsKey)];

    [Fact]
    public void Every_requirement_of_the_contract_is_asked() => Assert.Equal(40, Requirements.Count);

    [Theory]
    [MemberData(nameof(Requirements))]
    public void A_requirement_applies_unless_something_that_it_needs_is_missing(string name)
    {
        (bool others, OperationKind[] needed) = Needs[name];

        Assert.Null(ObstacleTo(name, Whole));
        Assert.Equal(others, ObstacleTo(name, Alone(Whole)) is not null);
        foreach (OperationKind kind in Enum.GetValues<OperationKind>())
        {
            OperationKinds rest = new(OperationKinds.All.Bits & ~OperationKinds.Of(kind).Bits);
            string? obstacle = ObstacleTo(name, Whole with { Permitted = [rest, rest] });
            Assert.Equal(needed.Contains(kind) ? $"no {kind} in this scope" : null, obstacle);

            // One session that may ask is enough.
            Assert.Null(ObstacleTo(name, Whole with { Permitted = [rest, OperationKinds.All] }));
        }
    }

    [Theory]
    [InlineData("NoForeignUnmapping")]
    [InlineData("NoForeignWithdrawal")]
    public void What_Free_or_Close_may_break_needs_one_of_the_two(string name)
    {
        OperationKinds rest = new(OperationKinds.All.Bits & ~OperationKinds.Of(Free, Close).Bits);

        Assert.Equal(
            "no Free and no Close in this scope", ObstacleTo(name, Whole with { Permitted = [rest, rest] }));
    }

    [Fact]
    public void Who_allocated_a_frame_is_judged_only_where_it_is_recorded() =>
        Assert.NotNull(ObstacleTo("MemoryReclaim", Whole with { RecordsAllocators = false }));

    private static string? ObstacleTo(string requirement, Scope scope) =>
        Catalog.FindRequirement(requirement)!.Obstacle(
            Catalog.CreateModel(new PolicyName("FirstClass", "Holder", "Native"), scope));

    private static Scope Alone(Scope scope) => scope with { Sessions = 1, Quotas = [2], Permitted = [] };
}
