namespace Recapito.Lab;

/// <summary>A world's name servers at any moment: what each serves then, secondaries that are late among them.</summary>
internal sealed class WorldOverTime
{
    private readonly World world;
    private readonly List<DateTimeOffset> changes;
    private readonly Dictionary<DateTimeOffset, WorldSnapshot> snapshots = [];
    private readonly Lock turn = new();

    public WorldOverTime(World world)
    {
        this.world = world;
        changes = [.. world.Timeline.Select(entry => entry.At).Distinct().Order()];
        var begin = At(DateTimeOffset.MinValue);
        RootAddresses = [.. begin.NameServers.Where(server => server.Zones.Any(zone => zone.Apex is ".")).SelectMany(server => server.Addresses)];
        Last = At(DateTimeOffset.MaxValue);
    }

    /// <summary>Addresses of the root servers, which do not change.</summary>
    public IReadOnlyList<string> RootAddresses { get; }

    /// <summary>The world after all changes.</summary>
    public WorldSnapshot Last { get; }

    public WorldWatch Watch => world.Watch ?? new();

    /// <summary>Every moment at which a server may begin to say something else.</summary>
    public IReadOnlyList<DateTimeOffset> Moments =>
    [
        .. changes
            .Concat(changes.SelectMany(at => Watch.Servers.Values.Select(server => server.Lag > TimeSpan.Zero ? at + server.Lag : server.Refresh > TimeSpan.Zero ? RefreshAfter(server, at) : at)))
            .Concat(Watch.Outages.SelectMany(outage => new[] { outage.From, outage.Until })).Distinct().Order(),
    ];

    /// <summary>The world as its primary servers have it at a moment.</summary>
    public WorldSnapshot At(DateTimeOffset moment)
    {
        var since = changes.FindLast(at => at <= moment);
        lock (turn)
        {
            if (!snapshots.TryGetValue(since, out var snapshot))
            {
                snapshots[since] = snapshot = WorldSnapshot.At(world, since == default ? DateTimeOffset.MinValue.AddYears(1) : since);
            }

            return snapshot;
        }
    }

    /// <summary>What the name server at an address says at a moment; null where none stands there.</summary>
    public ServedAnswer? Ask(string address, DnsQuestion question, DateTimeOffset now) =>
        At(now).NameServers.FirstOrDefault(server => server.Addresses.Contains(address)) is { } server ? Ask(server, question, now) : null;

    /// <summary>What a name server says at a moment.</summary>
    public ServedAnswer Ask(LabNameServer server, DnsQuestion question, DateTimeOffset now)
    {
        if (OutageOf(server.Name, now) is { } outage)
        {
            return outage;
        }

        var copied = Watch.Servers.TryGetValue(server.Name, out var late)
            ? late.Refresh > TimeSpan.Zero ? RefreshAfter(late, now) - late.Refresh : now - late.Lag
            : now;
        return (At(copied).NameServers.FirstOrDefault(other => other.Name == server.Name) ?? server).Serve(question);
    }

    /// <summary>What a server or resolver says while it does not serve; null while it does.</summary>
    public ServedAnswer? OutageOf(string name, DateTimeOffset now) =>
        Watch.Outages.FirstOrDefault(outage => outage.Server == name && outage.From <= now && now < outage.Until)?.Do switch
        {
            null => null,
            "servfail" => new(new(DnsRcode.ServFail)),
            "refuse" => new(new(DnsRcode.Refused)),
            _ => new(null),
        };

    // The first moment after the given one at which the server asks its primary.
    private static DateTimeOffset RefreshAfter(WatchedServer server, DateTimeOffset at) =>
        server.From + (server.Refresh * (Math.Floor((at - server.From) / server.Refresh) + 1));
}

/// <summary>A server or resolver of a world in which time passes, behind sockets.</summary>
/// <param name="name">Its name.</param>
/// <param name="addresses">Its addresses.</param>
/// <param name="serve">What it says now.</param>
internal sealed class TimedAnswerer(string name, IReadOnlyList<string> addresses, Func<DnsQuestion, ServedAnswer> serve) : IDnsAnswerer
{
    public string Name => name;

    public IReadOnlyList<string> Addresses => addresses;

    public ServedAnswer Serve(DnsQuestion question) => serve(question);
}
