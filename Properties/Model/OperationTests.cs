using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

public sealed class OperationTests
{
    private static IEnumerable<SessionId> Sessions => Enumerable.Range(0, SessionId.Capacity).Select(SessionId.At);

    private static IEnumerable<DataspaceId> Dataspaces =>
        Enumerable.Range(0, DataspaceId.Capacity).Select(DataspaceId.At);

    private static IEnumerable<RegionId> Regions => Enumerable.Range(0, RegionId.Capacity).Select(RegionId.At);

    [Fact]
    public void Alloc_gives_its_arguments_back()
    {
        foreach (SessionId session in Sessions)
        {
            for (int size = 0; size < 64; size++)
            {
                var operation = Operation.Alloc(session, size);
                Assert.Equal(
                    (OperationKind.Alloc, session, size), (operation.Kind, operation.Session, operation.Size));
            }
        }
    }

    [Fact]
    public void Alias_gives_its_arguments_back()
    {
        foreach (SessionId session in Sessions)
        {
            foreach (DataspaceId original in Dataspaces)
            {
                for (int offset = 0; offset < 64; offset++)
                {
                    for (int size = 0; size < 64; size++)
                    {
                        bool writable = ((offset + size) & 1) == 0;
                        var operation = Operation.Alias(session, original, writable, offset, size);
                        Assert.True(
                            operation.Kind == OperationKind.Alias
                            && operation.Session == session
                            && operation.Dataspace == original
                            && operation.Writable == writable
                            && operation.Offset == offset
                            && operation.Size == size
                            && operation != Operation.Alias(session, original, !writable, offset, size));
                    }
                }
            }
        }
    }

    [Fact]
    public void Free_Revoke_Seal_and_Attach_give_their_arguments_back()
    {
        foreach (SessionId session in Sessions)
        {
            foreach (DataspaceId dataspace in Dataspaces)
            {
                Assert.Equal(
                    [OperationKind.Free, OperationKind.Revoke, OperationKind.Seal, OperationKind.Attach],
                    Upon(session, dataspace).Select(operation => operation.Kind));
                Assert.All(Upon(session, dataspace), operation => Assert.Equal(
                    (session, dataspace, Operation.Upon(operation.Kind, session, dataspace)),
                    (operation.Session, operation.Dataspace, operation)));
            }
        }
    }

    [Fact]
    public void Detach_and_Write_give_their_arguments_back()
    {
        foreach (SessionId session in Sessions)
        {
            foreach (RegionId region in Regions)
            {
                var detach = Operation.Detach(session, region);
                Assert.Equal((OperationKind.Detach, session, region), (detach.Kind, detach.Session, detach.Region));
                for (int index = 0; index < 64; index++)
                {
                    var write = Operation.Write(session, region, index);
                    Assert.Equal(
                        (OperationKind.Write, session, region, index),
                        (write.Kind, write.Session, write.Region, write.Offset));
                }
            }
        }
    }

    [Fact]
    public void Share_and_Close_give_their_arguments_back()
    {
        foreach (SessionId session in Sessions)
        {
            var close = Operation.Close(session);
            Assert.Equal((OperationKind.Close, session), (close.Kind, close.Session));
            foreach (SessionId receiver in Sessions)
            {
                foreach (DataspaceId dataspace in Dataspaces)
                {
                    var share = Operation.Share(session, receiver, dataspace);
                    Assert.Equal(
                        (OperationKind.Share, session, receiver, dataspace),
                        (share.Kind, share.Session, share.Receiver, share.Dataspace));
                }
            }
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_not_cut()
    {
        var s0 = new SessionId(0);
        var d0 = new DataspaceId(0);
        var r0 = new RegionId(0);
        Assert.All<Action>(
            [
                () => Operation.Alloc(s0, 64),
                () => Operation.Alloc(s0, -1),
                () => Operation.Alloc(new SessionId(8), 1),
                () => Operation.Alloc(new SessionId(-1), 1),
                () => Operation.Alias(s0, d0, false, 64, 1),
                () => Operation.Alias(s0, d0, true, -1, 1),
                () => Operation.Alias(s0, d0, false, 0, 64),
                () => Operation.Alias(s0, d0, false, 0, -1),
                () => Operation.Alias(s0, new DataspaceId(16), false, 0, 1),
                () => Operation.Free(s0, new DataspaceId(-1)),
                () => Operation.Revoke(new SessionId(8), d0),
                () => Operation.Seal(s0, new DataspaceId(16)),
                () => Operation.Attach(s0, new DataspaceId(16)),
                () => Operation.Detach(s0, new RegionId(8)),
                () => Operation.Share(s0, new SessionId(8), d0),
                () => Operation.Share(s0, new SessionId(-1), d0),
                () => Operation.Write(s0, r0, 64),
                () => Operation.Write(s0, r0, -1),
                () => Operation.Write(s0, new RegionId(8), 0),
                () => Operation.Close(new SessionId(8)),
                () => Operation.Upon(OperationKind.Close, s0, d0),
                () => Operation.Upon((OperationKind)16, s0, d0),
            ],
            operation => Assert.Throws<ArgumentOutOfRangeException>(operation));
    }

    // Of several shortest traces the one with the lowest labels is told.
    [Fact]
    public void Operations_are_ordered_by_size_offset_right_what_is_named_session_and_kind()
    {
        Operation[] rising =
        [
            Operation.Alias(new SessionId(7), new DataspaceId(15), true, 32, 1),
            Operation.Alias(new SessionId(0), new DataspaceId(0), false, 0, 2),
            Operation.Alias(new SessionId(7), new DataspaceId(15), true, 0, 2),
            Operation.Alias(new SessionId(0), new DataspaceId(0), false, 1, 2),
            Operation.Alias(new SessionId(7), new DataspaceId(15), false, 1, 2),
            Operation.Alias(new SessionId(0), new DataspaceId(0), true, 1, 2),
            Operation.Alias(new SessionId(7), new DataspaceId(0), true, 1, 2),
            Operation.Alias(new SessionId(0), new DataspaceId(1), true, 1, 2),
            Operation.Alias(new SessionId(1), new DataspaceId(1), true, 1, 2),
        ];

        Assert.Equal(rising, rising.OrderBy(operation => operation.Code));
        Assert.True(Operation.Close(new SessionId(0)).Code < Operation.Free(new SessionId(1), default).Code);
    }

    [Fact]
    public void Texts_are_those_of_the_contract()
    {
        var s1 = new SessionId(1);
        var d2 = new DataspaceId(2);
        var r3 = new RegionId(3);
        Assert.Equal("Alloc(s1, 4)", Operation.Alloc(s1, 4).ToString());
        Assert.Equal("Alias(s1, d2, ro, 5, 6)", Operation.Alias(s1, d2, false, 5, 6).ToString());
        Assert.Equal("Alias(s1, d2, rw, 0, 1)", Operation.Alias(s1, d2, true, 0, 1).ToString());
        Assert.Equal(
            ["Free(s1, d2)", "Revoke(s1, d2)", "Seal(s1, d2)", "Attach(s1, d2)"],
            Upon(s1, d2).Select(operation => operation.ToString()));
        Assert.Equal("Detach(s1, r3)", Operation.Detach(s1, r3).ToString());
        Assert.Equal("Share(s1, s0, d2)", Operation.Share(s1, new SessionId(0), d2).ToString());
        Assert.Equal("Write(s1, r3, 7)", Operation.Write(s1, r3, 7).ToString());
        Assert.Equal("Close(s1)", Operation.Close(s1).ToString());
    }

    [Fact]
    public void Arguments_are_named_in_the_order_of_the_contract()
    {
        var s1 = new SessionId(1);
        var d2 = new DataspaceId(2);
        var r3 = new RegionId(3);
        Assert.Equal("size=4", Arguments(Operation.Alloc(s1, 4)));
        Assert.Equal("dataspace=2 writable=True offset=5 size=6", Arguments(Operation.Alias(s1, d2, true, 5, 6)));
        Assert.All(Upon(s1, d2), operation => Assert.Equal("dataspace=2", Arguments(operation)));
        Assert.Equal("region=3", Arguments(Operation.Detach(s1, r3)));
        Assert.Equal("receiver=0 dataspace=2", Arguments(Operation.Share(s1, new SessionId(0), d2)));
        Assert.Equal("region=3 index=7", Arguments(Operation.Write(s1, r3, 7)));
        Assert.Equal(string.Empty, Arguments(Operation.Close(s1)));
    }

    private static Operation[] Upon(SessionId session, DataspaceId dataspace) =>
    [
        Operation.Free(session, dataspace),
        Operation.Revoke(session, dataspace),
        Operation.Seal(session, dataspace),
        Operation.Attach(session, dataspace),
    ];

    private static string Arguments(Operation operation) =>
        string.Join(' ', operation.Arguments().Select(argument => $"{argument.Key}={argument.Value}"));
}
