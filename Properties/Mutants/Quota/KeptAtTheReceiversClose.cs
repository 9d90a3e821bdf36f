using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class KeptAtTheReceiversClose : Mutant
{
    internal override string Defect => "What was given to a session is not undone when it closes.";

    internal override string Origin => "none known: Genode returns donated quota when the session is closed";

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
            "_sessions[session].Taken > 0; other++",
            "_sessions[session].Taken < 0; other++"),
    ];
}
