using System.Collections.Immutable;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;

namespace ModelCheck.Exploration.Causes;

/// <summary>
/// States that are looked for, by a line of text:
/// <code>
/// filter    = clause { "and" clause }
/// clause    = "frame" NUMBER [ "is" ] ( [ "not" ] ( "free" | "allocated" | "stranded" )
///                                     | [ "not" ] ( "covered" | "mapped" | "charged" )
///                                     | ( "covered" | "mapped" ) "by" count ( "sessions" | "dataspaces" | "regions" )
///                                     | "charged" "to" count "sessions" | "charged" "to" SESSION )
///           | SESSION ( "uses" | "owns" | "maps" ) count
///           | DATASPACE [ "is" ] [ "not" ] ( "live" | "zombie" | "hollow" | "empty" | "alias" | "sealed" | "writable"
///                                          | "owned" "by" SESSION )
///           | REGION [ "is" ] [ "not" ] ( "attached" | "dead" | "stale" | "writable" | "owned" "by" SESSION )
///           | ( "free" | "allocated" | "stranded" ) "frames" count
///           | ( "dataspaces" | "zombies" | "aliases" | "regions" ) count
/// count     = [ "=" | "!=" | "&lt;" | "&lt;=" | ">" | ">=" ] NUMBER
/// </code>
/// SESSION is s0 to s7, DATASPACE d0 to d15, REGION r0 to r7, a frame 0 to 31. Small and capital letters are the same,
/// and so are "session" and "sessions". A frame is covered by live dataspaces and by the sessions that own them; mapped
/// by regions and the sessions of these; stranded when it is allocated and no live dataspace covers it. A session uses
/// frames of its quota, owns live dataspaces and maps regions. An alias has a parent; a region is dead when it is
/// attached through no live dataspace. Dataspaces are counted while they are live, aliases whatever their life.
/// </summary>
public sealed class StateFilter
{
    /// <summary>How many characters a filter may have.</summary>
    public const int MaximalLength = 500;

    private readonly ImmutableArray<StatePredicate> _clauses;

    private StateFilter(string text, ImmutableArray<StatePredicate> clauses)
    {
        Text = text;
        _clauses = clauses;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Reads a filter.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="BadInputException">It is none.</exception>
    public static StateFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new StateFilter(text, StateFilterReader.Read(text));
    }

    /// <summary>Whether a state is one of those that are looked for.</summary>
    /// <param name="model">The meaning.</param>
    /// <param name="state">The state.</param>
    /// <returns>True iff each clause is true of it.</returns>
    public bool Matches(IModel model, in State state)
    {
        ArgumentNullException.ThrowIfNull(model);
        Ledger ledger = model.Audit(in state);
        return IsTrueOf(new StateView(model, in state, in ledger));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Whether each clause is true of a state.</summary>
    internal bool IsTrueOf(in StateView at)
    {
        foreach (StatePredicate clause in _clauses)
        {
            if (!clause(in at))
            {
                return false;
            }
        }

        return true;
    }
}
