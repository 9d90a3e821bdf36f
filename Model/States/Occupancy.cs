using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <summary>What a charging policy may look at: the state and who covers what in it.</summary>
public readonly ref struct Occupancy
{
    private readonly ref readonly State _state;
    private readonly Kinships _pinning;

    /// <summary>Looks at a state.</summary>
    /// <param name="state">The state; it must outlive this view.</param>
    /// <param name="allocated">The frames that something pins.</param>
    /// <param name="covering">The dataspaces that cover frames of their own.</param>
    /// <param name="pinning">The kinships under which an alias that is left keeps its original from being
    /// freed.</param>
    public Occupancy(in State state, FrameSet allocated, DataspaceSet covering, Kinships pinning = Kinships.None)
    {
        _state = ref state;
        Allocated = allocated;
        Covering = covering;
        _pinning = pinning;
    }

    /// <summary>The state.</summary>
    public ref readonly State State => ref _state;

    /// <summary>The frames that something pins.</summary>
    public FrameSet Allocated { get; }

    /// <summary>
    /// The dataspaces that cover frames of their own: live ones and zombies, but not managed dataspaces, which only
    /// show the frames of their original.
    /// </summary>
    public DataspaceSet Covering { get; }

    /// <summary>
    /// What a dataspace alone would keep allocated: the extent of its topmost ancestor, going up from each alias to its
    /// original as long as the alias would keep it; else its own.
    /// </summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <returns>The extent.</returns>
    public Extent RetainedBy(DataspaceId dataspace)
    {
        DataspaceId top = dataspace;
        DataspaceSet above = _state.ParentOf(top);
        while (!above.IsEmpty && Pins(_state.OwnerOf(top), _state.OwnerOf(above.Lowest)))
        {
            top = above.Lowest;
            above = _state.ParentOf(top);
        }

        return _state.ExtentOf(top);
    }

    /// <summary>What an alias would keep allocated.</summary>
    /// <param name="session">The session that is to own it.</param>
    /// <param name="original">What it is to be an alias of.</param>
    /// <param name="part">The frames that it is to show.</param>
    /// <returns>The extent.</returns>
    public Extent RetainedByAlias(SessionId session, DataspaceId original, Extent part) =>
        Pins(session, _state.OwnerOf(original)) ? RetainedBy(original) : part;

    private bool Pins(SessionId owner, SessionId ownerOfOriginal) =>
        (_pinning & (owner == ownerOfOriginal ? Kinships.Own : Kinships.Foreign)) != 0;
}
