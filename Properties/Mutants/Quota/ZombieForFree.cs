namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class ZombieForFree : Mutant
{
    internal override string Defect => "Under Holder a zombie is not charged any more, though it keeps its frames.";

    internal override string Origin => "XNU: what outlives the task that owns it is disowned, and on no account";

    internal override Ground[] Grounds => [new("Pin", "Holder")];

    internal override Edit[] Edits =>
    [
        new(
            "Charging/Holder.cs",
            "ChargesOwner(bool isZombie, bool isAlias) => true;",
            "ChargesOwner(bool isZombie, bool isAlias) => !isZombie;"),
    ];
}
