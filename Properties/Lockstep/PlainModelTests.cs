using System.Collections.Immutable;

using ModelCheck.Model.Charging;
using ModelCheck.Model.Lifetimes;
using ModelCheck.Model.Platforms;
using ModelCheck.Model.Sealings;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Model;

using Xunit;

namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// The plain model and the specification are two programs written from one contract. Small scopes are compared in full:
/// every operation instance in every reachable state.
/// </summary>
public sealed class PlainModelTests
{
    private static readonly OperationKinds Derivation = OperationKinds.Of(
        OperationKind.Alloc, OperationKind.Alias, OperationKind.Free, OperationKind.Revoke, OperationKind.Close);

    public static TheoryData<string, string> Policies => PolicyPairs.OfCatalog;

    [Theory]
    [MemberData(nameof(Policies))]
    public void It_agrees_with_the_specification_in_every_state_of_two_dataspaces(string lifetime, string charging) =>
        AgreesEverywhere(lifetime, charging, Scope.Uniform(2, 2, 2, quota: 2, regions: 1));

    [Theory]
    [MemberData(nameof(Policies))]
    public void It_agrees_with_the_specification_where_aliases_have_aliases(string lifetime, string charging) =>
        AgreesEverywhere(lifetime, charging, Scope.Uniform(2, 2, 3, quota: 2, operations: Derivation));

    [Theory]
    [InlineData("Cascade", "Allocator")]
    [InlineData("Managed", "Heir")]
    [InlineData("Pin", "Holder")]
    [InlineData("Reparent", "Nobody")]
    public void It_agrees_with_the_specification_of_delegated_sharing_and_contents(string lifetime, string charging) =>
        AgreesEverywhere(lifetime, charging, Scope.Uniform(2, 2, 2, quota: 1, regions: 1) with
        {
            Sharing = Sharing.Delegated,
            Contents = true,
        });

    [Fact]
    public void It_agrees_with_the_specification_of_a_policy_that_looks_at_kinship()
    {
        Scope deep = Scope.Uniform(1, 2, 4, quota: 1, operations: Derivation);
        AgreesEverywhere(
            new ReferenceModel<OwnArePinning, Heir, Native, Future>(deep), PlainRules.Of(typeof(OwnArePinning), "Heir"));

        Scope wide = Scope.Uniform(2, 2, 3, quota: 2, operations: Derivation);
        AgreesEverywhere(
            new ReferenceModel<OwnAreHollowed, Allocator, Native, Future>(wide),
            PlainRules.Of(typeof(OwnAreHollowed), "Allocator"));
    }

    [Fact]
    public void The_comparison_notices_a_rule_that_differs_for_one_kinship()
    {
        IModel model = Catalog.CreateModel(
            new PolicyName("Reparent", "Holder", "Native"), Scope.Uniform(2, 2, 2, quota: 2, operations: Derivation));
        PlainRules rules = PlainRules.Of(typeof(Reparent), "Holder") with
        {
            OnClose = kinship => kinship == Kinship.Own ? AliasFate.Adopted : AliasFate.Destroyed,
        };

        Assert.NotNull(FirstDisagreement(model, rules));
    }

    private static void AgreesEverywhere(string lifetime, string charging, Scope scope) => AgreesEverywhere(
        Catalog.CreateModel(new PolicyName(lifetime, charging, "Native"), scope),
        PlainRules.Of(Catalog.Find(Catalog.Lifetimes, lifetime)!.Type, charging));

    private static void AgreesEverywhere(IModel model, PlainRules rules) =>
        Assert.Null(FirstDisagreement(model, rules));

    private static string? FirstDisagreement(IModel model, PlainRules rules)
    {
        foreach (State state in new NaiveExplorer(model).States)
        {
            Ledger ledger = model.Audit(in state);
            PlainModel plain = PlainOf(model, rules, in state);
            for (int session = 0; session < model.Scope.Sessions; session++)
            {
                if (ledger.UsedBy(new SessionId(session)) != plain.UsedBy(session))
                {
                    return $"s{session} uses {ledger.UsedBy(new SessionId(session))}, not {plain.UsedBy(session)}";
                }
            }

            foreach (Operation operation in Instances.Of(model, in state))
            {
                State after = state;
                Outcome outcome = model.Apply(in state, in ledger, operation, ref after);
                (PlainModel plainAfter, Answer answer) = plain.Ask(RequestOf(operation));
                int made = answer.Made == default ? -1 : answer.Made.Slot;
                if (outcome.Refusal != answer.Refusal || outcome.Slot != made)
                {
                    return $"{operation} -> {outcome}, not {answer}";
                }

                if (Difference(model, in after, plainAfter) is { } difference)
                {
                    return $"{operation}: {difference}";
                }
            }
        }

        return null;
    }

    // What both show of a state; the kind and the payer only where the specification records them.
    private static string? Difference(IModel model, in State state, PlainModel plain)
    {
        Scope scope = model.Scope;
        for (int slot = 0; slot < scope.Dataspaces; slot++)
        {
            DataspaceStatus expected = Recorded(model.Shape, StatusOf(model, in state, new DataspaceId(slot)));
            DataspaceStatus actual = Recorded(model.Shape, plain.DataspaceAt(slot));
            SessionSet holders = default;
            foreach (int holder in plain.State.Dataspaces[slot]?.Holders ?? [])
            {
                holders += new SessionId(holder);
            }

            if (expected != actual || state.HoldersOf(new DataspaceId(slot)) != holders)
            {
                return $"d{slot} is {expected}, not {actual}, or has other holders than {holders}";
            }
        }

        for (int slot = 0; slot < scope.Regions; slot++)
        {
            if (StatusOf(in state, new RegionId(slot)) != plain.RegionAt(slot))
            {
                return $"r{slot} is {StatusOf(in state, new RegionId(slot))}, not {plain.RegionAt(slot)}";
            }
        }

        for (int frame = 0; frame < scope.Frames; frame++)
        {
            bool allocated = model.Audit(in state).Allocated.Contains(new Frame(frame));
            int? writer = plain.State.Writers.TryGetValue(frame, out int session) ? session : null;
            if (allocated != plain.Allocated[frame] || WriterOf(in state, scope.Sessions, frame) != writer)
            {
                return $"f{frame} is not {(plain.Allocated[frame] ? "allocated" : "free")}, or not by {writer}";
            }
        }

        return null;
    }

    private static DataspaceStatus Recorded(StateShape shape, DataspaceStatus status) => status with
    {
        IsAlias = shape.Kind && status.IsAlias,
        Payer = shape.Payers && status.Life != Life.Hollow ? status.Payer : default,
    };

    private static PlainModel PlainOf(IModel model, PlainRules rules, in State state)
    {
        PlainModel initial = new(rules, ServiceBounds.Of(model.Scope));
        var dataspaces = ImmutableArray.CreateBuilder<PlainDataspace?>();
        var regions = ImmutableArray.CreateBuilder<PlainRegion?>();
        var writers = ImmutableDictionary.CreateBuilder<int, int>();
        for (int slot = 0; slot < model.Scope.Dataspaces; slot++)
        {
            dataspaces.Add(PlainOf(model, in state, new DataspaceId(slot)));
        }

        for (int slot = 0; slot < model.Scope.Regions; slot++)
        {
            RegionStatus status = StatusOf(in state, new RegionId(slot));
            regions.Add(status == default ? null : new PlainRegion(
                status.Session.Index, status.DataspacePlusOne - 1, status.Base, status.Length, status.Writable));
        }

        for (int frame = 0; frame < model.Scope.Frames; frame++)
        {
            if (WriterOf(in state, model.Scope.Sessions, frame) is { } writer)
            {
                writers.Add(frame, writer);
            }
        }

        return new PlainModel(rules, initial.Bounds, initial.State with
        {
            Dataspaces = dataspaces.ToImmutable(),
            Regions = regions.ToImmutable(),
            DataspaceGenerations = [.. Enumerable.Repeat(1, dataspaces.Count)],
            RegionGenerations = [.. Enumerable.Repeat(1, regions.Count)],
            Writers = writers.ToImmutable(),
        });
    }

    private static PlainDataspace? PlainOf(IModel model, in State state, DataspaceId slot)
    {
        DataspaceStatus status = StatusOf(model, in state, slot);
        if (status.Life == Life.None)
        {
            return null;
        }

        ImmutableHashSet<int> holders = [];
        foreach (SessionId holder in state.HoldersOf(slot))
        {
            holders = holders.Add(holder.Index);
        }

        return new PlainDataspace(
            status.Life,
            status.Owner.Index,
            status.Base,
            status.Length,
            status.ParentPlusOne == 0 ? null : status.ParentPlusOne - 1,
            status.Writable,
            status.Sealed,
            status.IsAlias,
            status.Payer.Index,
            holders);
    }

    private static DataspaceStatus StatusOf(IModel model, in State state, DataspaceId slot)
    {
        Life life =
            state.Live.Contains(slot) ? Life.Live
            : state.Zombies.Contains(slot) ? Life.Zombie
            : state.Hollow.Contains(slot) ? Life.Hollow
            : Life.None;
        if (life == Life.None)
        {
            return default;
        }

        Extent extent = state.ExtentOf(slot);
        DataspaceSet parent = state.ParentOf(slot);
        SessionId payer = default;
        for (int session = 0; session < model.Scope.Sessions; session++)
        {
            if (state.PaidBy(new SessionId(session)).Overlaps(extent.Frames))
            {
                payer = new SessionId(session);
            }
        }

        return new DataspaceStatus(
            life,
            state.OwnerOf(slot),
            extent.Base,
            extent.Length,
            parent.IsEmpty ? 0 : parent.Lowest.Index + 1,
            state.Writable.Contains(slot),
            state.Sealed.Contains(slot),
            state.Aliases.Contains(slot),
            payer);
    }

    private static RegionStatus StatusOf(in State state, RegionId slot) => !state.Regions.Contains(slot)
        ? default
        : new RegionStatus(
            state.SessionOf(slot),
            state.DataspaceOf(slot).Lowest.Index + 1,
            state.ExtentOf(slot).Base,
            state.ExtentOf(slot).Length,
            state.WritableRegions.Contains(slot));

    private static int? WriterOf(in State state, int sessions, int frame)
    {
        for (int session = 0; session < sessions; session++)
        {
            if (state.WrittenBy(new SessionId(session)).Contains(new Frame(frame)))
            {
                return session;
            }
        }

        return null;
    }

    private static Request RequestOf(Operation operation)
    {
        var dataspace = new ObjectName(operation.Dataspace.Index, 1);
        var region = new ObjectName(operation.Region.Index, 1);
        Request Ask(RequestKind kind) => new(kind, operation.Session.Index);
        return operation.Kind switch
        {
            OperationKind.Alloc => Ask(RequestKind.Alloc) with { Size = operation.Size },
            OperationKind.Alias => Ask(RequestKind.Alias) with
            {
                Target = dataspace,
                Writable = operation.Writable,
                Offset = operation.Offset,
                Size = operation.Size,
            },
            OperationKind.Free => Ask(RequestKind.Free) with { Target = dataspace },
            OperationKind.Revoke => Ask(RequestKind.Revoke) with { Target = dataspace },
            OperationKind.Seal => Ask(RequestKind.Seal) with { Target = dataspace },
            OperationKind.Attach => Ask(RequestKind.Attach) with { Target = dataspace },
            OperationKind.Detach => Ask(RequestKind.Detach) with { Target = region },
            OperationKind.Share => Ask(RequestKind.Share) with
            {
                Target = dataspace,
                Receiver = operation.Receiver.Index,
            },
            OperationKind.Write => Ask(RequestKind.Write) with { Target = region, Offset = operation.Offset },
            OperationKind.Close => Ask(RequestKind.Close),
            OperationKind.Drop or OperationKind.Donate or OperationKind.Flush =>
                throw new NotSupportedException($"{operation} is not asked yet"),
        };
    }

    /// <summary>Its own aliases keep what a session frees as a zombie; others are destroyed or adopted.</summary>
    private readonly record struct OwnArePinning : ILifetimePolicy
    {
        public static string Name => nameof(OwnArePinning);

        public static string Summary => "A made-up policy.";

        public static string Source => "nowhere";

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Pinning : AliasFate.Destroyed;

        public static AliasFate OnClose(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Pinning : AliasFate.Adopted;
    }

    /// <summary>A session's own aliases lose their memory; those of others stand in the way of Free only.</summary>
    private readonly record struct OwnAreHollowed : ILifetimePolicy
    {
        public static string Name => nameof(OwnAreHollowed);

        public static string Summary => "A made-up policy.";

        public static string Source => "nowhere";

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Hollowed : AliasFate.Refusing;

        public static AliasFate OnClose(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Hollowed : AliasFate.Orphaned;
    }
}
