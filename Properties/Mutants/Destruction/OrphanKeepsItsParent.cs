namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class OrphanKeepsItsParent : Mutant
{
    internal override string Defect => "An orphan still names the slot of its parent, which is gone.";

    internal override string Origin => "Genode f50d816555 (2012, #549): a pointer to a destroyed parent was kept";

    internal override Ground[] Grounds => [new("FirstClass", "Nobody")];

    internal override Edit[] Edits =>
    [
        new("Destruction/RamService.Aliases.cs", "alias.Parent = 0;", ";"),
    ];
}
