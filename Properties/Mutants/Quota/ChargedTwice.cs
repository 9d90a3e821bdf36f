namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class ChargedTwice : Mutant
{
    internal override string Defect => "Alloc charges twice.";

    internal override string Origin =>
        "Genode 99bdfbe36f (2020): one buffer was charged by the guard and by the allocator";

    internal override Ground[] Grounds => [new("Cascade", "Allocator")];

    internal override Edit[] Edits =>
    [
        new("RamService.Operations.cs", "Account.Charge(ref payer, size);", "Account.Charge(ref payer, 2 * size);"),
    ];
}
