namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class CascadeMissesTheLastSibling : Mutant
{
    internal override string Defect => "Of several aliases the last in the list is not destroyed with its original.";

    internal override string Origin => "Genode 13dab699b1 (2021): of several regions not all were removed";

    internal override Ground[] Grounds => [new("Cascade", "Nobody") { Frames = 1, Sessions = 1, Dataspaces = 3 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Aliases.cs",
            "if (FateOf<TRule>(in _slots[original - 1], in alias) != AliasFate.Destroyed)",
            """
            if (FateOf<TRule>(in _slots[original - 1], in alias) != AliasFate.Destroyed
                || (alias.NextSibling == 0 && alias.PreviousSibling != 0))
            """),
    ];
}
