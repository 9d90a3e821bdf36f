using System.Collections.Immutable;
using System.Globalization;
using System.Text;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// States of the specification read as states of the plain model, and what is state written down as text.
/// </summary>
internal static class PlainReading
{
    /// <summary>The plain model in a state of the specification.</summary>
    internal static PlainModel Of(IModel model, PlainRules rules, in State state)
    {
        ServiceBounds bounds = ServiceBounds.Of(model.Scope);
        var dataspaces = ImmutableArray.CreateBuilder<PlainDataspace?>();
        var regions = ImmutableArray.CreateBuilder<PlainRegion?>();
        for (int slot = 0; slot < model.Scope.Dataspaces; slot++)
        {
            dataspaces.Add(Read(in state, new DataspaceId(slot)));
        }

        for (int slot = 0; slot < model.Scope.Regions; slot++)
        {
            regions.Add(Read(in state, new RegionId(slot)));
        }

        return new PlainModel(
            rules,
            bounds,
            Frames(model, in state, PlainState.Initial(bounds)) with
            {
                Dataspaces = dataspaces.ToImmutable(),
                Regions = regions.ToImmutable(),
                DataspaceGenerations = [.. Enumerable.Repeat(1, dataspaces.Count)],
                RegionGenerations = [.. Enumerable.Repeat(1, regions.Count)],
            },
            model.Scope.RecordsAllocators);
    }

    /// <summary>
    /// All that section 2 calls state, so that two states are one iff their texts are; generations, which are none, and
    /// fields that play no part under the policy are left out.
    /// </summary>
    internal static string TextOf(PlainModel model)
    {
        var text = new StringBuilder(128);
        foreach (PlainDataspace? dataspace in model.State.Dataspaces)
        {
            Write(text.Append('|'), model.Rules, dataspace);
        }

        foreach (PlainRegion? region in model.State.Regions)
        {
            text.Append('/');
            if (region is not null)
            {
                text.Append('s').Append(region.Session).Append(" d").Append(region.Dataspace ?? -1)
                    .Append(' ').Append(region.Base).Append('+').Append(region.Length)
                    .Append(region.Writable ? " writable" : "").Append(region.Stale ? " stale" : "");
            }
        }

        for (int frame = 0; frame < model.Bounds.Frames; frame++)
        {
            bool isWritten = model.State.Writers.TryGetValue(frame, out int writer);
            text.Append('.');
            Name(text, 'p', model.State.Payers[frame]);
            Name(text, 'a', model.State.Allocators[frame]);
            Name(text, 'w', isWritten ? writer : null);
            text.Append(model.State.SealedFrames.Contains(frame) ? "sealed" : "");
        }

        foreach (((int giver, int receiver), int given) in model.State.Given.OrderBy(gift => gift.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $" s{giver} gave s{receiver} {given}");
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, PlainRules rules, PlainDataspace? dataspace)
    {
        if (dataspace is null)
        {
            return;
        }

        text.Append(dataspace.Life switch { Life.Live => "live", Life.Zombie => "zombie", _ => "hollow" })
            .Append(" s").Append(dataspace.Owner)
            .Append(' ').Append(dataspace.Base).Append('+').Append(dataspace.Length)
            .Append(" ^").Append(dataspace.Parent ?? -1)
            .Append(dataspace.Writable ? " writable" : "")
            .Append(dataspace.Sealed ? " sealed" : "")
            .Append(rules.HasKinds && dataspace.IsAlias ? " alias" : "");
        if (rules.HasBlocks)
        {
            text.Append(" of ").Append(dataspace.Block.Base).Append('+').Append(dataspace.Block.Length);
        }

        if (!dataspace.Holders.IsEmpty)
        {
            text.Append(" held by");
            foreach (int holder in dataspace.Holders.Order())
            {
                text.Append(' ').Append(holder);
            }
        }
    }

    private static void Name(StringBuilder text, char what, int? session)
    {
        if (session is { } known)
        {
            text.Append(what).Append(known);
        }
    }

    private static PlainDataspace? Read(in State state, DataspaceId slot)
    {
        Life life =
            state.Live.Contains(slot) ? Life.Live
            : state.Zombies.Contains(slot) ? Life.Zombie
            : state.Hollow.Contains(slot) ? Life.Hollow
            : Life.None;
        if (life == Life.None)
        {
            return null;
        }

        ImmutableHashSet<int> holders = [];
        foreach (SessionId holder in state.HoldersOf(slot))
        {
            holders = holders.Add(holder.Index);
        }

        Extent extent = state.ExtentOf(slot);
        Extent block = state.BlockOf(slot);
        DataspaceSet parent = state.ParentOf(slot);
        return new PlainDataspace(
            life,
            state.OwnerOf(slot).Index,
            extent.Base,
            extent.Length,
            parent.IsEmpty ? null : parent.Lowest.Index,
            state.Writable.Contains(slot),
            state.Sealed.Contains(slot),
            state.Aliases.Contains(slot),
            Payer: 0,
            holders,
            block.Length == 0 ? default : new PlainExtent(block.Base, block.Length));
    }

    private static PlainRegion? Read(in State state, RegionId slot)
    {
        if (!state.Regions.Contains(slot))
        {
            return null;
        }

        DataspaceSet through = state.DataspaceOf(slot);
        return new PlainRegion(
            state.SessionOf(slot).Index,
            through.IsEmpty ? null : through.Lowest.Index,
            state.ExtentOf(slot).Base,
            state.ExtentOf(slot).Length,
            state.WritableRegions.Contains(slot),
            state.StaleRegions.Contains(slot));
    }

    private static PlainState Frames(IModel model, in State state, PlainState initial)
    {
        ImmutableArray<int?>.Builder payers = initial.Payers.ToBuilder();
        ImmutableArray<int?>.Builder allocators = initial.Allocators.ToBuilder();
        var writers = ImmutableDictionary.CreateBuilder<int, int>();
        var given = ImmutableDictionary.CreateBuilder<(int, int), int>();
        for (int index = 0; index < model.Scope.Sessions; index++)
        {
            var session = new SessionId(index);
            foreach (Frame frame in state.PaidBy(session))
            {
                payers[frame.Index] = index;
            }

            foreach (Frame frame in state.AllocatedBy(session))
            {
                allocators[frame.Index] = index;
            }

            foreach (Frame frame in state.WrittenBy(session))
            {
                writers[frame.Index] = index;
            }

            for (int receiver = 0; receiver < model.Scope.Sessions; receiver++)
            {
                if (state.GivenBy(session, new SessionId(receiver)) is > 0 and int frames)
                {
                    given[(index, receiver)] = frames;
                }
            }
        }

        ImmutableHashSet<int> sealedFrames = [];
        foreach (Frame frame in state.SealedBlocks)
        {
            sealedFrames = sealedFrames.Add(frame.Index);
        }

        return initial with
        {
            Payers = payers.ToImmutable(),
            Allocators = allocators.ToImmutable(),
            Writers = writers.ToImmutable(),
            Given = given.ToImmutable(),
            SealedFrames = sealedFrames,
        };
    }
}
