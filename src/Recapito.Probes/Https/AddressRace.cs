namespace Recapito.Probes;

/// <summary>
/// Connects to the first of several addresses that takes the connection: the next one is tried when the last one failed, or has not answered
/// within a head start (RFC 8305 §5). Connections that come too late are closed.
/// </summary>
/// <param name="dialer">Where connections come from.</param>
internal sealed class AddressRace(Dialer dialer)
{
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    /// <summary>The first connection.</summary>
    /// <param name="addresses">IP addresses in the order of preference, one at least.</param>
    /// <param name="port">The port of each.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <exception cref="DialException">No address took a connection; "refused" only where each refused it.</exception>
    public async Task<Connection> ConnectAsync(IReadOnlyList<string> addresses, int port, CancellationToken cancel)
    {
        using var won = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = new List<Task<Connection>>();
        var failures = new List<DialException>();
        var next = 0;
        try
        {
            while (next < addresses.Count || running.Count > 0)
            {
                if (next < addresses.Count)
                {
                    running.Add(dialer.ConnectAsync(addresses[next++], port, won.Token));
                }

                if (await FirstAsync(running, next < addresses.Count, won.Token).ConfigureAwait(false) is not { } done)
                {
                    continue;
                }

                running.Remove(done);
                try
                {
                    return await done.ConfigureAwait(false);
                }
                catch (DialException e)
                {
                    failures.Add(e);
                }
            }

            throw failures.Find(failure => failure.Failure is not DialFailure.Refused) ?? failures[0];
        }
        finally
        {
            await won.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running.Select(CloseAsync)).ConfigureAwait(false);
        }
    }

    /// <summary>The connection attempt that ended; null where the head start is over before one did.</summary>
    private static async Task<Task<Connection>?> FirstAsync(List<Task<Connection>> running, bool hasOther, CancellationToken cancel)
    {
        if (!hasOther)
        {
            return await Task.WhenAny(running).ConfigureAwait(false);
        }

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var start = Task.Delay(HeadStart, done.Token);
        var first = await Task.WhenAny([.. running, start]).ConfigureAwait(false);
        await done.CancelAsync().ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        return first as Task<Connection>;
    }

    private static async Task CloseAsync(Task<Connection> late)
    {
        await ((Task)late).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (late.IsCompletedSuccessfully)
        {
            await (await late.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }
}
