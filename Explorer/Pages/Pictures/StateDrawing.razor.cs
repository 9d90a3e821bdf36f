using System.Globalization;

using Microsoft.AspNetCore.Components;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Pages.Pictures;

/// <summary>A picture of a state, drawn as SVG: everything in it is said in words to those who do not see it.</summary>
public sealed partial class StateDrawing : ComponentBase
{
    private const int Gutter = 112;
    private const int FrameTop = 14;
    private const int FrameHeight = 24;
    private const int RowHeight = 19;
    private const int GaugeHeight = 15;
    private const int RoomForNotes = 96;
    private const int HolderWidth = 19;
    private const string Wrong = "✗";
    private const string Altered = "•";

    // A scope may have 32 frames: they get narrower, so that a picture is never wider than a page.
    private const int WidestUnit = 28;
    private const int WidestRow = 420;

    /// <summary>What is drawn.</summary>
    [Parameter]
    [EditorRequired]
    public StatePicture Picture { get; set; } = null!;

    private int Unit => Math.Max(12, Math.Min(WidestUnit, WidestRow / Picture.Frames.Length));

    private int Right => Gutter + (Picture.Frames.Length * Unit);

    private int Width => Right + RoomForNotes;

    private int Height => GaugeTop(Picture.Gauges.Length) + 2;

    private string? FramesMark => Picture.Frames.Any(frame => frame.IsWrong) ? Wrong
        : Picture.Frames.Any(frame => frame.HasChanged) ? Altered
        : null;

    private int GaugeUnit => Picture.Gauges.Max(gauge => Math.Max(gauge.Quota, gauge.Used)) is var most && most > 0
        ? Math.Max(1, Math.Min(Unit, (Right - Gutter + RoomForNotes - 8) / most))
        : 0;

    private static int BarTop(int row) => FrameTop + FrameHeight + 4 + (row * RowHeight);

    private int GaugeTop(int row) => BarTop(Picture.Bars.Length) + 4 + (row * GaugeHeight);

    private int X(int frame) => Gutter + (frame * Unit);

    private int Middle(FrameCell frame) => X(frame.Index) + (Unit / 2);

    private double PartOf(FrameCell frame) => Math.Round(Unit / (double)frame.Payers.Length, 1);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Decimal(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    // Not every number fits above a narrow cell.
    private bool NumbersFrame(int frame) => Unit >= 16 || frame % 4 == 0;

    private static string Owner(SessionId session) => session.ToString();

    private static string SignOf(FrameCell frame) => frame.Fate switch
    {
        FrameFate.Quarantined => "q",
        FrameFate.Stranded => "!",
        _ => Number(frame.References),
    };

    private static string FrameClass(FrameCell frame) => "frame"
        + frame.Fate switch
        {
            FrameFate.Free => " free",
            FrameFate.Stranded => " stranded",
            FrameFate.Quarantined => " quarantined",
            _ => string.Empty,
        }
        + (frame.Fate != FrameFate.Free && frame.Payers.IsEmpty ? " unpaid" : string.Empty)
        + (frame.IsWrong ? " bad" : frame.HasChanged ? " chg" : string.Empty);

    private static string LabelOf(ExtentBar bar) => bar.Of is { } of ? $"{bar.Name}↳{of}" : bar.Name;

    private static string BarClass(ExtentBar bar) => (bar.Kind == BarKind.Dataspace ? "ds" : "rg")
        + (bar.Life switch { Life.Zombie => " zombie", Life.Hollow => " hollow", _ => string.Empty })
        + (bar.IsStale ? " stale" : string.Empty)
        + (bar.IsWrong ? " bad" : bar.Change switch
        {
            Change.None => string.Empty,
            Change.Gone => " gone",
            _ => " chg",
        });

    private static string? MarkOf(ExtentBar bar) => bar.IsWrong ? Wrong
        : bar.Change switch
        {
            Change.None => null,
            Change.Made => "+",
            Change.Altered => Altered,
            Change.Gone => "−",
        };
}
