namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class WholeLengthRefunded : Mutant
{
    internal override string Defect => "The whole dataspace is refunded, though an alias keeps a part of its frames.";

    internal override string Origin =>
        "Genode 916683b6d6 (2021, #4330): quota was replenished before the memory was released";

    internal override Ground[] Grounds => [new("FirstClass", "Allocator")];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Removal.cs",
            "Account.Refund(ref _sessions[dataspace.Payer], released);",
            "Account.Refund(ref _sessions[dataspace.Payer], dataspace.Length);"),
    ];
}
