using Orleans.Concurrency;

namespace ModelCheck.Cluster.Contract;

/// <summary>
/// One partition of an exploration: it owns some of the 64 shards of the states, and the frontier in them. Its key is
/// the name of the exploration and its number, with a slash between.
/// </summary>
[Alias("partition")]
public interface IPartitionGrain : IGrainWithStringKey
{
    /// <summary>Begins an attempt, unless that is begun, or a later one is: then nothing happens.</summary>
    /// <param name="order">What to do.</param>
    /// <returns>Nothing, when it has been told.</returns>
    [Alias("start")]
    Task Start(PartOrder order);

    /// <summary>Takes what another partition sends.</summary>
    /// <param name="parcel">The parcel.</param>
    /// <returns>What became of it.</returns>
    [AlwaysInterleave]
    [Alias("deliver")]
    ValueTask<Reception> Deliver(Parcel parcel);

    /// <summary>Says where it stands. Whoever asks is taken to watch over it.</summary>
    /// <returns>Where it stands.</returns>
    [AlwaysInterleave]
    [Alias("look")]
    ValueTask<PartStatus> Look();

    /// <summary>Has the search stop at the end of the phase, with what is known by then.</summary>
    /// <returns>Nothing, when it was told.</returns>
    [Alias("stop")]
    Task Stop();

    /// <summary>Gives up whatever it does and forgets it; it may come up again on another worker.</summary>
    /// <returns>Nothing, when its memory was given back.</returns>
    [Alias("leave")]
    Task Leave();
}

/// <summary>Watches over one exploration; its key is the exploration's name.</summary>
[Alias("exploration")]
public interface IExplorationGrain : IGrainWithStringKey
{
    /// <summary>Says where it stands, and begins it if nobody has. Whoever drives it asks again and again.</summary>
    /// <param name="request">What is to be explored; it has the name that is the key.</param>
    /// <returns>Where it stands.</returns>
    [Alias("attend")]
    Task<ExplorationStatus> Attend(ExplorationRequest request);

    /// <summary>Is told by a partition over which nobody watches any more what it was doing.</summary>
    /// <param name="order">What the partition was told.</param>
    /// <returns>Nothing, when it watches again.</returns>
    [Alias("wake")]
    Task Wake(PartOrder order);

    /// <summary>Has it stop at the end of the phase, with what is known by then.</summary>
    /// <returns>Nothing, when all partitions were told.</returns>
    [Alias("stop")]
    Task Stop();

    /// <summary>Forgets it: whoever drives it has what came of it.</summary>
    /// <returns>Nothing, when it is forgotten.</returns>
    [Alias("forget")]
    Task Forget();
}

/// <summary>
/// Explores one policy as a whole, on any worker: what a comparison is made of. Its key is the name of whoever asks and
/// a number, with a slash between.
/// </summary>
[Alias("policy")]
public interface IPolicyGrain : IGrainWithStringKey
{
    /// <summary>Says where it stands, and begins it if nobody has. Whoever wants it asks again and again.</summary>
    /// <param name="request">What to explore: the same each time.</param>
    /// <returns>Where it stands after a moment, or as soon as it is done.</returns>
    [Alias("attend")]
    Task<PolicyStatus> Attend(PolicyRequest request);

    /// <summary>Has it stop with what is known by then.</summary>
    /// <returns>Nothing, when it was told.</returns>
    [Alias("stop")]
    Task Stop();

    /// <summary>Forgets it: whoever asked has what came of it.</summary>
    /// <returns>Nothing, when it was told.</returns>
    [Alias("forget")]
    Task Forget();
}

/// <summary>What there is in the cluster, as far as it was told of it; there is one, with key 0.</summary>
[Alias("members")]
public interface IMembersGrain : IGrainWithIntegerKey
{
    /// <summary>Is told by a worker that it is there.</summary>
    /// <param name="report">What it says of itself.</param>
    /// <returns>Whether it may stay.</returns>
    [Alias("report")]
    ValueTask<Admission> Report(WorkerReport report);

    /// <summary>Is told where an exploration stands.</summary>
    /// <param name="status">Where it stands.</param>
    /// <returns>Nothing.</returns>
    [Alias("mention")]
    ValueTask Mention(ExplorationStatus status);

    /// <summary>What it was told in the last seconds.</summary>
    /// <returns>Workers and explorations.</returns>
    [Alias("show")]
    ValueTask<ClusterReport> Show();
}
