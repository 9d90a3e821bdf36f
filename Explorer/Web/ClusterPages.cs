using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

using ModelCheck.Web.Clusters;
using ModelCheck.Web.Views;

namespace ModelCheck.Web;

/// <summary>The page of a cluster, where one is named.</summary>
internal static class ClusterPages
{
    /// <summary>Adds it.</summary>
    internal static void MapOn(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cluster", async (ClusterWatch watch, CancellationToken aborted) => Pages.Page<ClusterPage>(
            (nameof(ClusterPage.Cluster), watch.Name),
            (nameof(ClusterPage.Figures), await FiguresOf(watch, aborted).ConfigureAwait(false))));
        routes.MapGet("/cluster/status", async (HttpRequest request, ClusterWatch watch, CancellationToken aborted) =>
            Status(
                await FiguresOf(watch, aborted).ConfigureAwait(false), request.Query["shape"].ToString()));
    }

    private static async Task<ClusterFigures> FiguresOf(ClusterWatch watch, CancellationToken aborted) =>
        new(await watch.Look(aborted).ConfigureAwait(false));

    // A page that has not the places for what there is now is over, and loads itself again.
    private static IResult Status(ClusterFigures figures, string shape)
    {
        var status = figures.All.ToDictionary(figure => figure.Key, figure => (object)figure.Text);
        status["over"] = figures.Shape != shape;
        return Results.Json(status);
    }
}
