using System.Net;

namespace Recapito.Core;

/// <summary>A fact about a case with the observations that show it; none where the report itself does.</summary>
internal sealed record Fact(string Id, IReadOnlyList<Observation> By);

/// <summary>
/// Facts that exclude causes, by id. Each holds only where observations show it: what was not seen is not a fact. The entries of
/// <c>catalogue/causes/</c> name them under <c>excludedBy</c>.
/// </summary>
internal static class Facts
{
    private static readonly Dictionary<string, Func<Case, IReadOnlyList<Observation>?>> ById = new(StringComparer.Ordinal)
    {
        ["known-good-taken"] = KnownGoodTaken,
        ["mx-present"] = now => HasMxEverywhere(now.Zone) ? Mx(now) : null,
        ["refusing-host-is-an-mx"] = now => now.RefusingHost is { } host && now.Zone.Answering.Any(server => host.IsImplicit ? server.MxSet.Count == 0 : server.MxSet.Any(mx => mx.Exchange == host.Name))
            ? Mx(now) : null,
        // A gateway that passes Microsoft's refusal on is no system of Microsoft's: whoever reached it had let the message go.
        ["message-reached-other-system"] = now => now.RefusingHost is { IsCurrent: true } reached && now.Symptom.RefusingHost == reached.Name && !MicrosoftNames.IsExchangeOnline(reached.Name) ? Mx(now) : null,
        ["refusing-host-is-microsoft"] = now => now.RefusedByMicrosoft ? [] : null,
        ["refusing-host-is-not-microsoft"] = now => now.NamesRefusingHost && !now.RefusedByMicrosoft ? [] : null,
        // What never left the sender's tenant is reported by that tenant, or by who handed it in there and was refused.
        ["reported-by-another-system"] = now => now.Symptom.ReportingMta is { } reporter && !MicrosoftNames.IsExchangeOnline(reporter) && !now.RefusedByMicrosoft ? [] : null,
        ["reported-by-exchange-online"] = now => now.IsReportedByExchangeOnline ? [] : null,
        ["sending-is-restricted"] = now => now.Symptom.Form is "exchange-online-tenant-threshold" or "exchange-online-traffic-not-accepted" or "exchange-online-bad-outbound-sender" ? [] : null,
        ["resolver-sees-public-zone"] = ResolverSeesPublicZone,
        ["refused-to-us-too"] = RefusedToUsToo,
        ["unreachable-from-here-too"] = UnreachableFromHereToo,
        ["mx-address-is-public"] = now => now.UsableHosts.Count > 0 && now.UsableHosts.All(host => host.Addresses.Count > 0 && host.Addresses.All(IsPublic))
            ? [.. now.UsableHosts.SelectMany(host => host.AddressAnswers)] : null,
        ["mx-address-is-not-public"] = now => MxTargetNotPublic.IsCertain(now) ? [.. now.UsableHosts.SelectMany(host => host.Own.Answers)] : null,
        ["mx-is-not-microsoft-shaped"] = now => now.CurrentHosts.Count > 0 && now.CurrentHosts.All(host => !MicrosoftNames.IsMxShaped(host.Name)) ? Mx(now) : null,
        ["mx-name-does-not-exist"] = now => now.RefusingHost is { HasNoAddress: true } named ? named.AddressAnswers
            : now.CurrentHosts.Count > 0 && now.CurrentHosts.All(host => host.HasNoAddress) ? [.. now.CurrentHosts.SelectMany(host => host.AddressAnswers)] : null,
        ["mx-is-not-alias"] = now => now.CurrentHosts.Count > 0 && now.CurrentHosts.All(host => host.AddressAnswers.Count == 2 && !host.IsAlias)
            ? [.. now.CurrentHosts.SelectMany(host => host.AddressAnswers)] : null,
        ["mx-target-is-name"] = now => now.CurrentHosts.Count > 0 && now.CurrentHosts.All(host => !host.IsLiteral) ? Mx(now) : null,
        ["mx-resolves"] = now => now.UsableHosts.Count > 0 && now.UsableHosts.All(host => host.Addresses.Count > 0)
            ? [.. now.UsableHosts.SelectMany(host => host.AddressAnswers)] : null,
        ["domain-exists"] = now => now.Zone.Resolver is Present<RrSet> || (now.Zone.Resolver is Absent<RrSet> none && !none.IsNxDomain()) || now.Zone.Answering.Any(server => !(server.Mx as Absent<RrSet>).IsNxDomain())
            ? Mx(now) : ZoneAbove.Of(now.Symptom.Domain, now.Evidence)?.Delegations(now.Symptom.Domain) is { Count: > 0 } delegated ? delegated : null,
        ["no-such-domain"] = now => NoSuchDomain.Of(now) is { IsCertain: true } missing ? missing.Seen : null,
        ["dns-answered-sender"] = now => ReportedAnswers.Of(now.Symptom) is ReportedAnswer.No or ReportedAnswer.NoSuchName or ReportedAnswer.NoRecord ? [] : null,
        ["no-server-answers-for-zone"] = DelegationBroken.Certain,
        ["signatures-do-not-validate"] = DnssecBroken.Certain,
        ["delegation-works"] = now => now.Zone.Answering.Count > 0 ? now.Zone.ServerObservations : null,
        ["accepted-domain-present"] = now => Seen<Present<AcceptedDomain>>(now.Evidence.Find(new AcceptedDomainRequest(now.Symptom.Domain))),
        ["domain-waits-for-verification"] = now => TenantDomains.Seen(now) is { } listed && TenantDomains.Find(listed, now.Symptom.Domain)?.Flag("isVerified") is false ? [listed] : null,
        ["domain-accepted-for-a-day"] = now => now.Evidence.Find(new AcceptedDomainRequest(now.Symptom.Domain)) is Present<AcceptedDomain> { Value.WhenCreated: { } created } held
            && now.Symptom.At is { } then && created < then.AddDays(-1) ? [held] : null,
        ["sender-uses-smart-host"] = now => ServerRoute.Of(now, OrganisationView.OfSender(now)) is { Connector.UsesDns: false } route && now.NamesSmartHost(route.Connector) ? [route.Seen] : null,
        ["tenant-hands-it-to-that-host"] = TenantHandsItToThatHost,
        ["recipient-is-at-mx"] = now => now.UsableHosts.Select(host => (Target: now.Rcpt(host, RcptRole.Target), Control: now.Rcpt(host, RcptRole.Control)))
            .Where(answers => answers.Target is { Accepted: true, Complete: true } && answers.Control.Answers.Count > 0 && !answers.Control.Accepted).Select(answers => answers.Target.Seen).FirstOrDefault(),
        ["accepted-domain-absent"] = now => Seen<Absent<AcceptedDomain>>(now.Evidence.Find(new AcceptedDomainRequest(now.Symptom.Domain))),
        ["trace-shows-nothing"] = now => TraceView.Of(now).NothingCame,
        ["recipient-absent"] = now => AskedTenant.Lacking(now) is null ? Seen<Absent<DirectoryRecipient>>(now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient))) : null,
    };

    // Which version is the newest need not be known where every server gives an MX.
    private static bool HasMxEverywhere(ZoneView zone)
    {
        var deciding = zone.Newest.Count > 0 ? zone.Newest : zone.Answering.Count == zone.Servers.Count ? zone.Answering : [];
        return zone.ResolverMx is { Count: > 0 } && deciding.Count > 0 && deciding.All(server => server.MxSet.Count > 0);
    }

    /// <summary>Every id that the catalogue may name.</summary>
    public static IEnumerable<string> Ids => ById.Keys;

    /// <summary>The fact, where it holds; else null.</summary>
    public static Fact? Find(string id, Case now) => ById.TryGetValue(id, out var find) && find(now) is { } by ? new(id, by) : null;

    private static List<Observation> Mx(Case now) => [.. Proof.MxSeen(now)];

    private static List<Observation>? Seen<TSeen>(Observation? seen)
        where TSeen : Observation => seen is TSeen found ? [found] : null;

    private static IReadOnlyList<Observation>? KnownGoodTaken(Case now)
    {
        var host = now.RefusingHost;
        return host is not null && now.KnownGood is not null && now.Rcpt(host, RcptRole.KnownGood) is { Accepted: true } good ? good.Seen : null;
    }

    /// <summary>Exchange Online reports it, and a connector of the recipient's own tenant leads to the host that was tried: the message had arrived there.</summary>
    private static List<Observation>? TenantHandsItToThatHost(Case now)
    {
        var recipient = OrganisationView.OfRecipient(now);
        return now.RefusingHost is null && now.IsReportedByExchangeOnline && now.TriedHost is { } host && recipient.LeadingTo(host.Name).Count > 0
            && recipient.Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector) is { } seen ? [seen] : null;
    }

    /// <summary>The host that the report names, or every exchanger where it names none, is dead beside a control host that answers.</summary>
    private static List<Observation>? UnreachableFromHereToo(Case now)
    {
        var reaches = (now.RefusingHost is { } named ? [named] : now.UsableHosts).Select(host => Reach.Of(host, now)).ToList();
        return reaches.Count > 0 && reaches.TrueForAll(reach => reach.IsDead) ? [.. reaches.SelectMany(reach => reach.Seen)] : null;
    }

    /// <summary>We are another client with another reverse-path; a refusal alike is not about the sender's connector or address.</summary>
    private static IReadOnlyList<Observation>? RefusedToUsToo(Case now)
    {
        return now.RefusingHost is { } host && now.Rcpt(host, RcptRole.Target) is { } target && target.RefusedAs(now.SameMeanings)
            ? target.Seen : null;
    }

    /// <summary>The resolver gives the SOA of the public servers, or their very MX: it does not serve an inside view of its own.</summary>
    private static List<Observation>? ResolverSeesPublicZone(Case now)
    {
        var zone = now.Zone;
        if (now.RefusingHost is null || !now.Zone.EveryMxSeen.Any(mx => mx.Exchange == now.RefusingHost.Name))
        {
            // The sender's own view named a host that no public one does.
            return null;
        }

        if (zone.Newest.Count > 0 && zone.ResolverMx is { } mx && ZoneView.SameMx(mx, zone.Newest[0].MxSet))
        {
            return Mx(now);
        }

        // A cache may hold an older SOA as well; an inside view has a SOA of its own.
        var soa = zone.Apex is null ? null : now.Evidence.Find(new DnsRequest(zone.Apex, RrType.Soa, Vantage.Resolver)) as Present<RrSet>;
        var same = zone.Servers.FirstOrDefault(server => soa?.Value.Soa is { } own && server.Serial is { } serial && !SerialNumbers.IsNewer(own.Serial, serial)
            && (server.Soa as Present<RrSet>)?.Value.Soa?.PrimaryServer == own.PrimaryServer
            && zone.Resolver is Present<RrSet> { Value.Authoritative: false });
        return soa is not null && same?.Soa is not null ? [soa, same.Soa] : null;
    }

    /// <summary>Whether an address, or a network, is one of IPv6: of IPv4 none has a colon (RFC 4291 §2.2).</summary>
    internal static bool IsV6(string address) => address.Contains(':', StringComparison.Ordinal);

    /// <summary>An address at which a public host can be (RFC 6890). Documentation ranges pass: they stand for public ones in examples and labs.</summary>
    internal static bool IsPublic(string text) => IPAddress.TryParse(text, out _) && SpecialAddresses.KindOf(text, inLab: true) is null;
}
