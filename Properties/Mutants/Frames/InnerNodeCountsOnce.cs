namespace ModelCheck.Properties.Mutants.Frames;

internal sealed class InnerNodeCountsOnce : Mutant
{
    internal override string Defect => "A node counts one part in use, however many have come into use.";

    internal override string Origin => "none known: what a summary above exact counts can get wrong";

    internal override Edit[] Edits =>
    [
        new("Frames/FrameCounts.cs", "above.Inside += turned * step;", "above.Inside += step;"),
    ];
}
