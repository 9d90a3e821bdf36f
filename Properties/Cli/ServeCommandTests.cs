using System.Globalization;
using System.Net;
using System.Net.Sockets;

using ModelCheck.Cli;

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
        // An address of the loopback network that nothing else is likely to listen on, whatever the port.
        int process = Environment.ProcessId;
        string address = FormattableString.Invariant(
            $"127.{1 + (process / 65_536 % 254)}.{process / 256 % 256}.{1 + (process % 254)}");
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
