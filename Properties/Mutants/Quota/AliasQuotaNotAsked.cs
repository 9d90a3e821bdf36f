namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class AliasQuotaNotAsked : Mutant
{
    internal override string Defect => "Alias asks for no quota, though its owner is charged for it.";

    internal override string Origin => "none known: a charge that is not asked for";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "if (TLifetime.Form == AliasForm.Managed || TCharging.AliasNeedsQuota)",
            "if (TLifetime.Form == AliasForm.Managed)"),
    ];
}
