using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Baseline;

/// <content>How a set of dataspaces is destroyed at once, in the steps of docs/semantics.md, section 5.</content>
internal sealed partial class BaselineService<TLifetime>
{
    private static AliasFate FateOf(Dataspace alias, Cause cause)
    {
        Kinship kinship = alias.Owner == alias.Parent!.Owner ? Kinship.Own : Kinship.Foreign;
        return cause switch
        {
            Cause.Free => TLifetime.OnFree(kinship),
            Cause.Close => TLifetime.OnClose(kinship),
            Cause.Revoke => AliasFate.Destroyed,
        };
    }

    private void Destroy(List<Dataspace> doomed, Cause cause)
    {
        AddDestroyedAliases(doomed, cause);
        List<Dataspace> gone = WithoutPinned(doomed, cause);
        foreach (Dataspace dataspace in doomed)
        {
            dataspace.IsZombie = !dataspace.IsGone;
            dataspace.IsDoomed = false;
        }

        FindNewParents(gone, cause);
        CleanUp(gone);
        if (_regions.Count > 0)
        {
            CutRegions();
        }

        foreach (Dataspace dataspace in gone)
        {
            _dataspaces.Remove(dataspace.Slot);
            _emptySlots.Add(dataspace.Slot);
            Release(dataspace);
        }
    }

    // The list grows while it is walked, so no depth of a tree can exhaust the stack.
    private static void AddDestroyedAliases(List<Dataspace> doomed, Cause cause)
    {
        foreach (Dataspace dataspace in doomed)
        {
            dataspace.IsDoomed = true;
        }

        for (int i = 0; i < doomed.Count; i++)
        {
            foreach (Dataspace alias in doomed[i].Children)
            {
                if (!alias.IsDoomed && FateOf(alias, cause) == AliasFate.Destroyed)
                {
                    alias.IsDoomed = true;
                    doomed.Add(alias);
                }
            }
        }
    }

    // The doomed that no alias keeps as zombies: those that have no pinning alias, then their parents, and so on.
    private static List<Dataspace> WithoutPinned(List<Dataspace> doomed, Cause cause)
    {
        var gone = new List<Dataspace>();
        foreach (Dataspace dataspace in doomed)
        {
            dataspace.Pins = dataspace.Children.Count(alias => FateOf(alias, cause) == AliasFate.Pinning);
            if (dataspace.Pins == 0)
            {
                dataspace.IsGone = true;
                gone.Add(dataspace);
            }
        }

        for (int i = 0; i < gone.Count; i++)
        {
            if (gone[i].Parent is { IsDoomed: true, IsGone: false } parent
                && FateOf(gone[i], cause) == AliasFate.Pinning
                && --parent.Pins == 0)
            {
                parent.IsGone = true;
                gone.Add(parent);
            }
        }

        return gone;
    }

    // What stays and has lost its parent is adopted by the nearest ancestor that stays, or has no parent any more.
    private static void FindNewParents(List<Dataspace> gone, Cause cause)
    {
        foreach (Dataspace dataspace in gone)
        {
            foreach (Dataspace alias in dataspace.Children)
            {
                if (!alias.IsGone)
                {
                    Dataspace? ancestor = FateOf(alias, cause) == AliasFate.Adopted ? dataspace.Parent : null;
                    while (ancestor is { IsGone: true })
                    {
                        ancestor = ancestor.Parent;
                    }

                    alias.Parent = ancestor;
                    ancestor?.Children.Add(alias);
                }
            }
        }
    }

    // Takes the gone away from parents that stay. A zombie that has lost its last alias goes too, and so on upwards.
    private static void CleanUp(List<Dataspace> gone)
    {
        var bereaved = new HashSet<Dataspace>();
        foreach (Dataspace dataspace in gone)
        {
            if (dataspace.Parent is { IsGone: false } parent)
            {
                bereaved.Add(parent);
            }
        }

        foreach (Dataspace parent in bereaved)
        {
            parent.Children.RemoveAll(alias => alias.IsGone);
        }

        foreach (Dataspace parent in bereaved)
        {
            Dataspace? last = parent;
            while (last is { IsZombie: true, IsGone: false, Children.Count: 0 })
            {
                last.IsGone = true;
                gone.Add(last);
                last.Parent?.Children.Remove(last);
                last = last.Parent;
            }
        }
    }

    private void CutRegions()
    {
        foreach (Region region in
            _regions.Values.Where(region => region.Dataspace.IsGone || region.Dataspace.IsZombie).ToList())
        {
            Remove(region);
        }
    }

    // Gives back the frames that no other dataspace covers, in runs as long as can be.
    private void Release(Dataspace dataspace)
    {
        int end = dataspace.Base + dataspace.Length;
        int start = dataspace.Base;
        for (int frame = start; frame < end; frame++)
        {
            if (--_references[frame] > 0)
            {
                GiveBack(start, frame, dataspace.Payer);
                start = frame + 1;
            }
        }

        GiveBack(start, end, dataspace.Payer);
        if (_holderPays)
        {
            _used[dataspace.Owner.Index] -= dataspace.Length;
        }
    }

    private void GiveBack(int start, int end, SessionId payer)
    {
        if (start == end)
        {
            return;
        }

        _free.Give(start, end - start);
        if (!_holderPays)
        {
            _used[payer.Index] -= end - start;
        }
    }
}
