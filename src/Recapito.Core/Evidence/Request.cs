namespace Recapito.Core;

/// <summary>A question about the world. A record with canonical names, and its own key in an <see cref="EvidenceSet"/>.</summary>
public abstract record Request(Vantage From)
{
    /// <summary>The kind's name in evidence files: "dns", "smtp-session", "rcpt" ….</summary>
    public abstract string Kind { get; }

    /// <summary>The question in one line, for people.</summary>
    public abstract string Question { get; }

    /// <summary>This question without an answer.</summary>
    /// <param name="why">Why there is none.</param>
    /// <param name="source">Who was asked.</param>
    public abstract Observation Unanswered(string why, Provenance source);
}

/// <summary>A question whose answer is a <typeparamref name="T"/>.</summary>
public abstract record Request<T>(Vantage From) : Request(From)
    where T : class
{
    /// <inheritdoc/>
    public override Observation Unanswered(string why, Provenance source) => new Unavailable<T>(this, why, source);
}

/// <summary>Which RRset stands at a name? (RFC 1034 §3.7)</summary>
/// <param name="Name">Canonical owner name.</param>
/// <param name="Type">Record type.</param>
/// <param name="From">A resolver or one authoritative server.</param>
public sealed record DnsRequest(string Name, RrType Type, Vantage From) : Request<RrSet>(From)
{
    /// <inheritdoc/>
    public override string Kind => "dns";

    /// <inheritdoc/>
    public override string Question => $"{Type.ToString().ToUpperInvariant()} of {Name} at {From}";
}

/// <summary>What does one server say, message and all, when it is asked in a certain form? (RFC 1035 §4)</summary>
/// <param name="Name">Canonical owner name.</param>
/// <param name="Type">Record type.</param>
/// <param name="From">A resolver or one authoritative server.</param>
/// <param name="Form">How it is asked.</param>
public sealed record DnsMessageRequest(string Name, RrType Type, Vantage From, QueryForm Form = QueryForm.Dnssec) : Request<DnsMessage>(From)
{
    /// <inheritdoc/>
    public override string Kind => "dns-message";

    /// <inheritdoc/>
    public override string Question => $"{Type.ToString().ToUpperInvariant()} of {Name} at {From} ({Kebab.Of(Form)})";
}

/// <summary>What stands at an address of the web? Redirects are not followed (RFC 8461 §3.3).</summary>
/// <param name="Url">An absolute https URL.</param>
public sealed record HttpsRequest(string Url) : Request<HttpsAnswer>(Vantage.Here)
{
    /// <inheritdoc/>
    public override string Kind => "https";

    /// <inheritdoc/>
    public override string Question => $"GET {Url}";
}

/// <summary>Does this host still take TLS 1.1 or older after STARTTLS? Asked on a connection of its own.</summary>
/// <param name="Host">Canonical name under which the DNS gave the address.</param>
/// <param name="Address">IP address in text.</param>
public sealed record OldTlsRequest(string Host, string Address) : Request<OldTls>(Vantage.Here)
{
    /// <inheritdoc/>
    public override string Kind => "old-tls";

    /// <inheritdoc/>
    public override string Question => $"TLS 1.1 or older at {Host} [{Address}]";
}

/// <summary>Does this host take SMTP connections at this address, and what does it say of itself up to STARTTLS?</summary>
/// <param name="Host">Canonical name under which the DNS gave the address.</param>
/// <param name="Address">IP address in text.</param>
public sealed record SmtpSessionRequest(string Host, string Address) : Request<SmtpSession>(Vantage.Here)
{
    /// <inheritdoc/>
    public override string Kind => "smtp-session";

    /// <inheritdoc/>
    public override string Question => $"SMTP at {Host} [{Address}]";
}

/// <summary>
/// Does nobody answer there, though port 25 is open from here? Asks the target and a control host at the same time, since silence means
/// something only beside an answer.
/// </summary>
/// <param name="Host">Canonical name of the target.</param>
/// <param name="Address">IP address of the target in text.</param>
/// <param name="Control">Canonical name of a host known to take connections on port 25.</param>
public sealed record ReachabilityRequest(string Host, string Address, string Control) : Request<Reachability>(Vantage.Here)
{
    /// <inheritdoc/>
    public override string Kind => "reachability";

    /// <inheritdoc/>
    public override string Question => $"port 25 of {Host} [{Address}] beside {Control}";
}

/// <summary>Which recipient is asked for in <see cref="RcptRequest"/>.</summary>
public enum RcptRole
{
    /// <summary>The address that failed.</summary>
    Target,

    /// <summary>A random address of the same domain, which nobody has.</summary>
    Control,

    /// <summary>An address of the domain that its user says exists.</summary>
    KnownGood,

    /// <summary>An address of a foreign domain, which an open relay would take. Only for a domain that the user says is theirs.</summary>
    Relay,
}

/// <summary>Would this host take mail from the null reverse-path for this recipient? (RFC 5321 §4.1.1.3; DATA is never sent)</summary>
/// <param name="Host">Canonical name of the host.</param>
/// <param name="Address">Its IP address in text.</param>
/// <param name="Role">Which kind of recipient.</param>
/// <param name="Subject">The canonical address; for <see cref="RcptRole.Control"/> the domain, as the prober draws the local part.</param>
public sealed record RcptRequest(string Host, string Address, RcptRole Role, string Subject) : Request<RcptAnswer>(Vantage.Here)
{
    /// <inheritdoc/>
    public override string Kind => "rcpt";

    /// <inheritdoc/>
    public override string Question => Role is RcptRole.Control
        ? $"RCPT TO a random address of {Subject} at {Host} [{Address}]"
        : $"RCPT TO {Subject} at {Host} [{Address}]";
}

/// <summary>
/// Is this domain an accepted domain of the recipient's organisation, and of which type? (Exchange: Get-AcceptedDomain) Absent means that the
/// organisation has the domain neither verified nor still to be verified.
/// </summary>
public sealed record AcceptedDomainRequest(string Domain) : Request<AcceptedDomain>(Vantage.Inside)
{
    /// <inheritdoc/>
    public override string Kind => "accepted-domain";

    /// <inheritdoc/>
    public override string Question => $"accepted domain {Domain}";
}

/// <summary>Does the recipient's organisation have an object with this address? (Exchange: Get-Recipient)</summary>
/// <param name="Address">The canonical address.</param>
/// <param name="Side">Which directory: the tenant's, or that of the organisation's own servers.</param>
public sealed record RecipientRequest(string Address, ExchangeSide Side = ExchangeSide.ExchangeOnline) : Request<DirectoryRecipient>(Vantage.Inside)
{
    /// <inheritdoc/>
    public override string Kind => "recipient";

    /// <inheritdoc/>
    public override string Question => Side is ExchangeSide.ExchangeOnline ? $"recipient {Address} in the directory" : $"recipient {Address} at the organisation's own servers";
}
