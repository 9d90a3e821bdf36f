namespace ModelCheck.Model.Vocabulary;

/// <summary>
/// What Seal does beside making later aliases and attachments of the dataspace read-only, which it does under each.
/// </summary>
public interface ISealingPolicy : IPolicy
{
    /// <summary>
    /// Whether it is refused with <see cref="Refusal.Busy"/> while somebody could still write: while a writable region
    /// shows a frame of the dataspace, or a descendant is live, writable and not sealed.
    /// </summary>
    static virtual bool RefusesWriters => false;

    /// <summary>Whether every descendant is sealed, too.</summary>
    static virtual bool SealsDescendants => false;

    /// <summary>Whether the regions attached through what it seals lose the right to write at once.</summary>
    static virtual bool TakesRights => false;
}
