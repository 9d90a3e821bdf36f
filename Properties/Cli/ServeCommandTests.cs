using System.Globalization;
using System.Net;
using System.Net.Sockets;

using ModelCheck.Cli;
using ModelCheck.Properties.Cluster;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>The command that serves pages: what it is told, and how it ends.</summary>
public sealed class ServeCommandTests
{
    [Theory]
    [InlineData("--port 99999", "--port must be 0 to 65535, not 99999")]
    [InlineData("--port -1", "--port must be 0 to 65535, not -1")]
    [InlineData("--port http", "--port must be a whole number of at most 2147483647, not http")]
    [InlineData("--listen nonsense", "--listen must be an address of this machine, like 127.0.0.1, not nonsense")]
    [InlineData("--listen 203.0.113.7 --port 0", "--listen 203.0.113.7: ")]
    [InlineData("--lifetime Pins", "--lifetime: no policy Pins; there are ")]
    [InlineData("--postgres Host=db", "--postgres needs --cluster")]
    [InlineData("--verbose", "--verbose needs --cluster")]
    [InlineData("--cluster a/b", "the name of a cluster has 1 to 64 letters, digits, dots, dashes and underscores")]
    [InlineData("--cluster a --key b", "TLS needs all of --certificate, --key and --authority")]
    [InlineData("--cluster nobody-there", "no worker of cluster nobody-there can be reached: start one with ")]
    [InlineData("no-such-scenario", "no-such-scenario: no such file, and no bundled scenario; there are ")]
    public void What_cannot_be_served_is_said_in_one_line(string options, string said)
    {
        ArgumentNullException.ThrowIfNull(options);
        IsRefused(Invocation.Run(["serve", .. options.Split(' ')]), said);
    }

    [Fact]
    public void A_port_that_is_taken_is_said_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        IsRefused(
            Invocation.Run("serve", "--port", port.ToString(CultureInfo.InvariantCulture)),
            $"--port {port}: ");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_ends_it_and_all_is_well(string signal)
    {
        string address = OwnAddress;
        using Invocation run = Invocation.Start("serve", "--listen", address, "--port", "5051");
        using var browser = new HttpClient();
        string page = await FirstAnswer(browser, new Uri($"http://{address}:5051/")).ConfigureAwait(true);
        Assert.Contains("<h1>Which lifetime policy?</h1>", page, StringComparison.Ordinal);
        run.Signal(signal, times: 1);
        Finished finished = run.Finish();
        Assert.Equal((0, string.Empty), (finished.ExitCode, finished.Error));
        Assert.Equal($"Open http://{address}:5051/ in a browser; Ctrl-C ends it.\n", finished.Output);
    }

    [Fact]
    public void A_signal_that_comes_before_it_listens_ends_it_as_well()
    {
        using var interrupt = new Interrupt();
        interrupt.Receive(new System.Runtime.InteropServices.PosixSignalContext(
            System.Runtime.InteropServices.PosixSignal.SIGTERM));
        Finished run = Invocation.Run(interrupt, "serve", "--port", "0");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Workers_are_shown_while_they_come_and_go()
    {
        string address = OwnAddress;
        using var browser = new HttpClient();
        var page = new Uri($"http://{address}:5052/cluster");
        var first = LocalWorker.Start("come-and-go");
        using Invocation run = Invocation.Start(
            "serve", "--listen", address, "--port", "5052", "--cluster", "come-and-go");
        try
        {
            await FirstAnswer(browser, page).ConfigureAwait(true);
            await Shows(browser, page, "1 worker</h2>").ConfigureAwait(true);
        }
        finally
        {
            first.Dispose();
        }

        // What was last seen stays, and it is asked on.
        string left = await Shows(browser, page, " cluster come-and-go ").ConfigureAwait(true);
        Assert.Contains("What is shown was so ", left, StringComparison.Ordinal);
        using (LocalWorker.Start("come-and-go"))
        {
            await Shows(browser, page, "data-figure=\"trouble\"></p>").ConfigureAwait(true);
            await Shows(browser, page, "1 worker</h2>").ConfigureAwait(true);
            run.Signal("TERM", times: 1);
            Finished finished = run.Finish();
            Assert.Equal((0, string.Empty), (finished.ExitCode, finished.Error));
            Assert.Equal($"Open http://{address}:5052/ in a browser; Ctrl-C ends it.\n", finished.Output);
        }
    }

    // Of the loopback network, one that nothing else is likely to listen on, whatever the port.
    private static string OwnAddress => FormattableString.Invariant(
        $"127.{1 + (Environment.ProcessId / 65_536 % 254)}.{Environment.ProcessId / 256 % 256}.")
        + FormattableString.Invariant($"{1 + (Environment.ProcessId % 254)}");

    private static async Task<string> Shows(HttpClient browser, Uri address, string expected)
    {
        string shown = string.Empty;
        for (int attempt = 0; attempt < 300; attempt++)
        {
            shown = await browser.GetStringAsync(address).ConfigureAwait(true);
            if (shown.Contains(expected, StringComparison.Ordinal))
            {
                return shown;
            }

            await Task.Delay(100).ConfigureAwait(true);
        }

        Assert.Fail($"'{expected}' is not in {shown}");
        return shown;
    }

    private static void IsRefused(Finished run, string said)
    {
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.StartsWith($"modelcheck: {said}", run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
    }

    private static async Task<string> FirstAnswer(HttpClient browser, Uri address)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await browser.GetStringAsync(address).ConfigureAwait(true);
            }
            catch (HttpRequestException) when (attempt < 300)
            {
                // It does not listen yet.
                await Task.Delay(100).ConfigureAwait(true);
            }
        }
    }
}
