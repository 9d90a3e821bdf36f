namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class BusyBeforeHasAliases : Mutant
{
    internal override string Defect => "Free says that a dataspace is busy before it says that it has aliases.";

    internal override string Origin => "none known: checks in another order";

    internal override Ground[] Grounds => [new("Busy", "Nobody") { Frames = 1, Regions = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "if (refusal == Refusal.None && HasAlias<OfFree>(slot, AliasFate.Refusing))",
            "if (refusal == Refusal.None && !IsBusy(slot) && HasAlias<OfFree>(slot, AliasFate.Refusing))"),
    ];
}
