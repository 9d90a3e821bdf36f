namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class RefundedToTheLastOwner : Mutant
{
    internal override string Defect => "Whoever gives frames up last is refunded, not who paid for them.";

    internal override string Origin => "L4Re Moe: free_page refunds the quota of the last releaser";

    internal override Ground[] Grounds => [new("FirstClass", "Allocator")];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Removal.cs",
            "Account.Refund(ref _sessions[dataspace.Payer], released);",
            "Account.Refund(ref _sessions[dataspace.Owner], released);"),
    ];
}
