namespace Recapito.Core;

/// <summary>One address of one mail host, as far as it is asked at all.</summary>
/// <param name="Host">The host.</param>
/// <param name="Address">IP address in text.</param>
internal sealed record MailTarget(MxHost Host, string Address)
{
    /// <summary>More addresses than these are not talked to for one domain, however many its MX names.</summary>
    public const int Most = 64;

    private const int MostOfFamily = 4;

    /// <summary>An IPv6 address.</summary>
    public bool IsV6 => Facts.IsV6(Address);

    /// <summary>What may be said of it in findings.</summary>
    public (string Name, string Value) HostArgument => ("host", Host.Name);

    /// <summary>The same for the address.</summary>
    public (string Name, string Value) AddressArgument => ("address", Address);

    /// <summary>The session at it; null where it was not asked yet.</summary>
    public Observation<SmtpSession>? Session(DomainView view) => view.Evidence.Find(new SmtpSessionRequest(Host.Name, Address));

    /// <summary>The addresses that are talked to: of each host four of each family at most, those of the first hosts first.</summary>
    public static IReadOnlyList<MailTarget> Of(DomainView view) =>
        [.. view.Hosts.Where(host => Names.IsHostName(host.Name)).SelectMany(Of).Take(Most)];

    /// <summary>The targets of each host, hosts without any left out.</summary>
    public static IEnumerable<IGrouping<string, MailTarget>> ByHost(DomainView view) => Of(view).GroupBy(target => target.Host.Name);

    /// <summary>The sessions of a host that came about, with their targets.</summary>
    public static IReadOnlyList<(MailTarget Target, Present<SmtpSession> Seen)> Answered(IEnumerable<MailTarget> targets, DomainView view) =>
        [.. targets.Select(target => (target, target.Session(view) as Present<SmtpSession>)).Where(pair => pair.Item2 is not null)!];

    /// <summary>Addresses as one text.</summary>
    public static string List(IEnumerable<MailTarget> targets) => string.Join(", ", targets.Select(target => target.Address));

    private static IEnumerable<MailTarget> Of(MxHost host) =>
        Some(host.V4).Concat(Some(host.V6)).Select(address => new MailTarget(host, address));

    private static IEnumerable<string> Some(Observation<RrSet>? seen) =>
        seen is Present<RrSet> set ? set.Value.Addresses.Distinct().Order(StringComparer.Ordinal).Take(MostOfFamily) : [];
}
