using System.Reflection;

using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Platforms;
using ModelCheck.Implementation.Sealings;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <summary>Makes RAM services, compiled for the policy that they follow.</summary>
public static class RamServices
{
    private static readonly Type[] Chargings =
    [
        typeof(Allocator), typeof(Heir), typeof(Holder), typeof(HolderOnce), typeof(Nobody), typeof(Retainer),
    ];

    private static readonly Type[] Platforms = [typeof(Native), typeof(Quarantine)];

    /// <summary>The names of the charging policies that the service can keep books for.</summary>
    public static IEnumerable<string> ChargingNames => Chargings.Select(NameOf);

    /// <summary>The names of the platforms that the service can stand for; the first one goes without saying.</summary>
    public static IEnumerable<string> PlatformNames => Platforms.Select(NameOf);

    /// <summary>Makes a service for any policy.</summary>
    /// <param name="lifetime">
    /// What Free and Close do to whatever uses a dataspace: a struct that implements <see cref="ILifetimePolicy"/>.
    /// </param>
    /// <param name="charging">Who pays for a frame: one of <see cref="ChargingNames"/>.</param>
    /// <param name="platform">How a region ends: one of <see cref="PlatformNames"/>.</param>
    /// <param name="sealing">
    /// What Seal does to what can be written already: a struct that implements <see cref="ISealingPolicy"/>.
    /// </param>
    /// <param name="bounds">
    /// Up to 16,777,216 frames, 1,048,576 dataspace and as many region slots, 65,536 sessions, and quotas of
    /// 2,147,483,647 frames in all; with delegated sharing 8,192 sessions for 1,048,576 dataspaces, twice as many for
    /// half as many dataspaces, and so on. Donate is offered to 4,096 sessions at the most.
    /// </param>
    /// <param name="memory">What is behind the frames; nothing is zeroed when left out.</param>
    /// <returns>The service.</returns>
    /// <exception cref="ArgumentException">There is no such policy, or it has no such bounds.</exception>
    /// <exception cref="PolicyFaultException">The lifetime breaks a rule that no service could keep.</exception>
    public static ICheckpointedService Create(
        Type lifetime,
        string charging,
        string platform,
        Type sealing,
        ServiceBounds bounds,
        IFrameMemory? memory = null)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        ArgumentNullException.ThrowIfNull(sealing);
        ArgumentNullException.ThrowIfNull(bounds);
        Type books = Chargings.FirstOrDefault(type => NameOf(type) == charging)
            ?? throw new ArgumentException($"There are no books for charging {charging}.", nameof(charging));
        Type ending = Platforms.FirstOrDefault(type => NameOf(type) == platform)
            ?? throw new ArgumentException($"The service does not stand for platform {platform}.", nameof(platform));
        return (ICheckpointedService)Activator.CreateInstance(
            typeof(RamService<,,,>).MakeGenericType(lifetime, books, ending, sealing),
            BindingFlags.DoNotWrapExceptions | BindingFlags.Instance | BindingFlags.NonPublic,
            binder: null,
            args: [bounds, memory],
            culture: null)!;
    }

    /// <summary>Makes a service on platform Native, where a seal takes nothing away.</summary>
    /// <param name="lifetime">As for the other one.</param>
    /// <param name="charging">Who pays for a frame: one of <see cref="ChargingNames"/>.</param>
    /// <param name="bounds">As for the other one.</param>
    /// <param name="memory">What is behind the frames; nothing is zeroed when left out.</param>
    /// <returns>The service.</returns>
    /// <exception cref="ArgumentException">There is no such policy, or it has no such bounds.</exception>
    /// <exception cref="PolicyFaultException">The lifetime breaks a rule that no service could keep.</exception>
    public static ICheckpointedService Create(
        Type lifetime, string charging, ServiceBounds bounds, IFrameMemory? memory = null) =>
        Create(lifetime, charging, NameOf(Platforms[0]), typeof(LaterOnly), bounds, memory);

    /// <summary>Makes such a service for a lifetime policy known when the caller is compiled.</summary>
    /// <typeparam name="TLifetime">What Free and Close do to whatever uses a dataspace.</typeparam>
    /// <param name="charging">Who pays for a frame: one of <see cref="ChargingNames"/>.</param>
    /// <param name="bounds">As for the other one.</param>
    /// <param name="memory">What is behind the frames; nothing is zeroed when left out.</param>
    /// <returns>The service.</returns>
    /// <exception cref="ArgumentException">There is no such policy, or it has no such bounds.</exception>
    /// <exception cref="PolicyFaultException">The lifetime breaks a rule that no service could keep.</exception>
    public static ICheckpointedService Create<TLifetime>(
        string charging, ServiceBounds bounds, IFrameMemory? memory = null)
        where TLifetime : struct, ILifetimePolicy => Create(typeof(TLifetime), charging, bounds, memory);

    private static string NameOf(Type policy) =>
        (string)policy.GetProperty(nameof(ICharging.Name), BindingFlags.Public | BindingFlags.Static)!
            .GetValue(null)!;
}
