namespace Recapito.Core;

/// <summary>What a name server can do wrong so that there is no answer: ids of findings (<see cref="Unavailable{T}.Finding"/>). Silence is none of them.</summary>
public static class DnsMisbehaviour
{
    /// <summary>The answer over UDP is truncated, and TCP is refused or closed (RFC 7766 §5).</summary>
    public const string TruncatedTcpClosed = "dns-truncated-tcp-closed";

    /// <summary>A message that cannot be read: pointers in a circle, past the end, names too long, counts that lie (RFC 1035 §4).</summary>
    public const string Malformed = "dns-malformed";

    /// <summary>Nothing but answers with another id or to another question (RFC 5452 §3).</summary>
    public const string MismatchedAnswer = "dns-mismatched-answer";

    /// <summary>More records, or a larger datagram, than anybody takes.</summary>
    public const string AnswerTooLarge = "dns-answer-too-large";

    /// <summary>Aliases in a circle (RFC 1034 §3.6.2).</summary>
    public const string AliasLoop = "dns-alias-loop";

    /// <summary>More aliases in a row than resolvers follow.</summary>
    public const string AliasChainTooLong = "dns-alias-chain-too-long";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [TruncatedTcpClosed, Malformed, MismatchedAnswer, AnswerTooLarge, AliasLoop, AliasChainTooLong];
}
