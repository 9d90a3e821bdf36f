using System.Collections.Concurrent;

using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Pages;
using ModelCheck.Pages.Documents;
using ModelCheck.Properties.Exploration.Comparing;

namespace ModelCheck.Properties.Pages;

/// <summary>Pages that are written once for all the tests that read them.</summary>
internal static class Written
{
    // Enough for one more of everything to be told of, and quickly there.
    private const long StatesOfLarger = 4096;

    private static readonly ConcurrentDictionary<string, Lazy<ComparisonDocument>> Documents =
        new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, Lazy<string>> Pages = new(StringComparer.Ordinal);

    /// <summary>What the page of a comparison says.</summary>
    internal static ComparisonDocument DocumentOf(string scenario) => Documents.GetOrAdd(
        scenario, name => new Lazy<ComparisonDocument>(() => Afresh(Compared.On(name)))).Value;

    /// <summary>The page of a comparison.</summary>
    internal static string Comparison(string scenario) => Pages.GetOrAdd(
        scenario, name => new Lazy<string>(() => HtmlReport.Write(DocumentOf(name)))).Value;

    /// <summary>What the page of a comparison says, gathered again.</summary>
    internal static ComparisonDocument Afresh(Comparison comparison, CancellationToken cancellation = default)
    {
        var progress = new ComparisonProgress();
        var enlargement = Enlargement.Of(
            comparison, StatesOfLarger, new SearchLimits { Workers = 2 }, progress, CancellationToken.None);
        return new ComparisonDocument(comparison, enlargement, "modelcheck compare", progress, cancellation);
    }

    /// <summary>The page of an exploration.</summary>
    internal static string Exploration(
        string lifetime, Scope scope, SearchLimits? limits = null, CancellationToken cancellation = default) =>
        HtmlReport.Write(new ExplorationDocument(
            Explored(new PolicyName(lifetime, "Holder", "Native"), scope, limits),
            null,
            "modelcheck explore",
            cancellation));

    internal static PolicyResult Explored(PolicyName policy, Scope scope, SearchLimits? limits = null) =>
        ModelExplorer.Explore(
            Catalog.CreateModel(policy, scope),
            [.. Catalog.Requirements],
            limits ?? new SearchLimits(),
            new SearchProgress(),
            CancellationToken.None);
}
