namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class CloseDestroysOnlyOne : Mutant
{
    internal override string Defect => "Close destroys one of the dataspaces that the session owns.";

    internal override string Origin => "Genode 13dab699b1 (2021), at the end of a session";

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Destruction.cs",
            "slot != 0; slot = _slots[slot - 1].NextOwned)",
            "slot != 0; slot = 0)"),
    ];
}
