namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class OnlyTheFirstFrameZeroed : Mutant
{
    internal override string Defect => "Alloc zeroes the first frame only.";

    internal override string Origin =>
        "Genode af8b13e88c (2024, #5224): parts of a buffer were not zeroed when they were used again";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Holder") { Regions = 1, Contents = true, Sessions = 1, Dataspaces = 1 },
    ];

    internal override Edit[] Edits =>
    [
        new("RamService.Operations.cs", "memory.Zero(first, size);", "memory.Zero(first, 1);"),
    ];
}
