using System.Globalization;

namespace Recapito.Core;

/// <summary>The domain at its registry, by RDAP (RFC 9082, RFC 9083), and who runs its name servers.</summary>
internal sealed class RegistrationCheck : DomainCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    private static readonly string[] Holds = ["clienthold", "serverhold"];
    private static readonly string[] Deletions = ["pendingdelete", "redemptionperiod", "pendingrestore"];

    public override IReadOnlyList<string> Findings { get; } =
    [
        "registration-found", "registration-expired", "registration-expires-soon", "registration-on-hold", "registration-being-deleted",
        "registration-name-servers-differ", "registration-no-rdap", "registration-unknown", "registration-not-seen", "dns-host",
    ];

    public override IEnumerable<Request> Asks(DomainView view) =>
        Zones.PossibleCuts(view.Domain).Select(name => (Request)DomainView.At(name, RrType.Ns))
            .Concat(view.Inquiry.Registration && view.Domain.Contains('.', StringComparison.Ordinal) ? RdapWalk.Of(view.Domain, view.Evidence).Requests : []);

    public override bool MayAsk(Request request) => request is HttpsRequest or DnsRequest { Type: RrType.Ns, From.Kind: VantageKind.Resolver };

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var walk = RdapWalk.Of(view.Domain, view.Evidence);
        foreach (var finding in walk.Found is { } registered ? OfRegistered(view, walk, registered) : OfNone(view, walk))
        {
            yield return finding;
        }

        // Only where one provider runs all of them is there one host to name.
        if (view.Zone.Delegation is { } delegation
            && view.Providers.FirstOrDefault(provider => delegation.Value.NameServers.All(provider.ServesDns)) is { } host)
        {
            yield return view.Found("dns-host", delegation, ("zone", view.Zone.Apex!), ("host", host.Name), ("servers", List(delegation.Value.NameServers)));
        }
    }

    private static IEnumerable<DomainFinding> OfNone(DomainView view, RdapWalk walk)
    {
        var id = walk switch
        {
            { HasNoServer: true } => "registration-no-rdap",
            { IsUnknown: true } => "registration-unknown",
            { IsUnusable: true } => "registration-not-seen",
            _ => null,
        };
        if (id is not null)
        {
            var status = (walk.Last as Present<HttpsAnswer>)?.Value is { } answer ? answer.Status?.ToString(CultureInfo.InvariantCulture) ?? answer.Tls.Problem : null;
            yield return view.Found(id, walk.Last, ("url", walk.Requests[^1].Url), ("status", status ?? "-"));
        }
    }

    private static IEnumerable<DomainFinding> OfRegistered(DomainView view, RdapWalk walk, RdapDomain registered)
    {
        var name = registered.Name ?? view.Domain;
        (string, string)[] arguments =
        [
            ("name", name), ("registrar", registered.Registrar ?? "-"), ("expires", registered.Expires?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-"),
            ("status", List(registered.Status)),
        ];
        yield return view.Found("registration-found", walk.Last, arguments);
        if (registered.Status.Any(Holds.Contains))
        {
            yield return view.Found("registration-on-hold", [walk.Last, view.Zone.Delegation], [.. arguments, ("variant", InDns(view, name))]);
        }

        if (registered.Status.Any(Deletions.Contains))
        {
            yield return view.Found("registration-being-deleted", walk.Last, arguments);
        }
        else if (registered.Expires is { } expires && expires - view.Now < Soon)
        {
            // A registry that renews by itself shows the old date until the registrar has paid, or let the name go.
            var over = expires <= view.Now && !registered.Status.Contains("autorenewperiod");
            yield return view.Found(over ? "registration-expired" : "registration-expires-soon", walk.Last, arguments);
        }

        if (view.Zone is { Delegation: { } delegation } && view.Zone.Apex == registered.Name && registered.NameServers.Count > 0
            && !registered.NameServers.ToHashSet(StringComparer.Ordinal).SetEquals(delegation.Value.NameServers))
        {
            yield return view.Found("registration-name-servers-differ", [walk.Last, delegation],
                ("name", name), ("registry", List(registered.NameServers)), ("zone", List(delegation.Value.NameServers)));
        }
    }

    // A registry takes a domain on hold out of the DNS; whether it is gone, only what was seen tells: caches hold it for a while, and a gap says nothing.
    private static string InDns(DomainView view, string name) =>
        view.Zone.Apex is { } apex && DnsName.IsAtOrBelow(apex, name) && !view.Zone.IsNoName ? "found"
        : view.Domain == name && view.Zone.IsProvenNoName ? "gone"
        : "";

    private static string List(IEnumerable<string> items) => string.Join(", ", items.Order(StringComparer.Ordinal).Take(13));
}
