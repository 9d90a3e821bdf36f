using System.Net;

using Microsoft.AspNetCore.Http;

namespace ModelCheck.Web;

/// <summary>
/// What is asked of a request before anything is done for it. Pages are for a browser on the machine where they are
/// served: a page of another origin can neither read them, nor start or stop anything.
/// </summary>
internal static class Guard
{
    /// <summary>How long what a form sends may be: those that there are send nothing.</summary>
    internal const long MostBytesOfBody = 4096;

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

        if (request.Headers.TransferEncoding.Count > 0)
        {
            return (StatusCodes.Status411LengthRequired, "no form here sends what has no length");
        }

        if (request.ContentLength > MostBytesOfBody)
        {
            return (StatusCodes.Status413PayloadTooLarge, "no form here sends that much");
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

        // Not no-referrer: a browser would not say then that a form is one of these pages.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    private static bool IsOwnName(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Host.Trim('[', ']'), out _);
}
