using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Exploration.Results;

namespace ModelCheck.Services.Linux;

/// <summary>
/// Who the kernel charges for memory that was freed and is still mapped: a memory cgroup of its own for the process of
/// a session, where one can be made.
/// </summary>
internal static class ChargedMemory
{
    // Enough to be told from what a process takes by the way.
    private const int Pages = 4096;

    private static readonly (string Directory, string Usage)[] Places =
    [
        ("/sys/fs/cgroup/memory", "memory.usage_in_bytes"),
        ("/sys/fs/cgroup", "memory.current"),
    ];

    /// <summary>Measures it.</summary>
    internal static KernelTrace Trace(LinuxServices services)
    {
        const string Name = "The memory cgroup of a session is charged for what it keeps mapped";
        string? group = null;
        SessionProcess session = services.TakeOne();
        try
        {
            foreach ((string directory, string usage) in Places)
            {
                string made = Path.Combine(directory, string.Create(
                    CultureInfo.InvariantCulture, $"modelcheck-{Environment.ProcessId}"));
                if (TryJoin(made, session, usage))
                {
                    group = made;
                    return new KernelTrace(Name, string.Empty, Measured(session, Path.Combine(made, usage)));
                }
            }

            return new KernelTrace(
                Name, string.Empty, [new KernelStep("a memory cgroup", null, "cannot be made here; not tried")]);
        }
        finally
        {
            session.Dispose();
            if (group is not null)
            {
                Remove(group);
            }
        }
    }

    private static ImmutableArray<KernelStep> Measured(SessionProcess session, string usage)
    {
        _ = session.Ask(new SessionRequest(SessionRequestKind.Begin, First: Pages, Count: 1));
        long before = Read(usage);
        int descriptor = MemoryFile.Plain(Pages);
        session.Send(new SessionRequest(SessionRequestKind.Receive), descriptor);
        _ = Libc.close(descriptor);
        int mapped = session.Ask(new SessionRequest(SessionRequestKind.Attach))[0];
        for (int page = 0; page < Pages; page++)
        {
            _ = session.Ask(new SessionRequest(SessionRequestKind.Write, First: page, Count: 1));
        }

        long written = Read(usage);
        session.Send(new SessionRequest(SessionRequestKind.GiveUp));
        _ = session.Ask(new SessionRequest(SessionRequestKind.Write, First: 0, Count: 1));
        long freed = Read(usage);
        session.Send(new SessionRequest(SessionRequestKind.Unmap));
        _ = session.Ask(new SessionRequest(SessionRequestKind.Write, First: 0, Count: 1));
        long unmapped = Read(usage);
        return
        [
            new KernelStep(
                $"s1 maps {Pages} pages of a memfd and writes them", null, $"{ErrorName.Of(mapped)}; {Grown(written)}"),
            new KernelStep("every descriptor of the memfd is closed, as after Free", null, Grown(freed)),
            new KernelStep("s1 unmaps it", null, Grown(unmapped)),
        ];

        string Grown(long bytes) => string.Create(
            CultureInfo.InvariantCulture, $"{(bytes - before) / Libc.PageBytes:N0} pages charged more than before");
    }

    private static long Read(string file) => long.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);

    private static bool TryJoin(string group, SessionProcess session, string usage)
    {
        try
        {
            Directory.CreateDirectory(group);
            if (!File.Exists(Path.Combine(group, usage)))
            {
                Remove(group);
                return false;
            }

            File.WriteAllText(
                Path.Combine(group, "cgroup.procs"), session.Id.ToString(CultureInfo.InvariantCulture));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Remove(group);
            return false;
        }
    }

    // A directory of the kernel's: its files are its own, and rmdir is all that it takes.
    private static void Remove(string group)
    {
        if (Directory.Exists(group))
        {
            Directory.Delete(group);
        }
    }
}
