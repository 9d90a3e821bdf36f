using System.Collections.Immutable;

using ModelCheck.Conformance.Lockstep;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Watching;

/// <summary>The description of a state that a service was put into.</summary>
/// <param name="Dataspaces">What the dataspace slots were to hold, and empty ones.</param>
/// <param name="Regions">What the region slots were to hold, and empty ones.</param>
/// <param name="Holders">Who can name what the dataspace slots hold.</param>
/// <param name="Given">
/// How much quota each session gave to each, that to session t at giver × sessions + t, and zeroes.
/// </param>
internal sealed record RestoredState(
    ImmutableArray<DataspaceStatus> Dataspaces,
    ImmutableArray<RegionStatus> Regions,
    ImmutableArray<ulong> Holders,
    ImmutableArray<int> Given)
{
    /// <summary>Whether it describes a state of a model.</summary>
    internal bool Describes(IModel model, ModelView view, in State state)
    {
        Scope scope = model.Scope;
        for (int slot = 0; slot < scope.Dataspaces; slot++)
        {
            if (view.Comparable(Dataspaces[slot]) != view.DataspaceAt(in state, slot)
                || Holders[slot] != view.NamersOf(in state, slot))
            {
                return false;
            }
        }

        for (int slot = 0; slot < scope.Regions; slot++)
        {
            if (Regions[slot] != ModelView.RegionAt(in state, slot))
            {
                return false;
            }
        }

        for (int pair = 0; pair < scope.Sessions * scope.Sessions; pair++)
        {
            var giver = new SessionId(pair / scope.Sessions);
            if (Given[pair] != state.GivenBy(giver, new SessionId(pair % scope.Sessions)))
            {
                return false;
            }
        }

        return true;
    }
}
