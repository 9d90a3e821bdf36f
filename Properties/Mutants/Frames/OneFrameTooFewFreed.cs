namespace ModelCheck.Properties.Mutants.Frames;

internal sealed class OneFrameTooFewFreed : Mutant
{
    internal override string Defect => "Of several frames one too few is marked as free.";

    internal override string Origin => "Genode 0182e81b51 (2023, #5002): a size that was rounded in one place only";

    internal override Edit[] Edits =>
    [
        new(
            "Frames/FrameBitmap.cs",
            "Mark(first, length, free: true);",
            "Mark(first, Math.Max(1, length - 1), free: true);"),
    ];
}
