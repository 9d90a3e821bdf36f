using Microsoft.Playwright;

using ModelCheck.Properties.Browsers;
using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Web;

using Xunit;

namespace ModelCheck.Properties.Pages;

/// <summary>
/// The pictures of the documentation are taken from the program as it runs. They are kept where the environment
/// variable SCREENSHOTS says, as Properties/screenshots does; without it they are only taken.
/// </summary>
[Collection(InOneBrowser.Name)]
public sealed class ScreenshotTests(Browser browser, Site site) : IClassFixture<Site>
{
    private const int MostBytes = 150 * 1024;

    [BrowserFact]
    public async Task The_pictures_of_the_documentation_can_be_taken()
    {
        using var directory = new TemporaryDirectory();
        string report = directory["peers.html"];
        Assert.Equal(0, Invocation.Run("compare", "peers", "--quiet", "--html", report).ExitCode);
        await browser.Visit(new Uri(report), page => Take(page, "report-answer", directory)).ConfigureAwait(true);
        await browser.Visit(
            new Uri($"{new Uri(report).AbsoluteUri}#f-SelfReclaim-1"),
            page => Take(page, "report-trace", directory)).ConfigureAwait(true);
        await browser.Visit(
            new Uri(
                site.Address,
                "/state?scenario=peers&policy=Pin/Holder&policy=FirstClass/Holder"
                + "&path=Alloc(s0,2);Alias(s1,d0,ro,0,1);Free(s0,d0)"),
            page => Take(page, "serve-state", directory)).ConfigureAwait(true);
    }

    private static async Task Take(IPage page, string name, TemporaryDirectory directory)
    {
        string file = Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } kept
            ? Path.Combine(kept, $"{name}.png")
            : directory[$"{name}.png"];
        byte[] picture = SmallPicture.Of(await page.ScreenshotAsync().ConfigureAwait(true));
        Assert.InRange(picture.Length, 10_000, MostBytes);
        await File.WriteAllBytesAsync(file, picture).ConfigureAwait(true);
    }
}
