using System.Globalization;

using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Cli.Commands;

/// <summary>Reads an amount of memory: a number and KiB, MiB, GiB or nothing for bytes.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, int Shift)[] Units = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40)];

    /// <summary>The default bound: three quarters of what the machine, or the container, has.</summary>
    internal static long Default => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    /// <summary>Reads an amount.</summary>
    internal static long Parse(string text)
    {
        (string unit, int shift) = Units.FirstOrDefault(
            entry => text.EndsWith(entry.Unit, StringComparison.OrdinalIgnoreCase), (Unit: string.Empty, Shift: 0));
        bool isNumber = decimal.TryParse(
            text.AsSpan(0, text.Length - unit.Length),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out decimal number);
        if (!isNumber || number > long.MaxValue >> shift || number * (1L << shift) < 1)
        {
            throw new BadInputException($"--memory must be a size like 512MiB or 4GiB, not {text}");
        }

        return (long)(number * (1L << shift));
    }
}
