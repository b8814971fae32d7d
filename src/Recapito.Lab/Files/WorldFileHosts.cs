namespace Recapito.Lab;

/// <summary>Reads the key "hosts" of a world file.</summary>
internal static class WorldFileHosts
{
    private static readonly string[] Kinds =
        ["postfix", "exim", "exchange-server", "exchange-online", "silent", "closed", "unreachable", "no-banner"];

    public static IReadOnlyDictionary<string, WorldHost> ReadAll(WorldFileScope scope, YamlNode node) =>
        scope.ByName(node, "hosts", key => scope.HostName(key, "host name"), value => Read(scope, value));

    public static WorldHost Read(WorldFileScope scope, YamlNode node)
    {
        var keys = scope.Keys(node, "a host", "is", "address", "addresses", "ptr", "accepts", "recipients", "refuses", "relaysTo", "tls",
            "bannerDelay", "edge", "connectors");
        var standard = new WorldHost();
        var tls = keys["tls"] is { } value ? scope.Keys(value, "tls", "names", "trusted") : null;
        return new()
        {
            Is = keys.Or("is", standard.Is, kind => scope.Word(kind, "kind of host", Kinds)),
            Addresses = WorldFileDns.Addresses(scope, keys),
            ReverseNames = keys.Has("ptr") ? keys.Or<IReadOnlyList<string>>("ptr", [], list => [.. scope.OneOrMore(list, "ptr").Select(item => scope.HostName(item, "host name"))]) : null,
            Accepts = keys.Or<IReadOnlyList<string>>("accepts", [], list => [.. scope.OneOrMore(list, "accepts").Select(item => scope.HostName(item, "domain"))]),
            Recipients = keys.Or<IReadOnlyList<string>?>("recipients", null, list => [.. scope.OneOrMore(list, "recipients").Select(item => scope.Mailbox(item, "recipient"))]),
            Refuses = keys.Or<IReadOnlyList<WorldRefusal>>("refuses", [], list => [.. scope.Items(list, "refuses").Select(item => Refusal(scope, item))]),
            RelaysTo = keys.Or<string?>("relaysTo", null, name => scope.HostName(name, "host name")),
            TlsNames = tls?.Or<IReadOnlyList<string>>("names", [], list => [.. scope.OneOrMore(list, "names").Select(item => TlsName(scope, item))]) ?? [],
            TlsTrusted = tls?.Or("trusted", true, flag => scope.Flag(flag, "trusted")) ?? true,
            BannerDelayMilliseconds = keys.Or("bannerDelay", 0, wait => scope.Number(wait, "bannerDelay", 0, 600_000)),
            Edge = keys.Or<WorldEdge?>("edge", null, edge => WorldFileTenants.Edge(scope, edge)),
        };
    }

    private static string TlsName(WorldFileScope scope, YamlNode node)
    {
        var name = scope.Line(node, "name in a certificate");
        return name.StartsWith("*.", StringComparison.Ordinal) && Core.Names.IsHostName(Core.Names.Canonical(name[2..]))
            ? "*." + Core.Names.Canonical(name[2..])
            : scope.HostName(node, "name in a certificate");
    }

    private static WorldRefusal Refusal(WorldFileScope scope, YamlNode node)
    {
        var keys = scope.Keys(node, "a refusal", "at", "recipient", "client", "sender", "reply");
        var reply = scope.Text(keys.Must("reply", "a refusal"), "reply").TrimEnd('\n');
        if (reply.Length < 3 || !reply.Take(3).All(char.IsAsciiDigit) || reply[0] is not ('2' or '4' or '5') || reply.Any(c => char.IsControl(c) && c is not '\n'))
        {
            throw scope.Error(keys["reply"]!, "a reply begins with its three-digit code (550 5.7.1 …, RFC 5321 §4.2); write the whole reply, lines separated by line feeds");
        }

        return new(
            keys.Or("at", "rcpt", value => scope.Word(value, "moment of a refusal", ["connect", "mail", "rcpt", "data"])),
            keys.Or<string?>("recipient", null, value => Recipient(scope, value)),
            keys.Or<string?>("client", null, value => scope.IpAddress(value, "client")),
            keys.Or<string?>("sender", null, value => scope.Text(value, "sender") is "<>" ? "<>" : scope.Mailbox(value, "sender")),
            reply);
    }

    private static string Recipient(WorldFileScope scope, YamlNode node)
    {
        var value = scope.Line(node, "recipient");
        var domain = value.StartsWith('@') ? Core.Names.Canonical(value[1..]) : null;
        return domain is not null && Core.Names.IsHostName(domain) ? "@" + domain : scope.Mailbox(node, "recipient (lee@contoso.example or @contoso.example)");
    }
}
