namespace ModelCheck.Implementation.Records;

/// <summary>What a dataspace is and may, and marks that only last while dataspaces are destroyed.</summary>
[Flags]
internal enum SlotFlags
{
    /// <summary>An empty slot.</summary>
    None = 0,

    /// <summary>It can be used.</summary>
    Live = 1,

    /// <summary>It was freed and is kept by its aliases.</summary>
    Zombie = 2,

    /// <summary>It lost what backed it.</summary>
    Hollow = 4,

    /// <summary>It may be written.</summary>
    Writable = 8,

    /// <summary>It was sealed.</summary>
    Sealed = 16,

    /// <summary>Alias made it.</summary>
    Alias = 32,

    /// <summary>Mark: it is being destroyed.</summary>
    Doomed = 64,

    /// <summary>Mark: it is being destroyed, but an alias keeps it as a zombie.</summary>
    Kept = 128,

    /// <summary>Mark: so is its parent.</summary>
    ParentDoomed = 256,

    /// <summary>Mark: it is being destroyed, and what is below it and stays is hollow.</summary>
    HollowBelow = 512,

    /// <summary>The slot holds a dataspace.</summary>
    InUse = Live | Zombie | Hollow,

    /// <summary>A session may name it.</summary>
    Nameable = Live | Hollow,

    /// <summary>It keeps its frames.</summary>
    Pins = Live | Zombie,
}
