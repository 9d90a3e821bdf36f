using System.Globalization;

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace ModelCheck.Pages.Pictures;

/// <summary>
/// A word in a drawing. In Razor a <c>text</c> element within a loop or a condition is not one of the document, so it
/// is made here.
/// </summary>
public sealed class SvgText : ComponentBase
{
    /// <summary>Where it begins, or as the anchor says, has its middle or end.</summary>
    [Parameter]
    [EditorRequired]
    public int X { get; set; }

    /// <summary>Where it stands.</summary>
    [Parameter]
    [EditorRequired]
    public int Y { get; set; }

    /// <summary>The word.</summary>
    [Parameter]
    [EditorRequired]
    public string Word { get; set; } = "";

    /// <summary>Its class; null for none.</summary>
    [Parameter]
    public string? Class { get; set; }

    /// <summary>What of it is at <see cref="X"/>: null for its beginning.</summary>
    [Parameter]
    public string? Anchor { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", X.ToString(CultureInfo.InvariantCulture));
        builder.AddAttribute(2, "y", Y.ToString(CultureInfo.InvariantCulture));
        builder.AddAttribute(3, "class", Class);
        builder.AddAttribute(4, "text-anchor", Anchor);
        builder.AddContent(5, Word);
        builder.CloseElement();
    }
}
