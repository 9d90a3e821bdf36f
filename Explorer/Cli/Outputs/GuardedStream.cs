namespace ModelCheck.Cli.Outputs;

/// <summary>
/// A stream that may be closed, full or gone at any time, so that the program can say what that means: closed ones are
/// refused by an <see cref="UnauthorizedAccessException"/>, full ones and lost terminals by an
/// <see cref="IOException"/>.
/// </summary>
/// <param name="stream">The stream; null when it was closed from the beginning.</param>
/// <param name="broken">What is done when it cannot be written to; it may throw, or leave the stream silent.</param>
internal sealed class GuardedStream(Stream? stream, Action<Exception> broken) : Stream
{
    /// <summary>Whether a write failed, or the stream was closed from the beginning.</summary>
    internal bool IsBroken { get; private set; } = stream is null;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            if (IsBroken)
            {
                broken(new IOException("it is closed"));
            }
            else
            {
                stream!.Write(buffer);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            IsBroken = true;
            broken(exception);
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream?.Dispose();
        }

        base.Dispose(disposing);
    }
}
