namespace ModelCheck.Cli.Commands;

/// <summary>Standard input as the wish of whoever started this process that it go on.</summary>
internal static class StandardInput
{
    /// <summary>What is cancelled once nobody holds the other end any more.</summary>
    /// <param name="cancellation">What cancels it, too.</param>
    /// <returns>The source, to be disposed.</returns>
    internal static CancellationTokenSource UntilClosed(CancellationToken cancellation)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reader = new Thread(() =>
        {
            using Stream input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0)
            {
            }

            try
            {
                source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The run has come to its end.
            }
        })
        {
            IsBackground = true,
        };
        reader.Start();
        return source;
    }
}
