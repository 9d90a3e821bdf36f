using System.Runtime.InteropServices;

namespace ModelCheck.Services.Linux;

/// <summary>
/// What is written at the beginning of each page, so that whoever reaches it can tell which one it is. The page is zero
/// but for that.
/// <code>
/// byte  0             4            8              16
///       page's number file's number last writer   where stores are tried
/// </code>
/// </summary>
/// <param name="Page">Its number within the file.</param>
/// <param name="File">The number of the file, from 1 on.</param>
/// <param name="Writer">1 + the session that wrote it last; 0 for nobody.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct PageTag(int Page, int File, int Writer)
{
    internal const int WriterAt = 8;
    internal const int ScratchAt = 16;

    /// <summary>The tag's first word.</summary>
    internal ulong Word => ((ulong)(uint)File << 32) | (uint)Page;

    internal static PageTag Of(ulong word, ulong writer) =>
        new((int)(uint)word, (int)(uint)(word >> 32), (int)writer);

    internal static PageTag ReadFrom(ReadOnlySpan<int> words) => new(words[0], words[1], words[2]);

    internal void WriteTo(Span<int> words)
    {
        words[0] = Page;
        words[1] = File;
        words[2] = Writer;
    }
}
