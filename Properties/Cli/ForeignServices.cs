using Microsoft.CodeAnalysis;

using ModelCheck.Model.Service;
using ModelCheck.Properties.Repository;

namespace ModelCheck.Properties.Cli;

/// <summary>A folder with assemblies of somebody else, good ones and bad ones, which goes with the tests.</summary>
public sealed class ForeignServices : IDisposable
{
    // It is right until a frame is asked for.
    private const string Services = """
        using ModelCheck.Model.Service;
        using ModelCheck.Model.Vocabulary;

        using DataspaceCapability = ModelCheck.Model.Service.Capability<ModelCheck.Model.Vocabulary.DataspaceId>;
        using RegionCapability = ModelCheck.Model.Service.Capability<ModelCheck.Model.Vocabulary.RegionId>;

        namespace Foreign;

        public sealed class Throwing(ServiceBounds bounds, IFrameMemory memory) : Empty(bounds)
        {
            protected override Refusal Act() => throw new NotSupportedException("out of order");
        }

        public sealed class Leaving(ServiceBounds bounds, IFrameMemory memory) : Empty(bounds)
        {
            protected override Refusal Act()
            {
                Environment.Exit(0);
                return Refusal.None;
            }
        }

        public sealed class Failing(ServiceBounds bounds, IFrameMemory memory) : Empty(bounds)
        {
            protected override Refusal Act()
            {
                Environment.FailFast("no more");
                return Refusal.None;
            }
        }

        public sealed class Overflowing(ServiceBounds bounds, IFrameMemory memory) : Empty(bounds)
        {
            protected override Refusal Act() => Deeper(1) > 0 ? Refusal.None : Refusal.OutOfCaps;

            private static int Deeper(int level) => level + Deeper(level + 1) + level;
        }

        public sealed class Hanging(ServiceBounds bounds, IFrameMemory memory) : Empty(bounds)
        {
            protected override Refusal Act()
            {
                Thread.Sleep(Timeout.Infinite);
                return Refusal.None;
            }
        }

        public sealed class Unmakeable(ServiceBounds bounds) : Empty(bounds)
        {
            protected override Refusal Act() => Refusal.OutOfMemory;
        }

        public abstract class Empty(ServiceBounds bounds) : IRamService
        {
            public ServiceBounds Bounds => bounds;
            public int FreeFrames => bounds.Frames;

            public Refusal Alloc(SessionId session, int size, out DataspaceCapability made)
            {
                made = default;
                return size < 1 ? Refusal.InvalidSize
                    : size > QuotaOf(session) ? Refusal.OutOfQuota
                    : size > bounds.Frames ? Refusal.OutOfMemory
                    : Act();
            }

            public Refusal Alias(
                SessionId session, DataspaceCapability original, bool writable, int offset, int size,
                out DataspaceCapability made)
            {
                made = default;
                return Refusal.InvalidDataspace;
            }

            public Refusal Attach(SessionId session, DataspaceCapability dataspace, out RegionCapability made)
            {
                made = default;
                return Refusal.InvalidDataspace;
            }

            public Refusal Free(SessionId session, DataspaceCapability dataspace) => Refusal.InvalidDataspace;
            public Refusal Revoke(SessionId session, DataspaceCapability dataspace) => Refusal.InvalidDataspace;
            public Refusal Seal(SessionId session, DataspaceCapability dataspace) => Refusal.InvalidDataspace;
            public Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace) =>
                Refusal.InvalidDataspace;
            public Refusal Detach(SessionId session, RegionCapability region) => Refusal.InvalidRegion;
            public void Close(SessionId session) { }
            public int UsedBy(SessionId session) => 0;
            public int QuotaOf(SessionId session) => bounds.Quotas[session.Index];
            public bool IsFree(int frame) => true;
            public bool CanName(SessionId session, int slot) => false;
            public DataspaceStatus DataspaceAt(int slot) => default;
            public RegionStatus RegionAt(int slot) => default;
            public DataspaceCapability DataspaceCapabilityAt(int slot) => default;
            public RegionCapability RegionCapabilityAt(int slot) => default;
            public void SelfCheck() { }
            protected abstract Refusal Act();
        }
        """;

    // The same contract, but for its version and its members.
    private const string OtherModel = """
        [assembly: System.Reflection.AssemblyVersion(VERSION)]

        namespace ModelCheck.Model.Service;

        public interface IRamService;
        public interface IFrameMemory;
        public class ServiceBounds;
        """;

    private const string Trivial = """
        using ModelCheck.Model.Service;

        public sealed class Trivial(ServiceBounds bounds, IFrameMemory memory) : IRamService;
        """;

    private readonly TemporaryDirectory _folder = new();
    private int _files;

    public ForeignServices()
    {
        string model = typeof(IRamService).Assembly.Location;
        File.WriteAllText(_folder["text.dll"], "no assembly");
        Write("services", Services, model);
        Write("nothing", "public class Nothing;");
        Write("later", Built(".NETCoreApp,Version=v99.0"));
        Write("framework", Built(".NETFramework,Version=v4.8"));

        string own = typeof(IRamService).Assembly.GetName().Version!.ToString();
        Write("othermodel", Trivial, Stub("ModelCheck.Model", OtherModel.Replace("VERSION", "\"99.0.0.0\"", Plainly)));
        Write("incomplete", Trivial, Stub("ModelCheck.Model", OtherModel.Replace("VERSION", $"\"{own}\"", Plainly)));

        string missing = Stub("Missing", "public class Missing; public class MissingAttribute : System.Attribute;");
        Write("lacking", "public class Lacking : Missing;", missing);
        Write(
            "askingfor",
            FirstService(
                "public Throwing(ServiceBounds bounds, Missing missing) : this(bounds, default(IFrameMemory)!) { }"),
            model,
            missing);
        Write("garbled", "public class Garbled : Text;", Stub("text", "public class Text;"));
        Write("marked", "[assembly: Missing] public class Nothing;", missing);
    }

    private static StringComparison Plainly => StringComparison.Ordinal;

    /// <summary>A text with the folder's path in place of DIR.</summary>
    internal string In(string text) => text.Replace("DIR", Path.GetDirectoryName(_folder["any"]), Plainly);

    /// <summary>The path of a journal that nobody else has.</summary>
    internal string NewJournal()
    {
        string path = _folder[FormattableString.Invariant($"journal-{Interlocked.Increment(ref _files)}")];
        File.WriteAllText(path, string.Empty);
        return path;
    }

    public void Dispose() => _folder.Dispose();

    private static string Built(string framework) =>
        $"[assembly: System.Runtime.Versioning.TargetFramework(\"{framework}\")] public class Nothing;";

    // The first of the services alone, with a member more.
    private static string FirstService(string member)
    {
        int second = Services.IndexOf("public sealed class Leaving", Plainly);
        int last = Services.IndexOf("public abstract class Empty", Plainly);
        return Services[..second].Replace(": Empty(bounds)\n{", $": Empty(bounds)\n{{\n{member}\n", Plainly)
            + Services[last..];
    }

    private void Write(string name, string source, params string[] references) => File.WriteAllBytes(
        _folder[$"{name}.dll"],
        Snippet.Compile(name, source, OutputKind.DynamicallyLinkedLibrary, references));

    // What is compiled against, and not there afterwards.
    private string Stub(string name, string source)
    {
        string path = _folder[FormattableString.Invariant($"stub-{Interlocked.Increment(ref _files)}")];
        File.WriteAllBytes(path, Snippet.Compile(name, source, OutputKind.DynamicallyLinkedLibrary));
        return path;
    }
}
