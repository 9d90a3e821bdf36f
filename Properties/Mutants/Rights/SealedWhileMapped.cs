namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class SealedWhileMapped : Mutant
{
    internal override string Defect => "Under Refusing a writable region does not stand in the way of a seal.";

    internal override string Origin =>
        "FreeBSD posixshm: a seal did not look for writable mappings, until it was repaired";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Holder")
        {
            Frames = 1,
            Dataspaces = 1,
            Regions = 1,
            Sealing = "Refusing",
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Seals.cs",
            "((dataspace.Flags & SlotFlags.Hollow) == 0 &&",
            "((dataspace.Flags & SlotFlags.Live) == 0 &&"),
    ];
}
