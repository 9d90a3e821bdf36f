using ModelCheck.Engine.Codes;

namespace ModelCheck.Engine.Specifications;

/// <summary>
/// A system as its author thinks of it: a struct for its states, anything for its actions, where it begins, what may
/// come next, and what is claimed of it. Codes, flags and labels are made for him. What is claimed, a canonical form
/// and a layout are said in the constructor.
/// </summary>
/// <typeparam name="TState">
/// A state: a struct of at most 256 bytes without references. Two states are the same iff all their fields are, bit by
/// bit, whatever its <c>Equals</c> says; bytes between fields do not count.
/// </typeparam>
/// <typeparam name="TAction">What a step is called in a trace: an enum, a record, a string.</typeparam>
public abstract class Specification<TState, TAction>
    where TState : unmanaged
{
    private readonly List<Claim<TState, TAction>> _claims = [];
    private Func<TState, TState>? _canonical;
    private FieldPacking<TState>? _packing;

    /// <summary>The states that it may begin in: one or several.</summary>
    protected abstract IEnumerable<TState> Initial { get; }

    internal IReadOnlyList<Claim<TState, TAction>> Claims => _claims;

    internal IEnumerable<TState> InitialStates => Initial;

    internal void Tell(TState state, Steps<TState, TAction> steps) => Next(state, steps);

    /// <summary>Checks every claim on every reachable state and step.</summary>
    /// <param name="limits">How far to go; everywhere, with one worker, when nothing is said.</param>
    /// <param name="progress">Where the search says how far it is.</param>
    /// <param name="cancellation">Ends the search early; what is known by then is returned.</param>
    /// <returns>What was found, the same for any number of workers, with shortest traces.</returns>
    /// <exception cref="ArgumentException">
    /// There is no initial state, a claim has no name of its own, or states cannot be made into codes.
    /// </exception>
    /// <exception cref="CodeRangeException">A state does not fit into its layout.</exception>
    /// <exception cref="InvalidOperationException">
    /// <see cref="Next"/> did not tell the same twice, or the canonical form stands for states that act differently.
    /// </exception>
    public CheckResult<TState, TAction> Check(
        SearchLimits? limits = null, SearchProgress? progress = null, CancellationToken cancellation = default)
    {
        int bits = _packing is null ? StateBytes<TState>.Bits : Packing.Measure(_packing);
        return ((bits + 63) / 64) switch
        {
            1 => Within<Code64>(),
            2 => Within<WideCode<Words2>>(),
            <= 4 => Within<WideCode<Words4>>(),
            <= 8 => Within<WideCode<Words8>>(),
            <= 16 => Within<WideCode<Words16>>(),
            <= 32 => Within<WideCode<Words32>>(),
            _ => throw new ArgumentException(
                $"A {typeof(TState).Name} takes {bits} bits, more than the {32 * 64} of the widest code."),
        };

        CheckResult<TState, TAction> Within<TCode>()
            where TCode : unmanaged, ICode<TCode> => _packing is null
            ? Search<TCode, WholeState<TState, TCode>>(new WholeState<TState, TCode>(bits))
            : Search<TCode, PackedState<TState, TCode>>(new PackedState<TState, TCode>(_packing, bits));

        CheckResult<TState, TAction> Search<TCode, TCoding>(TCoding coding)
            where TCode : unmanaged, ICode<TCode>
            where TCoding : struct, IStateCoding<TState, TCode> =>
            new SpecifiedSystem<TState, TAction, TCode, TCoding>(this, coding, _canonical).Check(
                limits ?? new SearchLimits(), progress ?? new SearchProgress(), cancellation);
    }

    /// <summary>
    /// Tells of every step from a state, always in the same order. It is asked by several threads at once.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="steps">Who is told.</param>
    protected abstract void Next(TState state, Steps<TState, TAction> steps);

    /// <summary>Claims that every reachable state is so: an invariant.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="isSo">Whether a state is so.</param>
    /// <param name="when">
    /// Which states put the claim to the test: they are counted, and one that holds with none of them says little. It
    /// changes nothing else. Not counted when nothing is said.
    /// </param>
    protected void Always(string name, Func<TState, bool> isSo, Func<TState, bool>? when = null)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        Claim<TState, TAction> claim = Add(name, PropertyKind.Invariant, when is not null);
        claim.OnState = state => !isSo(state);
        claim.WhenState = when;
    }

    /// <summary>Claims that every step from a reachable state is so: a transition invariant.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="isSo">Whether a step is so: the state before, the action, the state after.</param>
    /// <param name="when">Which steps put the claim to the test, as for <see cref="Always"/>.</param>
    protected void AlwaysOnSteps(
        string name, Func<TState, TAction, TState, bool> isSo, Func<TState, TAction, TState, bool>? when = null)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        Claim<TState, TAction> claim = Add(name, PropertyKind.TransitionInvariant, when is not null);
        claim.OnStep = (before, action, after) => !isSo(before, action, after);
        claim.WhenStep = when;
    }

    /// <summary>Claims that some reachable state is so, and asks for the way to it.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="isSo">Whether a state is so.</param>
    protected void Sometimes(string name, Func<TState, bool> isSo)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        Add(name, PropertyKind.Reachable).OnState = isSo;
    }

    /// <summary>Claims that some step from a reachable state is so, and asks for the way to it.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="isSo">Whether a step is so: the state before, the action, the state after.</param>
    protected void SometimesOnSteps(string name, Func<TState, TAction, TState, bool> isSo)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        Add(name, PropertyKind.ReachableTransition).OnStep = isSo;
    }

    /// <summary>
    /// Claims that from every reachable state some way leads to a goal: AG EF, "nothing is ever lost for good". A trace
    /// leads to a nearest state from which no way does.
    /// </summary>
    /// <param name="name">What it is called.</param>
    /// <param name="goal">Whether a state is a goal.</param>
    /// <param name="by">Which actions the way may be made of; all when nothing is said.</param>
    protected void AlwaysReachable(string name, Func<TState, bool> goal, Func<TAction, bool>? by = null)
    {
        ArgumentNullException.ThrowIfNull(goal);
        Claim<TState, TAction> claim = Add(name, PropertyKind.AlwaysReachable);
        claim.OnState = goal;
        claim.OnStep = by is null ? (_, _, _) => true : (_, action, _) => by(action);
    }

    /// <summary>Claims that every reachable state has a step to go on with.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="unless">Which states may be the end; none when nothing is said.</param>
    protected void NeverDeadlocked(string name, Func<TState, bool>? unless = null)
    {
        Claim<TState, TAction> claim = Add(name, PropertyKind.Invariant);
        claim.OnState = state => unless is null || !unless(state);
        claim.OnlyWithoutSteps = true;
    }

    /// <summary>
    /// Says that one state stands for others, so that only it is followed. States with one canonical form must have
    /// the same future up to it, and no claim may tell them apart.
    /// </summary>
    /// <param name="form">The state that stands for a state.</param>
    protected void CanonicalForm(Func<TState, TState> form)
    {
        ArgumentNullException.ThrowIfNull(form);
        _canonical = form;
    }

    /// <summary>
    /// Says how few bits the fields of a state need, so that states take less memory and searches less time. It must
    /// name every field; a state that does not fit ends the search with an exception.
    /// </summary>
    /// <param name="fields">Names the fields, always the same ones in the same order.</param>
    protected void Layout(FieldPacking<TState> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _packing = fields;
    }

    private Claim<TState, TAction> Add(string name, PropertyKind kind, bool hasPremise = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_claims.Exists(claim => claim.Property.Name == name))
        {
            throw new ArgumentException($"Two claims are called {name}.", nameof(name));
        }

        var claim = new Claim<TState, TAction>(
            new Property(name, kind) { HasPremise = hasPremise }, 1ul << _claims.Count);
        _claims.Add(claim);
        return claim;
    }
}
