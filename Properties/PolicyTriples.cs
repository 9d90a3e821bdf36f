using ModelCheck.Model.Semantics;

using Xunit;

namespace ModelCheck.Properties;

/// <summary>Lifetime, charging policy and platform, as arguments of theories.</summary>
internal static class PolicyTriples
{
    /// <summary>
    /// Policies of the catalog among which every lifetime meets every charging policy and every platform, and every
    /// charging policy every platform. All of them would be six times as many; the plain model is compared under all.
    /// </summary>
    internal static TheoryData<string, string, string> Covering
    {
        get
        {
            string[] lifetimes = [.. Catalog.Lifetimes.Select(entry => entry.Name)];
            string[] chargings = [.. Catalog.Chargings.Select(entry => entry.Name)];
            string[] platforms = [.. Catalog.Platforms.Select(entry => entry.Name)];
            var missing = new HashSet<(string, string)>(
                [
                    .. from lifetime in lifetimes from charging in chargings select (lifetime, charging),
                    .. from lifetime in lifetimes from platform in platforms select (lifetime, platform),
                    .. from charging in chargings from platform in platforms select (charging, platform),
                ]);
            (string Lifetime, string Charging, string Platform)[] all =
            [
                .. from lifetime in lifetimes
                   from charging in chargings
                   from platform in platforms
                   select (lifetime, charging, platform),
            ];
            var covering = new TheoryData<string, string, string>();
            while (missing.Count > 0)
            {
                (string Lifetime, string Charging, string Platform) next =
                    all.MaxBy(policy => Pairs(policy).Count(missing.Contains));
                missing.ExceptWith(Pairs(next));
                covering.Add(next.Lifetime, next.Charging, next.Platform);
            }

            return covering;
        }
    }

    /// <summary>Every lifetime twice: natively, and on some other platform; with charging policies in turn.</summary>
    internal static TheoryData<string, string, string> Few
    {
        get
        {
            var few = new TheoryData<string, string, string>();
            foreach ((int index, PolicyEntry lifetime) in Catalog.Lifetimes.Index())
            {
                string charging = Catalog.Chargings[index % Catalog.Chargings.Length].Name;
                string other = Catalog.Chargings[(index + 2) % Catalog.Chargings.Length].Name;
                few.Add(lifetime.Name, charging, "Native");
                few.Add(lifetime.Name, other, Catalog.Platforms[index % Catalog.Platforms.Length].Name);
            }

            return few;
        }
    }

    private static (string One, string Other)[] Pairs((string Lifetime, string Charging, string Platform) policy) =>
    [
        (policy.Lifetime, policy.Charging), (policy.Lifetime, policy.Platform), (policy.Charging, policy.Platform),
    ];
}
