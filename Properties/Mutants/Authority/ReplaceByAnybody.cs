namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class ReplaceByAnybody : Mutant
{
    internal override string Defect => "Under Replace, Alias does not ask who owns the original that it is to destroy.";

    internal override string Origin => "after Genode 3236395e6a (2012), where Alias destroys";

    internal override Ground[] Grounds => [new("Replace", "Holder")];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "TLifetime.Form == AliasForm.Replacement && whole.Owner != session.Index",
            "TLifetime.Form == AliasForm.Replacement && whole.Owner < 0"),
    ];
}
