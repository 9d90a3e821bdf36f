using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Coverage;

/// <summary>
/// Knows everything that can happen within a scope, since it explored it, and measures exactly how much of that a run
/// has met: of all reachable states, and of all triples of a reachable state, an operation that the explorer asks there
/// and its outcome. It can also say what to ask next to meet the rest. Any test that draws operations can feed it; one
/// thread at a time.
/// </summary>
public abstract class CoverageMeter
{
    /// <summary>For how many triples there is room unless something else is said: 100,000,000.</summary>
    public const long UsualBound = 100_000_000;

    private protected CoverageMeter()
    {
    }

    /// <summary>How many states are reachable.</summary>
    public abstract long States { get; }

    /// <summary>How many triples there are: the transitions and refusals of an exploration.</summary>
    public abstract long Triples { get; }

    /// <summary>How many states were visited: left, stayed in, or reached by a triple that was new.</summary>
    public abstract long VisitedStates { get; }

    /// <summary>How many triples were visited.</summary>
    public abstract long VisitedTriples { get; }

    /// <summary>How many visits were of something that the explorer does not ask.</summary>
    public abstract long Outside { get; }

    /// <summary>Whether every triple was visited.</summary>
    public bool IsComplete => VisitedTriples == Triples;

    /// <summary>All of it as plain data.</summary>
    public abstract CoverageResult Result { get; }

    /// <summary>Explores a scope.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="maximalTriples">For how many triples there may be room.</param>
    /// <param name="steers">
    /// Whether <see cref="Next"/> will be asked, which takes 17 bytes more for each state.
    /// </param>
    /// <param name="symmetry">
    /// Which names are exchanged: what differs in them only counts as one state or triple. Nothing may tell them apart.
    /// </param>
    /// <param name="cancellation">Ends the exploration early.</param>
    /// <returns>The meter, nothing being visited yet.</returns>
    /// <exception cref="CoverageBoundException">There are more triples than that.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static CoverageMeter Explore(
        IModel model,
        long maximalTriples = UsualBound,
        bool steers = false,
        Symmetry symmetry = Symmetry.None,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return ScopeSymmetry.FaultOf(symmetry, model, []) is { } fault
            ? throw new ArgumentException($"names cannot be exchanged: {fault}", nameof(symmetry))
            : CodedModel.Accept(model, new Exploring(maximalTriples, steers, symmetry, cancellation));
    }

    /// <summary>An operation is asked.</summary>
    /// <param name="before">In which state of the model.</param>
    /// <param name="operation">The operation.</param>
    /// <returns>Whether nobody had asked that there before; false, too, when the explorer does not ask it.</returns>
    public abstract bool Visit(in State before, Operation operation);

    /// <summary>
    /// What to ask in a state: something that nobody has asked there, as long as there is such, what leads nowhere
    /// first; else the next step of a shortest path to a state that has some.
    /// </summary>
    /// <param name="state">A reachable state.</param>
    /// <returns>The operation, or null when no state that has some can be reached any more.</returns>
    /// <exception cref="InvalidOperationException">The meter was not made to steer.</exception>
    public abstract Operation? Next(in State state);

    private sealed class Exploring(
        long maximalTriples, bool steers, Symmetry symmetry, CancellationToken cancellation)
        : ICodedVisitor<CoverageMeter>
    {
        public CoverageMeter VisitCoded<TModel, TCode>(TModel model, StateCodec codec)
            where TModel : struct, IModel
            where TCode : unmanaged, ICode<TCode> =>
            new CoverageMeter<TModel, TCode>(
                model,
                codec,
                ScopeSymmetry.ReductionOf(symmetry, model.Scope),
                maximalTriples,
                steers,
                cancellation);
    }
}
