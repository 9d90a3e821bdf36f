using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ModelCheck.Properties.Cluster;

/// <summary>
/// Clusters of these tests are no clusters of whoever runs them, nor of other tests that run beside these: where it is
/// written down who is in one is a directory of this process, which what it starts inherits.
/// </summary>
internal static class OwnClusters
{
    [ModuleInitializer]
    [SuppressMessage(
        "Usage",
        "CA2255:The 'ModuleInitializer' attribute should not be used in libraries",
        Justification = "Only the test host loads it, and there is no other place that comes before every test.")]
    internal static void SetApart()
    {
        string directory = Directory.CreateTempSubdirectory("modelcheck-clusters-").FullName;
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", directory);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(directory, recursive: true);
    }
}
