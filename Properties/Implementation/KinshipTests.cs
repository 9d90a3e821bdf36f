using ModelCheck.Implementation;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>A policy may treat aliases of the owner otherwise than those of others; no bundled one does.</summary>
public sealed class KinshipTests
{
    private static readonly SessionId First = new(0);

    // The owner's own aliases come later: they are the first of its list.
    [Fact]
    public void A_free_is_refused_for_the_sake_of_an_alias_of_the_kind_that_refuses_it()
    {
        ICheckpointedService service = RamServices.Create<OwnRefuses>("Holder", Services.Few);
        service.Allocated(1, 1);
        DataspaceCapability original = service.Allocated(0, 2);
        DataspaceCapability foreign = service.Aliased(1, original, 0, 1);
        DataspaceCapability own = service.Aliased(0, original, 0, 1);
        service.Aliased(1, original, 0, 1);

        Assert.Equal(Refusal.HasAliases, service.Free(First, original));
        service.Freed(0, own);
        service.Freed(0, original);

        // The foreign ones are destroyed with it.
        Assert.Equal(Refusal.InvalidDataspace, service.Free(new SessionId(1), foreign));
        Assert.Equal([0, 1], service.Used());
        service.SelfCheck();
    }

    private readonly struct OwnRefuses : ILifetimePolicy
    {
        public static string Name => nameof(OwnRefuses);

        public static string Summary => Name;

        public static string Source => Name;

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Refusing : AliasFate.Destroyed;

        public static AliasFate OnClose(Kinship kinship) => AliasFate.Destroyed;
    }
}
