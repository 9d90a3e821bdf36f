using ModelCheck.Properties.Repository;

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

    // One for each way to keep books, each platform and each way to seal. The sequences are those that the service
    // itself passes under every policy.
    public static TheoryData<string> Policies =>
    [
        .. GroundsByName.Values.DistinctBy(ground => (ground.Charging, ground.Platform, ground.Sealing))
            .Select(ground => ground.ToString()),
    ];

    // What can go wrong in a service of this sort, a folder each.
    private static string[] Kinds { get; } =
        ["Authority", "Destruction", "Frames", "Handles", "Quota", "Regions", "Rights"];

    private static Dictionary<string, Ground> GroundsByName { get; } =
        Mutant.All.SelectMany(mutant => mutant.Grounds).Distinct().ToDictionary(ground => ground.ToString());

    private static Lazy<MutantAssembly> AsItIs { get; } = new(() => MutantCompiler.Compile("AsItIs"));

    [Fact]
    public void There_are_mutants_of_every_kind_and_no_two_are_alike() => Assert.Empty(Faults(Mutant.All));

    [Fact]
    public void A_kind_without_mutants_and_a_file_without_its_mutant_would_be_noticed() =>
        Assert.All(Kinds, kind =>
        {
            Mutant[] others = [.. Mutant.All.Where(mutant => mutant.Kind != kind)];
            IEnumerable<string> names = Mutant.All.Except(others).Select(mutant => $"no mutant {mutant.Name}");
            Assert.Equal([$"no mutants of kind {kind}", .. names], Faults(others));
        });

    [Fact]
    public void A_mutant_like_another_would_be_noticed() => Assert.Equal(
        [$"two mutants {Mutant.All[0].Name}", $"{Mutant.All[0].Name} changes what {Mutant.All[0].Name} changes"],
        Faults([.. Mutant.All, Mutant.All[0]]));

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

    private static List<string> Faults(IReadOnlyCollection<Mutant> mutants)
    {
        string[] names = [.. mutants.Select(mutant => mutant.Name)];
        IEnumerable<string> files = Kinds.SelectMany(kind => Checkout.SourcesUnder("Properties", "Mutants", kind))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);
        return
        [
            .. Kinds.Except(mutants.Select(mutant => mutant.Kind)).Select(kind => $"no mutants of kind {kind}"),
            .. mutants.Select(mutant => mutant.Kind).Except(Kinds).Select(kind => $"an unknown kind {kind}"),
            .. files.Except(names).Select(name => $"no mutant {name}"),
            .. names.Except(files).Select(name => $"no file {name}"),
            .. Twins(mutants, mutant => mutant.Name).Select(twins => $"two mutants {twins.First.Name}"),
            .. Twins(mutants, mutant => string.Join('\n', mutant.Edits.AsEnumerable()))
                .Select(twins => $"{twins.Second.Name} changes what {twins.First.Name} changes"),
            .. mutants.Where(mutant => mutant.Edits.Length == 0).Select(mutant => $"{mutant.Name} changes nothing"),
            .. mutants.Where(mutant => mutant.Grounds.Length == 0).Select(mutant => $"{mutant.Name} is hunted nowhere"),
        ];
    }

    private static IEnumerable<(Mutant First, Mutant Second)> Twins(
        IEnumerable<Mutant> mutants, Func<Mutant, string> feature) =>
        mutants.GroupBy(feature).SelectMany(alike => alike.Skip(1).Select(twin => (alike.First(), twin)));

    private static Mutant Named(string name) => Mutant.All.Single(mutant => mutant.Name == name);
}
