using Xunit;

namespace ModelCheck.Properties;

/// <summary>The source files that the tests were built from.</summary>
internal static class SourceFiles
{
    /// <summary>The C# files in a folder of the repository and in the folders within it.</summary>
    /// <param name="folders">The path of the folder from the root of the repository on, name by name.</param>
    internal static string[] Under(params string[] folders)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ModelCheck.sln")))
        {
            root = root.Parent;
        }

        Assert.NotNull(root);
        return Directory.GetFiles(Path.Combine([root.FullName, .. folders]), "*.cs", SearchOption.AllDirectories);
    }
}
