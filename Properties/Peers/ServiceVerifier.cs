using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

using ModelCheck.Benchmarks.Peers;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Cli;

namespace ModelCheck.Properties.Peers;

/// <summary>
/// SPIN's verifier of docs/spec/ram_service.pml for one scope. It is compiled once and told the policy when it runs,
/// since to compile takes longer.
/// </summary>
internal sealed partial class ServiceVerifier : IDisposable
{
    private const string Verifier = "pan";

    // Beside the states of the service there is the one before the instances of its operations have begun.
    private const int Beginning = 1;

    private readonly TemporaryDirectory _folder = new();
    private readonly ImmutableDictionary<string, int> _invariants;

    /// <summary>Compiles it.</summary>
    /// <param name="model">The Promela model.</param>
    /// <param name="scope">The bounds.</param>
    /// <param name="optimisation">What the C compiler is told of speed.</param>
    internal ServiceVerifier(string model, SpecificationScope scope, string optimisation)
    {
        _invariants = InvariantsOf(model);
        File.WriteAllText(_folder["service.pml"], model);
        _ = Run("spin", [.. Definitions(scope), "-a", "service.pml"]);
        _ = Run(
            "gcc",
            [
                optimisation, "-w", "-DSAFETY", "-DNOREDUCE", "-DNOFAIR", "-DNOCOMP", "-DVECTORSZ=4096",
                "-o", Verifier, "pan.c",
            ]);
    }

    /// <summary>The invariants that a Promela model defines, with the bit of each.</summary>
    internal static ImmutableDictionary<string, int> InvariantsOf(string model) =>
        Definition().Matches(model)
            .Where(line => SpecificationScope.Invariants.Any(invariant => invariant.Name == line.Groups[1].Value))
            .ToImmutableDictionary(
                line => line.Groups[1].Value, line => int.Parse(line.Groups[2].Value, CultureInfo.InvariantCulture));

    /// <summary>Explores a policy.</summary>
    /// <param name="policy">One that the model has.</param>
    /// <param name="states">How many states to expect, for the sizes of the hash table and the stack.</param>
    /// <returns>What it found; it tells neither depth nor refusals.</returns>
    internal SpecificationCounts Explore(PolicyName policy, long states)
    {
        ChildProcess run = Run(
            "env",
            [
                $"LIFETIME={policy.Lifetime}",
                $"CHARGING={policy.Charging}",
                _folder[Verifier],
                string.Create(CultureInfo.InvariantCulture, $"-m{(2 * states) + 1000}"),
                string.Create(CultureInfo.InvariantCulture, $"-w{BitOperations.Log2((ulong)states) + 2}"),
            ]);
        Figures figures = Spin.FiguresFrom(run, breadthFirst: false);
        int broken = int.Parse(Broken().Match(run.Output).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return new SpecificationCounts(
            figures.States - Beginning,
            figures.Transitions - Beginning,
            Depth: 0,
            Refusals: 0,
            SpecificationCounts.Listed(_invariants.Where(bit => (broken & bit.Value) != 0).Select(bit => bit.Key)));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Definitions(SpecificationScope scope) =>
        from definition in new (string Name, int Value)[]
        {
            ("FRAMES", scope.Frames),
            ("SESSIONS", scope.Sessions),
            ("DATASPACES", scope.Dataspaces),
            ("REGIONS", scope.Regions),
            ("QUOTA", scope.Quota),
            ("DELEGATED", scope.Sharing == Sharing.Delegated ? 1 : 0),
            ("CONTENTS", scope.Contents ? 1 : 0),
            ("ALIAS_COST", scope.AliasCost),
        }
        select string.Create(CultureInfo.InvariantCulture, $"-D{definition.Name}={definition.Value}");

    private ChildProcess Run(string program, IEnumerable<string> arguments) =>
        ChildProcess.Run(_folder[string.Empty], program, arguments, default);

    [GeneratedRegex(@"^#define (\w+) +(\d+)$", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^broken invariants: (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Broken();
}
