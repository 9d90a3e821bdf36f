using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation.Frames;

/// <summary>
/// What the dead regions show, and how many of them show each frame. For platforms on which no region is dead nothing
/// of this exists.
/// </summary>
/// <remarks>Memory: 4.15 bytes a frame and 8 bytes a region slot.</remarks>
internal sealed class Quarantined
{
    private readonly ShownExtent[] _extents;

    // 1 + the first dead region; the others follow by their links. An array, so that it can be saved.
    private readonly int[] _first = new int[1];

    /// <summary>No dead regions.</summary>
    internal Quarantined(int frames, int regions)
    {
        Counts = new FrameCounts(frames);
        _extents = new ShownExtent[regions];
    }

    /// <summary>How many dead regions show each frame.</summary>
    internal FrameCounts Counts { get; }

    /// <summary>The first dead region, as 1 + its slot; 0 when there is none.</summary>
    internal ref int First => ref _first[0];

    /// <summary>All that there is to save.</summary>
    internal ImageSection[] Sections =>
        [.. Counts.Sections, ImageSection.Of(_extents), ImageSection.Of(_first)];

    /// <summary>What the dead region in a slot shows; no frames for any other slot.</summary>
    internal ref ShownExtent ExtentOf(int region) => ref _extents[region];

    /// <summary>Forgets all dead regions.</summary>
    internal void Clear()
    {
        Counts.Clear();
        Array.Clear(_extents);
        First = 0;
    }
}
