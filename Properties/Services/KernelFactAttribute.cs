using System.Runtime.InteropServices;

using Xunit;

namespace ModelCheck.Properties.Services;

/// <summary>A test that needs the Linux kernel, on a processor whose loads and stores are known.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelFactAttribute : FactAttribute
{
    public KernelFactAttribute() => Skip = Kernel.WhyNot;
}

/// <summary>The same with rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelTheoryAttribute : TheoryAttribute
{
    public KernelTheoryAttribute() => Skip = Kernel.WhyNot;
}

/// <summary>What such a test needs.</summary>
internal static class Kernel
{
    internal static string? WhyNot =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? null
            : "This needs Linux on x86-64.";
}
