namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class FreeByAnybody : Mutant
{
    internal override string Defect => "Free does not ask who owns the dataspace.";

    internal override string Origin => "Genode 3236395e6a (2012): no owner check in free at all";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "if (refusal == Refusal.None && HasAlias<OfFree>(slot, AliasFate.Refusing))",
            """
            refusal = refusal == Refusal.NotOwner ? Refusal.None : refusal;
            if (refusal == Refusal.None && HasAlias<OfFree>(slot, AliasFate.Refusing))
            """),
    ];
}
