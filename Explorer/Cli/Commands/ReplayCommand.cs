using System.CommandLine;

using ModelCheck.Cli.Outputs;
using ModelCheck.Conformance.Lockstep;
using ModelCheck.Exploration.Results;
using ModelCheck.Interchange;
using ModelCheck.Interchange.Traces;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck replay</c>: a recorded trace beside the model, and beside a service.</summary>
internal static class ReplayCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var file = new Argument<string>("TRACE")
        {
            Description = "A trace in the Informal Trace Format, as 'modelcheck export --format itf' writes it.",
            HelpName = "TRACE.itf.json",
        };
        var against = new AgainstOption();
        var command = new Command(
            "replay",
            "Ask for the steps of a recorded trace, one after the other, and stop at the first whose outcome or state "
            + "is not what the trace says (exit 11). What is asked beside the model is compared with the model.");
        command.Arguments.Add(file);
        against.AddTo(command);
        command.SetAction(arguments =>
        {
            var recorded = RecordedTrace.Load(arguments.GetRequiredValue(file));
            var replayed = Replayed.Of(recorded);
            Setting setting = recorded.Setting;
            string? name = against.NameIn(arguments);

            // A service can part from the model before the trace does.
            Divergence? divergence = name is null ? null : against.With(
                arguments,
                setting.Policy,
                setting.Scope,
                create => ServiceReplay.FirstDifference(recorded.Model, create, replayed.Trace));
            ReplayReport.Write(Terminal.Open(surroundings.Streams), recorded, replayed, name, divergence);
            return divergence is null && replayed.Difference is null ? ExitCode.Holds : ExitCode.Diverged;
        });
        return command;
    }
}
