namespace ModelCheck.Properties.Mutants.Frames;

internal sealed class CountWraps : Mutant
{
    internal override string Defect => "The count of a frame wraps at four.";

    internal override string Origin => "Linux CVE-2019-11487: the reference count of a page overflows";

    internal override Ground[] Grounds => [new("FirstClass", "Nobody") { Frames = 1, Sessions = 1, Dataspaces = 4 }];

    internal override Edit[] Edits =>
    [
        new("Frames/FrameCounts.cs", "count += step;", "count = (count + step) & 3;"),
    ];
}
