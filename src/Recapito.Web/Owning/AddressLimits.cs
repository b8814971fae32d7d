using System.Net;
using System.Threading.RateLimiting;

namespace Recapito.Web;

/// <summary>How much is taken of one address in a minute.</summary>
internal abstract class AddressLimits(int perMinute, TimeSpan minute) : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = ApiLimits.Limiter(perMinute, minute);

    /// <summary>Counts a request; how long to wait where it is one too many.</summary>
    public TimeSpan? Take(IPAddress? address) => ApiLimits.Take(limiter, ApiLimits.Network(address));

    /// <inheritdoc/>
    public virtual void Dispose() => limiter.Dispose();
}

/// <summary>Questions of visitors: each has name servers asked, so a few; and what is handed in is kept, so only so much of it, whatever cookies come with it.</summary>
internal sealed class VisitorLimits(TimeSpan minute) : AddressLimits(PerMinute, minute)
{
    /// <summary>In a minute.</summary>
    public const int PerMinute = 6;

    /// <summary>Octets that one address may hand in at once; they grow back within a day.</summary>
    public const long Octets = 64L << 20;

    private const int MinutesOfDay = 24 * 60;

    private readonly PartitionedRateLimiter<string> kibibytes = PartitionedRateLimiter.Create<string, string>(network => RateLimitPartition.GetTokenBucketLimiter(network, _ => new()
    {
        TokenLimit = Kibibytes(Octets),
        TokensPerPeriod = Kibibytes(Octets / MinutesOfDay),
        ReplenishmentPeriod = minute,
        QueueLimit = 0,
    }));

    /// <summary>Counts a request; how long to wait where it is one too many.</summary>
    /// <param name="address">Of who sends it.</param>
    /// <param name="octets">Of what it brings.</param>
    public TimeSpan? Take(IPAddress? address, long octets) => Take(address) ?? ApiLimits.Take(kibibytes, ApiLimits.Network(address), Kibibytes(Math.Clamp(octets, 0, Octets)));

    /// <inheritdoc/>
    public override void Dispose()
    {
        kibibytes.Dispose();
        base.Dispose();
    }

    private static int Kibibytes(long octets) => (int)(octets >> 10);
}

/// <summary>Tries to sign in: a slow hash is computed for each.</summary>
internal sealed class SignInLimits(TimeSpan minute) : AddressLimits(PerMinute, minute)
{
    /// <summary>In a minute.</summary>
    public const int PerMinute = 12;
}
