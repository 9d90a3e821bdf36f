namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class FailedAllocCharged : Mutant
{
    internal override string Defect => "An Alloc that finds no frames is charged all the same.";

    internal override string Origin =>
        "Genode since 231ac187fe (2021): the reservation is acknowledged before the allocation can fail";

    internal override Ground[] Grounds => [new("Cascade", "Allocator")];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "return Refusal.OutOfMemory;",
            """
            Account.Charge(ref payer, size);
            return Refusal.OutOfMemory;
            """),
    ];
}
