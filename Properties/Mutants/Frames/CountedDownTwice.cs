namespace ModelCheck.Properties.Mutants.Frames;

internal sealed class CountedDownTwice : Mutant
{
    internal override string Defect => "Whoever leaves a frame that others cover, too, is counted twice.";

    internal override string Origin =>
        "Xen b7f6cbb9d4 and XSA-224: a reference was dropped twice, and the page used again while it was mapped";

    internal override Ground[] Grounds => [new("FirstClass", "Holder")];

    internal override Edit[] Edits =>
    [
        new(
            "Frames/FrameCounts.cs",
            """
            foreach (ref int count in counts)
                    {
                        turned += count == edge ? 1 : 0;
                        count += step;
            """,
            """
            foreach (ref int count in counts)
                    {
                        int by = step < 0 && count > 1 ? 2 * step : step;
                        turned += step > 0 ? (count == 0 ? 1 : 0) : (count + by == 0 ? 1 : 0);
                        count += by;
            """),
    ];
}
