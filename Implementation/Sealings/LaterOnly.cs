using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation.Sealings;

/// <summary>What Seal does where nothing is said of it: no more than every sealing policy.</summary>
internal readonly struct LaterOnly : ISealingPolicy
{
    public static string Name => nameof(LaterOnly);

    public static string Summary => "Later aliases and attachments are read-only.";

    public static string Source => "Genode's seal_ram";
}
