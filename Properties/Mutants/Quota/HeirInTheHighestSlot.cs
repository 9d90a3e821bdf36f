namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class HeirInTheHighestSlot : Mutant
{
    internal override string Defect => "Of several heirs the one in the highest slot pays.";

    internal override string Origin =>
        "Zircon attributes shared pages by a rule among equals (page_attribution_user_id_)";

    internal override Ground[] Grounds => [new("FirstClass", "Heir") { Dataspaces = 3 }];

    internal override Edit[] Edits =>
    [
        new("Charging/Heirs.cs", "if (former == 0 || former > heir)", "if (former == 0 || former < heir)"),
    ];
}
