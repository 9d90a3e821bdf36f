using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Interchange.Logs;

/// <summary>What a log says was seen after an operation: what each session uses, and which frames are free.</summary>
internal sealed record SeenAfterwards
{
    /// <summary>The fields that it is written as.</summary>
    internal static readonly string[] Names = ["used", "free"];

    // A number for each session, null where it was not seen.
    private ImmutableArray<int?> Used { get; init; } = [];

    private int? FreeFrames { get; init; }

    // A 0, 1 or ? for each frame.
    private string? Free { get; init; }

    /// <summary>Whether nothing was seen.</summary>
    internal bool IsNothing => Used.IsEmpty && FreeFrames is null && Free is null;

    /// <summary>Reads what an entry says.</summary>
    /// <exception cref="BadInputException">It says what cannot be seen.</exception>
    internal static SeenAfterwards Read(JsonField entry, Scope scope)
    {
        JsonField? used = entry.Known("used");
        JsonField[] numbers = [.. used?.Items() ?? []];
        if (used is not null && numbers.Length != scope.Sessions)
        {
            throw used.Fault(
                BadInputKind.WrongKind,
                FormattableString.Invariant($"must have {scope.Sessions} entries, one for each session"));
        }

        JsonField? free = entry.Known("free");
        bool isPattern = free?.Kind == JsonValueKind.String;
        return new SeenAfterwards
        {
            Used = [.. numbers.Select(number => Number(number, int.MaxValue))],
            FreeFrames = free is null || isPattern ? null : Number(free, scope.Frames),
            Free = isPattern ? PatternIn(free!, scope.Frames) : null,
        };
    }

    /// <summary>Whether a state may be what was seen.</summary>
    internal bool Fits(in Ledger ledger, Scope scope)
    {
        for (int session = 0; session < Used.Length; session++)
        {
            if (Used[session] is { } used && used != ledger.UsedBy(new SessionId(session)))
            {
                return false;
            }
        }

        if (FreeFrames is { } free && free != scope.Frames - ledger.Allocated.Count)
        {
            return false;
        }

        for (int frame = 0; frame < (Free?.Length ?? 0); frame++)
        {
            if (Free![frame] != '?' && Free[frame] == '1' == ledger.Allocated.Contains(new Frame(frame)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is seen of a state, in words.</summary>
    internal static string Of(in Ledger ledger, Scope scope)
    {
        string[] used = new string[scope.Sessions];
        for (int session = 0; session < used.Length; session++)
        {
            used[session] = ledger.UsedBy(new SessionId(session)).ToString(CultureInfo.InvariantCulture);
        }

        char[] free = new char[scope.Frames];
        for (int frame = 0; frame < free.Length; frame++)
        {
            free[frame] = ledger.Allocated.Contains(new Frame(frame)) ? '0' : '1';
        }

        return $"used {string.Join(", ", used)}; free {new string(free)}";
    }

    /// <summary>The same of what was seen.</summary>
    public override string ToString() => string.Join("; ", [
        .. Used.IsEmpty
            ? (string[])[]
            : [$"used {string.Join(", ", Used.Select(used => used?.ToString(CultureInfo.InvariantCulture) ?? "?"))}"],
        .. Free is null && FreeFrames is null
            ? (string[])[]
            : [$"free {Free ?? FreeFrames!.Value.ToString(CultureInfo.InvariantCulture)}"],
    ]);

    private static int? Number(JsonField field, int most)
    {
        if (field.Kind == JsonValueKind.Null)
        {
            return null;
        }

        int number = AskedOperation.WholeNumber(field);
        return number >= 0 && number <= most
            ? number
            : throw field.Fault(
                BadInputKind.OutOfBounds, FormattableString.Invariant($"must be 0 to {most}, not {number}"));
    }

    private static string PatternIn(JsonField field, int frames)
    {
        string pattern = field.Text();
        return pattern.Length == frames && !pattern.AsSpan().ContainsAnyExcept("01?")
            ? pattern
            : throw field.Fault(
                BadInputKind.WrongKind,
                FormattableString.Invariant($"must have a 1, 0 or ? for each of {frames} frames"));
    }
}
