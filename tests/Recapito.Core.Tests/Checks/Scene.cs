using System.Globalization;

namespace Recapito.Core.Tests;

/// <summary>Builds a case by hand: what the report says and what was observed, one short call for each.</summary>
internal sealed class Scene
{
    public const string Domain = "contoso.example";
    public const string Recipient = "lee@contoso.example";
    public const string KnownGood = "kim@contoso.example";
    public const string Old = "mx.oldhost.example";
    public const string OldAddress = "203.0.113.25";
    public const string Edge = "contoso-example.mail.protection.outlook.com";
    public const string EdgeAddress = "198.51.100.200";
    public const string RelayDenied = "554 5.7.1 <lee@contoso.example>: Relay access denied";
    public const string EdgeRejected =
        "550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors [DB5PEPF00014B8A.eurprd02.prod.outlook.com 2026-11-23T09:30:00.123Z 08DE2A0F1B2C3D4E]";
    public const string Attribution = "550 5.7.64 TenantAttribution; Relay Access Denied [DB5PEPF00014B8A.eurprd02.prod.outlook.com 2026-11-23T09:30:00.123Z 08DE2A0F1B2C3D4E]";
    public const string NoAnswer = "4.4.1 connect to mx.oldhost.example[203.0.113.25]:25: Connection timed out";
    public const string NotFound = "5.4.4 Host or domain name not found. Name service error for name=conto-so-example.mail.protection.outlook.com type=A: Host not found";

    public static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);

    public EvidenceSet Evidence { get; private set; } = EvidenceSet.Empty;

    public Inquiry Inquiry { get; private set; } = new();

    public Symptom Symptom { get; private set; } = Symptoms.OfAddress(Recipient);

    public Scene Bounce(string reply, string? host)
    {
        var read = SmtpReply.Parse(reply);
        var form = Catalogue.Default.FormOf(read);
        Symptom = Symptom with { Meaning = form?.Meaning ?? Meanings.Unknown, Form = form?.Id, Reply = read, RefusingHost = host, RemoteMta = host };
        return this;
    }

    public Scene From(string sender)
    {
        Symptom = Symptom with { Sender = sender };
        return this;
    }

    /// <summary>The Message-ID of the lost message.</summary>
    public Scene Message(string id)
    {
        Symptom = Symptom with { MessageId = id };
        return this;
    }

    /// <summary>When it was refused; half an hour and more before <see cref="Now"/>.</summary>
    public Scene BouncedAt(string? time)
    {
        Symptom = Symptom with { At = time is null ? null : Moment(time) };
        return this;
    }

    /// <summary>When the reporting system had taken the message.</summary>
    public Scene Since(string? time)
    {
        Symptom = Symptom with { Since = time is null ? null : Moment(time) };
        return this;
    }

    public Scene ReportedBy(string host)
    {
        Symptom = Symptom with { ReportingMta = host };
        return this;
    }

    /// <summary>The hosts that the lost message went through, the first one first.</summary>
    public Scene Through(params IEnumerable<string> hosts)
    {
        Symptom = Symptom with { Hops = [.. hosts.Select(host => new ReceivedHop(null, host))] };
        return this;
    }

    public Scene Ask(Func<Inquiry, Inquiry> change)
    {
        Inquiry = change(Inquiry);
        return this;
    }

    /// <summary>MX at the resolver: "10 mx.a.example, 20 mx.b.example", "NXDOMAIN", "NODATA" or "timeout".</summary>
    public Scene Mx(string records, uint ttl = 3600) => Dns(Domain, RrType.Mx, Vantage.Resolver, records, ttl);

    /// <summary>The zone's servers ns1, ns2 … with their serial and MX; a serial of 0 hides the SOA.</summary>
    public Scene Zone(params (uint Serial, string Mx)[] servers)
    {
        var names = Enumerable.Range(1, servers.Length).Select(i => $"ns{i}.dnshost.example").ToList();
        Dns(Domain, RrType.Ns, Vantage.Resolver, string.Join(", ", names));
        Dns(Domain, RrType.Soa, Vantage.Resolver, Soa(servers.Max(server => server.Serial)));
        Delegated([.. names]);
        foreach (var (name, server, i) in names.Zip(servers, Enumerable.Range(1, servers.Length)))
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"192.0.2.{i}");
            Dns(name, RrType.A, Vantage.Resolver, address);
            Dns(name, RrType.Aaaa, Vantage.Resolver, "NODATA");
            Dns(Domain, RrType.Mx, Vantage.Server(name, address), server.Mx);
            Dns(Domain, RrType.Soa, Vantage.Server(name, address), server.Serial == 0 ? "timeout" : Soa(server.Serial));
        }

        return this;
    }

    /// <summary>The top level delegates the domain to these servers.</summary>
    public Scene Delegated(params string[] servers)
    {
        const string top = "a.nic.example";
        Dns("example", RrType.Ns, Vantage.Resolver, top);
        Dns(top, RrType.A, Vantage.Resolver, "192.0.2.200");
        Dns(top, RrType.Aaaa, Vantage.Resolver, "NODATA");
        var referral = new DnsMessage("NOERROR", false, [], [.. servers.Select(server => new DnsRecord(Domain, RrType.Ns, 3600, server))], []);
        See(new Present<DnsMessage>(new DnsMessageRequest(Domain, RrType.Ns, Vantage.Server(top, "192.0.2.200")), referral, By(top)));
        return this;
    }

    /// <summary>A host of a zone of its own, whose server says the same as the resolver.</summary>
    public Scene Host(string name, string? address)
    {
        Dns(name, RrType.A, Vantage.Resolver, address ?? "NXDOMAIN");
        Dns(name, RrType.Aaaa, Vantage.Resolver, address is null ? "NXDOMAIN" : "NODATA");
        return address is null ? this : AtSource(name, address);
    }

    /// <summary>What the server of a host's own zone says of its address; that of the domain's zone is the first of <see cref="Zone"/>.</summary>
    public Scene AtSource(string name, string address)
    {
        var zone = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var (server, at) = zone == Domain ? ("ns1.dnshost.example", "192.0.2.1") : ("source.example", "192.0.2.99");
        Dns(name, RrType.Ns, Vantage.Resolver, "NODATA");
        if (zone != Domain)
        {
            Dns(zone, RrType.Ns, Vantage.Resolver, server);
            Dns(server, RrType.A, Vantage.Resolver, at);
            Dns(server, RrType.Aaaa, Vantage.Resolver, "NODATA");
        }

        Dns(name, RrType.A, Vantage.Server(server, at), address);
        return Dns(name, RrType.Aaaa, Vantage.Server(server, at), "NODATA");
    }

    public Scene Token(bool exists) => Dns(Edge, RrType.A, Vantage.Resolver, exists ? EdgeAddress : "NXDOMAIN");

    /// <summary>What a host answers to the failing and to a random address; null where it says nothing usable.</summary>
    public Scene Smtp(string host, string address, string? target, string? control, string? good = null)
    {
        var greeting = new SmtpSession(SmtpReply.Parse($"220 {host} ESMTP"), ["PIPELINING"], null);
        See(new Present<SmtpSession>(new SmtpSessionRequest(host, address), greeting, By(host)));
        Rcpt(host, address, RcptRole.Target, Recipient, target);
        Rcpt(host, address, RcptRole.Control, Domain, control);
        return good is null ? this : Rcpt(host, address, RcptRole.KnownGood, KnownGood, good);
    }

    public Scene Dead(string host, string address, ConnectResult? how, bool control = true)
    {
        var session = new SmtpSessionRequest(host, address);
        See(how is ConnectResult.Refused ? new Absent<SmtpSession>(session, "connection refused", By(host)) : new Unavailable<SmtpSession>(session, "timeout", By(host)));
        Rcpt(host, address, RcptRole.Target, Recipient, null);
        Rcpt(host, address, RcptRole.Control, Domain, null);
        var beside = new ReachabilityRequest(host, address, Inquiry.DefaultControlHost);
        return See(control
            ? new Present<Reachability>(beside, new(how ?? ConnectResult.Silent, "198.51.100.25", 2, 4), By(host))
            : new Unavailable<Reachability>(beside, "the control host did not answer either", By(host)));
    }

    /// <summary>How a further address is beside a control host that answers; nothing else was asked there.</summary>
    public Scene Over(string host, string address, ConnectResult how) =>
        See(new Present<Reachability>(new ReachabilityRequest(host, address, Inquiry.DefaultControlHost), new(how, "2001:db8:100::25", 1, 0.1), By(host)));

    public Scene Inside(AcceptedDomainType? domain, string? recipientType)
    {
        var asked = new AcceptedDomainRequest(Domain);
        See(domain is { } type ? new Present<AcceptedDomain>(asked, new(Domain, type, false) { WhenChanged = Moment("01:00") }, By("tenant")) : new Absent<AcceptedDomain>(asked, "not in the list", By("tenant")));
        var who = new RecipientRequest(Recipient);
        return See(recipientType is null ? new Absent<DirectoryRecipient>(who, "no such object", By("tenant")) : new Present<DirectoryRecipient>(who, new(Recipient, recipientType), By("tenant")));
    }

    /// <summary>A list of an organisation's objects, each written "Name=Value; Name=One|Two"; none at all where there is no object.</summary>
    public Scene Listed(string domain, ExchangeSide side, ExchangeObjectKind kind, params string[] items) => ListedAt(Now, domain, side, kind, items);

    public Scene ListedAt(DateTimeOffset at, string domain, ExchangeSide side, ExchangeObjectKind kind, params string[] items)
    {
        var asked = new ConfigurationRequest(domain, side, kind);
        return See(items.Length == 0 ? new Absent<ExchangeObjects>(asked, "there is none", new("tenant", at)) : new Present<ExchangeObjects>(asked, new([.. items.Select(Item)]), new("tenant", at)));
    }

    public static DateTimeOffset Moment(string time) => new(Now.Date + TimeSpan.Parse(time, CultureInfo.InvariantCulture), TimeSpan.Zero);

    public Scene See(Observation seen)
    {
        Evidence = Evidence.Without(seen.Request).With(seen);
        return this;
    }

    public Scene Without(Request request)
    {
        Evidence = Evidence.Without(request);
        return this;
    }

    /// <summary>What was seen of the inside comes from files that do not say when they were made.</summary>
    /// <param name="which">Which of it; null for all.</param>
    public Scene Undated(Func<Request, bool>? which = null)
    {
        Evidence = Evidence.Map(seen => seen.Request.From.Kind is VantageKind.Inside && which?.Invoke(seen.Request) is not false ? seen with { Source = seen.Source with { IsUndated = true } } : seen);
        return this;
    }

    /// <summary>What hosts said of recipients was seen some minutes before all that stands beside it.</summary>
    /// <param name="minutes">How many.</param>
    /// <param name="roles">Of which recipients.</param>
    public Scene Earlier(int minutes, params RcptRole[] roles)
    {
        Evidence = Evidence.Map(seen => seen.Request is RcptRequest asked && roles.Contains(asked.Role) ? seen with { Source = seen.Source with { At = seen.Source.At.AddMinutes(-minutes) } } : seen);
        return this;
    }

    public Diagnosis Judge() => Diagnoser.Judge(Symptom, Evidence, Inquiry, Catalogue.Default);

    public Scene Dns(string name, RrType type, Vantage from, string data, uint ttl = 3600)
    {
        var request = new DnsRequest(name, type, from);
        return See(data switch
        {
            "NXDOMAIN" or "NODATA" => new Absent<RrSet>(request, data, By(from.ToString())),
            "timeout" => new Unavailable<RrSet>(request, "timeout", By(from.ToString())),
            _ => new Present<RrSet>(request, new([.. data.Split(", ").Select(one => new DnsRecord(name, type, ttl, one))], from.Kind is VantageKind.NameServer), By(from.ToString())),
        });
    }

    private Scene Rcpt(string host, string address, RcptRole role, string subject, string? reply)
    {
        var request = new RcptRequest(host, address, role, subject);
        var recipient = role is RcptRole.Control ? $"recapito-probe-x@{subject}" : subject;
        return See(reply is null
            ? new Unavailable<RcptAnswer>(request, "no usable answer", By(host))
            : new Present<RcptAnswer>(request, new(recipient, reply.StartsWith('2'), SmtpReply.Parse(reply), "RCPT TO"), By(host)));
    }

    private static ExchangeObject Item(string text) => new(text.Split("; ").Select(property => property.Split('=', 2))
        .Select(pair => KeyValuePair.Create<string, IReadOnlyList<string>>(pair[0], pair[1].Length == 0 ? [] : pair[1].Split('|'))));

    private static string Soa(uint serial) =>
        string.Create(CultureInfo.InvariantCulture, $"ns1.dnshost.example hostmaster.contoso.example {serial} 7200 3600 1209600 3600");

    private static Provenance By(string who) => new(who, Now);
}
