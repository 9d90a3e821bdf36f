using ModelCheck.Model.Searching;
using ModelCheck.Model.States;

namespace ModelCheck.Exploration.Bridge;

/// <summary>Says which states differ in names only, and chooses one of them to stand for all: an orbit's.</summary>
public interface IReduction
{
    /// <summary>Whether it ever changes a state; what is done for it otherwise is compiled away.</summary>
    static abstract bool Reduces { get; }

    /// <summary>Puts the state that stands for the whole orbit in the place of one of its members.</summary>
    /// <param name="state">The member.</param>
    /// <returns>The names that turn it into the one that stands for all.</returns>
    Names Canonicalise(ref State state);

    /// <summary>How many reachable states a state stands for; 1 where that is not known.</summary>
    /// <param name="state">The state.</param>
    /// <returns>Their number.</returns>
    long OrbitOf(in State state);
}
