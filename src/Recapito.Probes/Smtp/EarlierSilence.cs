using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Recapito.Probes;

/// <summary>How a connection that came to nothing ended, and how long it took.</summary>
/// <param name="Failure">How it ended.</param>
/// <param name="Why">The same in words.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="Waited">How long in all.</param>
internal sealed record FailedConnection(DialFailure Failure, string Why, int Tries, TimeSpan Waited);

/// <summary>
/// Connections to port 25 that came to nothing a moment ago. Whoever asks next whether the host is silent need not wait for the same silence again.
/// </summary>
/// <param name="holds">How long it may be believed; zero for not at all.</param>
internal sealed class EarlierSilence(TimeSpan holds)
{
    private readonly ConcurrentDictionary<IPAddress, (FailedConnection Failed, long At)> known = new();

    /// <summary>Keeps how a connection ended, where it was never taken.</summary>
    public void Note(string address, Exception e, TimeSpan waited, int tries)
    {
        if (holds > TimeSpan.Zero && e is DialException { Failure: not DialFailure.NotPermitted } failed && IPAddress.TryParse(address, out var ip))
        {
            Forget();
            known[ip] = (new(failed.Failure, failed.Message, failed.Failure is DialFailure.Silent ? tries : 1, waited), Stopwatch.GetTimestamp());
        }
    }

    /// <summary>How the last connection to an address ended; null where there is nothing to go by.</summary>
    public FailedConnection? Of(string address) =>
        IPAddress.TryParse(address, out var ip) && known.TryGetValue(ip, out var last) && IsFresh(last.At) ? last.Failed : null;

    private bool IsFresh(long at) => Stopwatch.GetElapsedTime(at) < holds;

    // A list of thousands of domains must not grow it without end.
    private void Forget()
    {
        if (known.Count < 1024)
        {
            return;
        }

        foreach (var (address, last) in known)
        {
            if (!IsFresh(last.At))
            {
                known.TryRemove(address, out _);
            }
        }
    }
}
