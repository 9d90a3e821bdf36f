namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class NotZeroed : Mutant
{
    internal override string Defect => "Alloc hands frames out as they are.";

    internal override string Origin => "Genode 4736488d99 (2015): the order of clearing and exporting a dataspace";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Holder") { Regions = 1, Contents = true, Frames = 1, Dataspaces = 1 },
    ];

    internal override Edit[] Edits =>
    [
        new("RamService.Operations.cs", "memory.Zero(first, size);", ";"),
    ];
}
