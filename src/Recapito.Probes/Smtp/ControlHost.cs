using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// The host beside which silence means something. It is asked over the network that the target is in: that IPv4 goes out says nothing of IPv6.
/// </summary>
internal sealed class ControlHost(Dialer dialer, DnsProbe dns)
{
    private const int MostAddresses = 3;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Name, AddressFamily Family), (Task<Answer> Asked, long At)> shared = [];

    /// <summary>Does it answer? Within <see cref="ProbeLimits.SilenceHolds"/> it is asked once, whoever wants to know.</summary>
    public async Task<Answer> AskAsync(string control, AddressFamily family, CancellationToken cancel)
    {
        if (dialer.Limits.SilenceHolds == TimeSpan.Zero)
        {
            return await NowAsync(control, family, cancel).ConfigureAwait(false);
        }

        Task<Answer> asked;
        lock (gate)
        {
            if (!shared.TryGetValue((control, family), out var last) || Stopwatch.GetElapsedTime(last.At) > dialer.Limits.SilenceHolds)
            {
                // No single caller's end is its end.
                last = (OnceAsync(control, family), Stopwatch.GetTimestamp());
                shared[(control, family)] = last;
            }

            asked = last.Asked;
        }

        return await asked.WaitAsync(cancel).ConfigureAwait(false);
    }

    private async Task<Answer> OnceAsync(string control, AddressFamily family)
    {
        using var total = new CancellationTokenSource(dialer.Limits.Total);
        try
        {
            return await NowAsync(control, family, total.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new(null, [$"-- {control}: time is up after {ProbeFailure.Seconds(dialer.Limits.Total)}"]);
        }
    }

    private async Task<Answer> NowAsync(string control, AddressFamily family, CancellationToken cancel)
    {
        var heard = new List<string>();
        foreach (var address in await AddressesAsync(control, family, heard, cancel).ConfigureAwait(false))
        {
            var knock = await Knock.AtAsync(dialer, address, heard.Add, cancel).ConfigureAwait(false);
            if (knock.Result is ConnectResult.Answered)
            {
                return new(address, heard);
            }
        }

        return new(null, heard);
    }

    private async Task<IEnumerable<string>> AddressesAsync(string control, AddressFamily family, List<string> heard, CancellationToken cancel)
    {
        if (IPAddress.TryParse(control, out var literal))
        {
            return literal.AddressFamily == family ? [control] : [];
        }

        var type = family is AddressFamily.InterNetworkV6 ? RrType.Aaaa : RrType.A;
        var seen = await dns.AskAsync(new DnsRequest(Names.Canonical(control), type, Vantage.Resolver), cancel).ConfigureAwait(false);
        if (seen is Present<RrSet> { Value: var set })
        {
            return set.Addresses.Take(MostAddresses);
        }

        heard.Add($"-- no address of {control}: {seen.Why}");
        return [];
    }

    /// <summary>The address that answered, or null; and what was heard.</summary>
    internal sealed record Answer(string? Address, IReadOnlyList<string> Heard);
}
