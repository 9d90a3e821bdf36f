using System.Collections.Immutable;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Reports;
using ModelCheck.Web.Addresses;
using ModelCheck.Web.Runs;
using ModelCheck.Web.Views;

namespace ModelCheck.Web;

/// <summary>Which page answers which address.</summary>
internal static class Pages
{
    private const int MostPredecessors = 200;

    /// <summary>Adds all of them.</summary>
    internal static void MapOn(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (HttpRequest request, Served served) => Page<HomePage>(
            (nameof(HomePage.Served), served), (nameof(HomePage.Place), Place.Read(request.Query, served))));
        routes.MapGet("/state", (HttpRequest request, Served served) => StateAt(Place.Read(request.Query, served)));
        routes.MapGet("/run", (HttpRequest request, Served served, Explorations explorations) =>
        {
            Place place = Place.Read(request.Query, served).Upto(0);
            return Page<RunPage>((nameof(RunPage.Place), place), (nameof(RunPage.Run), explorations.Find(place)));
        });
        routes.MapGet("/run/status", (HttpRequest request, Served served, Explorations explorations) =>
            StatusOf(explorations.Find(Place.Read(request.Query, served))));
        routes.MapPost("/run/start", (HttpRequest request, Served served, Explorations explorations) =>
        {
            Place place = Place.Read(request.Query, served).Upto(0);
            explorations.Start(place);
            return SeeOther(place.On("run"));
        });
        routes.MapPost("/run/stop", (HttpRequest request, Served served, Explorations explorations) =>
        {
            Place place = Place.Read(request.Query, served).Upto(0);
            explorations.Find(place)?.Stop();
            return SeeOther(place.On("run"));
        });
        routes.MapGet("/find", Find);
        routes.MapGet("/predecessors", LookForPredecessors);
        routes.MapGet("/distances", LookForDistances);
        foreach (TraceFormat format in TraceFormat.All)
        {
            routes.MapGet($"/trace.{format.Extension}", (HttpRequest request, Served served) =>
            {
                Place place = Place.Read(request.Query, served);
                IModel model = place.ModelOf(place.Policies[0]);
                return Results.Text(format.Write(model, place.TraceUnder(model)), format.ContentType);
            });
        }
    }

    /// <summary>A page with what it is told.</summary>
    internal static RazorComponentResult<TPage> Page<TPage>(params (string Name, object? Value)[] parameters)
        where TPage : IComponent =>
        new(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));

    private static RazorComponentResult<StatePage> StateAt(Place place) => Page<StatePage>(
        (nameof(StatePage.Place), place),
        (
            nameof(StatePage.Standings),
            place.Policies.Select(policy => new Standing(place, policy)).ToImmutableArray()));

    // What a search needs to know of a place: the first of its policies, and the state that it begins in.
    private static (IModel Model, State State, string Policy) FirstOf(Place place)
    {
        PolicyName policy = place.Policies[0];
        IModel model = place.ModelOf(policy);
        return (model, place.TraceUnder(model).States(model)[^1], $"{policy.Title}/{policy.Charging}");
    }

    private static async Task<IResult> Find(
        HttpRequest request, Served served, ShortSearches searches, CancellationToken aborted)
    {
        Place place = Place.Read(request.Query, served);
        var filter = StateFilter.Parse(request.Query["filter"].ToString());
        (IModel model, State state, string policy) = FirstOf(place);
        ShortestWay path = await searches.Run(
            token => ShortestWay.To(model, state, filter, ShortSearches.Bound, token), aborted)
            .ConfigureAwait(false);
        Place found = place with { Path = [.. place.Path, .. path.Steps.Select(step => step.Operation)] };
        return Ways(
            $"{filter.Text}",
            place,
            path.Distance switch
            {
                { Reach: Reach.Reached, Length: 0 } => "This very state matches.",
                { Reach: Reach.Reached, Length: var length } =>
                    $"The nearest state that matches is {Wording.Steps(length)} away, under {policy}.",
                { Reach: Reach.Never } =>
                    $"No state that can be reached from here matches, under {policy}: all were looked at.",
                _ => $"Not settled: of the nearest {Wording.Number(ShortSearches.Bound)} states none matches, "
                    + $"under {policy}.",
            },
            path.Distance.Reach == Reach.Reached
                ?
                [
                    .. path.Steps.Select((step, index) => (
                        step.ToString(),
                        index + 1 == path.Steps.Length ? "here it matches" : "on the way",
                        found.Upto(place.Path.Length + index + 1))),
                ]
                : []);
    }

    private static async Task<IResult> LookForPredecessors(
        HttpRequest request, Served served, ShortSearches searches, CancellationToken aborted)
    {
        Place place = Place.Read(request.Query, served);
        (IModel model, State state, string policy) = FirstOf(place);
        Predecessors found = await searches.Run(
            token => Predecessors.Of(model, state, ShortSearches.Bound, MostPredecessors, token),
            aborted).ConfigureAwait(false);
        string extent = found.IsComplete
            ? "all reachable states were looked at"
            : $"of the nearest {Wording.Number(found.States)} states; there may be more";
        return Ways(
            "How else one gets here",
            place,
            found.Ways.IsEmpty
                ? $"No step leads here under {policy} ({extent})."
                : $"{Wording.Number(found.Ways.Length)} steps lead to this state under {policy} ({extent}"
                    + $"{(found.Ways.Length == MostPredecessors ? "; no more are listed" : string.Empty)}). "
                    + "Each link leads here by that step, along a shortest way.",
            [
                .. found.Ways.Select(way => (
                    way[^1].ToString(),
                    way.Length == 1
                        ? "from the initial state"
                        : $"after {string.Join(", ", way.SkipLast(1).Select(step => step.Operation))}",
                    place with { Path = [.. way.Select(step => step.Operation)] })),
            ]);
    }

    private static async Task<IResult> LookForDistances(
        HttpRequest request, Served served, ShortSearches searches, CancellationToken aborted)
    {
        Place place = Place.Read(request.Query, served);
        (IModel model, State state, string policy) = FirstOf(place);
        (Requirement Requirement, ShortestWay Path)[] all = await searches.Run(
            token => Catalog.Requirements
                .Where(requirement => requirement is Invariant or StepRequirement
                    && requirement.Obstacle(model) is null)
                .OrderBy(requirement => place.Scenario.LevelOf(requirement) is { } level ? (int)level : int.MaxValue)
                .Select(requirement => (
                    requirement,
                    ShortestWay.ToViolation(
                        model, state, requirement, ShortSearches.Bound / 10, token)))
                .ToArray(),
            aborted).ConfigureAwait(false);
        ILookup<Reach, (Requirement Requirement, ShortestWay Path)> byReach =
            all.ToLookup(entry => entry.Path.Distance.Reach);
        string safe = string.Join(", ", byReach[Reach.Never].Select(entry => entry.Requirement.Name));
        string open = string.Join(", ", byReach[Reach.NotSettled].Select(entry => entry.Requirement.Name));
        return Ways(
            "How far it is to a violation",
            place,
            $"From here, under {policy}, by whatever operations."
                + (safe.Length == 0 ? string.Empty : $" Never, whatever is asked: {safe}.")
                + (open.Length == 0
                    ? string.Empty
                    : $" Not within the nearest {Wording.Number(ShortSearches.Bound / 10)} states: {open}."),
            [
                .. byReach[Reach.Reached].OrderBy(entry => entry.Path.Distance.Length).Select(entry => (
                    $"{entry.Requirement.Name}: {Wording.Steps(entry.Path.Distance.Length)}",
                    string.Join(", ", entry.Path.Steps.Select(step => step.Operation)),
                    place with { Path = [.. place.Path, .. entry.Path.Steps.Select(step => step.Operation)] })),
            ]);
    }

    private static IResult StatusOf(ExplorationRun? run)
    {
        if (run is null)
        {
            throw new BadInputException("nothing was started here");
        }

        double seconds = Math.Max(run.Elapsed, 0.001);
        return Results.Json(new Dictionary<string, object>
        {
            ["phase"] = run.IsOver ? "over" : run.Progress.Phase,
            ["states"] = Wording.Number(run.Progress.States),
            ["rate"] = Wording.Number((long)(run.Progress.States / seconds)),
            ["frontier"] = Wording.Number(run.Progress.Frontier),
            ["level"] = Wording.Number(run.Progress.Level),
            ["memory"] = Wording.Bytes(run.Progress.Bytes),
            ["over"] = run.IsOver,
        });
    }

    private static RazorComponentResult<WaysPage> Ways(
        string title, Place place, string summary, ImmutableArray<(string Name, string Told, Place To)> ways) =>
        Page<WaysPage>(
            (nameof(WaysPage.Title), title),
            (nameof(WaysPage.Place), place),
            (nameof(WaysPage.Summary), summary),
            (nameof(WaysPage.Ways), ways));

    // So that loading the page again starts nothing.
    private static SeeOtherResult SeeOther(string address) => new SeeOtherResult(address);

    private sealed class SeeOtherResult(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}
