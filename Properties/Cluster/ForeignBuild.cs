using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

using ModelCheck.Cluster;
using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>
/// A copy of the program that takes itself for another build: one of its assemblies has another identity, which is all
/// that a compiler that ran again would have changed.
/// </summary>
internal sealed class ForeignBuild : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    internal ForeignBuild()
    {
        string from = AppContext.BaseDirectory;
        foreach (string file in Directory.EnumerateFiles(from, "*.dll")
            .Concat(Directory.EnumerateFiles(from, "modelcheck.*.json"))
            .Concat(Directory.EnumerateFiles(Path.Combine(from, "runtimes"), "*", SearchOption.AllDirectories)))
        {
            string to = _directory[Path.GetRelativePath(from, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        ChangeIdentity(_directory[Path.GetFileName(typeof(Build).Assembly.Location)]);
    }

    /// <summary>The file that dotnet(1) runs.</summary>
    internal string Program => _directory[Path.GetFileName(Invocation.ProgramFile())];

    public void Dispose() => _directory.Dispose();

    private static void ChangeIdentity(string assembly)
    {
        byte[] bytes = File.ReadAllBytes(assembly);
        byte[] identity = IdentityOf(bytes);
        int place = bytes.AsSpan().IndexOf(identity);
        Guid.NewGuid().TryWriteBytes(bytes.AsSpan(place));
        Assert.NotEqual(identity, IdentityOf(bytes));
        File.WriteAllBytes(assembly, bytes);
    }

    private static byte[] IdentityOf(byte[] assembly)
    {
        using var image = new PEReader(new MemoryStream(assembly));
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToByteArray();
    }
}
