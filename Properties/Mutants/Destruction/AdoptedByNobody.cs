namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class AdoptedByNobody : Mutant
{
    internal override string Defect => "Under Reparent an alias of what goes has no parent afterwards.";

    internal override string Origin => "XNU: what a task leaves behind is disowned";

    internal override Ground[] Grounds => [new("Reparent", "Nobody") { Frames = 1, Sessions = 1, Dataspaces = 3 }];

    internal override Edit[] Edits =>
    [
        new("Destruction/RamService.Aliases.cs", "? FosterOf(link, ref passed)", "? 0"),
    ];
}
