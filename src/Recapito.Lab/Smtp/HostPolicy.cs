using Recapito.Core;

namespace Recapito.Lab;

/// <summary>What a host knows of a session when it decides.</summary>
/// <param name="Client">The client's address.</param>
internal sealed record SmtpEnvelope(string Client)
{
    /// <summary>Names in the certificate that the client shows in TLS, from an authority that is trusted; empty where it shows none.</summary>
    public IReadOnlyList<string> Certificate { get; init; } = [];

    /// <summary>The name that the client gave with EHLO or HELO.</summary>
    public string Helo { get; init; } = "";

    /// <summary>Reverse-path; empty for the null one; null before MAIL.</summary>
    public string? ReversePath { get; init; }

    /// <summary>Recipients taken so far, as the client wrote them.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];
}

/// <summary>Decides for a host, stage by stage. Null means: nothing against it.</summary>
internal interface IHostPolicy
{
    /// <summary>Refuses the client in the greeting (RFC 5321 §3.1).</summary>
    SmtpReply? OnConnect(SmtpEnvelope envelope) => null;

    /// <summary>Refuses the reverse-path.</summary>
    SmtpReply? OnMail(SmtpEnvelope envelope) => null;

    /// <summary>Refuses one recipient.</summary>
    SmtpReply? OnRcpt(SmtpEnvelope envelope, string recipient) => null;

    /// <summary>Refuses the message after its last line.</summary>
    SmtpReply? OnEndOfData(SmtpEnvelope envelope) => null;
}

/// <summary>Several policies in order: the first that objects wins.</summary>
internal sealed class PolicyChain(params IReadOnlyList<IHostPolicy> policies) : IHostPolicy
{
    public SmtpReply? OnConnect(SmtpEnvelope envelope) => First(policy => policy.OnConnect(envelope));

    public SmtpReply? OnMail(SmtpEnvelope envelope) => First(policy => policy.OnMail(envelope));

    public SmtpReply? OnRcpt(SmtpEnvelope envelope, string recipient) => First(policy => policy.OnRcpt(envelope, recipient));

    public SmtpReply? OnEndOfData(SmtpEnvelope envelope) => First(policy => policy.OnEndOfData(envelope));

    private SmtpReply? First(Func<IHostPolicy, SmtpReply?> ask) =>
        policies.Select(ask).FirstOrDefault(reply => reply is not null);
}
