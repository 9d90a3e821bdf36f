namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class OrphanNotAnHeir : Mutant
{
    internal override string Defect => "An orphan does not become an heir.";

    internal override string Origin => "XNU: what outlives its task is owned by nobody";

    internal override Ground[] Grounds => [new("FirstClass", "Heir")];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Aliases.cs",
            "if (TCharging.ChargesHeir && Covers(alias.Flags))",
            "if (TCharging.ChargesHeir && alias.Length == 0)"),
    ];
}
