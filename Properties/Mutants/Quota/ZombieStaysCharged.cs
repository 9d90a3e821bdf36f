namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class ZombieStaysCharged : Mutant
{
    internal override string Defect => "Under Nobody a zombie is charged on.";

    internal override string Origin => "Linux memcg: pages that outlive their group stay charged to it";

    internal override Ground[] Grounds => [new("Pin", "Nobody")];

    internal override Edit[] Edits =>
    [
        new("Charging/Nobody.cs", "=> !isZombie && !isAlias;", "=> !isAlias;"),
    ];
}
