namespace ModelCheck.Properties.Mutants.Frames;

internal sealed class RestAfterAnAliasLost : Mutant
{
    internal override string Defect => "Frames above a part that is kept are never released.";

    internal override string Origin =>
        "Barrelfish: when a region goes before a part that was handed on, the rest is lost";

    internal override Ground[] Grounds => [new("FirstClass", "Holder")];

    internal override Edit[] Edits =>
    [
        new("Frames/FrameCounts.cs", "first = next < 0 ? end : first + covered + next;", "first = end;"),
    ];
}
