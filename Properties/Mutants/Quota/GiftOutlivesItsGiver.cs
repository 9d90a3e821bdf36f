using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class GiftOutlivesItsGiver : Mutant
{
    internal override string Defect => "What a session gave is not undone when it closes.";

    internal override string Origin => "none known: Genode takes the quota of a client back with its session";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Holder")
        {
            Frames = 1,
            Dataspaces = 1,
            Operations = OperationKinds.All,
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Gifts.cs",
            "_sessions[session].Given > 0; other++",
            "_sessions[session].Given < 0; other++"),
    ];
}
