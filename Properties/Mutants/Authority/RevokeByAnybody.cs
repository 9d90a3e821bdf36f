namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class RevokeByAnybody : Mutant
{
    internal override string Defect => "Revoke does not ask who owns the dataspace.";

    internal override string Origin => "after Genode 3236395e6a (2012), in the other operation that takes memory away";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            """
                public Refusal Revoke(SessionId session, DataspaceCapability dataspace)
                {
                    Refusal refusal = ResolveOwned(session, dataspace, out int slot);
            """,
            """
                public Refusal Revoke(SessionId session, DataspaceCapability dataspace)
                {
                    Refusal refusal = TryResolve(session, dataspace, out int slot)
                        ? Refusal.None
                        : Refusal.InvalidDataspace;
            """),
    ];
}
