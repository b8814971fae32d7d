using System.Net;
using System.Threading.RateLimiting;

namespace Recapito.Web;

/// <summary>How much is taken of one address in a minute.</summary>
internal abstract class AddressLimits(int perMinute, TimeSpan minute) : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = ApiLimits.Limiter(perMinute, minute);

    /// <summary>Counts a request; how long to wait where it is one too many.</summary>
    public TimeSpan? Take(IPAddress? address) => ApiLimits.Take(limiter, ApiLimits.Network(address));

    public void Dispose() => limiter.Dispose();
}

/// <summary>Questions of visitors: each has name servers asked, so a few.</summary>
internal sealed class VisitorLimits(TimeSpan minute) : AddressLimits(PerMinute, minute)
{
    /// <summary>In a minute.</summary>
    public const int PerMinute = 6;
}

/// <summary>Tries to sign in: a slow hash is computed for each.</summary>
internal sealed class SignInLimits(TimeSpan minute) : AddressLimits(PerMinute, minute)
{
    /// <summary>In a minute.</summary>
    public const int PerMinute = 12;
}
