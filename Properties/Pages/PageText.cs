using System.Net;
using System.Text.RegularExpressions;

namespace ModelCheck.Properties.Pages;

/// <summary>A page as its text stands, by patterns: what stands in it is escaped, so they cannot err.</summary>
internal static partial class PageText
{
    /// <summary>Where parts of a page stand.</summary>
    internal static string[] Ids(string page) => ValuesOf("id", page);

    /// <summary>Where its links lead.</summary>
    internal static string[] Targets(string page) => ValuesOf("href", page);

    /// <summary>All that attributes of a name say.</summary>
    internal static string[] ValuesOf(string attribute, string page) =>
    [
        .. Attribute().Matches(WithoutStyle(page))
            .Where(match => match.Groups[1].Value == attribute)
            .Select(match => WebUtility.HtmlDecode(match.Groups[2].Value)),
    ];

    /// <summary>The elements and attributes that there are.</summary>
    internal static IEnumerable<string> Names(string page) => Element().Matches(WithoutStyle(page))
        .Select(match => match.Groups[1].Value)
        .Concat(Attribute().Matches(WithoutStyle(page)).Select(match => match.Groups[1].Value))
        .Distinct(StringComparer.Ordinal);

    /// <summary>What is read of a page, or of a part of it, with one blank between words.</summary>
    internal static string Read(string page) =>
        WebUtility.HtmlDecode(Blanks().Replace(Tag().Replace(WithoutStyle(page), " "), " ")).Trim();

    /// <summary>The part of a page from what stands at a place to the end of that element.</summary>
    internal static string PartAt(string id, string element, string page)
    {
        int start = page.IndexOf($"id=\"{id}\"", StringComparison.Ordinal);
        int end = page.IndexOf($"</{element}>", start, StringComparison.Ordinal);
        return page[page.LastIndexOf('<', start)..end];
    }

    /// <summary>The cells of the matrix that say something, and the links that stand in them.</summary>
    internal static (int Cells, int Links) CellsOfMatrix(string page)
    {
        string body = Matrix().Match(page).Groups[1].Value;
        string[] verdicts = [.. Cell().Matches(body).Select(cell => cell.Groups[1].Value)];
        return (
            verdicts.Count(cell => Read(cell).Length > 0),
            verdicts.Count(cell => cell.Contains("<a href=\"#f-", StringComparison.Ordinal)));
    }

    private static string WithoutStyle(string page) => Style().Replace(page, string.Empty);

    [GeneratedRegex(@"(?<=[\s])([a-zA-Z][\w:-]*)=""([^""]*)""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"<([a-zA-Z]+)[\s>]")]
    private static partial Regex Element();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("""<table class="matrix">.*?<tbody>(.*?)</tbody>""", RegexOptions.Singleline)]
    private static partial Regex Matrix();

    // The verdicts have a class each, the level and the charging have none.
    [GeneratedRegex("""<td class="(?:kept|broken|open)">(.*?)</td>""", RegexOptions.Singleline)]
    private static partial Regex Cell();
}
