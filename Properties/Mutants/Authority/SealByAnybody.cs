namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class SealByAnybody : Mutant
{
    internal override string Defect =>
        "Seal does not ask who owns the dataspace: whoever can name it takes the right to write from its owner.";

    internal override string Origin =>
        "after Genode 3236395e6a (2012); Linux lets only a writable descriptor add seals";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            """
                public Refusal Seal(SessionId session, DataspaceCapability dataspace)
                {
                    Refusal refusal = ResolveOwned(session, dataspace, out int slot);
            """,
            """
                public Refusal Seal(SessionId session, DataspaceCapability dataspace)
                {
                    Refusal refusal = TryResolve(session, dataspace, out int slot)
                        ? Refusal.None
                        : Refusal.InvalidDataspace;
            """),
    ];
}
