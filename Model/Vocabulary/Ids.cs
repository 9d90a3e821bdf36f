namespace ModelCheck.Model.Vocabulary;

/// <summary>A physical page frame, the smallest unit of memory. On real machines usually 4 KiB.</summary>
/// <param name="Index">The frame's number, 0 to 31.</param>
public readonly record struct Frame(int Index) : IElement<Frame>
{
    /// <inheritdoc/>
    public static int Capacity => 32;

    /// <inheritdoc/>
    public static Frame At(int index) => new(index);

    /// <inheritdoc/>
    public override string ToString() => $"f{Index}";
}

/// <summary>A dataspace slot, which is also what a dataspace capability names while the slot is in use.</summary>
/// <param name="Index">The slot's number, 0 to 15.</param>
public readonly record struct DataspaceId(int Index) : IElement<DataspaceId>
{
    /// <inheritdoc/>
    public static int Capacity => 16;

    /// <inheritdoc/>
    public static DataspaceId At(int index) => new(index);

    /// <inheritdoc/>
    public override string ToString() => $"d{Index}";
}

/// <summary>A RAM session: a client of the RAM service with a constant quota of frames.</summary>
/// <param name="Index">The session's number, 0 to 7 in an exploration.</param>
public readonly record struct SessionId(int Index) : IElement<SessionId>
{
    /// <inheritdoc/>
    public static int Capacity => 8;

    /// <inheritdoc/>
    public static SessionId At(int index) => new(index);

    /// <inheritdoc/>
    public override string ToString() => $"s{Index}";
}

/// <summary>An attachment slot: memory of a dataspace made visible in a session's address space.</summary>
/// <param name="Index">The slot's number, 0 to 7.</param>
public readonly record struct RegionId(int Index) : IElement<RegionId>
{
    /// <inheritdoc/>
    public static int Capacity => 8;

    /// <inheritdoc/>
    public static RegionId At(int index) => new(index);

    /// <inheritdoc/>
    public override string ToString() => $"r{Index}";
}
