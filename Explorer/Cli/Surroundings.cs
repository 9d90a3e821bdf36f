using ModelCheck.Cli.Outputs;

namespace ModelCheck.Cli;

/// <summary>What a run of the program has around it.</summary>
/// <param name="Streams">What it prints to.</param>
/// <param name="Interrupt">What ends it early.</param>
internal sealed record Surroundings(StandardStreams Streams, Interrupt Interrupt);
