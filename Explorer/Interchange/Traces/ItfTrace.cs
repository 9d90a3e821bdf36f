using System.Collections.Immutable;
using System.Text.Json;

using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;

namespace ModelCheck.Interchange.Traces;

/// <summary>
/// Writes traces in the Informal Trace Format of Apalache and Quint (ADR 15 of Apalache), so that they can be looked at
/// with what those have, and replayed by themselves: the policy and the bounds stand in the meta data, and each state
/// says what was asked to get there.
/// </summary>
public static class ItfTrace
{
    /// <summary>What the first state says was asked.</summary>
    internal const string NothingAsked = "none";

    /// <summary>Writes a trace.</summary>
    /// <param name="model">The policy and the bounds.</param>
    /// <param name="trace">A trace of the model.</param>
    /// <param name="requirement">
    /// What it violates or shows: its name is written, and in words which part of it fails. Null for a trace of
    /// nothing.
    /// </param>
    /// <returns>JSON, with a line feed at its end.</returns>
    public static string Write(IModel model, Trace trace, Requirement? requirement = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(trace);
        return JsonDocumentText.Of(writer =>
        {
            WriteMeta(writer, model, trace, requirement);
            WriteNames(writer, "params", []);
            WriteNames(writer, "vars", ["asked", "outcome", .. ItfState.Names]);
            writer.WriteStartArray("states");
            foreach ((int index, State state) in trace.States(model).Index())
            {
                WriteState(writer, model, index, index == 0 ? null : trace.Steps[index - 1], in state);
            }

            writer.WriteEndArray();
        });
    }

    private static void WriteMeta(Utf8JsonWriter writer, IModel model, Trace trace, Requirement? requirement)
    {
        writer.WriteStartObject("#meta");
        writer.WriteString("format", "ITF");
        writer.WriteString("format-description", "https://apalache-mc.org/docs/adr/015adr-trace.html");
        Blame? failing = requirement is null ? null : Blame.Of(model, requirement, trace);
        string about = requirement is null ? "a trace"
            : failing is null ? $"{requirement.Name} is shown"
            : $"{requirement.Name} is violated: {failing.Text}";
        writer.WriteString("description", $"{model.Policy}; {about}");
        if (requirement is not null)
        {
            writer.WriteString("requirement", requirement.Name);
        }

        if (failing is not null)
        {
            writer.WriteString("failing", failing.Text);
        }

        writer.WriteStartObject("setting");
        new Setting(model.Policy, model.Scope).WriteTo(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter writer, string field, ImmutableArray<string> names)
    {
        writer.WriteStartArray(field);
        foreach (string name in names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }

    private static void WriteState(Utf8JsonWriter writer, IModel model, int index, TraceStep? step, in State state)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("#meta");
        writer.WriteNumber("index", index);
        writer.WriteEndObject();
        writer.WriteStartObject("asked");
        if (step is { } asked)
        {
            AskedOperation.Write(writer, asked.Operation);
        }
        else
        {
            writer.WriteString("op", NothingAsked);
        }

        writer.WriteEndObject();
        writer.WriteString("outcome", step?.OutcomeText ?? NothingAsked);
        foreach ((string name, ItfValue value) in ItfState.Of(model, in state))
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
