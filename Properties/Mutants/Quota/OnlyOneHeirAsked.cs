namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class OnlyOneHeirAsked : Mutant
{
    internal override string Defect => "When an heir goes, only one of the others is offered its frames.";

    internal override string Origin => "none known";

    internal override Ground[] Grounds => [new("FirstClass", "Heir") { Dataspaces = 4, Sessions = 1 }];

    internal override Edit[] Edits =>
    [
        new("Charging/Heirs.cs", "for (; root != 0; root = _kin[root - 1].NextRoot)", "for (; root != 0; root = 0)"),
    ];
}
