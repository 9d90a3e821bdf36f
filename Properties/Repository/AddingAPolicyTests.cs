using System.Text.RegularExpressions;

using Xunit;

namespace ModelCheck.Properties.Repository;

/// <summary>
/// Follows docs/adding-a-policy.md to the letter, in a copy of the sources: its file, then its commands.
/// </summary>
public sealed partial class AddingAPolicyTests : IDisposable
{
    private readonly string _copy = Directory.CreateTempSubdirectory("modelcheck-").FullName;

    [Fact]
    public void A_policy_dropped_in_as_one_file_is_listed_explored_and_compared()
    {
        string page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "adding-a-policy.md"));
        Checkout.CopyTo(_copy, "Model", "Implementation", "Explorer", Path.Combine("docs", "scenarios"));
        string file = Path.Combine(_copy, NewFile().Match(page).Groups[1].Value);
        File.WriteAllText(file, Code().Match(page).Groups[1].Value);

        // The second block holds the commands that look at the policy.
        string[] commands = Block().Match(page).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, commands.Length);
        Assert.Contains("Household", Checkout.Run(_copy, commands[0]), StringComparison.Ordinal);
        foreach (string command in commands[1..])
        {
            // The first has built it; that nothing has changed since need not be found out three times.
            string built = command.Replace("dotnet run ", "dotnet run --no-build ", StringComparison.Ordinal);
            Assert.NotEqual(command, built);
            Assert.Contains("Household", Checkout.Run(_copy, built), StringComparison.Ordinal);
        }
    }

    public void Dispose() => Directory.Delete(_copy, recursive: true);

    [GeneratedRegex(@"Create `([^`]+)`")]
    private static partial Regex NewFile();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\n```\n(dotnet run .*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
