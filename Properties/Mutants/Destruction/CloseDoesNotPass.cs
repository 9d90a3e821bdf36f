using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class CloseDoesNotPass : Mutant
{
    internal override string Defect => "Close destroys what should pass to those who hold it.";

    internal override string Origin =>
        "Zircon keeps a memory object as long as any handle is open, whoever made it";

    internal override Ground[] Grounds =>
    [
        new("Handles", "Nobody")
        {
            Frames = 1,
            Dataspaces = 1,
            Sharing = Sharing.Delegated,
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Destruction.cs",
            "OfClose.Capability == CapabilityFate.Passing ?",
            "OfClose.Capability == CapabilityFate.Refusing ?"),
    ];
}
