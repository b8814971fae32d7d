using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Recapito.Web;

/// <summary>How many requests are taken: so many of one key, and so many of one address, whatever keys come from there.</summary>
internal sealed class ApiLimits : IDisposable
{
    /// <summary>Requests a minute of one key where the program was not started with another number.</summary>
    public const int Usual = 600;

    // Behind one address may be several programs with a key each.
    private const int KeysAtOneAddress = 4;

    // Who has one address of an IPv6 network has all of it (RFC 6177).
    private const int NetworkOctets = 8;

    private readonly PartitionedRateLimiter<string> ofKeys;
    private readonly PartitionedRateLimiter<string> ofAddresses;

    /// <param name="perMinute">Requests of one key.</param>
    /// <param name="minute">How long a minute is.</param>
    public ApiLimits(int perMinute, TimeSpan minute) => (ofKeys, ofAddresses) = (Limiter(perMinute, minute), Limiter(perMinute * KeysAtOneAddress, minute));

    /// <summary>Counts a request of an address; how long to wait where it is one too many.</summary>
    public TimeSpan? Take(IPAddress? address) => Take(ofAddresses, Network(address));

    /// <summary>The same of a caller.</summary>
    public TimeSpan? Take(ApiCaller caller) => Take(ofKeys, caller.Partition);

    /// <summary>The address as it is counted.</summary>
    internal static string Network(IPAddress? address)
    {
        var told = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return told?.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(told.GetAddressBytes().AsSpan(0, NetworkOctets)) : told?.ToString() ?? "";
    }

    /// <summary>Seconds as the Retry-After header has them.</summary>
    public static string Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        ofKeys.Dispose();
        ofAddresses.Dispose();
    }

    internal static TimeSpan? Take(PartitionedRateLimiter<string> limiter, string partition, int permits = 1)
    {
        using var lease = limiter.AttemptAcquire(partition, permits);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }

    // A minute's worth may come at once; it grows back evenly.
    internal static PartitionedRateLimiter<string> Limiter(int perMinute, TimeSpan minute) => PartitionedRateLimiter.Create<string, string>(partition => RateLimitPartition.GetTokenBucketLimiter(partition, _ => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = minute / perMinute,
        QueueLimit = 0,
    }));
}
