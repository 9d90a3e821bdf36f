using Microsoft.Playwright;

using Xunit;

namespace ModelCheck.Properties.Browsers;

/// <summary>
/// The Chromium that the system has, without a window. Each visit has a profile of its own, and ends well only if the
/// page broke nothing: no error on its console, none of its scripts, nothing that its policy forbids.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>The program.</summary>
    public const string Program = "chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        string? program = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, Program))
            .FirstOrDefault(File.Exists);
        if (program is null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync().ConfigureAwait(true);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        }).ConfigureAwait(true);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync().ConfigureAwait(true);
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens a page and does something with it.</summary>
    /// <param name="address">Where it begins.</param>
    /// <param name="reader">What is done.</param>
    /// <param name="width">How wide the window is.</param>
    /// <param name="height">How high it is.</param>
    /// <param name="colours">Whether the reader likes it light or dark.</param>
    /// <param name="isFault">Whether the page says that there is none, which a browser calls an error.</param>
    internal async Task Visit(
        Uri address,
        Func<IPage, Task> reader,
        int width = 1400,
        int height = 900,
        ColorScheme colours = ColorScheme.Light,
        bool isFault = false)
    {
        Assert.True(_browser is not null, $"{Program} is not installed");
        IBrowserContext context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = colours,
            Permissions = address.IsFile ? null : ["clipboard-read", "clipboard-write"],
        }).ConfigureAwait(true);
        try
        {
            List<string> errors = [];
            IPage page = await context.NewPageAsync().ConfigureAwait(true);
            page.SetDefaultTimeout(20_000);
            page.PageError += (_, error) => errors.Add(error);
            page.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning"
                    && !(isFault && message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)))
                {
                    errors.Add(message.Text);
                }
            };
            await page.GotoAsync(address.AbsoluteUri).ConfigureAwait(true);
            await reader(page).ConfigureAwait(true);
            Assert.Empty(errors);
        }
        finally
        {
            await context.CloseAsync().ConfigureAwait(true);
        }
    }
}
