using System.Globalization;

namespace Recapito.Lab;

/// <summary>
/// The bracket at the end of an edge's reply: the host that decided, and since 2022 the time and the session id. The id read as .NET ticks lies
/// hours to days before the reply, as in all public samples; a made-up one would not.
/// </summary>
/// <param name="edge">Age and region.</param>
/// <param name="seed">What the host's name is drawn from.</param>
/// <param name="clock">The lab's clock.</param>
internal sealed class EdgeStamp(WorldEdge edge, string seed, DateTimeOffset clock)
{
    private static readonly Dictionary<string, string> SitesByRegion = new(StringComparer.Ordinal)
    {
        ["EUR"] = "AM0", ["NAM"] = "BN1", ["APC"] = "SG2", ["JPN"] = "TY1", ["AUS"] = "ML1", ["KOR"] = "SL1", ["IND"] = "PN1", ["GBR"] = "CWX",
    };

    /// <summary>Years in which the reply names time and session.</summary>
    public static bool HasSession(string age) => age is "2022" or "2024" or "2026";

    /// <summary>The first label of the deciding host, such as "AM0PEPF000145D2" (since 2023) or "AM0EUR01FT042".</summary>
    public string Machine => IsOldHost
        ? $"{Site}{Forest}FT{StableDigest.Of(seed, Forest) % 90 + 10:000}"
        : $"{Site}PEPF000{StableDigest.Hex(5, seed, Forest)}";

    /// <summary>The deciding host's whole name.</summary>
    public string Host => IsOldHost
        ? $"{Machine}.eop-{Forest}.prod.protection.outlook.com"
        : $"{Machine}.{Forest[..^2].ToLowerInvariant()}prd{Forest[^2..]}.prod.outlook.com";

    /// <summary>Bracket and what is in it.</summary>
    public string Bracket => HasSession(edge.Age) ? $"[{Host} {Time} {Session}]" : $"[{Host}]";

    private bool IsOldHost => edge.Age is "legacy" or "2017" or "2018" or "2022";

    // A region may name its forest ("EUR05"); a bare one gets the first.
    private string Forest => char.IsAsciiDigit(edge.Region[^1]) && edge.Region.Length > 2 ? edge.Region.ToUpperInvariant() : edge.Region.ToUpperInvariant() + "01";

    private string Site => SitesByRegion.GetValueOrDefault(Forest[..^2], Forest[..2] + "1");

    private string Time => clock.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private string Session
    {
        get
        {
            var secondsBefore = 13_000 + (StableDigest.Of(seed, "session") % 500_000);
            var ticks = clock.UtcTicks - ((long)secondsBefore * TimeSpan.TicksPerSecond) - (long)(StableDigest.Of(seed, "ticks") % TimeSpan.TicksPerSecond);
            return ticks.ToString("X16", CultureInfo.InvariantCulture);
        }
    }
}
