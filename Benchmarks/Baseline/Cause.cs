namespace ModelCheck.Benchmarks.Baseline;

/// <summary>Why dataspaces are destroyed, which decides what becomes of their aliases.</summary>
internal enum Cause
{
    Free,
    Revoke,
    Close,
}
