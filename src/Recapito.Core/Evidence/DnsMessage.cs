namespace Recapito.Core;

/// <summary>How a DNS question is put, beside what it asks.</summary>
public enum QueryForm
{
    /// <summary>EDNS with the DO bit, over UDP and after truncation over TCP: what a validating resolver sends (RFC 4035 §3.2.1).</summary>
    Dnssec,

    /// <summary>EDNS without DO.</summary>
    Plain,

    /// <summary>DO and CD: the data even where the resolver finds it bogus (RFC 4035 §3.2.2).</summary>
    CheckingDisabled,

    /// <summary>Without EDNS.</summary>
    NoEdns,

    /// <summary>EDNS version 1, which nobody has: the answer is to be BADVERS (RFC 6891 §6.1.3).</summary>
    EdnsVersion,

    /// <summary>An EDNS option that nobody knows; it is to be ignored (RFC 6891 §6.1.2).</summary>
    EdnsOption,

    /// <summary>An EDNS flag that nobody knows; it is to be ignored and not echoed (RFC 6891 §6.1.4).</summary>
    EdnsFlag,

    /// <summary>The name in mixed case; the answer is to echo it as it was asked (RFC 4343, draft-vixie-dnsext-dns0x20).</summary>
    MixedCase,

    /// <summary>Over TCP from the start (RFC 7766 §5).</summary>
    Tcp,

    /// <summary>EDNS with DO and room for 512 octets, over UDP alone: what does not fit is to come truncated, with OPT (RFC 6891 §7).</summary>
    SmallBuffer,
}

/// <summary>A DNS message as it came. That the server says SERVFAIL or refuses is part of it; no message at all is <see cref="Unavailable{T}"/>.</summary>
/// <param name="Rcode">Response code with the EDNS bits, such as "NOERROR", "NXDOMAIN", "BADVERS" or "RCODE 23" (IANA, "DNS RCODEs").</param>
/// <param name="Authoritative">AA: the server has the zone.</param>
/// <param name="Answer">The answer section.</param>
/// <param name="Authority">The authority section.</param>
/// <param name="Additional">The additional section without OPT.</param>
public sealed record DnsMessage(
    string Rcode, bool Authoritative, IReadOnlyList<DnsRecord> Answer, IReadOnlyList<DnsRecord> Authority, IReadOnlyList<DnsRecord> Additional)
{
    /// <summary>RA: the server offers recursion.</summary>
    public bool RecursionAvailable { get; init; }

    /// <summary>AD: the resolver says that it validated the data (RFC 4035 §3.2.3).</summary>
    public bool AuthenticData { get; init; }

    /// <summary>TC over UDP; the sections are then those of the answer over TCP, where one came.</summary>
    public bool Truncated { get; init; }

    /// <summary>EDNS version of the answer; null where it has no OPT record.</summary>
    public int? EdnsVersion { get; init; }

    /// <summary>EDNS flags of the answer without DO, 0 to 0x7fff; to be zero (RFC 6891 §6.1.4).</summary>
    public int EdnsFlags { get; init; }

    /// <summary>Numbers of the EDNS options of the answer (IANA, "DNS EDNS0 Option Codes (OPT)").</summary>
    public IReadOnlyList<int> EdnsOptions { get; init; } = [];

    /// <summary>Extended DNS errors of the answer: code, a blank, the text (RFC 8914).</summary>
    public IReadOnlyList<string> ExtendedErrors { get; init; } = [];

    /// <summary>The question as the answer repeats it, letter by letter; null where it repeats none.</summary>
    public string? EchoedName { get; init; }

    /// <summary>Size in octets as it came over the wire.</summary>
    public int Octets { get; init; }

    /// <summary>What it came over.</summary>
    public TransportProtocol Via { get; init; } = TransportProtocol.Udp;

    /// <summary>The address that a UDP answer came from, where that is another one than was asked (RFC 2181 §4); else null.</summary>
    public string? OtherSource { get; init; }

    /// <summary>The records of a type at a name in the answer section.</summary>
    public IReadOnlyList<DnsRecord> AnswersFor(string name, RrType type) => [.. Answer.Where(record => record.Type == type && record.Name == name)];

    /// <summary>NOERROR, not authoritative, nothing in the answer, NS in the authority: the server points to a child zone.</summary>
    public bool IsReferral => Rcode is "NOERROR" && !Authoritative && Answer.Count == 0 && Authority.Any(record => record.Type is RrType.Ns);
}
