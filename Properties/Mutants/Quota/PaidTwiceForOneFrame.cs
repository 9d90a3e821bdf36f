namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class PaidTwiceForOneFrame : Mutant
{
    internal override string Defect => "Under HolderOnce a session pays for each dataspace over a frame.";

    internal override string Origin =>
        "Android: dma-bufs were accounted for each mapping, so that totals were too high";

    internal override Ground[] Grounds => [new("FirstClass", "HolderOnce") { Frames = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Dataspaces.cs",
            "Account.Charge(ref _sessions[dataspace.Owner], added);",
            "Account.Charge(ref _sessions[dataspace.Owner], added == 0 ? 1 : added);"),
    ];
}
