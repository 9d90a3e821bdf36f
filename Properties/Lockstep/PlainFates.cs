using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>What becomes of each use of a dataspace that is destroyed.</summary>
/// <param name="Alias">Of an alias.</param>
/// <param name="Mapping">Of a region.</param>
/// <param name="Capability">Of what another session than the owner holds.</param>
internal sealed record PlainFates(
    Func<Kinship, AliasFate> Alias, Func<Kinship, MappingFate> Mapping, CapabilityFate Capability)
{
    /// <summary>What Revoke does, under every lifetime.</summary>
    internal static PlainFates OfRevoke { get; } =
        new(_ => AliasFate.Destroyed, _ => MappingFate.Unmapped, CapabilityFate.Withdrawn);

    /// <summary>Whether some region, whoever's, would be let stay.</summary>
    internal bool KnowsKeeping => Enum.GetValues<Kinship>().Any(kinship => Mapping(kinship) == MappingFate.Keeping);
}
