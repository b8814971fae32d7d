using Recapito.Core;

namespace Recapito.Lab;

/// <summary>A small internet with something wrong in it, as a world file describes it (docs/reference/world.md). Immutable.</summary>
public sealed record World
{
    /// <summary>File name for messages, without its folder.</summary>
    public string Name { get; init; } = "world";

    /// <summary>One sentence: what is wrong here.</summary>
    public string About { get; init; } = "";

    /// <summary>Public sources of the fault.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>When the message bounced.</summary>
    public DateTimeOffset BounceAt { get; init; }

    /// <summary>When the diagnosis looks; the lab's clock stands still here.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>What changed between the two, in time order.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>The message that bounces.</summary>
    public WorldMessage Message { get; init; } = new();

    /// <summary>Name servers, zones, resolvers, faults.</summary>
    public WorldDns Dns { get; init; } = new();

    /// <summary>SMTP hosts by canonical name.</summary>
    public IReadOnlyDictionary<string, WorldHost> Hosts { get; init; } = new Dictionary<string, WorldHost>();

    /// <summary>Web hosts by canonical name.</summary>
    public IReadOnlyDictionary<string, WorldWebHost> Web { get; init; } = new Dictionary<string, WorldWebHost>();

    /// <summary>Microsoft 365 tenants by their initial domain.</summary>
    public IReadOnlyDictionary<string, WorldTenant> Tenants { get; init; } = new Dictionary<string, WorldTenant>();

    /// <summary>Who looks, and what they may use.</summary>
    public WorldObserver Observer { get; init; } = new();

    /// <summary>What a right diagnosis says, by recipient.</summary>
    public IReadOnlyDictionary<string, WorldExpectation> Expect { get; init; } = new Dictionary<string, WorldExpectation>();

    /// <summary>What goes on while time passes; null where nobody watches.</summary>
    public WorldWatch? Watch { get; init; }

    /// <summary>What a right examination says, by domain.</summary>
    public IReadOnlyDictionary<string, WorldCheck> Check { get; init; } = new Dictionary<string, WorldCheck>();

    /// <summary>What right comparisons of an organisation's settings say.</summary>
    public IReadOnlyList<WorldHybrid> Hybrid { get; init; } = [];
}

/// <summary>What a right examination says of one domain.</summary>
/// <param name="Must">Ids of findings that must be there.</param>
/// <param name="MustNot">Ids of findings that must not be there.</param>
/// <param name="Worst">The gravest severity of all findings; null where it is not compared.</param>
public sealed record WorldCheck(IReadOnlyList<string> Must, IReadOnlyList<string> MustNot, Severity? Worst);

/// <summary>A change at a moment: exactly one of the kinds is set.</summary>
/// <param name="At">When.</param>
/// <param name="Zone">Zone whose version changes, or null.</param>
/// <param name="Version">The version ("new" stands for the zone text "zone@new") that servers of the plain zone serve from then on.</param>
/// <param name="Host">Host that becomes <paramref name="HostIs"/>, or null.</param>
/// <param name="HostIs">The host's new description.</param>
/// <param name="Tenant">Tenant that becomes <paramref name="TenantIs"/>, or null.</param>
/// <param name="TenantIs">The tenant's new description.</param>
/// <param name="Web">Web host that becomes <paramref name="WebIs"/>, or null.</param>
/// <param name="WebIs">The web host's new description.</param>
public sealed record TimelineEntry(
    DateTimeOffset At, string? Zone = null, string? Version = null, string? Host = null, WorldHost? HostIs = null,
    string? Tenant = null, WorldTenant? TenantIs = null, string? Web = null, WorldWebHost? WebIs = null);

/// <summary>The message that is sent through the world.</summary>
public sealed record WorldMessage
{
    /// <summary>Envelope sender.</summary>
    public string From { get; init; } = "ana@fabrikam.example";

    /// <summary>Envelope recipients.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Subject of the message.</summary>
    public string Subject { get; init; } = "Invoice 4711";

    /// <summary>Which system writes the NDR: "postfix", "exchange-online-2014" (the new design) or "exchange-2010" (the older one).</summary>
    public string NdrBy { get; init; } = "postfix";

    /// <summary>Language of the NDR: "en" or "it" (Exchange only).</summary>
    public string Language { get; init; } = "en";

    /// <summary>Host name of the sending system; null for one made from the sender's domain.</summary>
    public string? SendingHost { get; init; }

    /// <summary>The sending system gives up at a null MX also where others stand beside it; RFC 7505 §3 forbids such a set and does not say what senders make of it.</summary>
    public bool ObeysMixedNullMx { get; init; }

    /// <summary>True where the sending system writes an alias' target in place of the recipient's domain when an MX names an alias, as RFC 1123 §5.2.2 once had it.</summary>
    public bool RewritesAliases { get; init; }
}

/// <summary>The DNS of a world.</summary>
public sealed record WorldDns
{
    /// <summary>Authoritative servers by canonical name. Zones that none of them serves get a synthesised server.</summary>
    public IReadOnlyDictionary<string, WorldNameServer> Servers { get; init; } = new Dictionary<string, WorldNameServer>();

    /// <summary>Zone texts in master file form (RFC 1035 §5) by "zone" or "zone@version".</summary>
    public IReadOnlyDictionary<string, string> Zones { get; init; } = new Dictionary<string, string>();

    /// <summary>Resolvers; empty means one honest resolver.</summary>
    public IReadOnlyList<WorldResolver> Resolvers { get; init; } = [];

    /// <summary>How zones are signed, by "zone" or "zone@version".</summary>
    public IReadOnlyDictionary<string, WorldSigning> Signing { get; init; } = new Dictionary<string, WorldSigning>();

    /// <summary>What the synthesised parents say of zones, by zone, where that is to differ from the zone itself.</summary>
    public IReadOnlyDictionary<string, WorldDelegation> Delegations { get; init; } = new Dictionary<string, WorldDelegation>();

    /// <summary>What servers do wrong.</summary>
    public IReadOnlyList<DnsFault> Faults { get; init; } = [];
}

/// <summary>What a parent says of a zone below it.</summary>
/// <param name="Servers">The NS RRset; null for the zone's own servers.</param>
/// <param name="Glue">Addresses beside it, by server; those that are left out are the servers' own.</param>
/// <param name="Ds">Data of DS records beside those that signing gives, such as "12345 13 2 0a0b…".</param>
public sealed record WorldDelegation(IReadOnlyList<string>? Servers, IReadOnlyDictionary<string, IReadOnlyList<string>> Glue, IReadOnlyList<string> Ds);

/// <summary>An authoritative server.</summary>
/// <param name="Addresses">IP addresses in text.</param>
/// <param name="Serves">"zone", or "zone@version" where it lags behind or lies.</param>
public sealed record WorldNameServer(IReadOnlyList<string> Addresses, IReadOnlyList<string> Serves);

/// <summary>A recursive resolver.</summary>
/// <param name="Name">Its name in this world.</param>
/// <param name="Address">IP address in text.</param>
/// <param name="Caches">Records that it holds at "now", in master file form with the TTL that is left: "contoso.example. 2950 IN MX 10 mx.oldhost.example.".</param>
public sealed record WorldResolver(string Name, string Address, IReadOnlyList<string> Caches)
{
    /// <summary>Zones that it answers itself, "zone" or "zone@version", as an organisation's own server does (split horizon).</summary>
    public IReadOnlyList<string> Serves { get; init; } = [];

    /// <summary>True where it validates signatures (RFC 4035 §4).</summary>
    public bool Validates { get; init; }
}

/// <summary>What a name server or resolver does wrong with a question.</summary>
/// <param name="Server">Name of the server or resolver.</param>
/// <param name="On">Record type that it concerns, or null for every one.</param>
/// <param name="Name">Canonical owner name that it concerns, or null for every one.</param>
/// <param name="Do">"drop", "delay", "servfail", "lie" …; docs/reference/world.md has all of them.</param>
/// <param name="Milliseconds">For "delay".</param>
/// <param name="Records">For "lie": the records of the answer in master file form.</param>
public sealed record DnsFault(string Server, string? On, string? Name, string Do, int Milliseconds = 0, IReadOnlyList<string>? Records = null);

/// <summary>How a tenant's edge behaves.</summary>
/// <param name="Age">"legacy", "2017", "2018", "2022", "2024", "2026": which of the reply texts.</param>
/// <param name="Region">"EUR", "NAM", "APC" …: part of the host name in brackets.</param>
/// <param name="RefusesAt">"rcpt" or "data" (form C: all recipients unknown).</param>
public sealed record WorldEdge(string Age = "2026", string Region = "EUR", string RefusesAt = "rcpt");

/// <summary>A domain as Microsoft Graph lists it.</summary>
/// <param name="Id">Canonical name.</param>
/// <param name="IsVerified">False until ownership is proven.</param>
/// <param name="SupportedServices">"Email" among them where Exchange Online takes its mail.</param>
public sealed record WorldTenantDomain(string Id, bool IsVerified, IReadOnlyList<string> SupportedServices);

/// <summary>A Microsoft 365 tenant.</summary>
public sealed record WorldTenant
{
    /// <summary>How its edge behaves.</summary>
    public WorldEdge Edge { get; init; } = new();

    /// <summary>What an application may ask of it at Microsoft's interfaces; null where there are none in this world.</summary>
    public WorldApp? App { get; init; }

    /// <summary>Incidents and advisories, with the properties of serviceHealthIssue.</summary>
    public IReadOnlyList<ExchangeObject> Health { get; init; } = [];

    /// <summary>Its message trace.</summary>
    public IReadOnlyList<WorldTraceRow> Trace { get; init; } = [];

    /// <summary>Its domains. Verified ones with "Email" have an MX token in Microsoft's zone.</summary>
    public IReadOnlyList<WorldTenantDomain> Domains { get; init; } = [];

    /// <summary>MX tokens in Microsoft's zone beside those of <see cref="Domains"/>: left over, or under another zone such as "contoso-example.mail.eo.outlook.com".</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];

    /// <summary>Accepted domains.</summary>
    public IReadOnlyList<AcceptedDomain> AcceptedDomains { get; init; } = [];

    /// <summary>Objects with an address, canonical.</summary>
    public IReadOnlyList<DirectoryRecipient> Recipients { get; init; } = [];

    /// <summary>Addresses that the directory has and the edge does not know.</summary>
    public IReadOnlyList<string> MissingAtEdge { get; init; } = [];

    /// <summary>The rest of its configuration, by kind: connectors, organisation settings, connection filter ….</summary>
    public IReadOnlyDictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>> Configuration { get; init; } = new Dictionary<ExchangeObjectKind, IReadOnlyList<ExchangeObject>>();
}

/// <summary>Who looks at the world, and what they may use.</summary>
public sealed record WorldObserver
{
    /// <summary>Name of the resolver that they use; null for the first one.</summary>
    public string? Resolver { get; init; }

    /// <summary>"report", "dns", "smtp", "https", "graph", "exchange", "export".</summary>
    public IReadOnlyList<string> Access { get; init; } = ["report", "dns", "smtp", "https"];

    /// <summary>Addresses that they know to exist.</summary>
    public IReadOnlyList<string> KnownGood { get; init; } = [];

    /// <summary>The address that hosts see.</summary>
    public string Address { get; init; } = "198.51.100.77";

    /// <summary>Hosts that refuse this address, or "exchange-online" for every edge of Microsoft.</summary>
    public IReadOnlyList<string> BlockedBy { get; init; } = [];

    /// <summary>False where the observer's network lets nothing out to port 25.</summary>
    public bool Port25Open { get; init; } = true;

    /// <summary>True where the observer's network leads every packet to port 53 to their resolver, whatever address it is for.</summary>
    public bool Port53Intercepted { get; init; }
}

/// <summary>What a right diagnosis says of one recipient.</summary>
public sealed record WorldExpectation
{
    /// <summary>The verdict.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>Id of the cause; null where there is none to name, or where any will do.</summary>
    public string? Cause { get; init; }

    /// <summary>Id of the cause that is true of the world, though the verdict may not reach it; null where no catalogue has it, or where nothing is wrong.</summary>
    public string? Truth { get; init; }

    /// <summary>Who must act; null where it is not compared.</summary>
    public Party? Party { get; init; }

    /// <summary>Id of the first remedy; null where it is not compared.</summary>
    public string? Remedy { get; init; }

    /// <summary>Contributing findings that must be named.</summary>
    public IReadOnlyList<string> Contributing { get; init; } = [];

    /// <summary>Causes that must be named neither as the cause nor as contributing.</summary>
    public IReadOnlyList<string> Forbidden { get; init; } = [];

    /// <summary>Whether <see cref="VisibleEverywhereAt"/> is compared.</summary>
    public bool ComparesVisibility { get; init; }

    /// <summary>The moment of visibility.</summary>
    public DateTimeOffset? VisibleEverywhereAt { get; init; }

    /// <summary>What is said with less evidence.</summary>
    public IReadOnlyList<WorldLess> WithLess { get; init; } = [];

    /// <summary>"healthy", "waits" or "unchanged": what is said after the remedy's changes; null where it is not compared.</summary>
    public string? After { get; init; }
}

/// <summary>What a right diagnosis says when only this may be used.</summary>
/// <param name="Access">As in <see cref="WorldObserver.Access"/>; null for the observer's.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Cause">Id of the cause; null where it is not compared.</param>
/// <param name="KnownGood">Known-good addresses instead of the observer's; null for those.</param>
public sealed record WorldLess(IReadOnlyList<string>? Access, Verdict Verdict, string? Cause, IReadOnlyList<string>? KnownGood);
