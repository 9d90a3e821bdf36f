using System.Text.Json;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Interchange.Logs;

/// <summary>
/// What a log says came of an operation, which may be less than all: that it was granted or refused, and not why or
/// where the new object is; or nothing.
/// </summary>
internal sealed record ClaimedOutcome
{
    /// <summary>The fields that it is written as; at most one of them is there.</summary>
    internal static readonly string[] Names = ["granted", "made", "refused"];

    private bool? Granted { get; init; }

    private bool Makes { get; init; }

    private int? Slot { get; init; }

    private Refusal? Refusal { get; init; }

    /// <summary>Reads what an entry says.</summary>
    /// <exception cref="BadInputException">It says two things, or nothing that can be.</exception>
    internal static ClaimedOutcome Read(JsonField entry, Scope scope)
    {
        JsonField[] given = [.. Names.Select(entry.Optional).OfType<JsonField>()];
        if (given.Length > 1)
        {
            throw given[1].Fault(
                BadInputKind.Contradiction, "an operation has one outcome, of granted, made and refused");
        }

        if (entry.Optional("granted") is { } granted)
        {
            return new ClaimedOutcome { Granted = granted.Kind == JsonValueKind.Null ? null : granted.Truth() };
        }

        if (entry.Optional("made") is { } made)
        {
            return new ClaimedOutcome { Granted = true, Makes = true, Slot = SlotIn(made, scope) };
        }

        return entry.Optional("refused") is { } refused
            ? new ClaimedOutcome { Granted = false, Refusal = RefusalIn(refused) }
            : new ClaimedOutcome();
    }

    /// <summary>Whether an outcome may be what the log says.</summary>
    internal bool Fits(Outcome outcome) =>
        (Granted is null || Granted == outcome.IsGranted)
        && (!Makes || outcome.Slot >= 0)
        && (Slot is null || Slot == outcome.Slot)
        && (Refusal is null || Refusal == outcome.Refusal);

    /// <summary>The same in words.</summary>
    public override string ToString() => Granted switch
    {
        null => "?",
        false => Refusal is { } refusal ? $"{refusal}" : "refused",
        true when Slot is { } slot => FormattableString.Invariant($"made in slot {slot}"),
        true => Makes ? "made" : "granted",
    };

    private static int? SlotIn(JsonField field, Scope scope)
    {
        if (field.Kind == JsonValueKind.Null)
        {
            return null;
        }

        int slot = AskedOperation.WholeNumber(field);
        int most = Math.Max(scope.Dataspaces, scope.Regions) - 1;
        return slot >= 0 && slot <= most
            ? slot
            : throw field.Fault(
                BadInputKind.OutOfBounds, FormattableString.Invariant($"must be 0 to {most}, not {slot}"));
    }

    private static Refusal? RefusalIn(JsonField field)
    {
        if (field.Kind == JsonValueKind.Null)
        {
            return null;
        }

        string name = field.Text();
        return Enum.GetValues<Refusal>().Cast<Refusal?>()
            .FirstOrDefault(refusal => refusal != Model.Vocabulary.Refusal.None && refusal.ToString() == name)
            ?? throw field.Fault(
                BadInputKind.UnknownName,
                $"no refusal {name}; there are {string.Join(", ", Enum.GetNames<Refusal>().Skip(1))}");
    }
}
