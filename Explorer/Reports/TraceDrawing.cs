using System.Globalization;
using System.Text;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Reports;

/// <summary>Draws a trace as frames and dataspaces, step by step, and marks what each step changed.</summary>
internal static class TraceDrawing
{
    /// <summary>What the drawing's signs mean.</summary>
    internal const string Legend =
        "frames: how many live dataspaces cover each, · free, x kept by something else, q in quarantine; "
        + "dataspaces and regions: █ live, ▒ zombie, ░ hollow; + new or changed, - gone";

    /// <summary>The drawing, line by line.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="trace">The trace.</param>
    /// <param name="tell">Says what happens in a step; its operation and outcome as they are when left out.</param>
    internal static IEnumerable<DrawnLine> Draw(IModel model, Trace trace, Func<TraceStep, string>? tell = null)
    {
        Row[] before = Rows(model, default);
        var states = trace.States(model);
        for (int step = 0; step < trace.Steps.Length; step++)
        {
            yield return new DrawnLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{step + 1,3}  {tell?.Invoke(trace.Steps[step]) ?? $"{trace.Steps[step]}"}"),
                LineKind.Step);
            Row[] after = Rows(model, states[step + 1]);
            foreach (DrawnLine line in Difference(before, after))
            {
                yield return line;
            }

            before = after;
        }
    }

    private static IEnumerable<DrawnLine> Difference(Row[] before, Row[] after)
    {
        foreach (Row row in before.Where(row => after.All(other => other.Key != row.Key)))
        {
            yield return new DrawnLine($"   - {row.Text}", LineKind.Gone);
        }

        foreach (Row row in after)
        {
            bool same = before.Contains(row);
            yield return new DrawnLine($"   {(same ? ' ' : '+')} {row.Text}", same ? LineKind.Kept : LineKind.Changed);
        }
    }

    private static Row[] Rows(IModel model, in State state)
    {
        Ledger ledger = model.Audit(in state);
        var rows = new List<Row> { new("frames", FramesText(model.Scope, in state, in ledger)) };
        foreach (DataspaceId dataspace in state.Occupied)
        {
            rows.Add(new Row(dataspace.ToString(), DataspaceText(model.Scope, in state, dataspace)));
        }

        foreach (RegionId region in state.Regions)
        {
            rows.Add(new Row(region.ToString(), RegionText(model, in state, region)));
        }

        if (model.Shape.Contents && !state.Written.IsEmpty)
        {
            rows.Add(new Row("written by", WrittenText(model.Scope, in state)));
        }

        rows.Add(new Row("used", UsedText(model, in state, in ledger)));
        return [.. rows];
    }

    private static string FramesText(Scope scope, in State state, in Ledger ledger)
    {
        var text = new StringBuilder("frames      ");
        foreach (Frame frame in FrameSet.First(scope.Frames))
        {
            int covering = 0;
            foreach (DataspaceId dataspace in state.Live)
            {
                covering += state.ExtentOf(dataspace).Frames.Contains(frame) ? 1 : 0;
            }

            text.Append(
                covering > 9 ? '*'
                : covering > 0 ? (char)('0' + covering)
                : ledger.Quarantined.Contains(frame) ? 'q'
                : ledger.Allocated.Contains(frame) ? 'x'
                : '·');
        }

        return text.ToString();
    }

    private static string DataspaceText(Scope scope, in State state, DataspaceId dataspace)
    {
        bool zombie = state.Zombies.Contains(dataspace);
        bool hollow = state.Hollow.Contains(dataspace);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{dataspace,-3} {state.OwnerOf(dataspace)}  ");
        text.Append(state.Writable.Contains(dataspace) ? "rw   " : "ro   ");
        text.Append(Bar(scope, state.ExtentOf(dataspace), zombie ? '▒' : hollow ? '░' : '█'));
        foreach (DataspaceId parent in state.ParentOf(dataspace))
        {
            text.Append(CultureInfo.InvariantCulture, $"  alias of {parent}");
        }

        text.Append(zombie ? "  zombie" : hollow ? "  hollow" : string.Empty);
        text.Append(state.Sealed.Contains(dataspace) ? "  sealed" : string.Empty);
        SessionSet holders = state.HoldersOf(dataspace) - state.OwnerOf(dataspace);
        text.Append(holders.IsEmpty ? string.Empty : $"  held also by {holders}");
        return text.ToString();
    }

    private static string RegionText(IModel model, in State state, RegionId region)
    {
        Scope scope = model.Scope;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{region,-3} {state.SessionOf(region)}  ");
        text.Append(state.WritableRegions.Contains(region) ? "rw   " : "ro   ");
        text.Append(Bar(scope, state.ExtentOf(region), '█'));
        DataspaceSet through = state.DataspaceOf(region);
        text.Append(
            CultureInfo.InvariantCulture,
            $"  attached{(through.IsEmpty ? ", dataspace gone" : $" through {through.Lowest}")}");
        text.Append(state.StaleRegions.Contains(region) ? ", stale" : string.Empty);
        return text.ToString();
    }

    // For each frame the session that wrote it last.
    private static string WrittenText(Scope scope, in State state)
    {
        var text = new StringBuilder("written by  ");
        foreach (Frame frame in FrameSet.First(scope.Frames))
        {
            char writer = '·';
            foreach (SessionId session in SessionSet.First(scope.Sessions))
            {
                writer = state.WrittenBy(session).Contains(frame) ? (char)('0' + session.Index) : writer;
            }

            text.Append(writer);
        }

        return text.ToString();
    }

    private static string UsedText(IModel model, in State state, in Ledger ledger)
    {
        var text = new StringBuilder("used        ");
        foreach (SessionId session in SessionSet.First(model.Scope.Sessions))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{session} {ledger.UsedBy(session)}/{model.QuotaOf(in state, session)}  ");
        }

        return text.ToString().TrimEnd();
    }

    private static string Bar(Scope scope, Extent extent, char sign)
    {
        char[] bar = new char[scope.Frames];
        Array.Fill(bar, '·');
        foreach (Frame frame in extent.Frames)
        {
            bar[frame.Index] = sign;
        }

        return new string(bar);
    }

    private readonly record struct Row(string Key, string Text);
}

/// <summary>A line of a drawing.</summary>
/// <param name="Text">The line.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct DrawnLine(string Text, LineKind Kind);

/// <summary>What a line of a drawing is.</summary>
internal enum LineKind
{
    /// <summary>An operation and its outcome.</summary>
    Step,

    /// <summary>Something that the step left as it was.</summary>
    Kept,

    /// <summary>Something that the step made or changed.</summary>
    Changed,

    /// <summary>Something that the step took away.</summary>
    Gone,
}
