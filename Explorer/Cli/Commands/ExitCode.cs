namespace ModelCheck.Cli.Commands;

/// <summary>What the program's exit says.</summary>
internal static class ExitCode
{
    /// <summary>Everything that was required is kept.</summary>
    internal const int Holds = 0;

    /// <summary>The input cannot be used; one line on standard error says why.</summary>
    internal const int BadInput = 2;

    /// <summary>Stopped by a bound or an interrupt: what was not settled by then is not proved.</summary>
    internal const int Stopped = 3;

    /// <summary>
    /// Something that was required is not kept: broken, or put to the test by nothing although everything was explored.
    /// </summary>
    internal const int Violated = 10;

    /// <summary>The implementation, or what was recorded of a system, parts from the model.</summary>
    internal const int Diverged = 11;

    /// <summary>The program itself is wrong.</summary>
    internal const int InternalError = 70;
}
