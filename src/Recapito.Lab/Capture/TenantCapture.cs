using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Rebuilds the tenant of the recipients' domains: from what its edge answered, from the report where the edge could not be asked, and from the inside.</summary>
internal sealed class TenantCapture(IReadOnlyList<Symptom> symptoms, EvidenceSet evidence, List<TrialAssumption> assumed)
{
    private const string Name = "captured.onmicrosoft.com";
    private const string SenderName = "captured-sender.onmicrosoft.com";

    private static readonly ExchangeObjectKind[] Kinds =
    [
        ExchangeObjectKind.InboundConnector, ExchangeObjectKind.OutboundConnector, ExchangeObjectKind.OrganizationConfig, ExchangeObjectKind.HostedConnectionFilterPolicy,
        ExchangeObjectKind.RemoteDomain, ExchangeObjectKind.OnPremisesOrganization,
    ];

    // Which of the edge's reply texts belongs to which age (docs/reference/world.md, "edge").
    private static readonly Dictionary<string, string> AgeOfForm = new()
    {
        ["exchange-online-5.4.1-a"] = "2017", ["exchange-online-5.4.1-b"] = "2022", ["exchange-online-5.4.1-b3"] = "2024", ["relay-access-denied-5.4.1"] = "legacy",
    };

    public IReadOnlyDictionary<string, WorldTenant> Capture()
    {
        var tenant = new WorldTenant { Tokens = [.. Tokens()] };
        foreach (var domain in symptoms.Select(symptom => symptom.Domain).Distinct(StringComparer.Ordinal))
        {
            tenant = Configured(WithDomain(tenant, domain), domain);
        }

        var all = new Dictionary<string, WorldTenant>();
        if (IsNeeded(tenant))
        {
            all[Name] = tenant;
        }

        foreach (var domain in symptoms.Select(symptom => symptom.Sender is { } sender ? Names.DomainOf(sender) : null).OfType<string>().Distinct(StringComparer.Ordinal).Where(IsShown))
        {
            all[SenderName] = OfSender(domain, tenant);
        }

        return all;
    }

    // The sender's organisation is rebuilt where it shows its inside; of another one, only what it answers is seen.
    private bool IsShown(string domain) => symptoms.All(symptom => symptom.Domain != domain) && evidence.Asked<ConfigurationRequest>().Any(request => request.Domain == domain && request.Side is ExchangeSide.ExchangeOnline && evidence.Find(request) is Present<ExchangeObjects> or Absent<ExchangeObjects>);

    private WorldTenant OfSender(string domain, WorldTenant recipients)
    {
        var listed = (evidence.Find(new ConfigurationRequest(domain, ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain)) as Present<ExchangeObjects>)?.Value.Items.Select(Read).OfType<AcceptedDomain>().ToList() ?? [];
        var accepted = listed.Exists(held => held.Domain == domain) ? listed : [.. listed, new AcceptedDomain(domain, AcceptedDomainType.Authoritative, false)];
        var own = accepted.Where(held => recipients.AcceptedDomains.All(other => other.Domain != held.Domain)).ToList();
        return Configured(new() { Domains = [.. own.Select(held => new WorldTenantDomain(held.Domain, true, ["Email"]))], AcceptedDomains = own }, domain);
    }

    private static AcceptedDomain? Read(ExchangeObject item) => (item.Text("DomainName") ?? item.Text("Name")) is { } name && Names.IsHostName(Names.Canonical(name))
        ? new(Names.Canonical(name), item.Choice<AcceptedDomainType>("DomainType") ?? AcceptedDomainType.Authoritative, item.Flag("MatchSubDomains") ?? false)
        : null;

    private WorldTenant Configured(WorldTenant tenant, string domain) => tenant with
    {
        Configuration = Kinds.Select(kind => (kind, Seen: evidence.Find(new ConfigurationRequest(domain, ExchangeSide.ExchangeOnline, kind)) as Present<ExchangeObjects>)).Where(listing => listing.Seen is not null)
            .Aggregate(new Dictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>>(tenant.Configuration), (all, listing) =>
            {
                all[listing.kind] = [.. listing.Seen!.Value.Items.Select(item => ExchangeProperties.Known(item, listing.kind))];
                return all;
            }),
    };

    private static bool IsNeeded(WorldTenant tenant) => tenant.Tokens.Count + tenant.Domains.Count > 0;

    /// <summary>The names at Microsoft that the DNS was seen to have.</summary>
    private IEnumerable<string> Tokens() => evidence.Asked<DnsRequest>().Where(request => request.From == Vantage.Resolver && request.Type is RrType.A or RrType.Aaaa && MicrosoftMail.IsEdge(request.Name)
        && evidence.Find(request) is Present<RrSet>).Select(request => request.Name).Distinct(StringComparer.Ordinal);

    private WorldTenant WithDomain(WorldTenant tenant, string domain)
    {
        var said = Said(domain);
        var inside = evidence.Find(new AcceptedDomainRequest(domain));
        if (said.Count == 0 && inside is not Present<AcceptedDomain>)
        {
            return tenant;
        }

        var edge = tenant.Edge with
        {
            Age = said.Select(word => word.Form).OfType<string>().Select(form => AgeOfForm.GetValueOrDefault(form)).FirstOrDefault(age => age is not null) ?? tenant.Edge.Age,
            RefusesAt = said.Exists(word => word.Form is "exchange-online-5.4.1-c") || symptoms.Any(symptom => symptom.Domain == domain && symptom.Form is "exchange-online-5.4.1-c") ? "data" : tenant.Edge.RefusesAt,
        };
        if (inside is not Present<AcceptedDomain> && said.TrueForAll(word => word.Meaning is "tenant-attribution" or "relay-denied"))
        {
            return tenant with { Edge = edge };
        }

        if (said.Exists(word => word.Meaning is "no-mail-subscription"))
        {
            assumed.Add(new("recipient-not-seen", domain));
            var wanted = symptoms.Where(symptom => symptom.Domain == domain).Select(symptom => symptom.Recipient).Distinct().Select(address => new DirectoryRecipient(address, "UserMailbox"));
            return tenant with { Edge = edge, Domains = [.. tenant.Domains, new(domain, true, [])], Recipients = [.. tenant.Recipients, .. wanted] };
        }

        var accepted = (inside as Present<AcceptedDomain>)?.Value ?? new AcceptedDomain(domain, AcceptedDomainType.Authoritative, false);
        var known = KnownOf(domain, said);
        return Opened(tenant, accepted, said) with
        {
            Edge = edge,
            Domains = [.. tenant.Domains, new(domain, true, ["Email"])],
            AcceptedDomains = [.. tenant.AcceptedDomains, accepted],
            Recipients = [.. tenant.Recipients, .. known],
            MissingAtEdge = [.. tenant.MissingAtEdge, .. said.Where(word => word.Meaning is "edge-recipient-rejected" && known.Exists(recipient => recipient.Address == word.Recipient)).Select(word => word.Recipient)],
        };
    }

    /// <summary>Where the edge takes an address that nobody has, it does not block by its directory.</summary>
    private static WorldTenant Opened(WorldTenant tenant, AcceptedDomain accepted, IReadOnlyList<EdgeWord> said) =>
        accepted.Type is AcceptedDomainType.Authoritative && said.Any(word => word.Role is RcptRole.Control && word.Meaning is null)
            ? tenant with
            {
                Configuration = new Dictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>>
                {
                    [ExchangeObjectKind.HostedConnectionFilterPolicy] = [new([KeyValuePair.Create<string, IReadOnlyList<string>>("DirectoryBasedEdgeBlockMode", ["Off"])])],
                },
            }
            : tenant;

    private List<DirectoryRecipient> KnownOf(string domain, IReadOnlyList<EdgeWord> said)
    {
        var inside = evidence.Asked<RecipientRequest>().Where(request => request.Side is ExchangeSide.ExchangeOnline && Names.DomainOf(request.Address) == domain)
            .Select(evidence.Find).OfType<Present<DirectoryRecipient>>().Select(seen => seen.Value).ToList();
        var taken = said.Where(word => word.Meaning is null && word.Role is not RcptRole.Control).Select(word => word.Recipient).Distinct()
            .Where(address => !inside.Exists(known => known.Address == address)).Select(address => new DirectoryRecipient(address, "UserMailbox"));
        return [.. inside, .. taken];
    }

    private sealed record EdgeWord(string Recipient, RcptRole Role, string? Meaning, string? Form);

    /// <summary>What Microsoft's edge said of the domain's addresses now; where it did not say, what the report says that it said.</summary>
    private List<EdgeWord> Said(string domain)
    {
        var now = evidence.Asked<RcptRequest>().Where(request => MicrosoftMail.IsEdge(request.Host)).Select(evidence.Find).OfType<Present<RcptAnswer>>().Select(seen => (((RcptRequest)seen.Request).Role, seen.Value))
            .Where(seen => Names.DomainOf(seen.Value.Recipient) == domain).Select(seen => Word(seen.Value, seen.Role)).Distinct().ToList();
        if (now.Exists(word => word.Role is RcptRole.Target))
        {
            return now;
        }

        var reported = symptoms.Where(symptom => symptom.Domain == domain && (symptom.DecidingServer ?? symptom.RefusingHost) is { } host && MicrosoftMail.IsServer(host))
            .Select(symptom => new EdgeWord(symptom.Recipient, RcptRole.Target, symptom.Meaning, symptom.Form)).ToList();
        if (reported.Count > 0)
        {
            assumed.Add(new("edge-as-reported", domain));
        }

        return [.. now, .. reported];
    }

    private static EdgeWord Word(RcptAnswer answer, RcptRole role)
    {
        var form = answer.Accepted ? null : Catalogue.Default.FormOf(answer.Reply);
        return new(Names.CanonicalAddress(answer.Recipient), role, answer.Accepted ? null : form?.Meaning ?? "unknown", form?.Id);
    }
}
