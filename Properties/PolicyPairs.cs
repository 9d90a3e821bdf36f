using ModelCheck.Implementation;
using ModelCheck.Model.Semantics;

using Xunit;

namespace ModelCheck.Properties;

/// <summary>Lifetime and charging policies, each with each, as arguments of theories.</summary>
internal static class PolicyPairs
{
    /// <summary>All of the catalog: for what must hold of every policy.</summary>
    internal static TheoryData<string, string> OfCatalog =>
        Of(Catalog.Lifetimes.Select(entry => entry.Name), Catalog.Chargings.Select(entry => entry.Name));

    /// <summary>All of the contract: for what is pinned, or built for these.</summary>
    internal static TheoryData<string, string> OfContract => Of(Contract.Lifetimes, Contract.Chargings);

    /// <summary>All of the catalog that the implementation usually follows.</summary>
    internal static TheoryData<string, string> OfService =>
        Of(Catalog.Lifetimes.Select(entry => entry.Name), RamServices.ChargingNames);

    /// <summary>Each lifetime with a charging policy, and the next one with another; or each with two.</summary>
    internal static TheoryData<string, string> InTurn(bool twice)
    {
        string[] chargings = [.. RamServices.ChargingNames];
        var pairs = new TheoryData<string, string>();
        foreach ((int turn, PolicyEntry lifetime) in Catalog.Lifetimes.Index())
        {
            pairs.Add(lifetime.Name, chargings[turn % chargings.Length]);
            if (twice)
            {
                pairs.Add(lifetime.Name, chargings[(turn + (chargings.Length / 2)) % chargings.Length]);
            }
        }

        return pairs;
    }

    private static TheoryData<string, string> Of(IEnumerable<string> lifetimes, IEnumerable<string> chargings)
    {
        var pairs = new TheoryData<string, string>();
        foreach (string lifetime in lifetimes)
        {
            foreach (string charging in chargings)
            {
                pairs.Add(lifetime, charging);
            }
        }

        return pairs;
    }
}
