namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class RefundedTwice : Mutant
{
    internal override string Defect => "A dataspace is refunded twice, and the account stops at zero.";

    internal override string Origin =>
        "Genode replenish stops at zero, so that a second refund is hidden by whatever else is charged";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Dataspaces.cs",
            "Account.Refund(ref _sessions[dataspace.Owner], dataspace.Length);",
            "Account.Refund(ref _sessions[dataspace.Owner], 2 * dataspace.Length);"),
        new(
            "Charging/Account.cs",
            "if (frames > session.Used)",
            """
            frames = Math.Min(frames, session.Used);
            if (frames > session.Used)
            """),
    ];
}
