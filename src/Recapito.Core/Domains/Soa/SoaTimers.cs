using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// The timers of the zone (RFC 1912 §2.2, RFC 2308 §5) and the TTLs of what mail rests on (Zonemaster: ZONE02 to ZONE06).
/// </summary>
internal sealed class SoaTimers : DomainCheck
{
    private const uint Minute = 60;
    private const uint Hour = 3600;
    private const uint Day = 86400;

    public override IReadOnlyList<string> Findings { get; } =
    [
        "soa-refresh-unusual", "soa-retry-not-below-refresh", "soa-retry-short", "soa-expire-before-refresh", "soa-expire-short",
        "negative-ttl-long", "negative-ttl-zero", "ttl-zero", "ttl-long",
    ];

    // The questions are those of the delegation and of the MX.
    public override IEnumerable<Request> Asks(DomainView view) => [];

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var zone = view.Authority;
        if (zone.Apex is null || zone.IsIntercepted)
        {
            return [];
        }

        // Servers that hold other versions are a finding of their own; one copy tells the timers.
        var place = zone.Places.FirstOrDefault(place => zone.SoaOf(place) is not null);
        return place is null ? [] : [.. Timers(view, zone, place, zone.SoaOf(place)!), .. Ttls(view, zone, place)];
    }

    private static IEnumerable<DomainFinding> Timers(DomainView view, AuthorityView zone, ServerPlace place, SoaFields soa)
    {
        if (soa.Refresh is < 20 * Minute or > Day)
        {
            yield return Found("soa-refresh-unusual", soa.Refresh);
        }

        if (soa.Retry >= soa.Refresh)
        {
            yield return Found("soa-retry-not-below-refresh", soa.Retry);
        }
        else if (soa.Retry < 2 * Minute)
        {
            yield return Found("soa-retry-short", soa.Retry);
        }

        if (soa.Expire < (ulong)soa.Refresh + soa.Retry)
        {
            yield return Found("soa-expire-before-refresh", soa.Expire);
        }
        else if (soa.Expire < 7 * Day)
        {
            yield return Found("soa-expire-short", soa.Expire);
        }

        if (soa.NegativeTtl > Day)
        {
            yield return Found("negative-ttl-long", soa.NegativeTtl);
        }

        if (soa.NegativeTtl == 0)
        {
            yield return Found("negative-ttl-zero", 0);
        }

        DomainFinding Found(string id, uint seconds) => view.Found(id, zone.Seen(place, zone.Apex!, RrType.Soa),
            ("zone", zone.Apex!), ("seconds", Text(seconds)), ("hours", Text(seconds / Hour)), ("refresh", Text(soa.Refresh)), ("retry", Text(soa.Retry)));
    }

    private static IEnumerable<DomainFinding> Ttls(DomainView view, AuthorityView zone, ServerPlace place)
    {
        // Name servers change less often than hosts do, and big DNS hosts give their NS two days.
        (Observation? Seen, IReadOnlyList<DnsRecord> Records, uint Most)[] sets =
        [
            Of(view.Domain, RrType.Mx, Day),
            Of(zone.Apex!, RrType.Ns, 2 * Day),
            .. view.Hosts.Where(host => DnsName.IsAtOrBelow(host.Name, zone.Apex!)).SelectMany(host => new[] { host.V4, host.V6 }).OfType<Present<RrSet>>()
                .Select(seen => ((Observation?)seen, seen.Value.Records, Day)),
        ];
        foreach (var (seen, records, most) in sets.Where(set => set.Records.Count > 0))
        {
            var ttl = records.Max(record => record.Ttl);

            // A resolver counts down, so a zero of its is none of the zone's.
            if (ttl == 0 && seen!.Request.From.Kind is VantageKind.NameServer)
            {
                yield return view.Found("ttl-zero", seen, ("name", records[0].Name), ("type", TypeNames.Of(records[0].Type)), ("zone", zone.Apex!));
            }

            if (ttl > most)
            {
                yield return view.Found("ttl-long", seen, ("name", records[0].Name), ("type", TypeNames.Of(records[0].Type)), ("seconds", Text(ttl)), ("hours", Text(ttl / Hour)), ("zone", zone.Apex!));
            }
        }

        (Observation? Seen, IReadOnlyList<DnsRecord> Records, uint Most) Of(string name, RrType type, uint most)
        {
            var seen = zone.Authoritative(place, name, type);
            return (seen, seen?.Value.AnswersFor(name, type) ?? [], most);
        }
    }

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
