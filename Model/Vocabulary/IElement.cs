namespace ModelCheck.Model.Vocabulary;

/// <summary>Something that a scope numbers 0, 1, 2, …: a frame, a dataspace slot, a session or a region slot.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IElement<TSelf>
    where TSelf : struct, IElement<TSelf>
{
    /// <summary>How many of them any scope may have; at most 32, the bits of one machine word.</summary>
    static abstract int Capacity { get; }

    /// <summary>The number, 0 to <see cref="Capacity"/> - 1.</summary>
    int Index { get; }

    /// <summary>The element with that number.</summary>
    /// <param name="index">0 to <see cref="Capacity"/> - 1.</param>
    /// <returns>The element.</returns>
    static abstract TSelf At(int index);
}
