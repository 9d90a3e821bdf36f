namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class RangeOfTheMachine : Mutant
{
    internal override string Defect =>
        "The part that Alias is to show is only checked against the frames of the machine.";

    internal override string Origin =>
        "Genode 717be91e16 (2013, #591): offset and size beyond the dataspace were accepted";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "if (size < 1 || size > whole.Length || offset < 0 || offset > whole.Length - size)",
            "if (size < 1 || offset < 0 || size > Bounds.Frames || whole.Base + offset > Bounds.Frames - size)"),
    ];
}
