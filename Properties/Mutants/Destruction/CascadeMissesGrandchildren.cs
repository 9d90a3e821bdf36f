namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class CascadeMissesGrandchildren : Mutant
{
    internal override string Defect => "Free destroys aliases, but not the aliases of those.";

    internal override string Origin => "Xen XSA-226: grants of grants were counted wrongly";

    internal override Ground[] Grounds => [new("Cascade", "Nobody") { Frames = 1, Sessions = 1, Dataspaces = 3 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Aliases.cs",
            "if (FateOf<TRule>(in _slots[original - 1], in alias) != AliasFate.Destroyed)",
            """
            if (FateOf<TRule>(in _slots[original - 1], in alias) != AliasFate.Destroyed
                || (_slots[original - 1].Flags & SlotFlags.ParentDoomed) != 0)
            """),
    ];
}
