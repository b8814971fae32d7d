namespace Recapito.Core;

/// <summary>Why a reply to RCPT is no answer, in the words with which the gap begins; who probes writes them, who judges knows them again.</summary>
public static class RcptGaps
{
    /// <summary>The reply may be about the recipient, or about who asks.</summary>
    public const string Unread = "it cannot be told whether this is about the recipient or about us";

    /// <summary>The reply is for the moment.</summary>
    public const string Transient = "a transient reply says nothing for good";

    /// <summary>The reply is about who asks.</summary>
    public const string AboutUs = "our address or behaviour is refused";

    /// <summary>The reply for the moment that a gap quotes; null for another gap.</summary>
    internal static string? TransientReply(string why) => why.StartsWith(Transient + ": ", StringComparison.Ordinal) ? why[(Transient.Length + 2)..] : null;
}
