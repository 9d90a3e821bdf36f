namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class AccountClosedFirst : Mutant
{
    internal override string Defect =>
        "Close settles the account before what the session owns is destroyed, which then is refunded again.";

    internal override string Origin =>
        "Genode 53a990579b (2020, #3941): the account was destroyed before the last free replenished it";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "DestroyOwned(session.Index);",
            """
            dying.Used = 0;
            DestroyOwned(session.Index);
            """),
    ];
}
