using System.Globalization;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>What a shell is told that asks how a line could go on.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("modelcheck comp", "compare")]
    [InlineData("modelcheck compare rom-c", "rom-cache")]
    [InlineData("modelcheck compare --lifetime Casc", "Cascade")]
    [InlineData("modelcheck compare --lifetime Pin,Casc", "Pin,Cascade")]
    [InlineData("modelcheck compare --charging HolderO", "HolderOnce")]
    [InlineData("modelcheck compare peers --require MemoryRec", "MemoryReclaim")]
    [InlineData("modelcheck explore --scenario vm-mem", "vm-memory")]
    [InlineData("modelcheck explore --platform SealedM", "SealedMemfd")]
    [InlineData("modelcheck explore --sharing dele", "delegated")]
    [InlineData("modelcheck explore --kinds Alloc,Sea", "Alloc,Seal")]
    [InlineData("modelcheck explain peers FirstClass/HolderO", "FirstClass/HolderOnce")]
    [InlineData("modelcheck --vers", "--version")]
    [InlineData("--vers", "--version")]
    public void The_word_is_completed(string line, string completed)
    {
        ArgumentNullException.ThrowIfNull(line);
        Assert.Equal([completed], Suggested(line));
    }

    [Fact]
    public void Every_name_is_offered()
    {
        Assert.Equal(
            Catalog.Lifetimes.Select(policy => policy.Name).Append("all").Order(StringComparer.Ordinal),
            Suggested("modelcheck conform --lifetime ").Order(StringComparer.Ordinal));
        Assert.Equal(
            Catalog.Lifetimes.Select(policy => policy.Name).Order(StringComparer.Ordinal),
            Suggested("modelcheck explore --lifetime ").Order(StringComparer.Ordinal));
        Assert.Superset(ScenarioFile.Bundled.ToHashSet(), Suggested("modelcheck compare ").ToHashSet());
    }

    // As docs/completion.bash does it.
    [Fact]
    public void Bash_completes_by_the_script_in_the_documents()
    {
        Finished run = Invocation.RunScript(
            """
            exec bash -c '
                modelcheck() { '"$modelcheck"' "$@"; }
                . "$1"
                COMP_LINE="modelcheck explore --lifetime Rep" COMP_POINT=33
                COMP_WORDS=(modelcheck explore --lifetime Rep) COMP_CWORD=3
                _modelcheck
                printf "%s\n" "${COMPREPLY[@]}"
                complete -p modelcheck' bash "$1"
            """,
            Path.Combine(Repository.Checkout.Root, "docs", "completion.bash"));
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Equal(
            ["Reparent", "Replace", "complete -o default -F _modelcheck modelcheck"],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string[] Suggested(string line)
    {
        Finished run = Invocation.Run(
            string.Create(CultureInfo.InvariantCulture, $"[suggest:{line.Length}]"), line);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        return run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
