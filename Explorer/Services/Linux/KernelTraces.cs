using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Conformance;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Services.Linux;

/// <summary>
/// The stories of docs/base-linux.md, each told twice: by the model, and by the kernel of this machine. Nothing that
/// the kernel does is written down here.
/// </summary>
/// <param name="services">Where services come from.</param>
public sealed class KernelTraces(LinuxServices services)
{
    private static readonly SessionId Server = new(0);
    private static readonly SessionId Client = new(1);
    private static readonly DataspaceId Whole = new(0);
    private static readonly DataspaceId Part = new(1);
    private static readonly RegionId First = new(0);
    private static readonly RegionId Second = new(1);

    private static readonly ServiceBounds Bounds = new()
    {
        Frames = 2,
        Dataspaces = 2,
        Regions = 2,
        Quotas = [4, 4],
        Sharing = Sharing.Open,
    };

    /// <summary>Tells all of them.</summary>
    /// <returns>The stories, in the order of the document.</returns>
    public ImmutableArray<KernelTrace> Run() =>
    [
        Told(
            "A descriptor for a part opens the whole file, and one for reading is opened anew for writing",
            "BaseLinux",
            "Future",
            story =>
            {
                story.Do(Operation.Alloc(Server, 2));
                story.Do(Operation.Alias(Server, Whole, writable: false, offset: 0, size: 1));
                story.Do(Operation.Attach(Client, Part));
                story.Do(Operation.Write(Client, First, 1));
                story.Note("s1 maps its descriptor of d1 once more", WayOf(story.Service));
            }),
        Told(
            "A session that is another user cannot open it anew",
            "BaseLinux",
            "Future",
            story =>
            {
                story.Do(Operation.Alloc(Server, 2));
                story.Do(Operation.Alias(Server, Whole, writable: false, offset: 0, size: 1));
                int error = story.Service.AskOf(
                    Client, new SessionRequest(SessionRequestKind.BecomeUser, First: Nobody))[0];
                story.Note("s1 becomes another user", ErrorName.Of(error));
                if (error == 0)
                {
                    story.Note("s1 maps its descriptor of d1", WayOf(story.Service));
                }
            },
            endsSession: true),
        Told(
            "A mapping keeps memory that was freed, and that nobody pays for",
            "BaseLinux",
            "Future",
            story =>
            {
                story.Do(Operation.Alloc(Server, 2));
                story.Do(Operation.Attach(Client, Whole));
                story.Do(Operation.Free(Server, Whole));
                story.Do(Operation.Write(Client, First, 1));
                story.Do(Operation.Alloc(Server, 2));
                story.Do(Operation.Detach(Client, First));
                story.Do(Operation.Alloc(Server, 2));
            }),
        Told(
            "So does a descriptor that a session does not give up, of which the model says nothing",
            "BaseLinux",
            "Future",
            story =>
            {
                story.Do(Operation.Alloc(Server, 2));
                story.Service.Tell(Client, new SessionRequest(SessionRequestKind.Hoard, Whole.Index));
                story.Note("s1 duplicates its descriptor of d0", "granted");
                story.Do(Operation.Free(Server, Whole), compares: false);
                int hoarded = SessionProgram.Hoarded + Whole.Index;
                ReadOnlySpan<int> status = story.Service.AskOf(
                    Client, new SessionRequest(SessionRequestKind.Status, hoarded));
                story.Note("s1 asks fstat", string.Create(
                    CultureInfo.InvariantCulture, $"{status[0]} pages long, {status[1]} pages held"));
                int mapped = story.Service.AskOf(
                    Client, new SessionRequest(SessionRequestKind.Attach, hoarded, First.Index))[0];
                story.Note("s1 maps it", ErrorName.Of(mapped));
            },
            endsSession: true),
        Told(
            "F_SEAL_FUTURE_WRITE: what is mapped stays writable, what is mapped later is not",
            "SealedMemfd",
            "Future",
            story =>
            {
                story.Do(Operation.Alloc(Server, 1));
                story.Do(Operation.Attach(Client, Whole));
                story.Do(Operation.Seal(Server, Whole));
                story.Do(Operation.Write(Client, First, 0));
                story.Do(Operation.Attach(Client, Whole));
                story.Do(Operation.Write(Client, Second, 0));
                story.Note("s1 asks mprotect for the right to write r1", ErrorName.Of(story.Service.AskOf(
                    Client, new SessionRequest(SessionRequestKind.Upgrade, Region: Second.Index, Count: 1))[0]));
                story.Note("s1 asks write(2) of its descriptor", ErrorName.Of(story.Service.AskOf(
                    Client, new SessionRequest(SessionRequestKind.WriteFile, Whole.Index))[0]));
            }),
        Told(
            "F_SEAL_WRITE is refused while a writable mapping exists",
            "SealedMemfd",
            "Refusing",
            story =>
            {
                story.Do(Operation.Alloc(Server, 1));
                story.Do(Operation.Attach(Client, Whole));
                story.Do(Operation.Seal(Server, Whole));
                story.Do(Operation.Detach(Client, First));
                story.Do(Operation.Seal(Server, Whole));
                story.Do(Operation.Attach(Client, Whole));
                story.Do(Operation.Write(Client, First, 0));
            }),
        Told(
            "Where there is a core, it unmaps what is freed, and a part is a part",
            "Native",
            "Future",
            story =>
            {
                story.Do(Operation.Alloc(Server, 2));
                story.Do(Operation.Alias(Server, Whole, writable: false, offset: 0, size: 1));
                story.Do(Operation.Attach(Client, Part));
                story.Do(Operation.Write(Client, First, 0));
                story.Do(Operation.Free(Server, Part));
                story.Do(Operation.Write(Client, First, 0));
            }),
        new KernelTrace(
            "A descriptor of a part of a memfd: udmabuf",
            string.Empty,
            [
                new KernelStep(
                    "/dev/udmabuf",
                    null,
                    File.Exists("/dev/udmabuf") ? "is there; not tried" : "is not there; not tried"),
            ]),
        ChargedMemory.Trace(services),
    ];

    private const int Nobody = 65_534;

    private static string WayOf(LinuxService service)
    {
        ReadOnlySpan<int> answer = service.AskOf(
            Client, new SessionRequest(SessionRequestKind.Attach, Part.Index, Second.Index));
        string first = answer[2] == 0 ? string.Empty : $"{ErrorName.Of(answer[2])} for writing, then ";
        return answer[0] != 0 ? $"{first}{ErrorName.Of(answer[0])}" : first + (AttachWay)answer[1] switch
        {
            AttachWay.AsGiven => "writable",
            AttachWay.Reopened => "writable, after opening /proc/self/fd/N for writing",
            AttachWay.ReadOnly => "read-only",
            _ => throw new InvalidOperationException("a session came to a region in a way that there is not"),
        };
    }

    private KernelTrace Told(
        string name, string platform, string sealing, Action<Story> tell, bool endsSession = false)
    {
        var policy = new PolicyName("FirstClass", "Holder", platform, sealing);
        using var service = (LinuxService)services.Create(policy, Bounds, new NoMemory());
        var story = new Story(service, new ModelledService(policy, Bounds, new NoMemory()));
        tell(story);
        if (endsSession)
        {
            service.EndProcess(Client);
        }

        return new KernelTrace(name, policy.ToString(), [.. story.Steps]);
    }

    private sealed class Story(LinuxService service, ModelledService model)
    {
        internal List<KernelStep> Steps { get; } = [];

        internal LinuxService Service => service;

        internal void Do(Operation operation, bool compares = true) => Steps.Add(new KernelStep(
            operation.ToString(), compares ? Told(model, operation) : null, Told(service, operation)));

        internal void Note(string asked, string kernel) => Steps.Add(new KernelStep(asked, null, kernel));

        // What is answered, and then every region, who uses how much, and what is free.
        private static string Told(IRamService service, Operation operation)
        {
            string answer = Answer(service, operation);
            IEnumerable<string> regions = Enumerable.Range(0, Bounds.Regions)
                .Select(slot => (Slot: new RegionId(slot), Status: service.RegionAt(slot)))
                .Where(region => region.Status.Length > 0)
                .Select(region => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{region.Slot} of {region.Status.Session} shows "
                    + $"{Extent.Of(region.Status.Base, region.Status.Length)} "
                    + $"{(region.Status.Writable ? "rw" : "ro")}"));
            return string.Join("; ", [
                answer,
                .. regions,
                string.Create(CultureInfo.InvariantCulture, $"{service.FreeFrames} free"),
                string.Create(CultureInfo.InvariantCulture, $"s0 uses {service.UsedBy(Server)}"),
            ]);
        }

        private static string Answer(IRamService service, Operation operation)
        {
            DataspaceCapability dataspace = service.DataspaceCapabilityAt(operation.Dataspace.Index);
            Refusal refusal = operation.Kind switch
            {
                OperationKind.Alloc => service.Alloc(operation.Session, operation.Size, out _),
                OperationKind.Alias => service.Alias(
                    operation.Session, dataspace, operation.Writable, operation.Offset, operation.Size, out _),
                OperationKind.Free => service.Free(operation.Session, dataspace),
                OperationKind.Seal => service.Seal(operation.Session, dataspace),
                OperationKind.Attach => service.Attach(operation.Session, dataspace, out _),
                OperationKind.Detach => service.Detach(
                    operation.Session, service.RegionCapabilityAt(operation.Region.Index)),
                OperationKind.Write => Write(service, operation),
                _ => throw new ArgumentOutOfRangeException(nameof(operation)),
            };
            return refusal == Refusal.None ? "granted" : refusal.ToString();
        }

        // Of a service without memory it is the region that says what a write does.
        private static Refusal Write(IRamService service, Operation operation) =>
            service is IMemoryBackedService backed
                ? backed.Write(
                    operation.Session, service.RegionCapabilityAt(operation.Region.Index), operation.Offset)
                : service.RegionAt(operation.Region.Index).RefusalOfWrite(operation.Session, operation.Offset);
    }
}
