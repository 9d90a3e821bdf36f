namespace ModelCheck.Properties.Mutants.Frames;

internal sealed class LastFit : Mutant
{
    internal override string Defect => "Within a word the highest hole is taken instead of the lowest.";

    internal override string Origin => "none known";

    internal override Ground[] Grounds => [new("Cascade", "Holder") { Frames = 4, Sessions = 1, Quota = 3 }];

    internal override Edit[] Edits =>
    [
        new(
            "Frames/RunTree.cs",
            "return first + BitOperations.TrailingZeroCount(starts);",
            "return first + BitOperations.Log2(starts);"),
    ];
}
