using System.Globalization;
using System.Text;

using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.Mutants;

/// <summary>
/// docs/mutants.md, written anew with
/// <code>
/// MUTANTS=$PWD/docs/mutants.md dotnet test -c Release --filter "FullyQualifiedName~Mutants"
/// </code>
/// </summary>
internal static class MutantTable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The page says what the hunts find.</summary>
    internal static void IsUpToDate()
    {
        string text = Text();
        if (Environment.GetEnvironmentVariable("MUTANTS") is { Length: > 0 } file)
        {
            File.WriteAllText(file, text, Utf8);
            return;
        }

        Assert.Equal(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "mutants.md")), text);
    }

    private static string Text()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Mutants

            Tests are worth what they notice. These {Mutant.All.Length} defects, most of them after defects that real
            systems had, are put into the implementation's sources one at a time, compiled, and hunted twice: by the
            exhaustive comparison with the model, and by random sequences of operations. Each must be killed by both,
            or the tests fail.

            This page is generated (`Properties/Mutants/MutantTable.cs`), and a test compares it with what the hunts
            find. *Where*: the policy and the bounds ([semantics](semantics.md), section 1). *States*: those found until
            it showed. *Steps*: of a shortest trace. *At random*: how many operations of how many are left after
            shrinking.

            """);
        foreach (IGrouping<string, Mutant> kind in Mutant.All.GroupBy(mutant => mutant.Kind))
        {
            Line(text, $"");
            Line(text, $"## {kind.Key}");
            Line(text, $"");
            Line(text, $"| mutant | what is wrong | origin | where | states | steps | at random |");
            Line(text, $"|---|---|---|---|---|---|---|");
            foreach (Mutant mutant in kind)
            {
                Row(text, mutant);
            }
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, Mutant mutant)
    {
        Hunted hunted = Hunt.For(mutant);
        string exhaustive = hunted.Exhaustive is { } kill
            ? Invariant($"{kill.Ground} | {kill.States} | {kill.Divergence.Trace.Steps.Length}")
            : "survives | – | –";
        string random = hunted.Random is { } killed
            ? Invariant($"{killed.Operations} of {killed.AsFound}")
            : "survives";
        Line(
            text,
            $"| [{mutant.Name}](../Properties/Mutants/{mutant.Kind}/{mutant.Name}.cs) | {mutant.Defect} "
            + $"| {mutant.Origin} | {exhaustive} | {random} |");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
