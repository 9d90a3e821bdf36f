using System.Collections.Immutable;
using System.Reflection;

using ModelCheck.Engine.Checkpoints;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Exploration.Bridge;

public sealed class SearchIdentityTests
{
    private static readonly Scope _scope = Scope.Uniform(3, 2, 3, 3, regions: 1);

    // One other value of each field that a scope can be made with.
    private static readonly Dictionary<string, Scope> _others = new()
    {
        [nameof(Scope.Frames)] = _scope with { Frames = 4 },
        [nameof(Scope.Sessions)] = _scope with
        {
            Sessions = 3,
            Quotas = [3, 3, 3],
            Permitted = [OperationKinds.Default, OperationKinds.Default, OperationKinds.Default],
        },
        [nameof(Scope.Dataspaces)] = _scope with { Dataspaces = 4 },
        [nameof(Scope.Regions)] = _scope with { Regions = 2 },
        [nameof(Scope.Quotas)] = _scope with { Quotas = [3, 2] },
        [nameof(Scope.Permitted)] = _scope with
        {
            Permitted = [OperationKinds.Default, OperationKinds.Of(OperationKind.Alloc)],
        },
        [nameof(Scope.Trusts)] = _scope with { Trusts = [default, SessionSet.First(1)] },
        [nameof(Scope.Sharing)] = _scope with { Sharing = Sharing.Delegated },
        [nameof(Scope.Contents)] = _scope with { Contents = true },
        [nameof(Scope.RecordsAllocators)] = _scope with { RecordsAllocators = true },
        [nameof(Scope.AliasCost)] = _scope with { AliasCost = 2 },
    };

    public static TheoryData<string> Fields() =>
    [
        .. typeof(Scope).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null).Select(property => property.Name),
    ];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Every_field_of_the_scope_is_a_part_of_the_identity(string field) =>
        Assert.NotEqual(Of(_scope).AsEnumerable(), Of(_others[field]));

    [Fact]
    public void So_are_the_policy_the_requirements_and_the_symmetry()
    {
        Assert.Equal(Of(_scope).AsEnumerable(), Of(_scope));
        Assert.NotEqual(Of(_scope).AsEnumerable(), Of(_scope, platform: "SealedMemfd"));
        Assert.NotEqual(Of(_scope).AsEnumerable(), Of(_scope, lifetime: "Pin"));
        Assert.NotEqual(Of(_scope).AsEnumerable(), Of(_scope, charging: "Allocator"));
        Assert.NotEqual(Of(_scope).AsEnumerable(), Of(_scope, requirements: 1));
        Assert.NotEqual(Of(_scope).AsEnumerable(), Of(_scope, symmetry: Symmetry.Sessions));
    }

    private static ImmutableArray<SearchAspect> Of(
        Scope scope,
        string lifetime = "FirstClass",
        string charging = "Holder",
        string platform = "Native",
        int requirements = 2,
        Symmetry symmetry = Symmetry.None) =>
        SearchIdentity.Of(
            Catalog.CreateModel(new PolicyName(lifetime, charging, platform), scope),
            Catalog.Requirements.Take(requirements),
            symmetry);
}
