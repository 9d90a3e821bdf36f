using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.Exploration.Bridge;

/// <summary>The way of one operation through the code, as docs/architecture.md lists it.</summary>
public sealed partial class OneOperationTests
{
    // Some are compiled into their callers, and a stack does not show them.
    private const int FewestSeen = 8;

    private static readonly string[] _hops = Hops();

    [Fact]
    public void Each_hop_of_the_page_is_a_member_of_a_type()
    {
        Type[] types =
        [
            .. new[] { typeof(Search), typeof(ModelExplorer), typeof(Catalog) }
                .SelectMany(type => type.Assembly.GetTypes()),
        ];

        Assert.True(_hops.Length > FewestSeen, "docs/architecture.md lists the hops of one operation");
        Assert.All(_hops, hop => Assert.Contains(types, type => Has(type, hop)));
        Assert.DoesNotContain(types, type => Has(type, "Search.Sometimes"));
    }

    [Fact]
    public void The_stack_of_a_step_goes_through_the_hops_in_the_order_of_the_page()
    {
        string[] seen = [];
        var look = new StepRequirement("Look", "sees who called it", OperationKinds.All, (in step) =>
        {
            if (seen.Length == 0 && step.Operation.Kind == OperationKind.Alias && step.Outcome.IsGranted)
            {
                seen = [.. new StackTrace().GetFrames().Select(frame => NameOf(frame.GetMethod())).Reverse()];
            }

            return true;
        });
        IModel model = Catalog.CreateModel(
            new PolicyName("FirstClass", "Holder", "Native"), Scope.Uniform(2, 1, 2, 2));
        ModelExplorer.Explore(model, [look], new SearchLimits(), new SearchProgress(), CancellationToken.None);

        string[] met = [.. _hops.Where(seen.Contains)];
        Assert.True(met.Length >= FewestSeen, $"only {string.Join(", ", met)} of {string.Join(", ", seen)}");
        Assert.Equal(met, seen.Where(met.Contains).Distinct());
    }

    private static bool Has(Type type, string hop) =>
        hop.Split('.') is [var name, var member]
        && type.Name.Split('`')[0] == name
        && type.GetMember(member, (BindingFlags)(-1) & ~BindingFlags.IgnoreCase).Length > 0;

    private static string NameOf(MethodBase? method) =>
        $"{method?.DeclaringType?.Name.Split('`')[0]}.{method?.Name}";

    private static string[] Hops()
    {
        string page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "architecture.md"));
        int start = page.IndexOf("\n## One operation\n", StringComparison.Ordinal);
        string section = page[start..page.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];
        return [.. Hop().Matches(section).Select(hop => hop.Groups[1].Value)];
    }

    // A line of the numbered list.
    [GeneratedRegex(@"^\d+\. `(\w+\.\w+)`", RegexOptions.Multiline)]
    private static partial Regex Hop();
}
