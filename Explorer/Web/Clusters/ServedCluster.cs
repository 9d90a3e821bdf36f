using ModelCheck.Exploration.Results;

namespace ModelCheck.Web.Clusters;

/// <summary>A cluster that a page shows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Show">
/// Asks it what there is to be seen of it; fails with an <see cref="IOException"/> where it does not answer.
/// </param>
public sealed record ServedCluster(string Name, Func<CancellationToken, Task<ClusterView>> Show);
