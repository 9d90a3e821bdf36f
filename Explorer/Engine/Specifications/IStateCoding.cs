using ModelCheck.Engine.Codes;

namespace ModelCheck.Engine.Specifications;

/// <summary>Turns states into codes and back. Different states have different codes.</summary>
/// <typeparam name="TState">A state.</typeparam>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal interface IStateCoding<TState, TCode>
    where TState : unmanaged
    where TCode : unmanaged, ICode<TCode>
{
    /// <summary>How many bits codes have.</summary>
    int Bits { get; }

    /// <summary>The code of a state.</summary>
    TCode Encode(in TState state);

    /// <summary>The state that has a code.</summary>
    TState Decode(in TCode code);
}
