using System.Diagnostics.CodeAnalysis;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Reports;

/// <summary>The fates of a lifetime that has no name, in words.</summary>
internal static class TableWording
{
    /// <summary>What a table decides of all that there is in a scope.</summary>
    internal static string Of(LifetimeTable table, Scope scope)
    {
        string form = table.Form switch
        {
            AliasForm.View => "an alias is a second dataspace over the same frames",
            AliasForm.Replacement => "an alias takes the place of its original",
            AliasForm.Managed => "an alias is an object beside the frames",
        };
        string regions = scope.Operations.Contains(OperationKind.Attach)
            ? $"; regions are {Fates(table.MappingOnFree)} at Free and {Fates(table.MappingOnClose)} at Close"
            : string.Empty;
        string capabilities = scope.Sharing == Sharing.Delegated
            ? $"; capabilities of others are {Word(table.CapabilityOnFree)} at Free and "
                + $"{Word(table.CapabilityOnClose)} at Close"
            : string.Empty;
        return $"{form}; when its original is freed, it is {Fates(table.OnFree)}; "
            + $"when the original's session closes, it is {Fates(table.OnClose)}{regions}{capabilities}";
    }

    private static string Fates<TFate>(Fates<TFate> fates)
        where TFate : struct, Enum => fates.Own.Equals(fates.Foreign)
            ? Word(fates.Own)
            : $"{Word(fates.Own)} (own) or {Word(fates.Foreign)} (foreign)";

    // The fates are participles: what becomes of something is what it is.
    [SuppressMessage(
        "Globalization", "CA1308:Normalize strings to uppercase", Justification = "A word within a sentence.")]
    private static string Word<TFate>(TFate fate)
        where TFate : struct, Enum => fate.ToString().ToLowerInvariant();
}
