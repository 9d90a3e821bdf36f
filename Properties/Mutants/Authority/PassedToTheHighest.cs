using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class PassedToTheHighest : Mutant
{
    internal override string Defect => "What its owner frees passes to the highest session that holds it.";

    internal override string Origin => "none known: the wrong end of a list";

    internal override Ground[] Grounds =>
    [
        new("Handles", "Nobody")
        {
            Frames = 1,
            Dataspaces = 1,
            Sessions = 3,
            Sharing = Sharing.Delegated,
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Passing.cs",
            "return (index << 6) + BitOperations.TrailingZeroCount(word);",
            "return (index << 6) + 63 - BitOperations.LeadingZeroCount(word);"),
    ];
}
