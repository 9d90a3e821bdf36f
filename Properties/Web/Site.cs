using System.Net;
using System.Net.Sockets;
using System.Text;

using ModelCheck.Engine;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Web;
using ModelCheck.Web.Addresses;

using Xunit;

namespace ModelCheck.Properties.Web;

/// <summary>A server on a port of its own, and a client that follows nothing by itself.</summary>
public sealed class Site : IAsyncLifetime
{
    private static readonly SocketsHttpHandler Handler = new() { AllowAutoRedirect = false };

    private readonly Served _served;
    private WebServer? _server;

    public Site()
        : this(Peers)
    {
    }

    /// <summary>A server of something else.</summary>
    internal Site(Served served) => _served = served;

    /// <summary>What it serves.</summary>
    internal static Served Peers { get; } = new(
        "peers",
        ScenarioFile.Load("peers"),
        new PolicyName("FirstClass", "Holder", "Native"),
        new SearchLimits { MaximalBytes = 256 << 20 });

    /// <summary>Asks it.</summary>
    internal HttpClient Client { get; private set; } = null!;

    /// <summary>Where it is.</summary>
    internal Uri Address => _server!.Address;

    public async Task InitializeAsync()
    {
        _server = await WebServer.Start(_served, Listening.OnLoopback(0), CancellationToken.None).ConfigureAwait(true);
        Client = new HttpClient(Handler, disposeHandler: false) { BaseAddress = Address };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _server!.DisposeAsync().ConfigureAwait(true);
    }

    /// <summary>Asks for a page.</summary>
    internal async Task<(HttpStatusCode Status, string Body)> Get(string address)
    {
        using HttpResponseMessage answer =
            await Client.GetAsync(new Uri(address, UriKind.Relative)).ConfigureAwait(true);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync().ConfigureAwait(true));
    }

    /// <summary>Asks as a form of one of its pages does, or of a page of another origin.</summary>
    internal async Task<HttpResponseMessage> Post(string address, string? origin, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative));
        request.Content = content;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await Client.SendAsync(request).ConfigureAwait(true);
    }

    /// <summary>The same of one of its own pages.</summary>
    internal Task<HttpResponseMessage> Post(string address) => Post(address, Address.GetLeftPart(UriPartial.Authority));

    /// <summary>
    /// Sends bytes as they are, which no client of HTTP would, and reads what comes until the server closes.
    /// </summary>
    /// <returns>The status, 0 where it closes without a word, and what follows the headers.</returns>
    internal async Task<(int Status, string Body)> Send(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Address.Port).ConfigureAwait(true);
        NetworkStream stream = client.GetStream();
        string text;
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request)).ConfigureAwait(true);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            text = await reader.ReadToEndAsync().ConfigureAwait(true);
        }
        catch (IOException)
        {
            // It has closed before it was told everything.
            return (0, string.Empty);
        }

        string[] parts = text.Split("\r\n\r\n", 2);
        return text.Length == 0
            ? (0, string.Empty)
            : (int.Parse(parts[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), parts[1]);
    }

    /// <summary>A request for a target, as it stands.</summary>
    internal string Raw(string target, string method = "GET") =>
        $"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{Address.Port}\r\nConnection: close\r\n\r\n";
}
