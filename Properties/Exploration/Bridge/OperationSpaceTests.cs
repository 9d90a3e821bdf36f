using ModelCheck.Exploration.Bridge;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Model;

using Xunit;

namespace ModelCheck.Properties.Exploration.Bridge;

/// <summary>At the largest number of frames an offset or index of one frame too many is asked like any other.</summary>
public sealed class OperationSpaceTests
{
    private static readonly Scope Largest =
        Scope.Uniform(frames: 32, sessions: 1, dataspaces: 2, quota: 32, regions: 1) with { Contents = true };

    [Fact]
    public void Every_instance_is_asked_of_a_dataspace_and_a_region_of_all_frames()
    {
        State state = default;
        state.Place(new DataspaceId(0), new SessionId(0), Extent.Of(0, 32), parent: default, writable: true);
        state.Place(
            new RegionId(0), new SessionId(0), DataspaceSet.Of(new DataspaceId(0)), Extent.Of(0, 32), writable: true);
        IModel model = Catalog.CreateModel(new PolicyName("FirstClass", "Holder", "Native"), Largest);
        var space = new OperationSpace(model);
        var asked = new Asked([]);

        space.Visit(in state, ref asked);

        List<Operation> expected = Instances.Of(model, in state);
        Assert.Contains(Operation.Write(new SessionId(0), new RegionId(0), 32), expected);
        Assert.Equal(
            expected.Select(operation => operation.ToString()).Order(),
            asked.Operations.Select(operation => operation.ToString()).Order());
        Assert.Equal(expected.Count, space.CountIn(in state));
    }

    private readonly record struct Asked(List<Operation> Operations) : IOperationVisitor
    {
        public bool Satisfied => false;

        public void Visit(Operation operation) => Operations.Add(operation);
    }
}
