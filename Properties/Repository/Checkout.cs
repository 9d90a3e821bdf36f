using System.Diagnostics;

namespace ModelCheck.Properties.Repository;

/// <summary>The files of the repository, for tests that read or copy them.</summary>
internal static class Checkout
{
    /// <summary>The folder that holds ModelCheck.sln.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>The C# files in a folder and in the folders within it.</summary>
    internal static string[] SourcesUnder(params string[] folders) =>
        Directory.GetFiles(Path.Combine([Root, .. folders]), "*.cs", SearchOption.AllDirectories);

    /// <summary>Copies folders and root files to another place, without what a build left behind.</summary>
    internal static void CopyTo(string target, params string[] folders)
    {
        foreach (string file in Directory.GetFiles(Root))
        {
            Copy(file, target);
        }

        foreach (string file in folders.SelectMany(folder =>
            Directory.GetFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)))
        {
            Copy(file, target);
        }
    }

    /// <summary>Runs a command line in a folder and returns what it printed; it must succeed.</summary>
    internal static string Run(string folder, string commandLine)
    {
        string[] words = commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A copy of what is analysed where it stands.
        start.Environment["RunAnalyzersDuringBuild"] = "false";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"{commandLine} ended with {process.ExitCode}: {output}{errors.Result}");
    }

    private static void Copy(string file, string target)
    {
        string copy = Path.Combine(target, Path.GetRelativePath(Root, file));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(file, copy);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ModelCheck.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside a checkout.");
    }
}
