using System.Globalization;
using System.Text;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Writes a captured world as a file that <see cref="WorldFile"/> reads: everything that <see cref="WorldCapture"/> makes, and no more.</summary>
public static class WorldFileWriter
{
    /// <summary>The file's text.</summary>
    /// <param name="captured">The world.</param>
    /// <param name="remarks">What stands in comments before it, a line each.</param>
    public static string Write(CapturedWorld captured, IEnumerable<string> remarks)
    {
        ArgumentNullException.ThrowIfNull(captured);
        ArgumentNullException.ThrowIfNull(remarks);
        var (world, text) = (captured.World, new StringBuilder());
        foreach (var remark in remarks)
        {
            text.Append("# ").Append(Plain(remark)).Append('\n');
        }

        Line(text, $"about: {Quoted(world.About)}");
        Line(text, $"times: {{ bounceAt: {Time(world.BounceAt)}, now: {Time(world.Now)} }}");
        Line(text, $"message: {Message(world.Message)}");
        WriteDns(text, world.Dns);
        WriteMap(text, "hosts", world.Hosts, Host);
        WriteMap(text, "microsoft365", world.Tenants, Tenant);
        Line(text, $"observer: {Observer(world.Observer)}");
        return text.ToString();
    }

    private static string Message(WorldMessage message) => Map(
        ("from", Quoted(message.From)), ("to", Texts(message.To)), ("ndrBy", message.NdrBy), ("sendingHost", message.SendingHost is { } host ? Quoted(host) : null),
        ("obeysMixedNullMx", message.ObeysMixedNullMx ? "true" : null));

    private static void WriteDns(StringBuilder text, WorldDns dns)
    {
        Line(text, "dns:");
        if (dns.Servers.Count > 0)
        {
            Line(text, "  servers:");
            foreach (var (name, server) in dns.Servers.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Line(text, $"    {Quoted(name)}: {Map(("addresses", List(server.Addresses)), ("serves", Texts(server.Serves)))}");
            }
        }

        if (dns.Zones.Count > 0)
        {
            Line(text, "  zones:");
        }

        foreach (var (key, zone) in dns.Zones.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Line(text, $"    {Quoted(key)}: |");
            text.Append(string.Concat(zone.TrimEnd('\n').Split('\n').Select(line => "      " + line + "\n")));
        }

        WriteItems(text, "resolvers", dns.Resolvers.Select(resolver => Map(("name", Quoted(resolver.Name)), ("caches", List(resolver.Caches)))));
        WriteItems(text, "faults", dns.Faults.Select(fault => Map(("server", Quoted(fault.Server)), ("on", fault.On), ("name", fault.Name is { } name ? Quoted(name) : null), ("do", fault.Do))));
    }

    private static void WriteItems(StringBuilder text, string key, IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count > 0)
        {
            Line(text, $"  {key}:");
            all.ForEach(item => Line(text, $"    - {item}"));
        }
    }

    private static void WriteMap<T>(StringBuilder text, string key, IReadOnlyDictionary<string, T> all, Func<T, string> write)
    {
        if (all.Count > 0)
        {
            Line(text, key + ":");
        }

        foreach (var (name, value) in all.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Line(text, $"  {Quoted(name)}: {write(value)}");
        }
    }

    private static string Host(WorldHost host) => Map(
        ("is", host.Is),
        ("addresses", List(host.Addresses)),
        ("accepts", List(host.Accepts)),
        ("recipients", host.Recipients is { } known ? Texts(known) : null),
        ("words", host.Words is { } words ? Map(("notRelayed", words.NotRelayed is { } denied ? Quoted(denied) : null), ("unknown", words.Unknown is { } unknown ? Quoted(unknown) : null)) : null),
        ("refuses", Items(host.Refuses.Select(refusal => Map(("at", refusal.At), ("recipient", refusal.Recipient is { } to ? Quoted(to) : null), ("reply", Quoted(refusal.Reply)))))),
        ("tls", host.Tls.Names.Count > 0 ? Tls(host.Tls) : null),
        ("connectors", Sides(host.Configuration, ("send", ExchangeObjectKind.SendConnector))),
        ("certificates", All(host.Configuration, ExchangeObjectKind.ExchangeCertificate)));

    private static string Tls(WorldTls tls) => Map(
        ("names", Texts(tls.Names)), ("trusted", tls.Trusted ? null : "false"), ("selfSigned", tls.SelfSigned ? "true" : null), ("chain", tls.Chain is "leaf" ? null : tls.Chain),
        ("notBefore", tls.NotBefore is { } from ? Time(from) : null), ("notAfter", tls.NotAfter is { } until ? Time(until) : null));

    private static string Tenant(WorldTenant tenant) => Map(
        ("edge", Map(("age", Quoted(tenant.Edge.Age)), ("refusesAt", tenant.Edge.RefusesAt is "data" ? "data" : null))),
        ("domains", "[" + string.Join(", ", tenant.Domains.Select(domain => Map(("id", Quoted(domain.Id)), ("isVerified", Flag(domain.IsVerified)), ("supportedServices", Texts(domain.SupportedServices))))) + "]"),
        ("acceptedDomains", "[" + string.Join(", ", tenant.AcceptedDomains.Select(Accepted)) + "]"),
        ("recipients", Items(tenant.Recipients.Select(Recipient))),
        ("edgeDirectory", tenant.MissingAtEdge.Count > 0 ? Map(("missing", Texts(tenant.MissingAtEdge))) : null),
        ("tokens", List(tenant.Tokens)),
        ("connectors", Sides(tenant.Configuration, ("inbound", ExchangeObjectKind.InboundConnector), ("outbound", ExchangeObjectKind.OutboundConnector))),
        ("organizationConfig", One(tenant.Configuration, ExchangeObjectKind.OrganizationConfig)),
        ("hostedConnectionFilterPolicy", One(tenant.Configuration, ExchangeObjectKind.HostedConnectionFilterPolicy)),
        ("remoteDomains", All(tenant.Configuration, ExchangeObjectKind.RemoteDomain)),
        ("onPremisesOrganization", One(tenant.Configuration, ExchangeObjectKind.OnPremisesOrganization)));

    private static string? One(IReadOnlyDictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>> all, ExchangeObjectKind kind) => all.GetValueOrDefault(kind) is [var first, ..] ? Properties(first) : null;

    private static string? All(IReadOnlyDictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>> all, ExchangeObjectKind kind) => all.TryGetValue(kind, out var items) ? "[" + string.Join(", ", items.Select(Properties)) + "]" : null;

    private static string? Sides(IReadOnlyDictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>> all, params (string Key, ExchangeObjectKind Kind)[] sides) =>
        sides.Any(side => all.ContainsKey(side.Kind)) ? Map(sides.Select(side => (side.Key, All(all, side.Kind)))) : null;

    private static string Accepted(AcceptedDomain domain) => Map(
        ("domainName", Quoted(domain.Domain)), ("domainType", domain.Type.ToString()), ("matchSubDomains", Flag(domain.MatchSubDomains)), ("created", domain.WhenCreated is { } at ? Time(at) : null));

    private static string Recipient(DirectoryRecipient recipient) => Map(
        ("address", Quoted(recipient.Address)), ("type", Quoted(recipient.RecipientType)), ("external", recipient.ExternalAddress is { } external ? Quoted(external) : null),
        ("created", recipient.WhenCreated is { } at ? Time(at) : null));

    private static string Properties(ExchangeObject item) => Map([.. item.Names.Select(name => (name, (string?)Texts(item[name])))]);

    private static string Observer(WorldObserver observer) => Map(
        ("access", "[report, dns, smtp]"), ("knownGood", List(observer.KnownGood)), ("blockedBy", List(observer.BlockedBy)), ("port25", observer.Port25Open ? "open" : "closed"));

    private static string Map(params IEnumerable<(string Key, string? Value)> pairs) => "{ " + string.Join(", ", pairs.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}: {pair.Value}")) + " }";

    private static string? Items(IEnumerable<string> items) => items.ToList() is { Count: > 0 } all ? "[" + string.Join(", ", all) + "]" : null;

    private static string? List(IReadOnlyList<string> texts) => texts.Count > 0 ? Texts(texts) : null;

    private static string Texts(IEnumerable<string> texts) => "[" + string.Join(", ", texts.Select(Quoted)) + "]";

    private static string Flag(bool flag) => flag ? "true" : "false";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // A double-quoted scalar of YAML 1.2 (§7.3.1): what came from others stays one value, whatever it holds.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                _ when char.IsControl(c) || c is '\u0085' or '\u2028' or '\u2029' or '\ufeff' || char.IsSurrogate(c) => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static string Plain(string remark) => string.Concat(remark.Select(c => char.IsControl(c) || c is '\u0085' or '\u2028' or '\u2029' ? ' ' : c));

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
