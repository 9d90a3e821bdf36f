namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class RefundForgottenAtClose : Mutant
{
    internal override string Defect => "Close destroys what the session owns, and leaves the bill.";

    internal override string Origin => "Genode c26f91ea00 (2016, #1980): the path of closing forgot to refund";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "DestroyOwned(session.Index);",
            """
            long used = dying.Used;
            DestroyOwned(session.Index);
            dying.Used = used;
            """),
    ];
}
