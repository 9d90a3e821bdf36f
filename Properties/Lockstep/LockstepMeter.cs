using System.Globalization;

using ModelCheck.Conformance.Coverage;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;

namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// Measures how much of all that can happen within a scope the sequences meet: follows them in the specification, and
/// tells the explorer's meter. They must be <see cref="LockstepSizes.Within"/> the scope.
/// </summary>
/// <param name="model">The policy and the scope, which is explored.</param>
internal sealed class LockstepMeter(IModel model) : LockstepTally
{
    private readonly CoverageMeter _meter = CoverageMeter.Explore(model);
    private State _state;

    /// <summary>What was met until now.</summary>
    internal CoverageResult Coverage => _meter.Result;

    /// <inheritdoc/>
    internal override void Begin() => _state = default;

    /// <inheritdoc/>
    internal override void Count(LockstepState after)
    {
        base.Count(after);
        if (after.Operation is not { } operation)
        {
            return;
        }

        State next = _state;
        Outcome outcome = model.Step(ref next, operation);
        if (outcome != after.Expected.AsOutcome)
        {
            throw new InvalidOperationException($"{operation} -> {outcome}, in the plain model {after.Expected}");
        }

        _meter.Visit(in _state, operation);
        _state = next;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        CoverageResult coverage = Coverage;
        string neverMet = string.Join(
            ", ", coverage.NeverMet.Select(row => $"{row.Kind} {SoakReport.Outcome(row.Refusal)}"));
        string share = SoakReport.Percent(coverage.VisitedTriples, coverage.Triples);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {base.ToString()}
            met: {coverage.VisitedStates:N0} of {coverage.States:N0} states
            met: {coverage.VisitedTriples:N0} of {coverage.Triples:N0} triples of state, operation and outcome, {share}
            never met: {(neverMet.Length > 0 ? neverMet : "nothing")}
            """);
    }
}
