namespace ModelCheck.Properties.Mutants.Frames;

internal sealed class PartialReleaseTakesAll : Mutant
{
    internal override string Defect =>
        "When a part of a dataspace is kept by an alias, all of its frames are released.";

    internal override string Origin =>
        "Xen XSA-394: a partial unmap dropped the whole count; Genode Allocator_avl frees whole blocks";

    internal override Ground[] Grounds => [new("FirstClass", "Holder")];

    internal override Edit[] Edits =>
    [
        new("Frames/FrameCounts.cs", "VisitFrames(first, end);", "Add(first, end);"),
    ];
}
