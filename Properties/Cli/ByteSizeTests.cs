using ModelCheck.Cli.Commands;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Properties.Reports;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>Which amounts of memory the command line knows.</summary>
public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("1KiB", 1024)]
    [InlineData("0.5kib", 512)]
    [InlineData("512MiB", 512L << 20)]
    [InlineData("1.5GiB", 3L << 29)]
    [InlineData("2TiB", 2L << 40)]
    public void A_size_is_read_alike_in_every_culture(string text, long expected)
    {
        Assert.Equal(expected, ByteSize.Parse(text));
        using var culture = new GermanNumbers();
        Assert.Equal(expected, ByteSize.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("KiB")]
    [InlineData("0")]
    [InlineData("0.1")]
    [InlineData("-1MiB")]
    [InlineData("1,5GiB")]
    [InlineData("1e3")]
    [InlineData("1MB")]
    [InlineData("1 MiB")]
    [InlineData("9999999TiB")]
    [InlineData("79228162514264337593543950336")]
    public void What_is_no_size_is_refused(string text) =>
        Assert.Equal(
            $"--memory must be a size like 512MiB or 4GiB, not {text}",
            Assert.Throws<BadInputException>(() => ByteSize.Parse(text)).Message);
}
