using ModelCheck.Exploration.Results;

namespace ModelCheck.Web.Clusters;

/// <summary>What is known of a cluster when somebody looks at it.</summary>
/// <param name="View">What was last seen; null where nothing was yet.</param>
/// <param name="Age">How long ago that was.</param>
/// <param name="Trouble">Why nothing newer is known; null where it is new.</param>
internal sealed record Sighting(ClusterView? View, TimeSpan Age, string? Trouble);
