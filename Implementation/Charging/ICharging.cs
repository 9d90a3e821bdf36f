namespace ModelCheck.Implementation.Charging;

/// <summary>
/// What the service enters into its books under a charging policy. The model defines a charge as a function of the
/// state; here it is kept up to date by what happens to a dataspace.
/// </summary>
internal interface ICharging
{
    /// <summary>The name of the charging policy.</summary>
    static abstract string Name { get; }

    /// <summary>
    /// Whether an alias needs quota: for its whole size, unless <see cref="ChargesOnce"/> or
    /// <see cref="ChargesRetained"/> says otherwise.
    /// </summary>
    static virtual bool AliasNeedsQuota => false;

    /// <summary>
    /// Whether the session that allocated frames is charged for them until they are free. All frames of a dataspace
    /// come from one allocation, so the payer is known to the dataspace, and its aliases have the same one.
    /// </summary>
    static virtual bool ChargesPayer => false;

    /// <summary>Whether the owner of the lowest parentless dataspace over a frame is charged for it.</summary>
    static virtual bool ChargesHeir => false;

    /// <summary>
    /// Whether a session is charged once for each frame that a dataspace of its own covers. An alias needs quota for
    /// the frames that are new to it.
    /// </summary>
    static virtual bool ChargesOnce => false;

    /// <summary>
    /// Whether the owner is charged for what the dataspace alone would keep allocated, where its length is meant
    /// otherwise. An alias needs quota for as much.
    /// </summary>
    static virtual bool ChargesRetained => false;

    /// <summary>Whether the owner is charged for the length of a dataspace that covers frames.</summary>
    /// <param name="isZombie">Whether it was freed and is kept by its aliases.</param>
    /// <param name="isAlias">Whether Alias made it.</param>
    static virtual bool ChargesOwner(bool isZombie, bool isAlias) => false;
}
