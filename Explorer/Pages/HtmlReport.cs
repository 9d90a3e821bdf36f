using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

using ModelCheck.Pages.Documents;

namespace ModelCheck.Pages;

/// <summary>
/// Reports as one file of HTML each, which opens from a disk and needs nothing else. They hold no time and no memory,
/// so that they change only with their meaning.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes a comparison.</summary>
    /// <param name="document">What the page says.</param>
    /// <returns>The page, with a line feed at its end.</returns>
    public static string Write(ComparisonDocument document) => Render<ComparisonPage>(
        nameof(ComparisonPage.Document), document);

    /// <summary>Writes what was found of one policy.</summary>
    /// <param name="document">What the page says.</param>
    /// <returns>The page, with a line feed at its end.</returns>
    public static string Write(ExplorationDocument document) => Render<ExplorationPage>(
        nameof(ExplorationPage.Document), document);

    /// <summary>Writes how an implementation compares with the model.</summary>
    /// <param name="document">What the page says.</param>
    /// <returns>The page, with a line feed at its end.</returns>
    public static string Write(ConformanceDocument document) => Render<ConformancePage>(
        nameof(ConformancePage.Document), document);

    private static string Render<TPage>(string parameter, object document)
        where TPage : IComponent
    {
        using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        string page = renderer.Dispatcher.InvokeAsync(async () =>
        {
            var content = ParameterView.FromDictionary(new Dictionary<string, object?> { [parameter] = document });
            return (await renderer.RenderComponentAsync<TPage>(content).ConfigureAwait(true)).ToHtmlString();
        }).GetAwaiter().GetResult();
        return page.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }
}
