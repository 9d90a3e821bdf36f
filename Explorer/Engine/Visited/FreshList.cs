using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;

namespace ModelCheck.Engine.Visited;

/// <summary>
/// The new codes of a level within one shard, as long as they are few beside those that the shard has. Of a level that
/// is too long for it nothing is lost: its states are marked in the shard.
/// </summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed class FreshList<TCode>(MemoryBudget budget) : IDisposable
    where TCode : unmanaged, ICode<TCode>
{
    private const int AlwaysListed = 256;
    private const int StatesPerListed = 64;

    private readonly CodeList<TCode> _codes = new(budget);

    /// <summary>The mixed codes; nothing when the list was given up.</summary>
    internal ReadOnlySpan<TCode> Codes => IsGivenUp ? default : _codes.Codes;

    /// <summary>Whether the level is too long, and is to be read from the shard.</summary>
    internal bool IsGivenUp { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => _codes.Dispose();

    /// <summary>Adds a code that has become one of so many.</summary>
    internal void Add(in TCode code, int states)
    {
        if (!IsGivenUp)
        {
            IsGivenUp = _codes.Count >= AlwaysListed + (states / StatesPerListed) || !_codes.TryReserve();
            if (!IsGivenUp)
            {
                _codes.Add(in code);
            }
        }
    }

    /// <summary>Adds codes, however many.</summary>
    internal void Take(ReadOnlySpan<TCode> codes) => _codes.Add(codes);

    /// <summary>Gives the list up: the level is read from the shard.</summary>
    internal void GiveUp() => IsGivenUp = true;

    /// <summary>Gives the list up, and its memory.</summary>
    internal void Release()
    {
        IsGivenUp = true;
        _codes.Dispose();
    }

    /// <summary>Forgets the codes.</summary>
    internal void Clear()
    {
        _codes.Clear();
        IsGivenUp = false;
    }
}
