using QuikGraph.Collections;

namespace ModelCheck.Exploration.Graphs;

/// <summary>
/// The queue of a breadth-first search that remembers all that ever was in it, and in which nothing is left once it is
/// closed: that is how such a search is ended at its goal.
/// </summary>
/// <param name="capacity">How many vertices there are; each is queued once at most.</param>
internal sealed class VertexQueue(int capacity) : IQueue<int>
{
    private readonly int[] _vertices = new int[capacity];
    private int _begin;
    private int _end;

    /// <inheritdoc/>
    public int Count => IsClosed ? 0 : _end - _begin;

    /// <summary>Whether the search has found what it looked for.</summary>
    internal bool IsClosed { get; set; }

    /// <summary>All that was put in since it was cleared.</summary>
    internal ReadOnlySpan<int> All => _vertices.AsSpan(0, _end);

    /// <inheritdoc/>
    public bool Contains(int item) => _vertices.AsSpan(_begin, _end - _begin).Contains(item);

    /// <inheritdoc/>
    public void Enqueue(int item) => _vertices[_end++] = item;

    /// <inheritdoc/>
    public int Dequeue() => _vertices[_begin++];

    /// <inheritdoc/>
    public int Peek() => _vertices[_begin];

    /// <inheritdoc/>
    public int[] ToArray() => _vertices[_begin.._end];

    /// <summary>Empties and opens it.</summary>
    internal void Clear()
    {
        _begin = 0;
        _end = 0;
        IsClosed = false;
    }
}
