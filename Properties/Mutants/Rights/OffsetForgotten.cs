namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class OffsetForgotten : Mutant
{
    internal override string Defect => "An alias begins where its original begins, whatever the offset.";

    internal override string Origin => "Genode f47c64e246 (2023, #4917): the offset of an attachment was not applied";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "whole.Base + offset, size, flags, whole.Payer)",
            "whole.Base, size, flags, whole.Payer)"),
    ];
}
