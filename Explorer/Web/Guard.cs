using System.Net;

using Microsoft.AspNetCore.Http;

namespace ModelCheck.Web;

/// <summary>
/// What is asked of a request before anything is done for it. Pages are for a browser on the machine where they are
/// served: a page of another origin can neither read them, nor start or stop anything.
/// </summary>
internal static class Guard
{
    // Nothing from outside, nothing within a line of the document, and no page around it.
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Why a request is turned away; null where it is not.</summary>
    internal static (int Status, string Reason)? FaultOf(HttpRequest request)
    {
        if (!IsOwnName(request.Host))
        {
            // What a name that somebody else holds leads to is none of that name's pages.
            return (
                StatusCodes.Status421MisdirectedRequest, "this server is asked for by its address or localhost only");
        }

        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return null;
        }

        if (!HttpMethods.IsPost(request.Method))
        {
            return (StatusCodes.Status405MethodNotAllowed, "only GET, HEAD and POST are understood");
        }

        return request.Headers.Origin.ToString() == $"{request.Scheme}://{request.Host}"
            ? null
            : (StatusCodes.Status403Forbidden, "nothing is started or stopped for a page of another origin");
    }

    /// <summary>Says to the browser what it may do with an answer.</summary>
    internal static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    private static bool IsOwnName(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Host.Trim('[', ']'), out _);
}
