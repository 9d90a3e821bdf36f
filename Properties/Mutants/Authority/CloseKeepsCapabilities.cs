using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class CloseKeepsCapabilities : Mutant
{
    internal override string Defect => "Close does not forget the capabilities that the session was given.";

    internal override string Origin => "Xen XSA-218: access went on after it was reported to have ended";

    internal override Ground[] Grounds => [new("Cascade", "Holder") { Sharing = Sharing.Delegated }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "for (int slot = 0; dying.Received > 0; slot++)",
            "for (int slot = 0; dying.Received < 0; slot++)"),
    ];
}
