namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class OnceNotRefunded : Mutant
{
    internal override string Defect => "Under HolderOnce the last dataspace over a frame is not refunded.";

    internal override string Origin => "none known: a claim that is never given up";

    internal override Ground[] Grounds => [new("FirstClass", "HolderOnce") { Frames = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Dataspaces.cs",
            "Account.Refund(ref _sessions[dataspace.Owner], _footprints!.Remove(dataspace.Owner, slot));",
            "_footprints!.Remove(dataspace.Owner, slot);"),
    ];
}
