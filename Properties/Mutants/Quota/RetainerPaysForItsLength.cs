namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class RetainerPaysForItsLength : Mutant
{
    internal override string Defect => "Under Retainer an alias is charged for its own length only.";

    internal override string Origin => "Arrow: a slice of a few bytes keeps a buffer of megabytes";

    internal override Ground[] Grounds => [new("Pin", "Retainer") { Quota = 4 }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Retained.cs",
            "KeepsOriginal(session, _slots[original].Owner) ? _retained![original] : size;",
            "KeepsOriginal(session, _slots[original].Owner) && size < 0 ? _retained![original] : size;"),
    ];
}
