using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>A state as a requirement sees it, with what follows from it.</summary>
public readonly ref struct StateView
{
    private readonly ref readonly State _state;
    private readonly ref readonly Ledger _ledger;

    /// <summary>Looks at a state.</summary>
    /// <param name="model">The meaning.</param>
    /// <param name="state">The state; it must outlive this view.</param>
    /// <param name="ledger">What the model's audit says of it; it must outlive this view.</param>
    public StateView(IModel model, in State state, in Ledger ledger)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        Scope = model.Scope;
        _state = ref state;
        _ledger = ref ledger;
    }

    private StateView(IModel model, Scope scope, in State state, in Ledger ledger)
    {
        Model = model;
        Scope = scope;
        _state = ref state;
        _ledger = ref ledger;
    }

    /// <summary>The meaning under which the state arose.</summary>
    public IModel Model { get; }

    /// <summary>The bounds.</summary>
    public Scope Scope { get; }

    /// <summary>The state.</summary>
    public ref readonly State State => ref _state;

    /// <summary>Allocated frames, charges and used quota.</summary>
    public ref readonly Ledger Ledger => ref _ledger;

    /// <summary>Every session of the scope.</summary>
    public SessionSet Sessions => SessionSet.First(Scope.Sessions);

    /// <summary>How often each frame is charged to a session.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The charges.</returns>
    public FrameBag Charged(SessionId session) => _ledger.ChargedTo(session);

    /// <summary>
    /// The frames that a session reaches: through a region of its own, dead ones included, and through a live dataspace
    /// that it owns or holds, as far as Attach would show it.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <returns>The frames.</returns>
    public FrameSet ReachedBy(SessionId session)
    {
        FrameSet reached = State.FramesOf(State.RegionsOf(session));
        foreach (DataspaceId dataspace in (State.OwnedBy(session) | State.HeldBy(session)) & State.Live)
        {
            reached |= Model.GrantOf(in State, dataspace).Extent.Frames;
        }

        return reached;
    }

    /// <summary>Some dataspaces, their aliases, the aliases of these, and so on.</summary>
    /// <param name="dataspaces">Slots in use.</param>
    /// <returns>The dataspaces with their descendants.</returns>
    public DataspaceSet Below(DataspaceSet dataspaces) => dataspaces | State.DescendantsOf(dataspaces);

    /// <summary>
    /// Whether a dataspace has a use: an alias, a region attached through it, or a capability of another session than
    /// its owner.
    /// </summary>
    /// <param name="dataspace">A slot in use.</param>
    /// <returns>True iff it has one.</returns>
    public bool HasUse(DataspaceId dataspace) =>
        !_state.ChildrenOf(dataspace).IsEmpty
        || !_state.RegionsThrough(DataspaceSet.Of(dataspace)).IsEmpty
        || !(_state.HoldersOf(dataspace) - _state.OwnerOf(dataspace)).IsEmpty;

    /// <summary>Looks at another state under the same meaning.</summary>
    /// <param name="state">The state; it must outlive the view.</param>
    /// <param name="ledger">What the model's audit says of it; it must outlive the view.</param>
    /// <returns>The view.</returns>
    public StateView Of(in State state, in Ledger ledger) => new(Model, Scope, in state, in ledger);
}
