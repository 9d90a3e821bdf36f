using System.Runtime.CompilerServices;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <summary>One value for each dataspace slot, in place: a state holds no references.</summary>
/// <typeparam name="T">The value.</typeparam>
[InlineArray(16)]
internal struct PerDataspace<T>
{
    private T _first;
}

/// <summary>One value for each session, in place.</summary>
/// <typeparam name="T">The value.</typeparam>
[InlineArray(8)]
internal struct PerSession<T>
{
    private T _first;
}

/// <summary>One value for each region slot, in place.</summary>
/// <typeparam name="T">The value.</typeparam>
[InlineArray(8)]
internal struct PerRegion<T>
{
    private T _first;
}
