using System.Diagnostics;

using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>Workers that show each other certificates, as processes.</summary>
public sealed class SecuredClusterTests : IDisposable
{
    private const string Asked = "explore --lifetime Pin --scenario peers --require NoStrandedFrames";

    // With what else the machine does meanwhile.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Who_has_no_certificate_that_is_signed_is_left_out_and_harms_nobody()
    {
        var members = new Certificates(_directory, "authority");
        string[] driver = members.OptionsFor("driver");
        Finished alone = Timeless.Run(Asked);
        using Invocation first = Workers.Start(["--cluster", "secured", .. members.OptionsFor("first")]);
        using Invocation second = Workers.Start(["--cluster", "secured", .. members.OptionsFor("second")]);
        Workers.NameOf(first);
        Workers.NameOf(second);
        Workers.Await(2, ["--cluster", "secured", .. driver]);
        Assert.Equal(alone, Explore("secured", driver));

        // One that trusts the workers, and one that trusts nobody but its own authority.
        string[] stranger = new Certificates(_directory, "other").OptionsFor("stranger");
        string[] trusting = [.. stranger[..^1], driver[^1]];
        string[][] others = [[], stranger, trusting];
        long began = Stopwatch.GetTimestamp();
        Invocation[] joining = [.. others.Select(shown => Workers.Start(["--cluster", "secured", .. shown]))];
        foreach (string[] shown in others)
        {
            Refusal.IsOneLine("no worker of cluster secured can be reached", Explore("secured", shown));
        }

        foreach (Invocation worker in joining)
        {
            using (worker)
            {
                Refusal.IsOneLine("the other workers of cluster secured do not let this one join", worker.Finish());
            }
        }

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, _patience);
        Workers.Await(2, ["--cluster", "secured", .. driver]);
        Assert.Equal(alone, Explore("secured", driver));
    }

    [Fact]
    public void Who_shows_a_certificate_to_workers_without_one_is_left_out()
    {
        string[] driver = new Certificates(_directory, "authority").OptionsFor("driver");
        using Invocation worker = Workers.Start("--cluster", "open");
        Workers.NameOf(worker);
        Refusal.IsOneLine("no worker of cluster open can be reached", Explore("open", driver));
        Assert.Equal(Timeless.Run(Asked), Explore("open", []));
    }

    [Fact]
    public void What_is_no_certificate_is_one_line()
    {
        string[] options = new Certificates(_directory, "authority").OptionsFor("driver");
        Refusal.IsOneLine("TLS needs all of", Invocation.Run(["worker", .. options[..4]]));
        File.WriteAllText(options[1], "nothing");
        Refusal.IsOneLine("no certificate, key or authority", Invocation.Run(["worker", .. options]));
        File.Delete(options[1]);
        Refusal.IsOneLine("no certificate, key or authority", Invocation.Run(["cluster", .. options]));
    }

    private static Finished Explore(string cluster, string[] options)
    {
        using var driver = Invocation.Start(
            [.. Asked.Split(' '), "--quiet", "--json", "-", "--cluster", cluster, .. options]);
        return Timeless.Of(driver.Finish());
    }
}
