namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class QuotaOffByOne : Mutant
{
    internal override string Defect => "Alloc refuses what would use up the quota exactly.";

    internal override string Origin => "Genode 094c5211fd (2013): >= instead of >";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "if (payer.Used + size > payer.Quota)",
            "if (payer.Used + size >= payer.Quota)"),
    ];
}
