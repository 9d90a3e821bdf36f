using System.Diagnostics.CodeAnalysis;
using System.Reflection;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Pages.Documents;
using ModelCheck.Web.Addresses;
using ModelCheck.Web.Clusters;
using ModelCheck.Web.Runs;
using ModelCheck.Web.Views;

namespace ModelCheck.Web;

/// <summary>
/// Serves pages to step through states and to explore them. It reads no configuration but what it is given, listens
/// where it is told to, keeps nothing for a reader, and does nothing that was not asked for.
/// </summary>
public sealed class WebServer : IAsyncDisposable
{
    private const int MostConnections = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly WebApplication _application;

    private WebServer(WebApplication application) => _application = application;

    /// <summary>Where it is to be asked.</summary>
    public Uri Address => new(_application.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts a server.</summary>
    /// <param name="served">What it serves.</param>
    /// <param name="listening">Where it listens.</param>
    /// <param name="cancellation">Ends the start early.</param>
    /// <returns>The server.</returns>
    /// <exception cref="IOException">The port is taken, or the address none of this machine's.</exception>
    public static async Task<WebServer> Start(Served served, Listening listening, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(served);
        ArgumentNullException.ThrowIfNull(listening);

        // An empty builder: neither files nor the environment say anything to it.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxConcurrentConnections = MostConnections;
            options.Limits.MaxRequestBodySize = Guard.MostBytesOfBody;
            options.Limits.RequestHeadersTimeout = Patience;
            options.Limits.KeepAliveTimeout = Patience;
            options.Listen(listening.Address, listening.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton(served);
        builder.Services.AddSingleton(_ => new Explorations(served.Limits));
        builder.Services.AddSingleton<ShortSearches>();
        if (served.Cluster is { } cluster)
        {
            builder.Services.AddSingleton(_ => new ClusterWatch(cluster));
        }

        WebApplication application = builder.Build();
        application.Use(Answer);
        application.UseRouting();
        Pages.MapOn(application);
        if (served.Cluster is not null)
        {
            ClusterPages.MapOn(application);
        }

        foreach ((string name, string type, string text) in Assets())
        {
            application.MapGet($"/assets/{name}", () => Results.Text(text, type));
        }

        // Of what looks like a file, too.
        application.MapFallback("{*path}", () => Fault(StatusCodes.Status404NotFound, "There is no such page"));
        try
        {
            await application.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new WebServer(application);
    }

    /// <summary>
    /// Shows a state to nobody, so that the first page that somebody asks for need not wait until it is compiled.
    /// </summary>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>When it is done.</returns>
    public async Task WarmUp(CancellationToken cancellation)
    {
        using var client = new HttpClient();
        using HttpResponseMessage answer =
            await client.GetAsync(new Uri(Address, "state"), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    // What goes wrong is answered in one line, whatever it is.
    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "One request that fails must not end the server; the answer says what failed.")]
    private static async Task Answer(HttpContext context, RequestDelegate next)
    {
        Guard.Protect(context.Response.Headers);
        (int Status, string Reason)? fault = Guard.FaultOf(context.Request);
        if (fault is null)
        {
            try
            {
                // What is asked for by HEAD is found as by GET, and the server leaves the body out.
                context.Request.Method =
                    HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Get : context.Request.Method;
                await next(context).ConfigureAwait(false);
            }
            catch (BadInputException exception)
            {
                fault = (StatusCodes.Status400BadRequest, exception.Message);
            }
            catch (BusyException exception)
            {
                fault = (StatusCodes.Status503ServiceUnavailable, exception.Message);
            }
            catch (BadHttpRequestException exception)
            {
                fault = (exception.StatusCode, "the request is none");
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // Nobody waits for an answer.
                return;
            }
            catch (Exception exception)
            {
                fault = (StatusCodes.Status500InternalServerError, $"a defect of the program: {exception.Message}");
            }
        }

        if (fault is { } found && !context.Response.HasStarted)
        {
            context.Response.Clear();
            Guard.Protect(context.Response.Headers);
            await Fault(found.Status, found.Reason).ExecuteAsync(context).ConfigureAwait(false);
        }
    }

    private static RazorComponentResult<FaultPage> Fault(int status, string reason)
    {
        var parameters = new Dictionary<string, object?>
        {
            [nameof(FaultPage.Title)] = status switch
            {
                StatusCodes.Status400BadRequest => "That cannot be shown",
                StatusCodes.Status404NotFound => "Nothing is here",
                StatusCodes.Status503ServiceUnavailable => "Not now",
                _ => "That was turned away",
            },
            [nameof(FaultPage.Message)] = Printable.Line(reason),
        };
        return new RazorComponentResult<FaultPage>(parameters) { StatusCode = status };
    }

    private static IEnumerable<(string Name, string Type, string Text)> Assets() =>
    [
        ("page.css", "text/css", PageStyle.Text),
        ("web.css", "text/css", Read("web.css")),
        ("live.js", "text/javascript", Read("live.js")),
        ("icon.svg", "image/svg+xml", Read("icon.svg")),
    ];

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is missing from the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
