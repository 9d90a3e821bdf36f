using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <summary>What a charging policy may look at: the state and who covers what in it.</summary>
public readonly ref struct Occupancy
{
    private readonly ref readonly State _state;

    /// <summary>Looks at a state.</summary>
    /// <param name="state">The state; it must outlive this view.</param>
    /// <param name="allocated">The frames that something pins.</param>
    /// <param name="covering">The dataspaces that cover frames of their own.</param>
    public Occupancy(in State state, FrameSet allocated, DataspaceSet covering)
    {
        _state = ref state;
        Allocated = allocated;
        Covering = covering;
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
}
