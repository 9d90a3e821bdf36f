using System.Collections;
using System.Diagnostics.CodeAnalysis;

using QuikGraph;

namespace ModelCheck.Exploration.Graphs;

/// <summary>
/// The colours of a search, a byte for each vertex: every vertex has one from the start, white, so that a search need
/// not go through all of them before it begins.
/// </summary>
/// <param name="count">How many vertices there are.</param>
internal sealed class VertexColours(int count) : IDictionary<int, GraphColor>
{
    private readonly byte[] _colours = new byte[count];

    /// <inheritdoc/>
    public int Count => _colours.Length;

    /// <summary>No: a colour can be changed, though none added or removed.</summary>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public ICollection<int> Keys => [.. Enumerable.Range(0, Count)];

    /// <inheritdoc/>
    public ICollection<GraphColor> Values => [.. _colours.Select(colour => (GraphColor)colour)];

    /// <inheritdoc/>
    public GraphColor this[int key]
    {
        get => (GraphColor)_colours[key];
        set => _colours[key] = (byte)value;
    }

    /// <inheritdoc/>
    public bool ContainsKey(int key) => key >= 0 && key < Count;

    /// <inheritdoc/>
    public bool TryGetValue(int key, out GraphColor value)
    {
        bool known = ContainsKey(key);
        value = known ? this[key] : default;
        return known;
    }

    /// <inheritdoc/>
    public bool Contains(KeyValuePair<int, GraphColor> item) => TryGetValue(item.Key, out GraphColor colour)
        && colour == item.Value;

    /// <inheritdoc/>
    public void CopyTo(KeyValuePair<int, GraphColor>[] array, int arrayIndex)
    {
        foreach (KeyValuePair<int, GraphColor> pair in this)
        {
            array[arrayIndex++] = pair;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<int, GraphColor>> GetEnumerator() =>
        Enumerable.Range(0, Count).Select(vertex => KeyValuePair.Create(vertex, this[vertex])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public void Add(int key, GraphColor value) => throw Fixed();

    /// <inheritdoc/>
    public void Add(KeyValuePair<int, GraphColor> item) => throw Fixed();

    /// <inheritdoc/>
    public bool Remove(int key) => throw Fixed();

    /// <inheritdoc/>
    public bool Remove(KeyValuePair<int, GraphColor> item) => throw Fixed();

    /// <inheritdoc/>
    public void Clear() => throw Fixed();

    /// <summary>Makes a vertex white again.</summary>
    internal void Forget(int vertex) => _colours[vertex] = (byte)GraphColor.White;

    private static NotSupportedException Fixed() => new("every vertex has a colour");
}
