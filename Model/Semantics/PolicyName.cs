namespace ModelCheck.Model.Semantics;

/// <summary>One point of the design space: what Free does, who pays, and on what platform.</summary>
/// <param name="Lifetime">The name of the lifetime policy.</param>
/// <param name="Charging">The name of the charging policy.</param>
/// <param name="Platform">The name of the platform.</param>
public sealed record PolicyName(string Lifetime, string Charging, string Platform)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Lifetime}/{Charging}/{Platform}";
}
