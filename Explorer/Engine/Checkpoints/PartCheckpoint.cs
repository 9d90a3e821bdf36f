namespace ModelCheck.Engine.Checkpoints;
/// <summary>x</summary>
public static class PartCheckpoint
{
    /// <summary>x</summary>
    public static IEnumerable<int> LevelsIn(string directory) => [];
}
