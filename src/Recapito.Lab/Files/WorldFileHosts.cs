using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Reads the key "hosts" of a world file.</summary>
internal static class WorldFileHosts
{
    private static readonly string[] Kinds =
        ["postfix", "exim", "exchange-server", "exchange-online", "silent", "closed", "unreachable", "no-banner", "hostile"];

    public static IReadOnlyDictionary<string, WorldHost> ReadAll(WorldFileScope scope, YamlNode node) =>
        scope.ByNamed(node, "hosts", key => scope.HostName(key, "host name"), (name, value) => Read(scope, value, name));

    public static WorldHost Read(WorldFileScope scope, YamlNode node, string name)
    {
        var keys = scope.Keys(node, "a host", "is", "address", "addresses", "ptr", "accepts", "recipients", "words", "refuses", "relaysTo", "tls",
            "oldTls", "does", "at", "ms", "bannerDelay", "edge", "connectors", "hybridConfiguration", "remoteDomains", "certificates");
        var standard = new WorldHost();
        var kind = keys.Or("is", standard.Is, word => scope.Word(word, "kind of host", Kinds));
        var accepts = keys.Or<IReadOnlyList<AcceptedDomain>>("accepts", [], list => [.. scope.OneOrMore(list, "accepts").Select(item => Accepted(scope, item, kind))]);
        var directory = keys.Or<IReadOnlyList<DirectoryRecipient>?>("recipients", null, list => [.. scope.OneOrMore(list, "recipients").Select(item => WorldFileTenants.Recipient(scope, item))]);
        return new()
        {
            Is = kind,
            Misdeed = Misdeed(scope, node, keys, kind),
            Addresses = WorldFileDns.Addresses(scope, keys),
            ReverseNames = keys.Has("ptr") ? keys.Or<IReadOnlyList<string>>("ptr", [], list => [.. scope.OneOrMore(list, "ptr").Select(item => scope.HostName(item, "host name"))]) : null,
            Accepts = [.. accepts.Select(domain => domain.Domain)],
            Relays = accepts.Where(domain => domain.Type is not AcceptedDomainType.Authoritative).ToDictionary(domain => domain.Domain, domain => domain.Type),
            Recipients = directory?.Select(known => known.Address).ToList(),
            Directory = directory ?? [],
            Configuration = WorldFileConfiguration.OfHost(scope, keys, kind),
            Words = keys.Or<WorldWords?>("words", null, value => Words(scope, value)),
            Refuses = keys.Or<IReadOnlyList<WorldRefusal>>("refuses", [], list => [.. scope.Items(list, "refuses").Select(item => Refusal(scope, item))]),
            RelaysTo = keys.Or<string?>("relaysTo", null, next => scope.HostName(next, "host name")),
            Tls = keys.Or("tls", standard.Tls, value => WorldFileTls.Read(scope, value, name)),
            OldTls = keys.Or("oldTls", false, flag => scope.Flag(flag, "oldTls")),
            BannerDelayMilliseconds = keys.Or("bannerDelay", 0, wait => scope.Number(wait, "bannerDelay", 0, 600_000)),
            Edge = keys.Or<WorldEdge?>("edge", null, edge => WorldFileTenants.Edge(scope, edge)),
        };
    }

    private static AcceptedDomain Accepted(WorldFileScope scope, YamlNode node, string kind) => node is YamlMap && kind is not "exchange-server"
        ? throw scope.Error(node, "only a host that is exchange-server has types of accepted domains; write the domain alone")
        : WorldFileTenants.Accepted(scope, node);

    private static WorldMisdeed? Misdeed(WorldFileScope scope, YamlNode node, Keys keys, string kind)
    {
        if (kind is not "hostile")
        {
            return keys["does", "at", "ms"] is { } key ? throw scope.Error(key, "\"does\", \"at\" and \"ms\" are for hosts that are hostile; write is: hostile") : null;
        }

        return new(
            scope.Word(keys["does"] ?? throw scope.Error(node, $"a hostile host lacks \"does\"; known are {string.Join(", ", HostileDialogue.Misdeeds)}"), "misdeed of an SMTP host", HostileDialogue.Misdeeds),
            keys.Or<string?>("at", null, value => scope.Word(value, "step of an SMTP session", HostileDialogue.Steps)),
            keys.Or("ms", 1000, value => scope.Number(value, "ms", 0, 600_000)));
    }

    private static WorldWords Words(WorldFileScope scope, YamlNode node)
    {
        var keys = scope.Keys(node, "words of a host", "notRelayed", "unknown");
        return new(keys["notRelayed"] is { } notRelayed ? Reply(scope, notRelayed) : null, keys["unknown"] is { } unknown ? Reply(scope, unknown) : null);
    }

    private static string Reply(WorldFileScope scope, YamlNode node)
    {
        var reply = scope.Text(node, "reply").TrimEnd('\n');
        return reply.Length >= 3 && reply.Take(3).All(char.IsAsciiDigit) && reply[0] is '2' or '4' or '5' && !reply.Any(c => char.IsControl(c) && c is not '\n')
            ? reply
            : throw scope.Error(node, "a reply begins with its three-digit code (550 5.7.1 …, RFC 5321 §4.2); write the whole reply, lines separated by line feeds");
    }

    private static WorldRefusal Refusal(WorldFileScope scope, YamlNode node)
    {
        var keys = scope.Keys(node, "a refusal", "at", "recipient", "client", "sender", "reply");
        return new(
            keys.Or("at", "rcpt", value => scope.Word(value, "moment of a refusal", ["connect", "mail", "rcpt", "data"])),
            keys.Or<string?>("recipient", null, value => Recipient(scope, value)),
            keys.Or<string?>("client", null, value => scope.IpAddress(value, "client")),
            keys.Or<string?>("sender", null, value => scope.Text(value, "sender") is "<>" ? "<>" : scope.Mailbox(value, "sender")),
            Reply(scope, keys.Must("reply", "a refusal")));
    }

    private static string Recipient(WorldFileScope scope, YamlNode node)
    {
        var value = scope.Line(node, "recipient");
        var domain = value.StartsWith('@') ? Names.Canonical(value[1..]) : null;
        return domain is not null && Names.IsHostName(domain) ? "@" + domain : scope.Mailbox(node, "recipient (lee@contoso.example or @contoso.example)");
    }
}
