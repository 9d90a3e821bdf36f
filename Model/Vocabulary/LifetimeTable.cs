namespace ModelCheck.Model.Vocabulary;

/// <summary>All that a lifetime policy decides, as plain data: two policies with one table behave alike.</summary>
/// <param name="Form">What Alias makes.</param>
/// <param name="OnFree">What becomes of aliases when their original is freed.</param>
/// <param name="OnClose">The same when the session of the original closes.</param>
/// <param name="MappingOnFree">What becomes of regions when their dataspace is freed.</param>
/// <param name="MappingOnClose">The same when the session of the dataspace closes.</param>
/// <param name="CapabilityOnFree">What becomes of others' capabilities when the dataspace is freed.</param>
/// <param name="CapabilityOnClose">The same when the session of the dataspace closes.</param>
public sealed record LifetimeTable(
    AliasForm Form,
    Fates<AliasFate> OnFree,
    Fates<AliasFate> OnClose,
    Fates<MappingFate> MappingOnFree,
    Fates<MappingFate> MappingOnClose,
    CapabilityFate CapabilityOnFree,
    CapabilityFate CapabilityOnClose)
{
    /// <summary>The decisions of a policy.</summary>
    /// <typeparam name="TLifetime">The policy.</typeparam>
    /// <returns>The table.</returns>
    public static LifetimeTable Of<TLifetime>()
        where TLifetime : struct, ILifetimePolicy => new(
            TLifetime.Form,
            new(TLifetime.OnFree(Kinship.Own), TLifetime.OnFree(Kinship.Foreign)),
            new(TLifetime.OnClose(Kinship.Own), TLifetime.OnClose(Kinship.Foreign)),
            new(TLifetime.MappingOnFree(Kinship.Own), TLifetime.MappingOnFree(Kinship.Foreign)),
            new(TLifetime.MappingOnClose(Kinship.Own), TLifetime.MappingOnClose(Kinship.Foreign)),
            TLifetime.CapabilityOnFree,
            TLifetime.CapabilityOnClose);

    /// <summary>
    /// The table in a few letters, for tables that no policy is named after: the form; then the first letters of the
    /// fates of own and of foreign aliases, when their original is freed and when its session closes; then likewise
    /// those of regions, and those of capabilities, if any is not the usual one. <c>View-DO-DO</c>, for instance,
    /// destroys the aliases of the owner and orphans those of others.
    /// </summary>
    public string Notation
    {
        get
        {
            string aliases = $"{Form}-{Letters(OnFree)}-{Letters(OnClose)}";
            string mappings = $"{Letters(MappingOnFree)}{Letters(MappingOnClose)}";
            string capabilities = $"{Letter(CapabilityOnFree)}{Letter(CapabilityOnClose)}";
            return (mappings, capabilities) == ("UUUU", "WW") ? aliases : $"{aliases}-{mappings}-{capabilities}";
        }
    }

    /// <summary>The table of a notation.</summary>
    /// <param name="notation">What <see cref="Notation"/> gives, in any case.</param>
    /// <returns>The table, whether or not the rules allow it; null if it is no notation.</returns>
    public static LifetimeTable? Find(string notation)
    {
        ArgumentNullException.ThrowIfNull(notation);
        string[] words = notation.Split('-');
        if (words is [_, _, _])
        {
            words = [.. words, "UUUU", "WW"];
        }

        return words is
            [var form, { Length: 2 } onFree, { Length: 2 } onClose, { Length: 4 } regions, { Length: 2 } rest]
            && Enum.GetValues<AliasForm>().Where(known => IsCalled(known, form)).ToArray() is [var alias]
            && PairOf<AliasFate>(onFree) is { } free
            && PairOf<AliasFate>(onClose) is { } close
            && PairOf<MappingFate>(regions[..2]) is { } mappingFree
            && PairOf<MappingFate>(regions[2..]) is { } mappingClose
            && PairOf<CapabilityFate>(rest) is { } capabilities
                ? new(alias, free, close, mappingFree, mappingClose, capabilities.Own, capabilities.Foreign)
                : null;
    }

    /// <summary>What is left of the decisions where some of them can never be asked for.</summary>
    /// <param name="scope">The bounds.</param>
    /// <returns>
    /// The table without what speaks of aliases, if what Alias makes takes the place of the original, without what
    /// speaks of regions, if nothing can be attached, and without what speaks of capabilities, if nothing is handed
    /// over. Two policies with one such table cannot be told apart within the scope.
    /// </returns>
    public LifetimeTable Within(Scope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        LifetimeTable table = this;
        if (Form == AliasForm.Replacement)
        {
            table = table with { OnFree = default, OnClose = default };
        }

        if (!scope.Operations.Contains(OperationKind.Attach))
        {
            table = table with { MappingOnFree = default, MappingOnClose = default };
        }

        return scope.Sharing == Sharing.Delegated
            ? table
            : table with { CapabilityOnFree = default, CapabilityOnClose = default };
    }

    private static bool IsCalled(AliasForm form, string name) =>
        form.ToString().Equals(name, StringComparison.OrdinalIgnoreCase);

    private static Fates<TFate>? PairOf<TFate>(string letters)
        where TFate : struct, Enum =>
        (FateOf<TFate>(letters[0]), FateOf<TFate>(letters[1])) is ({ } own, { } foreign)
            ? new Fates<TFate>(own, foreign)
            : null;

    private static TFate? FateOf<TFate>(char letter)
        where TFate : struct, Enum =>
        Enum.GetValues<TFate>().Where(fate => Letter(fate) == char.ToUpperInvariant(letter)).ToArray() is [var known]
            ? known
            : null;

    private static string Letters<TFate>(Fates<TFate> fates)
        where TFate : struct, Enum => $"{Letter(fates.Own)}{Letter(fates.Foreign)}";

    // No two fates of a kind begin alike.
    private static char Letter<TFate>(TFate fate)
        where TFate : struct, Enum => fate.ToString()[0];
}
