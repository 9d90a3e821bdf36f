namespace ModelCheck.Properties.Engine;

/// <summary>A file on a disk that has room for so many bytes only.</summary>
internal sealed class FullDisk(string path, long room) : FileStream(path, FileMode.Create)
{
    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Position + buffer.Length > room)
        {
            throw new IOException("No space left on device");
        }

        base.Write(buffer);
    }
}
