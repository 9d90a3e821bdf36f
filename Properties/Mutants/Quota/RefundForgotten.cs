namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class RefundForgotten : Mutant
{
    internal override string Defect => "Frames are released, but not refunded.";

    internal override string Origin => "Genode c9e8d2ca28 (2025, #5502): memory was freed and quota never replenished";

    internal override Ground[] Grounds => [new("Cascade", "Allocator")];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Removal.cs",
            "Account.Refund(ref _sessions[dataspace.Payer], released);",
            "Account.Refund(ref _sessions[dataspace.Payer], 0);"),
    ];
}
