using System.Globalization;

using ModelCheck.Conformance.Lockstep;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// Makes a RAM service follow the plain model, one operation at a time, and compares all that can be seen of both. It
/// stops at the first divergence: what comes after it would mislead.
/// </summary>
/// <param name="service">The service, in its initial state.</param>
/// <param name="memory">The frames that it zeroes, or null when contents are not looked at.</param>
/// <param name="selfCheckEvery">After how many operations the service checks itself; 1 for after each.</param>
/// <param name="tally">Counts what was asked and answered, if anybody wants to know.</param>
internal sealed class LockstepDriver(
    IRamService service, FrameTags? memory, int selfCheckEvery, LockstepTally? tally = null)
{
    private int _followed;
    private bool _diverged;
    private string _doing = "answered";

    /// <summary>Asks the service what the model was asked to come to a state, and compares.</summary>
    /// <param name="after">The state that the model is in now.</param>
    /// <returns>The divergence, or null; always null after the first one.</returns>
    internal string? FollowTo(LockstepState after)
    {
        if (_diverged)
        {
            return null;
        }

        tally?.Count(after);
        string? divergence;
        try
        {
            divergence = Differing(after);
        }
#pragma warning disable CA1031 // what a defective service throws is a divergence; FsCheck would lose the operation
        catch (Exception exception)
#pragma warning restore CA1031
        {
            divergence = $"{exception.GetType().Name} while it {_doing}: {exception.Message}";
        }

        _followed++;
        _diverged = divergence is not null;
        return divergence is null ? null : $"{after.Asked}: {divergence}";
    }

    /// <summary>The last self-check, after the sequence.</summary>
    internal void Finish()
    {
        if (!_diverged)
        {
            service.SelfCheck();
        }
    }

    private string? Differing(LockstepState after)
    {
        _doing = "answered";
        Answer answer = Ask(after.Asked);
        if (answer != after.Expected)
        {
            return $"{answer}, not {after.Expected}";
        }

        _doing = "was looked at";
        string? difference = DifferingView(after.Model) ?? DifferingContents(after.Model);
        if (difference is not null)
        {
            return difference;
        }

        _doing = "was asked with stale capabilities";
        difference = Accepted(after.Model);
        if (difference is null && (_followed + 1) % selfCheckEvery == 0)
        {
            _doing = "checked itself";
            service.SelfCheck();
        }

        return difference;
    }

    private Answer Ask(Request request)
    {
        var session = new SessionId(request.Session);
        var receiver = new SessionId(request.Receiver);
        DataspaceCapability dataspace = request.Target.AsDataspace;
        DataspaceCapability made = default;
        RegionCapability region = default;
        Refusal refusal = request.Kind switch
        {
            RequestKind.Alloc => service.Alloc(session, request.Size, out made),
            RequestKind.Alias =>
                service.Alias(session, dataspace, request.Writable, request.Offset, request.Size, out made),
            RequestKind.Free => service.Free(session, dataspace),
            RequestKind.Revoke => service.Revoke(session, dataspace),
            RequestKind.Seal => service.Seal(session, dataspace),
            RequestKind.Attach => service.Attach(session, dataspace, out region),
            RequestKind.Detach => service.Detach(session, request.Target.AsRegion),
            RequestKind.Share => service.Share(session, receiver, dataspace),
            RequestKind.Write => Write(request),
            RequestKind.Close => Close(session),
            RequestKind.Drop => service.Drop(session, dataspace),
            RequestKind.Donate => service.Donate(session, receiver, request.Size),
            RequestKind.Flush => Flush(),
        };

        // What a refusal leaves in the place of the capability, the contract does not say.
        ObjectName name =
            refusal != Refusal.None ? default
            : request.Kind == RequestKind.Attach ? new ObjectName(region.Slot, (int)region.Generation)
            : new ObjectName(made.Slot, (int)made.Generation);
        return new Answer(refusal, name);
    }

    private Refusal Close(SessionId session)
    {
        service.Close(session);
        return Refusal.None;
    }

    private Refusal Flush()
    {
        service.Flush();
        return Refusal.None;
    }

    // The service has no Write: a session writes through the region that the service shows. A session's address space
    // has the region under its capability, so a stale one reaches nothing.
    private Refusal Write(Request request)
    {
        int slot = request.Target.Slot;
        RegionStatus region = slot < service.Bounds.Regions
            && service.RegionCapabilityAt(slot) == request.Target.AsRegion ? service.RegionAt(slot) : default;
        Refusal refusal =
            region.Length == 0 || region.Session.Index != request.Session ? Refusal.InvalidRegion
            : !region.Writable ? Refusal.PermissionDenied
            : request.Offset < 0 || request.Offset >= region.Length ? Refusal.InvalidRange
            : Refusal.None;
        if (refusal == Refusal.None)
        {
            memory?.Write(new SessionId(request.Session), region.Base + request.Offset);
        }

        return refusal;
    }

    private string? DifferingView(PlainModel model)
    {
        if (service.FreeFrames != model.FreeFrames)
        {
            return Text($"{service.FreeFrames} free frames, not {model.FreeFrames}");
        }

        for (int session = 0; session < model.Sessions; session++)
        {
            var id = new SessionId(session);
            if (service.UsedBy(id) != model.UsedBy(session) || service.QuotaOf(id) != model.QuotaOf(session))
            {
                return Text($"s{session} uses {service.UsedBy(id)} of {service.QuotaOf(id)}, ")
                    + Text($"not {model.UsedBy(session)} of {model.QuotaOf(session)}");
            }
        }

        return DifferingGifts(model) ?? DifferingDataspaces(model) ?? DifferingRegions(model) ?? DifferingFrames(model);
    }

    private string? DifferingGifts(PlainModel model)
    {
        for (int giver = 0; giver < model.Sessions; giver++)
        {
            for (int receiver = 0; receiver < model.Sessions; receiver++)
            {
                int given = service.GivenBy(new SessionId(giver), new SessionId(receiver));
                if (given != model.GivenBy(giver, receiver))
                {
                    return Text($"s{giver} gave s{receiver} {given}, not {model.GivenBy(giver, receiver)}");
                }
            }
        }

        return null;
    }

    private string? DifferingDataspaces(PlainModel model)
    {
        for (int slot = 0; slot < model.Bounds.Dataspaces; slot++)
        {
            DataspaceStatus expected = model.DataspaceAt(slot);
            DataspaceStatus actual = service.DataspaceAt(slot);
            if (actual != expected)
            {
                return $"d{slot} is {actual}, not {expected}";
            }

            DataspaceCapability last = CapabilityOf(slot, model.State.DataspaceGenerations[slot]);
            if (service.DataspaceCapabilityAt(slot) != last)
            {
                return $"the last capability of d{slot} is {service.DataspaceCapabilityAt(slot)}, not {last}";
            }

            for (int session = 0; session < model.Sessions; session++)
            {
                if (service.CanName(new SessionId(session), slot) != model.CanName(session, slot))
                {
                    return $"s{session} can{(model.CanName(session, slot) ? "not" : string.Empty)} name d{slot}";
                }
            }
        }

        return null;
    }

    private string? DifferingRegions(PlainModel model)
    {
        for (int slot = 0; slot < model.Bounds.Regions; slot++)
        {
            RegionStatus expected = model.RegionAt(slot);
            RegionStatus actual = service.RegionAt(slot);
            if (actual != expected)
            {
                return $"r{slot} is {actual}, not {expected}";
            }

            int generation = model.State.RegionGenerations[slot];
            RegionCapability last = generation == 0 ? default : RegionCapability.Of(slot, generation);
            if (service.RegionCapabilityAt(slot) != last)
            {
                return $"the last capability of r{slot} is {service.RegionCapabilityAt(slot)}, not {last}";
            }
        }

        return null;
    }

    private string? DifferingFrames(PlainModel model)
    {
        ReadOnlySpan<bool> allocated = model.Allocated;
        for (int frame = 0; frame < allocated.Length; frame++)
        {
            if (service.IsFree(frame) == allocated[frame])
            {
                return $"f{frame} is {(allocated[frame] ? "free" : "allocated")}, which it should not be";
            }
        }

        return null;
    }

    private string? DifferingContents(PlainModel model)
    {
        if (memory is null)
        {
            return null;
        }

        byte[] expected = new byte[model.Bounds.Frames];
        foreach ((int frame, int session) in model.State.Writers)
        {
            expected[frame] = FrameTags.TagOf(session);
        }

        ReadOnlySpan<bool> allocated = model.Allocated;
        for (int frame = 0; frame < expected.Length; frame++)
        {
            if (allocated[frame] && memory.Tags[frame] != expected[frame])
            {
                return $"f{frame} holds {Contents(memory.Tags[frame])}, not {Contents(expected[frame])}";
            }
        }

        return null;
    }

    // Capabilities that must be refused and are not: of what is gone, and of what was in the slot before.
    private string? Accepted(PlainModel model)
    {
        for (int slot = 0; slot < model.Bounds.Dataspaces; slot++)
        {
            int generation = model.State.DataspaceGenerations[slot];
            int stale = model.State.Dataspaces[slot] is { Life: Life.Live or Life.Hollow }
                ? generation - 1
                : generation;

            // The last stale one after each operation, and in turn all that were before it.
            int earlier = stale > 1 ? 1 + (_followed % (stale - 1)) : 0;
            string? accepted = AcceptedBySomebody(model, slot, stale) ?? AcceptedBySomebody(model, slot, earlier);
            if (accepted is not null)
            {
                return accepted;
            }
        }

        for (int slot = 0; slot < model.Bounds.Regions; slot++)
        {
            int generation = model.State.RegionGenerations[slot] - (model.State.Regions[slot] is null ? 0 : 1);
            var session = new SessionId(model.State.Regions[slot]?.Session ?? 0);
            if (generation > 0
                && service.Detach(session, RegionCapability.Of(slot, generation)) != Refusal.InvalidRegion)
            {
                return $"the stale r{slot}#{generation} was accepted";
            }
        }

        return null;
    }

    // Asked by the owner of what is in the slot now: the session that a mistaken service would let do most.
    private string? AcceptedBySomebody(PlainModel model, int slot, int generation)
    {
        if (generation < 1)
        {
            return null;
        }

        var session = new SessionId(model.State.Dataspaces[slot]?.Owner ?? _followed % model.Sessions);
        DataspaceCapability stale = DataspaceCapability.Of(slot, generation);
        Refusal refusal = (_followed % 3) switch
        {
            0 => service.Free(session, stale),
            1 => service.Revoke(session, stale),
            _ => service.Seal(session, stale),
        };
        return refusal == Refusal.InvalidDataspace ? null : $"the stale {stale} was accepted, or refused as {refusal}";
    }

    private static DataspaceCapability CapabilityOf(int slot, int generation) =>
        generation == 0 ? default : DataspaceCapability.Of(slot, generation);

    private static string Contents(byte tag) => tag switch
    {
        FrameTags.Zeroed => "zeroes",
        byte.MaxValue => "what was there in the beginning",
        _ => Text($"what s{tag - 1} wrote"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
