using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

/// <summary>
/// Every policy on every platform within scopes small enough for a look at each instance in each state, by names that a
/// test can take as data.
/// </summary>
internal static class SmallWorlds
{
    private static readonly Dictionary<string, Scope> Scopes = new()
    {
        ["plain"] = Scope.Uniform(3, 2, 2, quota: 3),
        ["core"] = Scope.Uniform(
            2,
            2,
            3,
            quota: 2,
            operations: OperationKinds.Of(OperationKind.Alloc, OperationKind.Alias, OperationKind.Free)),
        ["regions"] = Scope.Uniform(2, 2, 2, quota: 2, regions: 1),
        ["delegated"] = Scope.Uniform(2, 2, 2, quota: 2, regions: 1) with { Sharing = Sharing.Delegated },
        ["contents"] = Scope.Uniform(2, 2, 2, quota: 2, regions: 1) with { Contents = true },
        ["uneven"] = Scope.Uniform(3, 2, 3, quota: 3) with
        {
            Quotas = [3, 1],
            Permitted =
            [
                OperationKinds.Of(OperationKind.Alloc, OperationKind.Free, OperationKind.Seal),
                OperationKinds.Of(OperationKind.Alias, OperationKind.Free, OperationKind.Close),
            ],
            AliasCost = 2,
        },
    };

    private static readonly string[] Plain = ["plain", "core", "uneven"];

    /// <summary>
    /// Every policy natively in three scopes, and of every lifetime one on each platform in two, so that each lifetime
    /// meets every scope on some platform and on each platform every scope.
    /// </summary>
    internal static TheoryData<string, string, string, string> Names
    {
        get
        {
            var names = new HashSet<(string, string, string, string)>();
            string[] scopes = [.. Scopes.Keys];
            foreach ((int row, PolicyEntry lifetime) in Catalog.Lifetimes.Index())
            {
                names.UnionWith(
                    from charging in Thoroughness.ChargingsInTurn(row)
                    from scope in Plain
                    select (lifetime.Name, charging.Name, "Native", scope));
                names.UnionWith(
                    from platform in Catalog.Platforms.Index()
                    from turn in (int[])[0, scopes.Length / 2]
                    select (
                        lifetime.Name,
                        Catalog.Chargings[(row + platform.Index) % Catalog.Chargings.Length].Name,
                        platform.Item.Name,
                        scopes[(row + platform.Index + turn) % scopes.Length]));
            }

            var data = new TheoryData<string, string, string, string>();
            foreach ((string lifetime, string charging, string platform, string scope) in names)
            {
                data.Add(lifetime, charging, platform, scope);
            }

            return data;
        }
    }

    internal static void With(
        string lifetime, string charging, string platform, string scope, Action<IModel> work) =>
        Tables.With(new PolicyName(lifetime, charging, platform), Scopes[scope], work);
}
