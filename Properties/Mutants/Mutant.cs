using System.Collections.Immutable;

namespace ModelCheck.Properties.Mutants;

/// <summary>
/// A deliberate defect of the implementation. A test suite that does not notice it would not notice such a defect if it
/// were made by mistake, as each of these, or one of its kind, once was.
/// </summary>
internal abstract class Mutant
{
    /// <summary>All of them: whatever class derives from this one.</summary>
    internal static ImmutableArray<Mutant> All { get; } =
    [
        .. typeof(Mutant).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Mutant)))
            .OrderBy(type => type.Namespace, StringComparer.Ordinal)
            .ThenBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (Mutant)Activator.CreateInstance(type)!),
    ];

    /// <summary>What it is called.</summary>
    internal string Name => GetType().Name;

    /// <summary>The folder of its file, which says what kind of defect it is.</summary>
    internal string Kind => GetType().Namespace!.Split('.')[^1];

    /// <summary>What is wrong, in a sentence.</summary>
    internal abstract string Defect { get; }

    /// <summary>Where the like of it happened.</summary>
    internal abstract string Origin { get; }

    /// <summary>The defect itself.</summary>
    internal abstract Edit[] Edits { get; }

    /// <summary>Where the exhaustive comparison looks for it, one after the other.</summary>
    internal virtual Ground[] Grounds => Ground.Usual;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
