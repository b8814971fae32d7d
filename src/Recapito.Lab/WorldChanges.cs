using System.Globalization;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Carries out a remedy's changes in a world, as the party that must act would in the real one.</summary>
public static class WorldChanges
{
    // Where a wait has no known end: the longest that secondaries and caches take with the usual timers.
    private static readonly TimeSpan LongWait = TimeSpan.FromDays(2);

    /// <summary>The world after the changes, at the moment when they can be seen; null where none of them could be carried out.</summary>
    /// <param name="world">The world.</param>
    /// <param name="changes">What is done, in order.</param>
    /// <param name="asOf">When it is done; the world's clock where that is later.</param>
    public static World? Apply(World world, IReadOnlyList<WorldChange> changes, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(changes);
        var start = asOf > world.Now ? asOf : world.Now;
        var settled = Past(Elapse(world, start), start);
        var applied = false;
        foreach (var change in changes)
        {
            var next = change switch
            {
                SetMx mx => Set(settled, mx),
                SetDs ds => Sign(settled, ds),
                RestoreHost host => Restore(settled, host),
                AddRecipient recipient => WorldDirectory.Add(settled, recipient.Address),
                SendToMeant other => SendTo(settled, other),
                AddAcceptedDomain domain => WorldDirectory.AddDomain(settled, domain.Domain),
                SetExchangeProperty set => WorldExchangeChanges.Set(settled, set),
                AddExchangeObject add => WorldExchangeChanges.Add(settled, add),
                ResyncEdgeDirectory resync => WorldExchangeChanges.Resync(settled, resync.Domain),
                EnableMailService mail => WorldExchangeChanges.EnableMail(settled, mail.Domain),
                RemoveAcceptedDomain remove => WorldExchangeChanges.GiveUp(settled, remove),
                ShowCertificate show => WorldExchangeChanges.Show(settled, show),
                LetTimePass wait => Wait(settled, wait),
                _ => null,
            };
            applied |= next is not null;
            settled = next ?? settled;
        }

        return applied ? settled : null;
    }

    private static World? SendTo(World world, SendToMeant change) => world.Message.To.Any(to => Names.CanonicalAddress(to) == change.Written)
        ? world with { Message = world.Message with { To = [.. world.Message.To.Select(to => Names.CanonicalAddress(to) == change.Written ? change.Meant : to)] } }
        : null;

    // What has happened is the new beginning; what is still to come stays in the timeline.
    private static World Past(World world, DateTimeOffset at) =>
        WorldSnapshot.Settled(world, at) with { Timeline = [.. world.Timeline.Where(entry => entry.At > at)] };

    // Later, less is left in the caches.
    private static World Elapse(World world, DateTimeOffset now)
    {
        var seconds = (long)(now - world.Now).TotalSeconds;
        if (seconds <= 0)
        {
            return world;
        }

        var resolvers = world.Dns.Resolvers.Select(resolver => resolver with
        {
            Caches = [.. resolver.Caches.SelectMany(text => ZoneFile.Parse(".", text)).Where(record => record.Ttl > seconds)
                .Select(record => ZoneFile.Write([record with { Ttl = (uint)(record.Ttl - seconds) }]).TrimEnd())],
        });
        return world with { Now = now, Dns = world.Dns with { Resolvers = [.. resolvers] } };
    }

    private static World? Set(World world, SetMx change)
    {
        var zone = world.Dns.Zones.Keys.Where(key => DnsName.IsWithin(change.Domain, Apex(key))).MaxBy(key => Apex(key).Length);
        if (zone is null || change.After.Count == 0)
        {
            return null;
        }

        // Servers that are ahead of the plain text take part in the change; those that lag behind fetch it within their refresh time.
        var texts = new Dictionary<string, string>(world.Dns.Zones);
        var plain = texts.GetValueOrDefault(Apex(zone)) ?? texts[zone];
        var newest = Serial(plain, Apex(zone));
        var changed = false;
        foreach (var key in world.Dns.Zones.Keys.Where(key => Apex(key) == Apex(zone) && (texts[key] == plain || IsNewer(Serial(texts[key], Apex(key)), newest))).ToList())
        {
            var records = ZoneFile.Parse(Apex(key), texts[key]).ToList();
            changed |= Replace(records, change);
            texts[key] = ZoneFile.Write(records);
        }

        if (!changed)
        {
            return null;
        }

        var delay = TimeSpan.FromSeconds(LongestRefresh(world, Apex(zone)));
        var later = world.Now + delay + TimeSpan.FromSeconds(change.TtlSeconds);
        var forgetful = world.Dns.Resolvers.Select(resolver => resolver with
        {
            Caches = [.. resolver.Caches.Where(text => !ZoneFile.Parse(".", text).Any(record => record.Name == change.Domain && record.Type is DnsType.Mx))],
        });
        return CaughtUp(Past(Elapse(world with { Dns = world.Dns with { Zones = texts, Resolvers = [.. forgetful] } }, later), later), delay);
    }

    /// <summary>The zone above takes the DS. One that fits no key of the zone mends nothing, in the world as in the real one.</summary>
    private static World? Sign(World world, SetDs change)
    {
        var signing = world.Dns.Signing.Where(entry => Apex(entry.Key) == change.Zone).ToDictionary();
        if (signing.Count == 0 || !signing.Values.All(how => ZoneSigner.Takes(change, how, world.Now)))
        {
            return null;
        }

        var after = world.Dns.Signing.ToDictionary();
        foreach (var (key, how) in signing)
        {
            after[key] = how with { Fault = change.After.Count > 0 ? null : "no-ds", Digests = [2] };
        }

        var later = world.Now + TimeSpan.FromSeconds(change.TtlSeconds);
        return Past(Elapse(world with { Dns = world.Dns with { Signing = after } }, later), later);
    }

    // Seconds until the slowest server that does not serve the plain zone asks for it; 0 where all serve it.
    private static uint LongestRefresh(World world, string apex) => world.Dns.Servers.Values
        .SelectMany(server => server.Serves).Where(key => key != apex && Apex(key) == apex && world.Dns.Zones.ContainsKey(key))
        .Select(key => Refresh(world, key)).DefaultIfEmpty().Max();

    // True where the RRset is another one afterwards. The serial goes up, so that secondaries take it (RFC 1982).
    private static bool Replace(List<ZoneRecord> records, SetMx change)
    {
        var old = records.Where(record => record.Name == change.Domain && record.Type is DnsType.Mx).ToList();
        var after = change.After.Select(mx => new ZoneRecord(change.Domain, DnsType.Mx, old.Count > 0 ? old[0].Ttl : change.TtlSeconds,
            [mx.Preference.ToString(CultureInfo.InvariantCulture), mx.Exchange])).ToList();
        if (old.Select(record => record.Text).ToHashSet().SetEquals(after.Select(record => record.Text)))
        {
            return false;
        }

        var place = old.Count > 0 ? records.IndexOf(old[0]) : records.Count;
        records.RemoveAll(old.Contains);
        records.InsertRange(place, after);
        var soa = records.FindIndex(record => record.Type is DnsType.Soa);
        if (soa >= 0)
        {
            var serial = unchecked(uint.Parse(records[soa].Fields[2], CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
            records[soa] = records[soa] with { Fields = [.. records[soa].Fields.Take(2), serial, .. records[soa].Fields.Skip(3)] };
        }

        return true;
    }

    private static World? Restore(World world, RestoreHost change)
    {
        var snapshot = WorldSnapshot.At(world);
        var name = world.Hosts.ContainsKey(change.Host) ? change.Host : change.Addresses.Select(snapshot.HostAt).FirstOrDefault(host => host is not null && world.Hosts.ContainsKey(host));
        var host = name is null ? new WorldHost { Addresses = change.Addresses } : world.Hosts[name];
        var dead = host.Is is "silent" or "closed" or "unreachable" or "no-banner";
        if (name is not null && !dead)
        {
            return null;
        }

        var domains = world.Message.To.Select(Names.DomainOf).OfType<string>().Distinct().ToList();
        var restored = host with { Is = dead ? "postfix" : host.Is, BannerDelayMilliseconds = 0, Accepts = host.Accepts.Count > 0 ? host.Accepts : domains, Tls = dead && host.Tls.Names.Count == 0 ? new() { Names = [name ?? change.Host] } : host.Tls };
        return world with { Hosts = new Dictionary<string, WorldHost>(world.Hosts) { [name ?? change.Host] = restored } };
    }

    private static World Wait(World world, LetTimePass change)
    {
        var until = change.Until ?? world.Now + LongWait;
        var later = until > world.Now ? until : world.Now;
        var waited = later - world.Now;
        return CaughtUp(Past(Elapse(world, later), later), waited);
    }

    private static World CaughtUp(World world, TimeSpan waited)
    {
        var servers = world.Dns.Servers.ToDictionary(server => server.Key, server => server.Value with
        {
            Serves = [.. server.Value.Serves.Select(key => CatchesUp(world, key, waited) ? Apex(key) : key).Distinct()],
        });
        return world with { Dns = world.Dns with { Servers = servers } };
    }

    // A secondary asks once per refresh and takes over a zone whose serial is not behind its own (RFC 1034 §4.3.5).
    private static bool CatchesUp(World world, string key, TimeSpan waited)
    {
        var apex = Apex(key);
        if (key == apex || !world.Dns.Zones.TryGetValue(apex, out var newest))
        {
            return false;
        }

        return waited.TotalSeconds >= Refresh(world, key) && !IsNewer(Serial(world.Dns.Zones[key], apex), Serial(newest, apex));
    }

    private static uint Refresh(World world, string key) =>
        ZoneFile.Parse(Apex(key), world.Dns.Zones[key]).FirstOrDefault(record => record.Type is DnsType.Soa) is { } soa ? uint.Parse(soa.Fields[3], CultureInfo.InvariantCulture) : 0;

    // RFC 1982 §3.2
    private static bool IsNewer(uint one, uint other) => one != other && unchecked(one - other) < 0x8000_0000;

    private static uint Serial(string text, string apex) =>
        ZoneFile.Parse(apex, text).FirstOrDefault(record => record.Type is DnsType.Soa) is { } soa ? uint.Parse(soa.Fields[2], CultureInfo.InvariantCulture) : 0;

    private static string Apex(string key) => key.Split('@')[0];
}
