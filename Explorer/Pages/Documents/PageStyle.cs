using System.Reflection;
using System.Text;

namespace ModelCheck.Pages.Documents;

/// <summary>What gives pages their looks.</summary>
public static class PageStyle
{
    /// <summary>The style sheet.</summary>
    public static string Text { get; } = Read("page.css");

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is missing from the program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
