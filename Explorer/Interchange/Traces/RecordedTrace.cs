using System.Collections.Immutable;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Interchange.Traces;

/// <summary>
/// A trace in the Informal Trace Format that was read: what was asked, and what somebody says came of it. Nothing in it
/// is believed but what can be asked for within the bounds that it names.
/// </summary>
public sealed class RecordedTrace
{
    /// <summary>How many bytes of a file are read at most: 4 MiB.</summary>
    public const int MaximalBytes = 4 << 20;

    /// <summary>How many states a trace may have: 10,000.</summary>
    public const int MaximalStates = 10_000;

    private RecordedTrace(
        string name, Setting setting, IModel model, string? requirement, ImmutableArray<RecordedState> states)
    {
        Name = name;
        Setting = setting;
        Model = model;
        Requirement = requirement;
        States = states;
    }

    /// <summary>What the trace is called: its file.</summary>
    public string Name { get; }

    /// <summary>The policy and the bounds that it says it belongs to.</summary>
    public Setting Setting { get; }

    /// <summary>The meaning under these.</summary>
    public IModel Model { get; }

    /// <summary>What it says it violates or shows, if it says so.</summary>
    public string? Requirement { get; }

    /// <summary>The initial state, then the one after each step.</summary>
    internal ImmutableArray<RecordedState> States { get; }

    /// <summary>How many steps there are.</summary>
    public int Length => States.Length - 1;

    /// <summary>The line on which the state after a step begins.</summary>
    /// <param name="step">The step, from 1; 0 for the initial state.</param>
    /// <returns>The line, from 1.</returns>
    public int LineOf(int step) => States[step].Line;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The trace.</returns>
    /// <exception cref="BadInputException">It cannot be read, or is no trace that can be replayed.</exception>
    public static RecordedTrace Load(string path) => Parse(path, InputFile.Read(path, MaximalBytes));

    /// <summary>Reads a text.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="utf8">The text.</param>
    /// <returns>The trace.</returns>
    /// <exception cref="BadInputException">It is no trace that can be replayed; line and field are named.</exception>
    public static RecordedTrace Parse(string name, byte[] utf8)
    {
        JsonField root = JsonText.Read(name, utf8);
        JsonField meta = root.Required("#meta");
        var setting = Setting.Read(meta.Required("setting"));
        IModel model = setting.CreateModel();
        JsonField list = root.Required("states");
        JsonField[] fields = [.. list.Items().Take(MaximalStates + 1)];
        if (fields.Length is 0 or > MaximalStates)
        {
            throw list.Fault(
                BadInputKind.OutOfBounds,
                fields.Length == 0
                    ? "there is no state, not even the initial one"
                    : FormattableString.Invariant($"more than {MaximalStates:N0} states"));
        }

        // The initial state may say that nothing was asked, or nothing at all.
        if (fields[0].Optional("asked") is { } nothing
            && nothing.Required("op") is { } op && op.Text() != ItfTrace.NothingAsked)
        {
            throw op.Fault(
                BadInputKind.Contradiction, "the first state is the initial one: nothing was asked before it");
        }

        return new RecordedTrace(
            name,
            setting,
            model,
            meta.Optional("requirement")?.Text(),
            [
                new RecordedState(fields[0].Line, null, null, VariablesIn(fields[0])),
                .. fields.Skip(1).Select(field => StateIn(field, model)),
            ]);
    }

    private static RecordedState StateIn(JsonField field, IModel model)
    {
        JsonField asked = field.Required("asked");
        Operation? operation = AskedOperation.Read(asked, model).Whole(out string? missing);

        // A part that is there and null is no better than one that is not there.
        return operation is null
            ? throw asked.Required(missing!).Fault(BadInputKind.MissingField, "is not known, so nothing can be asked")
            : new RecordedState(
                field.Line,
                operation,
                field.Optional("outcome") is { } outcome ? OutcomeIn(outcome, model.Scope) : null,
                VariablesIn(field));
    }

    private static ImmutableArray<(string Name, ItfValue Value)> VariablesIn(JsonField state) =>
    [
        .. ItfState.Names
            .Select(name => (Name: name, Field: state.Optional(name)))
            .Where(variable => variable.Field is not null)
            .Select(variable => (variable.Name, ItfValue.Read(variable.Field!))),
    ];

    // As reports say it: granted, a slot, or the refusal.
    private static string OutcomeIn(JsonField field, Scope scope)
    {
        string word = field.Text();
        bool isKnown = word == "granted"
            || (word != nameof(Refusal.None) && Enum.GetNames<Refusal>().Contains(word, StringComparer.Ordinal))
            || Enumerable.Range(0, scope.Dataspaces).Any(slot => word == new DataspaceId(slot).ToString())
            || Enumerable.Range(0, scope.Regions).Any(slot => word == new RegionId(slot).ToString());
        return isKnown ? word : throw field.Fault(
            BadInputKind.UnknownName,
            $"no outcome {word}; it is granted, a slot like d0 or r0 within the bounds, or a refusal like "
            + nameof(Refusal.OutOfQuota));
    }
}

/// <summary>One state of a trace that was read.</summary>
/// <param name="Line">The line that it begins on.</param>
/// <param name="Operation">What was asked to get there; null for the initial state.</param>
/// <param name="Outcome">What is said to have come of it; null where nothing is said.</param>
/// <param name="Variables">What is said of the state.</param>
internal sealed record RecordedState(
    int Line, Operation? Operation, string? Outcome, ImmutableArray<(string Name, ItfValue Value)> Variables);
