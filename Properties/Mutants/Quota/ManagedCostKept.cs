namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class ManagedCostKept : Mutant
{
    internal override string Defect => "What a managed alias costs is not refunded.";

    internal override string Origin => "Genode 8264b63e0b (2023, #4933): a refund was forgotten";

    internal override Ground[] Grounds => [new("Managed", "Nobody")];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Dataspaces.cs",
            "Account.Refund(ref _sessions[dataspace.Owner], _aliasCost);",
            "Account.Refund(ref _sessions[dataspace.Owner], 0);"),
    ];
}
