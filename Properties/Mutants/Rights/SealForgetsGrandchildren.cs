namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class SealForgetsGrandchildren : Mutant
{
    internal override string Defect =>
        "Under Subtree a seal reaches the aliases of a dataspace, but not the aliases of those.";

    internal override string Origin => "Xen XSA-226: grants of grants were counted wrongly";

    internal override Ground[] Grounds =>
    [
        new("FirstClass", "Nobody")
        {
            Frames = 1,
            Sessions = 1,
            Dataspaces = 3,
            Sealing = "Subtree",
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Seals.cs",
            """
                        for (int link = NextBelow(slot + 1, slot + 1); link != 0; link = NextBelow(link, slot + 1))
                        {
                            SealOne
            """,
            """
                        for (int link = _slots[slot].FirstChild; link != 0; link = _slots[link - 1].NextSibling)
                        {
                            SealOne
            """),
    ];
}
