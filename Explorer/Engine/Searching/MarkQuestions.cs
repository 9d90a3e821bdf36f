using ModelCheck.Engine.Codes;

namespace ModelCheck.Engine.Searching;

/// <summary>
/// What the states of one shard want to know of states that other parts of the search have: which of their branching
/// properties are marked there. It is collected for a stretch of states, so that a code is asked about once.
/// </summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
/// <param name="many">From how many questions on they should be asked before there are more.</param>
internal sealed class MarkQuestions<TCode>(int many)
    where TCode : unmanaged, ICode<TCode>
{
    private readonly List<Question> _questions = [];
    private int _slot;

    /// <summary>Whether they are so many that they should be asked before there are more.</summary>
    internal bool AreMany => _questions.Count >= many;

    /// <summary>The codes that are asked about, mixed, some of them several times.</summary>
    internal IEnumerable<TCode> Codes => _questions.Select(question => question.Code);

    /// <summary>Says which state asks from now on.</summary>
    /// <param name="slot">The slot of the state.</param>
    internal void AskFor(int slot) => _slot = slot;

    /// <summary>Asks about a state.</summary>
    /// <param name="mixed">The mixed code of the state.</param>
    /// <param name="flags">The properties that are marked in the state that asks, if they are there.</param>
    /// <param name="counterpart">By which flag they go there; 0 where it is the same.</param>
    internal void Ask(in TCode mixed, ulong flags, ulong counterpart) =>
        _questions.Add(new Question(_slot, mixed, flags, counterpart));

    /// <summary>Tells the states what the answers say, and forgets the questions.</summary>
    /// <param name="answers">For each code that was asked about, the flags of the properties marked there.</param>
    /// <param name="tell">Takes the slot of a state and flags that it is to be marked with, perhaps none.</param>
    internal void Answer(IReadOnlyDictionary<TCode, ulong> answers, Action<int, ulong> tell)
    {
        foreach (Question question in _questions)
        {
            ulong marks = answers[question.Code];
            tell(question.Slot, question.Counterpart == 0
                ? question.Flags & marks
                : (question.Counterpart & marks) != 0 ? question.Flags : 0);
        }

        _questions.Clear();
    }

    private readonly record struct Question(int Slot, TCode Code, ulong Flags, ulong Counterpart);
}
