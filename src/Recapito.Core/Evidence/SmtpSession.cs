namespace Recapito.Core;

/// <summary>What a host said of itself. Refused connections are <see cref="Absent{T}"/>, silence is <see cref="Unavailable{T}"/>.</summary>
/// <param name="Banner">The greeting (RFC 5321 §4.2).</param>
/// <param name="Extensions">The EHLO keywords in capitals with their parameters, as offered last (after STARTTLS where it was done).</param>
/// <param name="Tls">What TLS showed; null where it was not offered.</param>
public sealed record SmtpSession(SmtpReply Banner, IReadOnlyList<string> Extensions, TlsSession? Tls)
{
    /// <summary>The extensions offered before STARTTLS; the same as <see cref="Extensions"/> where no TLS was begun.</summary>
    public IReadOnlyList<string> PlainExtensions { get; init; } = Extensions;

    /// <summary>The reply to the first EHLO; null where the banner was no invitation. With 500 or 502 HELO was said instead (RFC 5321 §3.2).</summary>
    public SmtpReply? Ehlo { get; init; }

    /// <summary>From the connection to the end of the banner; null where that is not known.</summary>
    public TimeSpan? BannerDelay { get; init; }
}

/// <summary>What a TLS handshake showed. A certificate that is not trusted is noted, it does not end the session (RFC 7435).</summary>
/// <param name="Protocol">"TLS 1.3" …; null where the handshake failed.</param>
/// <param name="Subjects">DNS names in the certificate.</param>
/// <param name="Trusted">True where the chain leads to a trusted root and a name fits.</param>
/// <param name="Problem">Why it failed or is not trusted; null where there is nothing to say.</param>
public sealed record TlsSession(string? Protocol, IReadOnlyList<string> Subjects, bool Trusted, string? Problem)
{
    /// <summary>The certificates as the host sent them, its own first: DER in base64. Empty where none was seen.</summary>
    public IReadOnlyList<string> Chain { get; init; } = [];

    /// <summary>Name of the cipher suite (IANA, "TLS Cipher Suites"); null where it is not known.</summary>
    public string? CipherSuite { get; init; }

    /// <summary>How TLS came to nothing; null where the handshake was done, or where that is not known.</summary>
    public TlsFailure? Failure { get; init; }
}

/// <summary>How TLS that was offered came to nothing.</summary>
public enum TlsFailure
{
    /// <summary>STARTTLS was answered with a refusal (RFC 3207 §4).</summary>
    Refused,

    /// <summary>The handshake failed: an alert, no common version, no TLS at all.</summary>
    Handshake,

    /// <summary>STARTTLS was taken, and then the handshake was not finished in time.</summary>
    Silence,
}

/// <summary>What a host does with a client that knows nothing newer than TLS 1.1, which is no longer to be used (RFC 8996).</summary>
/// <param name="Protocol">"TLS 1.1", "TLS 1.0" or "SSL 3.0" where the host takes it; null where it declines.</param>
public sealed record OldTls(string? Protocol);

/// <summary>What a host answered to one RCPT in a transaction of its own. Replies about our own address, and transient ones, are <see cref="Unavailable{T}"/>.</summary>
/// <param name="Recipient">The address that was asked for.</param>
/// <param name="Accepted">True for 250 and 251 (RFC 5321 §4.2.3).</param>
/// <param name="Reply">The reply to RCPT, or to MAIL where that was refused.</param>
/// <param name="Command">"MAIL FROM" or "RCPT TO".</param>
public sealed record RcptAnswer(string Recipient, bool Accepted, SmtpReply Reply, string Command);

/// <summary>How a connection attempt to port 25 ended.</summary>
public enum ConnectResult
{
    /// <summary>A banner came.</summary>
    Answered,

    /// <summary>The connection was refused (RST).</summary>
    Refused,

    /// <summary>Nothing came within the limit, in several tries.</summary>
    Silent,

    /// <summary>The connection was taken and closed, or nothing was said on it.</summary>
    NoBanner,

    /// <summary>The network says that there is no way there.</summary>
    Unreachable,
}

/// <summary>The target's answer beside the control host's. Only where the control host answered is there a value at all.</summary>
/// <param name="Target">How the target's connection ended.</param>
/// <param name="ControlAddress">The control host's address that answered.</param>
/// <param name="Tries">How often the target was tried, 1 or more.</param>
/// <param name="Waited">How long in all, seconds.</param>
public sealed record Reachability(ConnectResult Target, string ControlAddress, int Tries, double Waited);
