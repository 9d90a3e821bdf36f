using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance;

/// <summary>
/// A service to which a question takes a long way, so that several are put to it at once: it answers each of them in
/// its turn, as if it had been asked alone.
/// </summary>
public interface IBatchedService : IRamService
{
    /// <summary>Asks for operations one after the other.</summary>
    /// <param name="questions">Any number; Write is none of them.</param>
    /// <param name="answers">As many places.</param>
    void Ask(ReadOnlySpan<ServiceQuestion> questions, Span<ServiceAnswer> answers);
}

/// <summary>An operation, and the object that is named in it.</summary>
/// <param name="Operation">What is asked, with its slot; never Write.</param>
/// <param name="Generation">Which of the objects that the slot has had; 0 where none is named.</param>
public readonly record struct ServiceQuestion(Operation Operation, long Generation);

/// <summary>What a service answered.</summary>
/// <param name="Outcome">Granted, with the slot of a new object, or refused.</param>
/// <param name="Generation">Which of the objects of its slot the new one is; 0 without one.</param>
public readonly record struct ServiceAnswer(Outcome Outcome, long Generation);
