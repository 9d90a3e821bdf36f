using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Sealings;

/// <summary>As Future, but refused while anybody could still write.</summary>
public readonly record struct Refusing : ISealingPolicy
{
    /// <inheritdoc/>
    public static string Name => "Refusing";

    /// <inheritdoc/>
    public static string Summary =>
        "Refused while a writable region or alias is left; else later aliases and attachments are read-only.";

    /// <inheritdoc/>
    public static string Source => "Linux F_SEAL_WRITE; FreeBSD posixshm as repaired";

    /// <inheritdoc/>
    public static bool RefusesWriters => true;
}
