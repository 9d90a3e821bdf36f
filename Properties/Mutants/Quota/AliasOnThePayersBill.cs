namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class AliasOnThePayersBill : Mutant
{
    internal override string Defect => "The session that allocated the frames is charged for the aliases of others.";

    internal override string Origin =>
        "Fiasco mapdb: the first split of a mapping is paid by the parent, not by the receiver";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Dataspaces.cs",
            "Account.Charge(ref _sessions[dataspace.Owner], dataspace.Length);",
            "Account.Charge(ref _sessions[dataspace.Payer], dataspace.Length);"),
    ];
}
