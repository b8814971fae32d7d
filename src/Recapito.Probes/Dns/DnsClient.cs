namespace Recapito.Probes;

/// <summary>Asks several servers that should know the same, so that a dead one costs little: each is asked when the one before is silent or of no use.</summary>
/// <param name="dialer">Where sockets come from.</param>
internal sealed class DnsClient(Dialer dialer)
{
    /// <summary>Asks until one has spoken, whatever it says, or all have failed.</summary>
    /// <param name="inquiry">What is asked.</param>
    /// <param name="servers">IP addresses, one at least, the best first.</param>
    /// <param name="trusted">True for resolvers that the user or the system chose.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <returns>The first message; else how it ended with the best server, or with the best of those that misbehaved.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<DnsReply> AskAsync(DnsInquiry inquiry, IReadOnlyList<string> servers, bool trusted, CancellationToken cancel)
    {
        var tries = (dialer.Limits.DnsTries + servers.Count - 1) / servers.Count;
        if (servers.Count == 1)
        {
            return await AskAsync(servers[0], cancel).ConfigureAwait(false);
        }

        using var spoken = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        List<Task<DnsReply>> running = [];
        List<DnsReply> failed = [];
        try
        {
            for (var next = 0; next < servers.Count || running.Count > 0;)
            {
                if (next < servers.Count)
                {
                    running.Add(AskAsync(servers[next++], spoken.Token));
                }

                if (await FirstAsync(running, next < servers.Count ? dialer.Limits.DnsResend : Timeout.InfiniteTimeSpan).ConfigureAwait(false) is not { } done)
                {
                    continue;
                }

                running.Remove(done);
                var reply = await done.ConfigureAwait(false);
                if (reply.Message is not null)
                {
                    return reply;
                }

                failed.Add(reply);
            }

            // In the order in which they were asked, not in that in which they failed; one that misbehaved tells more than one that was silent.
            return failed.OrderByDescending(reply => reply.Finding is not null).ThenBy(reply => Array.IndexOf([.. servers], reply.Server)).First();
        }
        finally
        {
            await spoken.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Task<DnsReply> AskAsync(string server, CancellationToken until) =>
            new DnsExchange(dialer, server, trusted, new DnsQuestion(inquiry), tries).AskAsync(until);
    }

    private static async Task<Task<DnsReply>?> FirstAsync(List<Task<DnsReply>> running, TimeSpan patience)
    {
        var first = Task.WhenAny(running);
        await ((Task)first.WaitAsync(patience)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return first.IsCompleted ? await first.ConfigureAwait(false) : null;
    }
}
