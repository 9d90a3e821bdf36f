using ModelCheck.Model.Searching;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>
/// A lifetime policy whose decisions are looked up while it runs, so that a model and a search compiled once serve
/// every lifetime. Compiling them for a policy takes longer than to explore a small state space. What is looked up is
/// the thread's own: a model of this type means something only within <see cref="During"/>, and is searched by one
/// worker.
/// </summary>
internal readonly record struct Tabled : ILifetimePolicy
{
    // Two bits or three would do; four are a digit.
    private const int Width = 4;
    private const ulong Mask = (1 << Width) - 1;

    [ThreadStatic]
    private static string? _name;

    // Of each decision the number, in the order of Decision: one word, since it is read in the innermost loop.
    [ThreadStatic]
    private static ulong _decisions;

    private enum Decision
    {
        Form,
        OwnOnFree,
        ForeignOnFree,
        OwnOnClose,
        ForeignOnClose,
        OwnMappingOnFree,
        ForeignMappingOnFree,
        OwnMappingOnClose,
        ForeignMappingOnClose,
        CapabilityOnFree,
        CapabilityOnClose,
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No table is in force on this thread.</exception>
    public static string Name => _name ?? throw new InvalidOperationException("No table is in force on this thread.");

    /// <inheritdoc/>
    public static string Summary => "What a table says.";

    /// <inheritdoc/>
    public static string Source => "the table's";

    /// <inheritdoc/>
    /// <remarks>Of several that hold a dataspace the lowest session becomes its owner.</remarks>
    public static Distinctions TellsApart =>
        CapabilityOnFree == CapabilityFate.Passing || CapabilityOnClose == CapabilityFate.Passing
            ? Distinctions.Sessions
            : Distinctions.None;

    /// <inheritdoc/>
    public static AliasForm Form => (AliasForm)Number(Decision.Form);

    /// <inheritdoc/>
    public static CapabilityFate CapabilityOnFree => (CapabilityFate)Number(Decision.CapabilityOnFree);

    /// <inheritdoc/>
    public static CapabilityFate CapabilityOnClose => (CapabilityFate)Number(Decision.CapabilityOnClose);

    /// <inheritdoc/>
    public static AliasFate OnFree(Kinship kinship) => (AliasFate)Number(Decision.OwnOnFree + (int)kinship);

    /// <inheritdoc/>
    public static AliasFate OnClose(Kinship kinship) => (AliasFate)Number(Decision.OwnOnClose + (int)kinship);

    /// <inheritdoc/>
    public static MappingFate MappingOnFree(Kinship kinship) =>
        (MappingFate)Number(Decision.OwnMappingOnFree + (int)kinship);

    /// <inheritdoc/>
    public static MappingFate MappingOnClose(Kinship kinship) =>
        (MappingFate)Number(Decision.OwnMappingOnClose + (int)kinship);

    /// <summary>Does a work on this thread with a table in force.</summary>
    /// <typeparam name="TResult">What comes of it.</typeparam>
    /// <param name="name">What the lifetime is called.</param>
    /// <param name="table">What it decides.</param>
    /// <param name="work">The work, which stays on this thread.</param>
    /// <returns>What came of it.</returns>
    internal static TResult During<TResult>(string name, LifetimeTable table, Func<TResult> work)
    {
        (string? outerName, ulong outer) = (_name, _decisions);
        (_name, _decisions) = (name, CodeOf(table));
        try
        {
            return work();
        }
        finally
        {
            (_name, _decisions) = (outerName, outer);
        }
    }

    /// <summary>The code of the decisions that are in force on this thread.</summary>
    internal static ulong Current => _decisions;

    /// <summary>Puts other decisions in force, for whoever asks two tables in turn <see cref="During"/> one.</summary>
    /// <param name="decisions">Their code.</param>
    internal static void Switch(ulong decisions) => _decisions = decisions;

    /// <summary>The code of a table's decisions.</summary>
    internal static ulong CodeOf(LifetimeTable table) =>
        At(Decision.Form, (int)table.Form)
        | At(Decision.OwnOnFree, (int)table.OnFree.Own)
        | At(Decision.ForeignOnFree, (int)table.OnFree.Foreign)
        | At(Decision.OwnOnClose, (int)table.OnClose.Own)
        | At(Decision.ForeignOnClose, (int)table.OnClose.Foreign)
        | At(Decision.OwnMappingOnFree, (int)table.MappingOnFree.Own)
        | At(Decision.ForeignMappingOnFree, (int)table.MappingOnFree.Foreign)
        | At(Decision.OwnMappingOnClose, (int)table.MappingOnClose.Own)
        | At(Decision.ForeignMappingOnClose, (int)table.MappingOnClose.Foreign)
        | At(Decision.CapabilityOnFree, (int)table.CapabilityOnFree)
        | At(Decision.CapabilityOnClose, (int)table.CapabilityOnClose);

    private static int Number(Decision decision) => (int)((_decisions >> ((int)decision * Width)) & Mask);

    private static ulong At(Decision decision, int number) => (ulong)number << ((int)decision * Width);
}
