namespace Recapito.Lab;

/// <summary>What an authoritative server or resolver says to a question.</summary>
internal sealed record DnsAnswer(DnsRcode Rcode)
{
    /// <summary>The AA bit.</summary>
    public bool Authoritative { get; init; }

    /// <summary>The RA bit.</summary>
    public bool RecursionAvailable { get; init; }

    /// <summary>The AD bit.</summary>
    public bool AuthenticData { get; init; }

    /// <summary>Answer section.</summary>
    public IReadOnlyList<ZoneRecord> Answers { get; init; } = [];

    /// <summary>Authority section.</summary>
    public IReadOnlyList<ZoneRecord> Authority { get; init; } = [];

    /// <summary>Additional section, without OPT.</summary>
    public IReadOnlyList<ZoneRecord> Additional { get; init; } = [];

    /// <summary>Extended errors for the OPT record: code and text (RFC 8914).</summary>
    public IReadOnlyList<(int Code, string Text)> Errors { get; init; } = [];

    /// <summary>True for an answer that points to the servers of a child zone.</summary>
    public bool IsReferral => this is { Authoritative: false, Rcode: DnsRcode.NoError, Answers.Count: 0 } && Authority.Any(record => record.Type is DnsType.Ns);
}

/// <summary>A question (RFC 1035 §4.1.2), name canonical.</summary>
internal readonly record struct DnsQuestion(string Name, DnsType Type)
{
    /// <summary>The asker's OPT record; null without EDNS.</summary>
    public Edns? Edns { get; init; }

    /// <summary>CD: the data even where they are bogus (RFC 4035 §3.2.2).</summary>
    public bool CheckingDisabled { get; init; }

    /// <summary>The asker understands AD (RFC 6840 §5.7).</summary>
    public bool WantsAuthenticData { get; init; }

    /// <summary>DO.</summary>
    public bool DnssecOk => Edns is { DnssecOk: true };
}
