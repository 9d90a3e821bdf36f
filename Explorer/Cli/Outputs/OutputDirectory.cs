using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Cli.Outputs;

/// <summary>A directory that a long run writes to. That it can be written to is found out before the run.</summary>
internal static class OutputDirectory
{
    /// <summary>Makes the directory, if it is not there, and makes sure that files can be written to it.</summary>
    /// <param name="directory">Its path.</param>
    /// <param name="content">What is to be written there, in the plural: for the message when it cannot be.</param>
    internal static void Prepare(string directory, string content)
    {
        try
        {
            Directory.CreateDirectory(directory);
            string probe = Path.Combine(directory, $".{Guid.NewGuid():N}.probe");
            using (File.OpenHandle(probe, FileMode.CreateNew, FileAccess.Write))
            {
                File.Delete(probe);
            }
        }
        catch (Exception exception) when (WriteFault.Is(exception))
        {
            throw new BadInputException(
                $"{content} cannot be written to {directory}: {WriteFault.ReasonOf(exception, directory)}", exception);
        }
    }
}
