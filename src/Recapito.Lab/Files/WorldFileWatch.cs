using System.Globalization;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Reads the key "watch" of a world file.</summary>
internal static class WorldFileWatch
{
    private static readonly string[] Knowledge = ["known", "not-computable", "no-change"];
    private static readonly string[] Outages = ["drop", "servfail", "refuse"];

    public static WorldWatch Read(WorldFileScope scope, YamlNode node, World world)
    {
        var keys = scope.Keys(node, "watch", "begins", "domain", "record", "expect", "for", "servers", "resolvers", "outages", "jumps", "caches", "why", "exit");
        string[] resolvers = [.. world.Dns.Resolvers.Select(resolver => resolver.Name)];
        return new()
        {
            Begins = keys.Or("begins", world.Now, value => scope.Time(value, "begins")),
            Domain = keys.Or("domain", world.Dns.Zones.Keys.FirstOrDefault("contoso.example").Split('@')[0], value => scope.HostName(value, "domain")),
            Record = keys.Or("record", "MX", value => scope.Word(value, "record type that can be watched", [.. WatchSubject.Types.Select(type => type.ToString().ToUpperInvariant())])),
            Expect = keys.Or<string?>("expect", null, value => scope.Line(value, "expect")),
            For = keys.Or("for", TimeSpan.FromHours(6), value => Duration(scope, value, "for")),
            Servers = keys.Or("servers", [], value => scope.ByName(value, "servers", key => scope.HostName(key, "name of a name server"), item => Server(scope, item, world))),
            Resolvers = keys.Or("resolvers", [], value => scope.ByName(value, "resolvers", key => scope.Word(key, "resolver under dns.resolvers", resolvers), item => Cache(scope, item))),
            Outages = keys.Or<IReadOnlyList<WorldOutage>>("outages", [], value => [.. scope.Items(value, "outages").Select(item => Outage(scope, item, resolvers))]),
            Jumps = keys.Or<IReadOnlyList<(DateTimeOffset, TimeSpan)>>("jumps", [], value => [.. scope.Items(value, "jumps").Select(item => Jump(scope, item))]),
            Caches = keys.Or<string?>("caches", null, value => scope.Word(value, "word for what is known of the caches", Knowledge)),
            Why = keys.Or<IReadOnlyList<string>>("why", [], value => [.. scope.OneOrMore(value, "why").Select(item => scope.Word(item, "reason", [.. Enum.GetValues<Uncertainty>().Select(Kebab.Of)]))]),
            Exit = keys.Or<int?>("exit", null, value => scope.Number(value, "exit", 0, 3)),
        };
    }

    private static WatchedServer Server(WorldFileScope scope, YamlNode node, World world)
    {
        var keys = scope.Keys(node, "a late name server", "lag", "refresh", "from");
        var server = new WatchedServer(
            keys.Or("lag", TimeSpan.Zero, value => Duration(scope, value, "lag")),
            keys.Or("refresh", TimeSpan.Zero, value => Duration(scope, value, "refresh")),
            keys.Or("from", world.Now, value => scope.Time(value, "from")));
        return server is { Lag.Ticks: > 0, Refresh.Ticks: > 0 } ? throw scope.Error(node, "a name server follows by \"lag\" or by \"refresh\"; remove one of them") : server;
    }

    private static WatchedCache Cache(WorldFileScope scope, YamlNode node)
    {
        var keys = scope.Keys(node, "how a resolver keeps answers", "maxTtl", "servesStale", "machines", "childCentric", "asked", "prefers");
        return new()
        {
            MaxTtl = keys.Or<TimeSpan?>("maxTtl", null, value => Duration(scope, value, "maxTtl")),
            Stale = keys.Or("servesStale", TimeSpan.Zero, value => Duration(scope, value, "servesStale")),
            Machines = keys.Or("machines", 1, value => scope.Number(value, "machines", 1, 16)),
            ChildCentric = keys.Or("childCentric", false, value => scope.Flag(value, "childCentric")),
            Asked = keys.Or<IReadOnlyList<DateTimeOffset>>("asked", [], value => [.. scope.OneOrMore(value, "asked").Select(item => scope.Time(item, "asked"))]),
            Prefers = keys.Or<string?>("prefers", null, value => scope.HostName(value, "name of a name server")),
        };
    }

    private static WorldOutage Outage(WorldFileScope scope, YamlNode node, string[] resolvers)
    {
        var keys = scope.Keys(node, "an outage", "server", "from", "until", "do");
        var name = scope.Line(keys.Must("server", "an outage"), "server");
        return new(
            resolvers.Contains(name) ? name : scope.HostName(keys["server"]!, "name server or resolver"),
            keys.Or("from", DateTimeOffset.MinValue, value => scope.Time(value, "from")),
            keys.Or("until", DateTimeOffset.MaxValue, value => scope.Time(value, "until")),
            keys.Or("do", "drop", value => scope.Word(value, "kind of outage", Outages)));
    }

    private static (DateTimeOffset At, TimeSpan By) Jump(WorldFileScope scope, YamlNode node)
    {
        var keys = scope.Keys(node, "a jump of the clock", "at", "by");
        var by = keys.Must("by", "a jump of the clock");
        var text = scope.Text(by, "by");
        var back = text.StartsWith('-');
        return (scope.Time(keys.Must("at", "a jump of the clock"), "at"),
            ZoneFile.Ttl(back ? text[1..] : text) is { } seconds ? TimeSpan.FromSeconds(back ? -(double)seconds : seconds) : throw Wrong(scope, by, text, "by"));
    }

    private static TimeSpan Duration(WorldFileScope scope, YamlNode node, string what) =>
        ZoneFile.Ttl(scope.Text(node, what)) is { } seconds ? TimeSpan.FromSeconds(seconds) : throw Wrong(scope, node, scope.Text(node, what), what);

    private static WorldFileException Wrong(WorldFileScope scope, YamlNode node, string text, string what) =>
        scope.Error(node, string.Create(CultureInfo.InvariantCulture, $"\"{text}\" is no duration for {what}; expected seconds (90) or units (1h30m)"));
}
