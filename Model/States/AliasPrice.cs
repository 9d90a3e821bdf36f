namespace ModelCheck.Model.States;

/// <summary>What an alias costs its owner before it is made.</summary>
public enum AliasPrice
{
    /// <summary>Nothing: Alias makes no check.</summary>
    Nothing,

    /// <summary>Its size in frames.</summary>
    Size,

    /// <summary>What the charging policy says when it is asked (<see cref="IChargingPolicy.Price"/>).</summary>
    Asked,
}
