using Xunit;

namespace ModelCheck.Properties.Mutants;

/// <summary>
/// The tests are themselves tested: every mutant must be killed, by the exhaustive comparison and by random sequences,
/// and the service as it is by neither.
/// </summary>
public sealed class MutantTests
{
    // More than any mutant takes; that the service conforms everywhere is for other tests to say.
    private const long ControlStates = 5_000;

    public static TheoryData<string> Mutants => [.. Mutant.All.Select(mutant => mutant.Name)];

    public static TheoryData<string> Grounds => [.. GroundsByName.Keys];

    public static TheoryData<string> Policies =>
        [.. GroundsByName.Values.DistinctBy(ground => ground.Policy).Select(ground => ground.ToString())];

    private static Dictionary<string, Ground> GroundsByName { get; } =
        Mutant.All.SelectMany(mutant => mutant.Grounds).Distinct().ToDictionary(ground => ground.ToString());

    private static Lazy<MutantAssembly> AsItIs { get; } = new(() => MutantCompiler.Compile("AsItIs", []));

    [Fact]
    public void There_are_mutants_of_every_kind_and_no_two_have_one_name()
    {
        Assert.True(Mutant.All.Length >= 34);
        Assert.Equal(Mutant.All.Length, Mutant.All.DistinctBy(mutant => mutant.Name).Count());
        Assert.All(Mutant.All, mutant => Assert.NotEmpty(mutant.Edits));
        Assert.All(Mutant.All, mutant => Assert.NotEmpty(mutant.Grounds));
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public void What_a_mutant_changes_stands_in_the_sources_exactly_once(string name) =>
        Assert.All(Named(name).Edits, edit =>
        {
            string source = MutantCompiler.Sources[edit.File];
            int place = source.IndexOf(edit.Original, StringComparison.Ordinal);
            Assert.True(place >= 0, $"{edit.File} does not contain: {edit.Original}");
            Assert.Equal(place, source.LastIndexOf(edit.Original, StringComparison.Ordinal));
            Assert.NotEqual(edit.Original, edit.Mutated);
        });

    [Theory]
    [MemberData(nameof(Mutants))]
    public void The_exhaustive_comparison_kills_a_mutant(string name) =>
        Assert.True(Hunt.For(Named(name)).Exhaustive is not null, $"{name} survives.");

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Random_sequences_kill_a_mutant(string name) =>
        Assert.True(Hunt.For(Named(name)).Random is not null, $"{name} survives.");

    [Theory]
    [MemberData(nameof(Grounds))]
    public void The_service_as_it_is_survives_the_exhaustive_comparison(string ground) =>
        Assert.Null(Hunt.Exhaustively(GroundsByName[ground], AsItIs.Value, ControlStates));

    [Theory]
    [MemberData(nameof(Policies))]
    public void The_service_as_it_is_survives_random_sequences(string ground) =>
        Assert.Null(Hunt.AtRandom(GroundsByName[ground].Policy, AsItIs.Value));

    [Fact]
    public void The_table_of_mutants_is_up_to_date() => MutantTable.IsUpToDate();

    private static Mutant Named(string name) => Mutant.All.Single(mutant => mutant.Name == name);
}
