namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class EmptyAlias : Mutant
{
    internal override string Defect => "Alias makes an alias of no frames.";

    internal override string Origin => "Linux mmap granted a length of 0 before 2.6.12";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "if (size < 1 || size > whole.Length || offset < 0",
            "if (size < 0 || size > whole.Length || offset < 0"),
    ];
}
