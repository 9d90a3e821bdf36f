using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class ReturnedTwice : Mutant
{
    internal override string Defect => "What a session gave comes back twice when it closes.";

    internal override string Origin => "none known: two ways on which quota comes back";

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
            "            Give(ref _sessions[session], ref _sessions[other], session, other, -GivenTo(session, other));",
            """
                        _sessions[session].Quota += GivenTo(session, other);
                        Give(ref _sessions[session], ref _sessions[other], session, other, -GivenTo(session, other));
            """),
    ];
}
