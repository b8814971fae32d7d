namespace Recapito.Core;

/// <summary>Which questions a symptom raises, as far as they can be asked with what is known.</summary>
public static class EvidencePlan
{
    /// <summary>Mail exchangers of one domain that are looked at: more than any mail system has names for.</summary>
    internal const int MostHosts = 24;

    /// <summary>The questions that can be asked now and were not asked yet; empty when there is nothing left to ask.</summary>
    /// <param name="symptom">What is to be explained.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="inquiry">What may be asked.</param>
    public static IReadOnlyList<Request> Next(Symptom symptom, EvidenceSet evidence, Inquiry inquiry)
    {
        ArgumentNullException.ThrowIfNull(symptom);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(inquiry);
        if (!Names.IsHostName(symptom.Domain))
        {
            return [];
        }

        // What is refused now may stand in for words that name nobody.
        var further = symptom.IsWordsAlone && SeenNow.Symptom(symptom, evidence, inquiry) is { } seen ? Questions(seen, evidence, inquiry) : [];
        return [.. Questions(symptom, evidence, inquiry).Concat(further).Where(request => !evidence.Has(request)).Distinct()];
    }

    private static IEnumerable<Request> Questions(Symptom symptom, EvidenceSet evidence, Inquiry inquiry)
    {
        var zone = ZoneUnderQuestion.Of(symptom.Domain, evidence, inquiry).Zone;
        var hosts = LookedAt(symptom, MailHosts.Of(symptom.Domain, zone, evidence));
        return (inquiry.Inside ? InsidePlan.Questions(symptom, evidence) : [])
            .Concat(inquiry.Dns ? DnsQuestions(symptom, zone, hosts, evidence, inquiry) : [])
            .Concat(inquiry.Smtp ? SmtpQuestions(symptom, hosts, evidence, inquiry) : []);
    }

    /// <summary>
    /// The hosts that are looked at: of an MX set of hundreds, which nobody's mail needs and whoever owns a zone can publish, those that are tried first, and whichever
    /// the report names. The others stay exchangers of which nothing is known.
    /// </summary>
    internal static IReadOnlyList<MailHost> LookedAt(Symptom symptom, IReadOnlyList<MailHost> hosts) => hosts.Count <= MostHosts ? hosts
        : [.. hosts.Where((host, place) => place < MostHosts || host.Name == symptom.RefusingHost || host.Name == symptom.RemoteMta)];

    internal static DnsRequest At(string name, RrType type) => new(name, type, Vantage.Resolver);

    private static IEnumerable<Request> DnsQuestions(Symptom symptom, ZoneView zone, IReadOnlyList<MailHost> hosts, EvidenceSet evidence, Inquiry inquiry)
    {
        string[] beside = [.. HostBesideMx(symptom, hosts) is { } tried ? [tried] : Array.Empty<string>(), .. RecipientElsewhere.HostsToAsk(symptom, evidence)];
        yield return At(symptom.Domain, RrType.Mx);
        foreach (var name in Zones.PossibleCuts(symptom.Domain))
        {
            yield return At(name, RrType.Ns);
            yield return At(name, RrType.Soa);
        }

        // Whether Microsoft has a name for the domain, and whether its sender policy names Microsoft, tells where the mailboxes may be.
        yield return At(MicrosoftNames.SuggestedMx(symptom.Domain), RrType.A);
        yield return At(symptom.Domain, RrType.Txt);
        foreach (var name in hosts.Where(host => !host.IsLiteral).Select(host => host.Name).Concat(zone.Delegation?.Value.NameServers ?? []).Where(Names.IsHostName).Concat(beside))
        {
            yield return At(name, RrType.A);
            yield return At(name, RrType.Aaaa);
        }

        foreach (var request in (symptom.Meaning is Meanings.SenderUnauthenticated ? SenderPolicy.Questions(symptom, evidence) : []).Concat(OtherMailboxes.Questions(symptom, evidence)))
        {
            yield return request;
        }

        var atSource = hosts.Where(host => Names.IsHostName(host.Name) && !host.IsLiteral && (host.HasNoAddress || !MicrosoftNames.IsMxShaped(host.Name))).Select(host => host.Name);
        foreach (var request in atSource.Concat(beside).SelectMany(name => HostAtSource.Chain(name, evidence)).SelectMany(name => SourceQuestions(name, evidence)).Concat(NamePlan.Questions(symptom, zone, hosts, evidence, inquiry)))
        {
            yield return request;
        }

        foreach (var request in DelegationQuestions(symptom, evidence))
        {
            yield return request;
        }

        foreach (var place in zone.Servers.Select(server => Vantage.Server(server.Server, server.Address)))
        {
            yield return new DnsRequest(symptom.Domain, RrType.Mx, place);
            yield return new DnsRequest(zone.Apex!, RrType.Soa, place);
        }
    }

    /// <summary>Who serves the domain is asked from the top level downwards, and of those who serve it: what the resolver says of it may be an inside view, or an old one.</summary>
    private static IEnumerable<Request> DelegationQuestions(Symptom symptom, EvidenceSet evidence)
    {
        var walk = Descent.To(symptom.Domain, evidence);
        return walk.Questions.Concat(walk.Zone is { } zone ? walk.Places.Select(place => new DnsRequest(zone, RrType.Ns, place.From)) : []);
    }

    /// <summary>What addresses a host has, and whether it exists, is asked of the servers of its own zone, not only of the local resolver.</summary>
    internal static IEnumerable<Request> SourceQuestions(string host, EvidenceSet evidence)
    {
        foreach (var name in Zones.PossibleCuts(host))
        {
            yield return At(name, RrType.Ns);
        }

        if (Zones.Cut(host, evidence) is not { } cut)
        {
            yield break;
        }

        foreach (var server in cut.Value.NameServers.Where(Names.IsHostName))
        {
            yield return At(server, RrType.A);
            yield return At(server, RrType.Aaaa);
        }

        foreach (var request in MicrosoftNames.IsMxShaped(host)
            ? Zones.ServersOf(cut, evidence).Select(place => new DnsRequest(host, RrType.A, Vantage.Server(place.Server, place.Address)))
            : HostAtSource.Questions(host, evidence))
        {
            yield return request;
        }
    }

    /// <summary>
    /// The host that the report says was tried in vain and that no MX names: the smart host of some connector. Only where the report is about reaching it or
    /// about its TLS is there something to see; what a refusal would be to us says nothing about the sender's.
    /// </summary>
    internal static string? HostBesideMx(Symptom symptom, IReadOnlyList<MailHost> hosts) =>
        symptom is { Meaning: Meanings.TlsFailure or Meanings.NoAnswer, RemoteMta: { } name } && Names.IsHostName(name) && !MicrosoftNames.IsExchangeOnline(name)
        && !hosts.Any(host => host.Name == name) ? name : null;

    private static IEnumerable<Request> SmtpQuestions(Symptom symptom, IReadOnlyList<MailHost> hosts, EvidenceSet evidence, Inquiry inquiry)
    {
        string[] beside = HostBesideMx(symptom, hosts) is { } tried ? [tried] : [];
        var places = hosts.SelectMany(host => host.Addresses.Select(address => (host.Name, Address: address, TakesMail: true)))
            .Concat(beside.SelectMany(name => MailHosts.AddressesOf(name, evidence).Select(address => (name, address, false))))
            .Concat(RecipientElsewhere.HostsToAsk(symptom, evidence).Except(hosts.Select(host => host.Name)).SelectMany(name => MailHosts.AddressesOf(name, evidence).Select(address => (name, address, true))));
        foreach (var request in OverIPv6(hosts.Concat(beside.Select(name => MailHosts.Named(name, evidence))), evidence, inquiry))
        {
            yield return request;
        }

        foreach (var (host, address, takesMail) in places)
        {
            foreach (var request in SessionQuestions(symptom, host, address, evidence, inquiry))
            {
                yield return request;
            }

            if (takesMail && inquiry.Rcpt && Names.IsAddress(symptom.Recipient))
            {
                yield return new RcptRequest(host, address, RcptRole.Target, symptom.Recipient);
                yield return new RcptRequest(host, address, RcptRole.Control, symptom.Domain);
                if (Case.KnownGoodFor(symptom, inquiry) is { } good && Names.IsAddress(good))
                {
                    yield return new RcptRequest(host, address, RcptRole.KnownGood, good);
                }
            }
        }
    }

    /// <summary>A host that is silent at each of its IPv4 addresses may be reached at those of IPv6.</summary>
    private static IEnumerable<Request> OverIPv6(IEnumerable<MailHost> hosts, EvidenceSet evidence, Inquiry inquiry) => inquiry.ControlHost is not { } control ? []
        : hosts.Where(host => host.Addresses.Count > 0 && host.Addresses.All(address => Reach.IsDeadBeside(evidence.Find(new ReachabilityRequest(host.Name, address, control)))))
            .SelectMany(host => host.FurtherAddresses.Select(address => new ReachabilityRequest(host.Name, address, control)));

    private static IEnumerable<Request> SessionQuestions(Symptom symptom, string host, string address, EvidenceSet evidence, Inquiry inquiry)
    {
        var session = new SmtpSessionRequest(host, address);
        yield return session;

        // Silence means something only beside an answer; where the report itself tells of silence, both are asked at once.
        var expectsSilence = symptom.Meaning is Meanings.NoAnswer;
        if (inquiry.ControlHost is { } control && (expectsSilence || evidence.Find(session) is Absent<SmtpSession> or Unavailable<SmtpSession>))
        {
            yield return new ReachabilityRequest(host, address, control);
        }
    }}
