using Recapito.Core;

namespace Recapito.Lab.Tests;

/// <summary>
/// When the last cache in a world really drops the old answer. Found by trying, not by a formula: resolvers of every kind, each with another favourite name
/// server, ask just before each moment at which something changes, and again just before their delegation runs out; what they keep then is looked at.
/// </summary>
internal sealed class PropagationOracle
{
    private static readonly TimeSpan Before = TimeSpan.FromMilliseconds(10);

    private readonly WorldOverTime internet;
    private readonly HashSet<DnsQuestion> watched;
    private readonly string zone;
    private readonly DateTimeOffset after;
    private readonly Dictionary<DnsQuestion, string> final;
    private readonly string finalServers;

    public PropagationOracle(WorldOverTime internet, string zone)
    {
        (this.internet, this.zone) = (internet, zone);
        after = internet.Moments.Where(at => at < DateTimeOffset.MaxValue.AddYears(-1)).DefaultIfEmpty(internet.Watch.Begins).Max().AddDays(1);
        var record = new DnsQuestion(internet.Watch.Domain, DnsTypeName.Parse(internet.Watch.Record)!.Value);
        watched = [record];
        var fresh = new CachingResolver(internet, new());
        foreach (var host in fresh.Resolve(record, after).Answers.Where(answer => answer.Type is DnsType.Mx).Select(answer => answer.Fields[1]).Where(host => DnsName.IsWithin(host, zone)))
        {
            watched.Add(new(host, DnsType.A));
        }

        if (DnsTypeName.Parse("DS") is { } ds)
        {
            watched.Add(new(zone, ds));
        }

        final = watched.ToDictionary(question => question, question => Text(fresh.Resolve(question, after)));
        finalServers = string.Join(' ', fresh.Cuts[zone].Servers.Order(StringComparer.Ordinal));
    }

    /// <summary>The moment; the smallest one where no cache ever holds anything old.</summary>
    public DateTimeOffset LastOldAnswer()
    {
        var servers = internet.Moments.Append(after).SelectMany(at => internet.At(at).NameServers).Select(server => server.Name).Distinct().Cast<string?>().Append(null);
        WatchedCache[] kinds = [.. servers.SelectMany(server => new[] { new WatchedCache { Prefers = server }, new() { Prefers = server, ChildCentric = true } })];
        DateTimeOffset[] moments = [.. internet.Moments.Where(at => at > DateTimeOffset.MinValue.AddYears(1) && at < after).Select(at => at - Before)];
        return kinds.SelectMany(kind => moments.Select((first, i) => Try(kind, first, moments[i..]))).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
    }

    // The delegation comes early, the record later: at each moment before a change, and just before the delegation runs out.
    private DateTimeOffset Try(WatchedCache kind, DateTimeOffset first, DateTimeOffset[] later)
    {
        var latest = later.Max(second => Old(Asked(kind, first, [], second)));
        var resolver = Asked(kind, first, [], null);
        if (!resolver.Cuts.TryGetValue(zone, out var cut))
        {
            return latest;
        }

        var end = cut.Expires - Before;
        latest = Max(latest, Old(Asked(kind, first, [], end)));

        // Somebody asks for the zone's own NS RRset at the last moment, and it takes the place of the parent's.
        var renewed = Asked(kind, first, [end], null);
        latest = Max(latest, Old(renewed));
        return renewed.Cuts.TryGetValue(zone, out var own) ? Max(latest, Old(Asked(kind, first, [end], own.Expires - Before))) : latest;
    }

    private CachingResolver Asked(WatchedCache kind, DateTimeOffset first, DateTimeOffset[] nameServers, DateTimeOffset? second)
    {
        var resolver = new CachingResolver(internet, kind);
        resolver.Resolve(new(zone, DnsType.Soa), first);
        foreach (var at in nameServers)
        {
            resolver.Resolve(new(zone, DnsType.Ns), at);
        }

        if (second is { } last)
        {
            Ask(resolver, last);
        }

        return resolver;
    }

    private void Ask(CachingResolver resolver, DateTimeOffset at)
    {
        foreach (var question in watched)
        {
            resolver.Resolve(question, at);
        }
    }

    private DateTimeOffset Old(CachingResolver resolver)
    {
        var entries = resolver.Entries.Where(entry => watched.Contains(new(entry.Key.Name, entry.Key.Type)) && Text(entry.Value.Answer(DateTimeOffset.MinValue)) != final[new(entry.Key.Name, entry.Key.Type)])
            .Select(entry => entry.Value.Expires);
        var cuts = resolver.Cuts.Where(cut => cut.Key == zone && string.Join(' ', cut.Value.Servers.Order(StringComparer.Ordinal)) != finalServers).Select(cut => cut.Value.Expires);
        return entries.Concat(cuts).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
    }

    private static string Text(DnsAnswer answer) => $"{answer.Rcode} {string.Join(", ", answer.Answers.Select(record => $"{record.Name} {record.Type} {record.Text}").Order(StringComparer.Ordinal))}";

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
