namespace ModelCheck.Properties.Mutants;

/// <summary>A change of one place of the implementation's sources.</summary>
/// <param name="File">The file, as seen from the folder Implementation.</param>
/// <param name="Original">What stands there; it occurs once in the file.</param>
/// <param name="Mutated">What is to stand there instead.</param>
internal sealed record Edit(string File, string Original, string Mutated);
