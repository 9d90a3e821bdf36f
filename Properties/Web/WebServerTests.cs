using System.Net;
using System.Net.Sockets;

using Xunit;

namespace ModelCheck.Properties.Web;

/// <summary>
/// What a server answers to those it is for, to those it is not for, and to what no browser would send: in one line,
/// and so that it answers the next one.
/// </summary>
public sealed class WebServerTests(Site site) : IClassFixture<Site>
{
    private const string Path = "path=Alloc(s0,2);Alias(s1,d0,ro,0,1);Free(s0,d0)";

    public static TheoryData<string, int> Answers => new()
    {
        { "/", 200 },
        { $"/state?{Path}", 200 },
        { $"/state?policy=Pin/Holder&policy=FirstClass/Holder&policy=Cascade/Nobody&{Path}", 200 },
        { "/run", 200 },
        { "/find?filter=d0+zombie&policy=Pin/Holder", 200 },
        { $"/predecessors?{Path}", 200 },
        { $"/distances?scenario=shared-buffer&frames=1", 200 },
        { $"/trace.json?{Path}", 200 },
        { $"/trace.itf.json?{Path}", 200 },
        { $"/trace.cs?{Path}", 200 },
        { $"/trace.md?{Path}", 200 },
        { "/assets/page.css", 200 },
        { "/assets/live.js", 200 },
        { "/nothing", 404 },
        { "/cluster", 404 },
        { "/cluster/status", 404 },
        { "/assets/", 404 },
        { "/assets/nothing.css", 404 },
        { "/favicon.ico", 404 },
        { "/state?path=Steal(s0)", 400 },
        { "/run/status?policy=Managed/Nobody", 400 },
    };

    // Nothing of it is what it has to be.
    public static TheoryData<string> Hostile =>
    [
        "/state?frames=99999999999999999999",
        "/state?frames=33",
        "/state?frames=0",
        "/state?frames=-1",
        "/state?frames=1e9",
        "/state?dataspaces=17&regions=9",
        "/state?regions=2147483648",
        "/state?path=Alloc(s0,99999999999999999999)",
        "/state?path=Alloc(s9,1)",
        "/state?path=Free(s0,d99)",
        "/state?path=Alloc(s0,1",
        "/state?path=Flush()",
        "/state?path=Attach(s0,d0)",
        "/state?path=%00",
        "/state?path=Alloc(s0,1)%00",
        "/state?path=%F0%9F%92%A9",
        "/state?path=%C3%28",
        "/state?path=%",
        "/state?path=%zz%1",
        "/state?path=%25%25%2525",
        "/state?path=<script>alert(1)</script>",
        "/state?path=Alloc(s0,1)&path=Alloc(s0,1)",
        "/state?scenario=peers&scenario=peers",
        "/state?frames=2&frames=3",
        "/state?scenario=",
        "/state?scenario=/etc/passwd",
        "/state?scenario=docs/scenarios/peers.json",
        "/state?scenario=../../docs/scenarios/peers.json",
        "/state?scenario=..%2F..%2Fetc%2Fpasswd",
        "/state?scenario=peers.json",
        "/state?scenario=PEERS",
        "/state?scenario=peers%00",
        "/state?policy=Pin",
        "/state?policy=Pin/Holder/Native",
        "/state?policy=/",
        "/state?policy=Nope/Holder",
        "/state?policy=Pin/Holder&policy=Pin/Heir&policy=Pin/Nobody&policy=Pin/Allocator",
        "/find",
        "/find?filter=",
        "/find?filter=whatever",
        "/find?filter=d0+zombie&filter=d1+zombie",
        "/find?filter=%00",
        "/find?filter=frame+99999999999+free",
        "/predecessors?path=Alloc",
        "/distances?path=Alloc",
        "/trace.cs?scenario=nope",
        "/run?scenario=nope",
        "/run/status?scenario=nope",
        "/run/start",
        "/../../../../etc/passwd",
        "/assets/../../etc/passwd",
        "/assets/..%2f..%2fetc%2fpasswd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..\\..\\etc\\passwd",
        "//etc/passwd",
        "/%00",
        "/state%00?path=",
        "/%ff%fe",
        "/;/state",
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string address, int status)
    {
        using HttpResponseMessage answer =
            await site.Client.GetAsync(new Uri(address, UriKind.Relative)).ConfigureAwait(true);
        Assert.Equal(status, (int)answer.StatusCode);
        string HeaderOf(string name) => string.Join(
            ',', answer.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values : []);
        Assert.Equal(
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            HeaderOf("Content-Security-Policy"));
        Assert.Equal("nosniff", HeaderOf("X-Content-Type-Options"));
        Assert.Equal("same-origin", HeaderOf("Referrer-Policy"));
        Assert.Equal("same-origin", HeaderOf("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", HeaderOf("Cross-Origin-Resource-Policy"));
        Assert.Equal("no-store", HeaderOf("Cache-Control"));
        Assert.Equal(string.Empty, HeaderOf("Server"));
        Assert.Equal(string.Empty, HeaderOf("Set-Cookie"));
        Assert.NotNull(answer.Content.Headers.ContentType);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_is_no_address_of_a_page_is_refused_in_one_line(string target)
    {
        (int status, string body) = await site.Send(site.Raw(target)).ConfigureAwait(true);
        Assert.InRange(status, 400, 499);
        Assert.DoesNotContain("root:", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", body, StringComparison.Ordinal);
        Assert.DoesNotContain(body, character => char.IsControl(character) && character is not ('\n' or '\r'));

        // What does not even get as far as a page has no body.
        Assert.True(
            body.Trim().Length == 0 || body.Split("<p class=\"blame\">✗ ") is [_, var rest]
                && rest[..rest.IndexOf("</p>", StringComparison.Ordinal)] is { Length: > 0 and < 400 } line
                && !line.Contains('\n', StringComparison.Ordinal),
            body);
        await AnswersTheNext().ConfigureAwait(true);
    }

    [Theory]
    [InlineData(201, 400)]
    [InlineData(10_000, 414)]
    public async Task More_operations_than_anybody_walks_through_are_refused(int operations, int status)
    {
        string path = string.Join(';', Enumerable.Repeat("Close(s0)", operations));
        Assert.Equal(
            status, (await site.Send(site.Raw($"/state?path={path}")).ConfigureAwait(true)).Status);
        await AnswersTheNext().ConfigureAwait(true);
    }

    [Fact]
    public async Task Two_hundred_operations_are_shown() => Assert.Equal(
        200,
        (await site.Send(site.Raw($"/state?path={string.Join(';', Enumerable.Repeat("Close(s0)", 200))}"))
            .ConfigureAwait(true)).Status);

    [Fact]
    public async Task Requests_that_are_none_are_refused()
    {
        string host = $"Host: 127.0.0.1:{site.Address.Port}\r\n";
        string[] requests =
        [
            "GET / HTTP/9.9\r\n\r\n",
            "GET\r\n\r\n",
            "\0\0\0\0\r\n\r\n",
            $"GET / HTTP/1.1\r\n\r\n",
            $"GET / HTTP/1.1\r\n{host}{host}\r\n",
            $"GET / HTTP/1.1\r\n{host}X: {new string('x', 40_000)}\r\n\r\n",
            $"GET / HTTP/1.1\r\n{host}{string.Concat(Enumerable.Repeat("X: y\r\n", 2_000))}\r\n",
            $"POST /run/stop HTTP/1.1\r\n{host}Content-Length: -1\r\n\r\n",
            $"POST /run/stop HTTP/1.1\r\n{host}Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n\r\n",
        ];
        foreach (string request in requests)
        {
            (int status, string _) = await site.Send(request).ConfigureAwait(true);
            Assert.True(
                status is 0 or (>= 400 and < 500) or 505, $"{status}: {request[..Math.Min(60, request.Length)]}");
            await AnswersTheNext().ConfigureAwait(true);
        }
    }

    [Theory]
    [InlineData("modelcheck.example")]
    [InlineData("localhost.example:80")]
    [InlineData("127.0.0.1.example")]
    public async Task Who_asks_for_another_name_gets_nothing(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative));
        request.Headers.Host = host;
        using HttpResponseMessage answer = await site.Client.SendAsync(request).ConfigureAwait(true);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Contains("default-src 'none'", answer.Headers.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1")]
    [InlineData("[::1]:1")]
    [InlineData("192.0.2.1")]
    public async Task Its_own_names_are_answered_whatever_the_port(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative));
        request.Headers.Host = host;
        using HttpResponseMessage answer = await site.Client.SendAsync(request).ConfigureAwait(true);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("http://modelcheck.example")]
    [InlineData("http://127.0.0.1")]
    [InlineData("https://127.0.0.1:PORT")]
    [InlineData("http://127.0.0.1:PORT.example")]
    public async Task Nothing_is_started_or_stopped_for_a_page_of_another_origin(string? origin)
    {
        string? from = origin?.Replace(
            "PORT", site.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
        foreach (string address in (string[])["/run/start?policy=Pin/Heir", "/run/stop?policy=Pin/Heir"])
        {
            using HttpResponseMessage answer = await site.Post(address, from).ConfigureAwait(true);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.Equal(
            HttpStatusCode.BadRequest, (await site.Get("/run/status?policy=Pin/Heir").ConfigureAwait(true)).Status);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("BREW")]
    public async Task Other_methods_are_not_understood(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/", UriKind.Relative));
        using HttpResponseMessage answer = await site.Client.SendAsync(request).ConfigureAwait(true);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("default-src 'none'", answer.Headers.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HEAD_is_GET_without_the_page()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri($"/state?{Path}", UriKind.Relative));
        using HttpResponseMessage answer = await site.Client.SendAsync(request).ConfigureAwait(true);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync().ConfigureAwait(true));
    }

    [Fact]
    public async Task What_only_a_form_may_ask_for_no_link_may()
    {
        Assert.InRange((int)(await site.Get("/run/start").ConfigureAwait(true)).Status, 400, 499);
        using HttpResponseMessage posted = await site.Post("/state").ConfigureAwait(true);
        Assert.InRange((int)posted.StatusCode, 400, 499);
    }

    [Fact]
    public async Task A_body_that_no_form_here_has_is_refused()
    {
        string host = $"127.0.0.1:{site.Address.Port}";
        string[] framings =
        [
            $"Content-Length: {1 << 20}\r\n\r\n{new string('x', 1 << 16)}",
            $"Transfer-Encoding: chunked\r\n\r\n10000\r\n{new string('x', 1 << 16)}\r\n0\r\n\r\n",
        ];
        foreach (string framing in framings)
        {
            (int status, string _) = await site.Send(
                $"POST /run/stop HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n{framing}").ConfigureAwait(true);
            Assert.True(status is 0 or 411 or 413, $"{status}");
            await AnswersTheNext().ConfigureAwait(true);
        }
    }

    [Fact]
    public async Task A_thousand_connections_at_once_do_not_end_it()
    {
        TcpClient[] crowd = [.. Enumerable.Range(0, 1_000).Select(_ => new TcpClient())];
        try
        {
            await Task.WhenAll(crowd.Select(Come)).ConfigureAwait(true);
        }
        finally
        {
            Array.ForEach(crowd, client => client.Dispose());
        }

        await AnswersTheNext().ConfigureAwait(true);

        async Task Come(TcpClient client)
        {
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, site.Address.Port).ConfigureAwait(true);
                await client.GetStream().WriteAsync("GET / HT"u8.ToArray()).ConfigureAwait(true);
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                // It has turned this one away.
            }
        }
    }

    [Fact]
    public async Task The_widest_bounds_are_answered()
    {
        (HttpStatusCode status, string body) = await site.Get(
            "/state?frames=32&dataspaces=16&regions=8&policy=Pin/Holder&path=Alloc(s0,2);Alias(s1,d0,ro,0,1)")
            .ConfigureAwait(true);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Alias(s1, d1, ro, 0, 1)", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_scenario_is_read_from_a_file_that_an_address_names()
    {
        (HttpStatusCode status, string body) =
            await site.Get("/state?scenario=/etc/hostname").ConfigureAwait(true);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("scenario: there is none of that name; there are peers, ", body, StringComparison.Ordinal);
    }

    // A crowd that has gone may be noticed a moment later.
    private async Task AnswersTheNext()
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                Assert.Equal(HttpStatusCode.OK, (await site.Get("/").ConfigureAwait(true)).Status);
                return;
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                await Task.Delay(50).ConfigureAwait(true);
            }
        }
    }
}
