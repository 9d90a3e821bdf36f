namespace ModelCheck.Properties.Cli;

/// <summary>What a run of the program left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All of its standard output.</param>
/// <param name="Error">All of its standard error.</param>
internal sealed record Finished(int ExitCode, string Output, string Error);
