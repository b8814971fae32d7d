namespace Recapito.Core;

/// <summary>
/// Whether this network answers questions to port 53 itself, whomever they are sent to. Then nothing that "a name server" says is evidence. Asked only where
/// an answer looks like a resolver's, since the honest end of the question is silence, which takes its time.
/// </summary>
public static class Interception
{
    /// <summary>An address of TEST-NET-1, where nobody can be (RFC 5737 §3): who answers from there is no name server.</summary>
    public const string Address = "192.0.2.254";

    /// <summary>The question that nobody can answer.</summary>
    /// <param name="domain">Canonical name.</param>
    public static DnsMessageRequest Question(string domain) =>
        new(domain, RrType.Soa, Vantage.Server("test-net-1.invalid", Address), QueryForm.Plain);

    /// <summary>An answer came from where nobody is.</summary>
    internal static bool IsSeen(string domain, EvidenceSet evidence) => evidence.Find(Question(domain)) is Present<DnsMessage>;

    /// <summary>Data, no authority, and recursion on offer: so answers a resolver.</summary>
    internal static bool LooksLikeResolver(DnsMessage message) => message is { Authoritative: false, RecursionAvailable: true, Answer.Count: > 0 };
}
