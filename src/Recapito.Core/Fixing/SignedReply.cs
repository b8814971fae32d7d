namespace Recapito.Core;

/// <summary>How far a signed question or update came.</summary>
public enum ReplyState
{
    /// <summary>The holder of the key answered: what it says holds.</summary>
    Answered,

    /// <summary>Nothing was sent: the server was not reached.</summary>
    NotSent,

    /// <summary>It was sent, and no answer came: the server may have done it or not.</summary>
    Lost,

    /// <summary>Something came that nobody with the key vouches for.</summary>
    Unproven,
}

/// <summary>How a signed question or update ended.</summary>
/// <param name="State">How far it came.</param>
/// <param name="Key">Which end it was; its words are <c>fix.reply.KEY</c>.</param>
/// <param name="Why">In the words of the system or the server; empty where there are none.</param>
/// <param name="Message">The answer; null where none can be believed.</param>
/// <param name="ServerTime">The server's clock, where it told that clocks differ.</param>
public sealed record SignedReply(ReplyState State, string Key, string Why = "", DnsMessage? Message = null, DateTimeOffset? ServerTime = null)
{
    /// <summary>The key of an answer that can be believed.</summary>
    public const string Good = "noerror";

    /// <summary>The RCODEs that mean something of their own to who sends an update (RFC 2136 §2.2); any other one is "other".</summary>
    public static IReadOnlyList<string> Rcodes { get; } = [Good, "formerr", "servfail", "nxdomain", "notimp", "refused", "yxdomain", "yxrrset", "nxrrset", "notauth", "notzone"];

    /// <summary>True where the server says, and proves that it is the server, that it did or does not what was asked.</summary>
    public bool IsGood => State is ReplyState.Answered && Key is Good;

    /// <summary>An answer with a signature that was looked at.</summary>
    /// <param name="message">The answer.</param>
    /// <param name="signature">What its signature is worth.</param>
    public static SignedReply Of(DnsMessage message, TsigVerdict signature)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(signature);
        if (signature.Standing is not TsigStanding.Good)
        {
            return new(ReplyState.Unproven, Kebab.Of(signature.Standing), message.Rcode, null, signature.ServerTime);
        }

        var key = message.Rcode.ToLowerInvariant();
        return new(ReplyState.Answered, Rcodes.Contains(key) ? key : "other", message.Rcode, message);
    }
}
