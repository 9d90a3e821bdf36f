using System.Text;

using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.Pages;

/// <summary>
/// The page of the seed's question in docs is what the program writes today. A change that is intended is written back
/// with
/// <code>
/// SEED_REPORT=$PWD/docs/peers.html dotnet test -c Release --filter "FullyQualifiedName~SeedReportTests"
/// </code>
/// and then looked at in a browser.
/// </summary>
public sealed class SeedReportTests
{
    [Fact]
    public void The_page_in_docs_is_what_the_program_writes()
    {
        Finished run = Invocation.Run("compare", "peers", "--html", "-", "--quiet");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        if (Environment.GetEnvironmentVariable("SEED_REPORT") is { Length: > 0 } file)
        {
            File.WriteAllText(file, run.Output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return;
        }

        Assert.Equal(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "peers.html")), run.Output);
    }
}
