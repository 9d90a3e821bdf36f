using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Cli;

namespace ModelCheck.Properties.Pages;

/// <summary>Reports on a disk, as a reader opens them.</summary>
public sealed class ReportFiles : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <summary>The file of a report: one of a comparison by its scenario, or one of an exploration.</summary>
    internal Uri AddressOf(string report)
    {
        string file = _directory[$"{report}.html"];
        if (!File.Exists(file))
        {
            File.WriteAllText(file, report == "exploration"
                ? Written.Exploration("Pin", Scope.Uniform(1, 2, 2, quota: 1))
                : Written.Comparison(report));
        }

        return new Uri(file);
    }

    public void Dispose() => _directory.Dispose();
}
