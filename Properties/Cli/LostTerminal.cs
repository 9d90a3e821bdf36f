namespace ModelCheck.Properties.Cli;

/// <summary>What a terminal is when its window is closed: every write fails with EIO.</summary>
internal sealed class LostTerminal : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Input/output error");

    public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Input/output error");
}
