namespace ModelCheck.Model.Vocabulary;

/// <summary>What came of an operation: granted, with the slot of the new object if there is one, or refused.</summary>
public readonly record struct Outcome
{
    // Both in one word, which a processor holds in a register: the refusal in the low byte, the slot plus 1 above it.
    private readonly int _code;

    private Outcome(Refusal refusal, int slot) => _code = (int)refusal | ((slot + 1) << 8);

    /// <summary>Why it was refused, or <see cref="Refusal.None"/>.</summary>
    public Refusal Refusal => (Refusal)(_code & 255);

    /// <summary>Whether the operation was carried out.</summary>
    public bool IsGranted => Refusal == Refusal.None;

    /// <summary>The dataspace or region slot of the new object, or -1 when none was made.</summary>
    public int Slot => (_code >> 8) - 1;

    /// <summary>Granted, and no object made.</summary>
    public static Outcome Granted => default;

    /// <summary>Granted, with a new object in that slot.</summary>
    /// <param name="slot">The dataspace or region slot.</param>
    /// <returns>The outcome.</returns>
    public static Outcome Made(int slot) => new(Refusal.None, slot);

    /// <summary>Refused.</summary>
    /// <param name="refusal">The reason.</param>
    /// <returns>The outcome.</returns>
    public static Outcome Refused(Refusal refusal) => new(refusal, -1);
}
