using System.Collections.Immutable;
using System.Text.Json;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Interchange.Logs;

/// <summary>
/// What somebody wrote down of a system while it ran: JSON lines, the policy and the bounds in the first, an operation
/// in each other one, and of what came of it as much as is known (docs/interchange.md).
/// </summary>
public sealed class OperationLog
{
    /// <summary>How many bytes a line may have: 64 KiB.</summary>
    public const int MaximalLine = 1 << 16;

    /// <summary>How many operations a log may have: 100,000.</summary>
    public const int MaximalEntries = 100_000;

    /// <summary>The version of the form.</summary>
    private const int Version = 1;

    private static readonly string[] EntryNames =
        [.. AskedOperation.Names, .. ClaimedOutcome.Names, .. SeenAfterwards.Names];

    private OperationLog(string name, Setting setting, IModel model, ImmutableArray<LogEntry> entries)
    {
        Name = name;
        Setting = setting;
        Model = model;
        Entries = entries;
    }

    /// <summary>What the log is called: its file.</summary>
    public string Name { get; }

    /// <summary>The policy and the bounds that the system is said to keep to.</summary>
    public Setting Setting { get; }

    /// <summary>The meaning under these.</summary>
    public IModel Model { get; }

    /// <summary>What was asked, in its order.</summary>
    public ImmutableArray<LogEntry> Entries { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The log.</returns>
    /// <exception cref="BadInputException">It cannot be read, or is no log.</exception>
    public static OperationLog Load(string path)
    {
        using Stream stream = InputFile.Open(path);
        try
        {
            return Read(path, stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="stream">The stream.</param>
    /// <returns>The log.</returns>
    /// <exception cref="BadInputException">It is no log; line and field are named.</exception>
    public static OperationLog Read(string name, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Setting? setting = null;
        IModel? model = null;
        var entries = ImmutableArray.CreateBuilder<LogEntry>();
        foreach ((int line, byte[] text) in LinesOf(name, stream))
        {
            JsonField field = JsonText.Read(name, text, line);
            if (setting is null)
            {
                setting = HeaderIn(field);
                model = setting.CreateModel();
                continue;
            }

            if (entries.Count == MaximalEntries)
            {
                throw field.Fault(
                    BadInputKind.OutOfBounds, FormattableString.Invariant($"more than {MaximalEntries:N0} operations"));
            }

            field.AllowOnly(EntryNames);
            entries.Add(new LogEntry(
                line,
                AskedOperation.Read(field, model!),
                ClaimedOutcome.Read(field, setting.Scope),
                SeenAfterwards.Read(field, setting.Scope)));
        }

        return setting is null
            ? throw new BadInputException($"{name}: there is no line in it, not even one with policy and bounds")
            {
                Kind = BadInputKind.NotJson,
            }
            : new OperationLog(name, setting, model!, entries.ToImmutable());
    }

    private static Setting HeaderIn(JsonField field)
    {
        field.AllowOnly(["log", .. Setting.Names]);
        JsonField version = field.Required("log");
        return version.Number() == Version
            ? Setting.Read(field)
            : throw version.Fault(
                BadInputKind.OutOfBounds, FormattableString.Invariant($"must be {Version}, the version of the form"));
    }

    // Lines that say something, by their numbers. Of a line that is too long no more is kept than shows that it is.
    private static IEnumerable<(int Line, byte[] Text)> LinesOf(string name, Stream stream)
    {
        byte[] buffer = new byte[1 << 14];
        using var text = new MemoryStream();
        int line = 1;
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            int from = 0;
            while (from < read)
            {
                int feed = Array.IndexOf(buffer, (byte)'\n', from, read - from);
                int end = feed < 0 ? read : feed;
                text.Write(buffer, from, end - from);
                if (text.Length > MaximalLine)
                {
                    throw new BadInputException(FormattableString.Invariant(
                        $"{name}:{line}: longer than {MaximalLine:N0} bytes, which is more than is read"))
                    {
                        Kind = BadInputKind.OutOfBounds,
                        Line = line,
                    };
                }

                from = end + 1;
                if (feed >= 0)
                {
                    if (!IsBlank(text))
                    {
                        yield return (line, text.ToArray());
                    }

                    text.SetLength(0);
                    line++;
                }
            }
        }

        if (!IsBlank(text))
        {
            yield return (line, text.ToArray());
        }
    }

    private static bool IsBlank(MemoryStream text) =>
        !text.GetBuffer().AsSpan(0, (int)text.Length).ContainsAnyExcept(" \t\r"u8);
}

/// <summary>One operation of a log.</summary>
public sealed class LogEntry
{
    private readonly ClaimedOutcome _outcome;
    private readonly SeenAfterwards _seen;

    internal LogEntry(int line, AskedOperation asked, ClaimedOutcome outcome, SeenAfterwards seen)
    {
        Line = line;
        Asked = asked;
        _outcome = outcome;
        _seen = seen;
    }

    /// <summary>The line that it stands on, from 1.</summary>
    public int Line { get; }

    /// <summary>What was asked, as far as it is known.</summary>
    public AskedOperation Asked { get; }

    /// <summary>What came of it, as far as it is known.</summary>
    internal ClaimedOutcome Outcome => _outcome;

    /// <summary>What was seen afterwards.</summary>
    internal SeenAfterwards Seen => _seen;

    /// <summary>The entry as in a report, with a ? for whatever is not known.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Asked} -> {_outcome}{(_seen.IsNothing ? string.Empty : $"; {_seen}")}";
}
