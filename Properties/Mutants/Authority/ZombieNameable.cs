namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class ZombieNameable : Mutant
{
    internal override string Defect => "A dataspace that was freed and is kept by its aliases can still be named.";

    internal override string Origin =>
        "Genode f02958b25f (2013, #549): the object could still be obtained while it was destroyed";

    internal override Ground[] Grounds => [new("Pin", "Nobody")];

    internal override Edit[] Edits =>
    [
        new("Records/SlotFlags.cs", "Nameable = Live | Hollow,", "Nameable = Live | Hollow | Zombie,"),
    ];
}
