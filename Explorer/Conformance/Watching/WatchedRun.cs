namespace ModelCheck.Conformance.Watching;

/// <summary>What came of a run that was watched.</summary>
/// <typeparam name="T">What it is to give.</typeparam>
/// <param name="Result">What it gave; null when a service did not come back.</param>
/// <param name="LastCall">What that service was doing; null when there is a result.</param>
/// <param name="End">What became of it, in words.</param>
public sealed record WatchedRun<T>(T? Result, LastCall? LastCall, string End)
    where T : class;
