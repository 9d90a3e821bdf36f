using System.Reflection;

using ModelCheck.Implementation.Charging;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <summary>Makes RAM services, compiled for the policy that they follow.</summary>
public static class RamServices
{
    private static readonly Type[] Chargings =
        [typeof(Allocator), typeof(Heir), typeof(Holder), typeof(Nobody)];

    /// <summary>The names of the charging policies that the service can keep books for.</summary>
    public static IEnumerable<string> ChargingNames => Chargings.Select(NameOf);

    /// <summary>Makes a service.</summary>
    /// <param name="lifetime">
    /// What Free and Close do to aliases: a struct that implements <see cref="ILifetimePolicy"/>.
    /// </param>
    /// <param name="charging">Who pays for a frame: one of <see cref="ChargingNames"/>.</param>
    /// <param name="bounds">
    /// Up to 16,777,216 frames, 1,048,576 dataspace and as many region slots, 65,536 sessions, and quotas of
    /// 2,147,483,647 frames in all; with delegated sharing 8,192 sessions for 1,048,576 dataspaces, twice as many for
    /// half as many dataspaces, and so on.
    /// </param>
    /// <param name="memory">What is behind the frames; nothing is zeroed when left out.</param>
    /// <returns>The service.</returns>
    /// <exception cref="ArgumentException">There is no such policy, or it has no such bounds.</exception>
    /// <exception cref="PolicyFaultException">The lifetime breaks a rule that no service could keep.</exception>
    public static ICheckpointedService Create(
        Type lifetime, string charging, ServiceBounds bounds, IFrameMemory? memory = null)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        ArgumentNullException.ThrowIfNull(bounds);
        Type books = Chargings.FirstOrDefault(type => NameOf(type) == charging)
            ?? throw new ArgumentException($"There are no books for charging {charging}.", nameof(charging));
        return (ICheckpointedService)Activator.CreateInstance(
            typeof(RamService<,>).MakeGenericType(lifetime, books),
            BindingFlags.DoNotWrapExceptions | BindingFlags.Instance | BindingFlags.NonPublic,
            binder: null,
            args: [bounds, memory],
            culture: null)!;
    }

    /// <summary>Makes a service for policies known when the caller is compiled.</summary>
    /// <typeparam name="TLifetime">What Free and Close do to aliases.</typeparam>
    /// <param name="charging">Who pays for a frame: one of <see cref="ChargingNames"/>.</param>
    /// <param name="bounds">As for the other one.</param>
    /// <param name="memory">What is behind the frames; nothing is zeroed when left out.</param>
    /// <returns>The service.</returns>
    /// <exception cref="ArgumentException">There is no such policy, or it has no such bounds.</exception>
    /// <exception cref="PolicyFaultException">The lifetime breaks a rule that no service could keep.</exception>
    public static ICheckpointedService Create<TLifetime>(
        string charging, ServiceBounds bounds, IFrameMemory? memory = null)
        where TLifetime : struct, ILifetimePolicy => Create(typeof(TLifetime), charging, bounds, memory);

    private static string NameOf(Type charging) =>
        (string)charging.GetProperty(nameof(ICharging.Name), BindingFlags.Public | BindingFlags.Static)!
            .GetValue(null)!;
}
