using System.Text.Json.Serialization;

namespace ModelCheck.Model.Semantics;

/// <summary>One point of the design space: what Free does, who pays, on what platform, and what Seal does.</summary>
/// <param name="Lifetime">The name of the lifetime policy.</param>
/// <param name="Charging">The name of the charging policy.</param>
/// <param name="Platform">The name of the platform.</param>
/// <param name="Sealing">The name of the sealing policy; <see cref="UsualSealing"/> goes without saying.</param>
public sealed record PolicyName(
    string Lifetime, string Charging, string Platform, string Sealing = PolicyName.UsualSealing)
{
    /// <summary>The sealing policy that holds where none is named.</summary>
    public const string UsualSealing = "Future";

    /// <summary>The lifetime, and the sealing policy unless it goes without saying: what heads a column.</summary>
    [JsonIgnore]
    public string Title => Sealing == UsualSealing ? Lifetime : $"{Lifetime}+{Sealing}";

    /// <inheritdoc/>
    public override string ToString() =>
        Sealing == UsualSealing
            ? $"{Lifetime}/{Charging}/{Platform}"
            : $"{Lifetime}/{Charging}/{Platform}/{Sealing}";
}
