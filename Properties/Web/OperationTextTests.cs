using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Model;
using ModelCheck.Web.Addresses;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;

using Property = FsCheck.Property;

namespace ModelCheck.Properties.Web;

/// <summary>Operations in addresses are read back as they were written, and nothing else is read.</summary>
public class OperationTextTests
{
    private static readonly Scope Whole = Scope.Uniform(
        3, 3, 3, quota: 3, regions: 2, operations: OperationKinds.All) with
    {
        Sharing = Sharing.Delegated,
        Contents = true,
    };

    private static readonly IModel[] Models =
    [
        ModelOf("Pin", "Allocator", Whole),
        ModelOf("Replace", "Heir", Whole, "Quarantine"),
        ModelOf("FirstClass", "Holder", Scope.Uniform(2, 2, 2, quota: 2)),
    ];

    private static readonly string[] Pieces =
    [
        "Alloc", "Free", "Alias", "Flush", "(", ")", ",", ";", "s0", "s9", "d0", "r1", "ro", "0", "99", " ", "\0", "é",
    ];

    [Property(MaxTest = 30)]
    public void Whatever_is_asked_anywhere_is_read_back_as_itself(ulong seed)
    {
        foreach (IModel model in Models)
        {
            Operation[] asked =
            [
                .. Random(model, steps: 25, seed).States(model)
                    .SelectMany(state => Instances.Of(model, in state))
                    .Distinct(),
            ];
            foreach (Operation[] chunk in asked.Chunk(OperationText.MostOperations))
            {
                string text = OperationText.Of(chunk);
                Assert.Equal(chunk, OperationText.Read(text, model.Scope, model.Flushes));
                Assert.DoesNotContain(' ', text);
            }
        }
    }

    [Property(MaxTest = 500)]
    public Property Any_text_is_read_as_operations_or_refused_as_input() => Prop.ForAll(
        Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>(),
            Gen.Elements(Pieces).ListOf().Select(string.Concat)).ToArbitrary(),
        text =>
        {
            try
            {
                Operation[] read = [.. OperationText.Read(text ?? string.Empty, Whole, flushes: false)];
                return read.SequenceEqual(OperationText.Read(OperationText.Of(read), Whole, flushes: false));
            }
            catch (BadInputException exception)
            {
                return exception.Message.Length < 200 && !exception.Message.Contains('\n', StringComparison.Ordinal);
            }
        });

    [Theory]
    [InlineData("Alloc", "path: Alloc is no operation")]
    [InlineData("alloc(s0,1)", "path: alloc(s0,1) is no operation")]
    [InlineData("Alloc(s0, 1)", "path: Alloc(s0, 1) is no operation")]
    [InlineData("Malloc(s0,1)", "path: Malloc(s0,1) is no operation")]
    [InlineData("Alloc(s0,1)\n", "path: Alloc(s0,1)  is no operation")]
    [InlineData("Alloc(s0)", "path: Alloc(s0) has 1 arguments instead of 2")]
    [InlineData("Alloc(s0,1,1)", "path: Alloc(s0,1,1) has 3 arguments instead of 2")]
    [InlineData("Alloc(s3,1)", "path: Alloc(s3,1) names what there is not: s0 to s2 there are")]
    [InlineData("Alloc(d0,1)", "path: Alloc(d0,1) names what there is not: s0 to s2 there are")]
    [InlineData("Alloc(s0,4)", "path: Alloc(s0,4) names a number that is not 0 to 3")]
    [InlineData("Alias(s0,d0,wr,0,1)", "path: Alias(s0,d0,wr,0,1) says neither rw nor ro")]
    [InlineData("Free(s0,d4294967296)", "path: Free(s0,d4294967296) names what there is not: d0 to d2 there are")]
    [InlineData("Flush()", "path: Flush() does not exist on this platform")]
    [InlineData("Close(s0);;Close()", "path: Close() has too few arguments")]
    public void What_is_wrong_with_a_text_is_said(string text, string said) => Assert.Equal(
        said,
        Assert.Throws<BadInputException>(() => OperationText.Read(text, Whole, flushes: false).ToArray()).Message);

    [Fact]
    public void What_a_session_may_not_ask_for_is_said()
    {
        Scope scope = ScenarioFile.Load("shared-buffer").Scope;
        Assert.Equal(
            "path: Alloc(s1,1) is nothing that s1 may ask for",
            Assert.Throws<BadInputException>(
                () => OperationText.Read("Alloc(s1,1)", scope, flushes: false).ToArray()).Message);
    }
}
