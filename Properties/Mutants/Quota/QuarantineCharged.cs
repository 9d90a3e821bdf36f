namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class QuarantineCharged : Mutant
{
    internal override string Defect => "Frames are refunded only while no region is dead.";

    internal override string Origin => "Linux: memory that waits for a grace period of RCU stays charged";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Allocator")
        {
            Frames = 1,
            Dataspaces = 1,
            Regions = 1,
            Platform = "Quarantine",
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Removal.cs",
            "Account.Refund(ref _sessions[dataspace.Payer], released);",
            "Account.Refund(ref _sessions[dataspace.Payer], _quarantined is { First: > 0 } ? 0 : released);"),
    ];
}
