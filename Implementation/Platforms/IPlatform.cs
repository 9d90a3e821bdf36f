namespace ModelCheck.Implementation.Platforms;

/// <summary>How a region ends that does not keep its dataspace.</summary>
internal interface IPlatform
{
    /// <summary>The name of the platform.</summary>
    static abstract string Name { get; }

    /// <summary>
    /// Whether it is dead then instead of gone: it works on, and its frames stay allocated until a flush, or until its
    /// session detaches it or closes.
    /// </summary>
    static virtual bool Quarantines => false;
}
