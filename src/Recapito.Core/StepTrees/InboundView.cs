using System.Net;

namespace Recapito.Core;

/// <summary>What is known of the way to a recipient, and what can be asked for it.</summary>
internal sealed class InboundView
{
    // An address of a domain that is set aside for examples and takes no mail (RFC 2606 §3).
    private const string ForeignRecipient = "relay-test@example.com";

    // The findings that belong to a step of the test; what others find is for `recapito check`.
    private static readonly Subject[] Subjects = [Subject.Mx, Subject.Smtp, Subject.Tls];

    private readonly Lazy<IReadOnlyList<DomainFinding>> findings;

    public InboundView(InboundQuestion question, EvidenceSet evidence, DateTimeOffset now)
    {
        Question = question;
        var inquiry = new DomainInquiry { Own = question.Own, InLab = question.InLab, ControlHost = question.ControlHost };
        Domain = new(Names.DomainOf(question.Recipient) ?? question.Recipient, evidence, inquiry, now, Catalogue.Default);
        findings = new(() => [.. DomainChecks.All.SelectMany(check => check.Finds(Domain)).Where(finding => Subjects.Contains(finding.Subject))]);
    }

    public InboundQuestion Question { get; }

    public DomainView Domain { get; }

    /// <summary>What the checks of a domain find.</summary>
    public IReadOnlyList<DomainFinding> Findings => findings.Value;

    /// <summary>The recipient may be asked for: only for a domain that is the user's, or in a lab.</summary>
    public bool MayAskRecipient => Question.Own || Question.InLab;

    /// <summary>The questions that can be asked with what is known.</summary>
    public IEnumerable<Request> Asks()
    {
        foreach (var request in new DomainCheck[] { new MxRecords(), new MxTargets() }.SelectMany(check => check.Asks(Domain)))
        {
            yield return request;
        }

        foreach (var request in Domain.Hosts.Where(IsName).SelectMany(OfHost))
        {
            yield return request;
        }

        if (Message is { } message)
        {
            yield return message;
        }
    }

    /// <summary>The conversation with one address; null while it is awaited.</summary>
    public Observation<SmtpSession>? Session(MxHost host, string address) => Domain.Evidence.Find(new SmtpSessionRequest(host.Name, address));

    /// <summary>The question whether a failed connection is the host's doing; null where none is to be asked.</summary>
    public ReachabilityRequest? Reach(MxHost host, string address) =>
        Question.ControlHost is { } control && Session(host, address) is Absent<SmtpSession> or Unavailable<SmtpSession> { Finding: null }
            ? new(host.Name, address, control)
            : null;

    /// <summary>The question for the recipient, at the first address of the host that talks to us; null where it may not or cannot be asked.</summary>
    public RcptRequest? Recipient(MxHost host) =>
        MayAskRecipient && Talking(host) is { } address ? new(host.Name, address, RcptRole.Target, Question.Recipient) : null;

    /// <summary>The question for a recipient of a foreign domain; null where it may not or cannot be asked.</summary>
    public RcptRequest? Relay(MxHost host) =>
        Question.Own && Talking(host) is { } address ? new(host.Name, address, RcptRole.Relay, ForeignRecipient) : null;

    /// <summary>
    /// The test message: to the first host in the order of preference that talks to us, as a sender would choose it; null where none is to be sent, or as
    /// long as it is not certain which host that is.
    /// </summary>
    public TestMessageRequest? Message
    {
        get
        {
            if (!Question.SendTest || !Question.Own || !Domain.Zone.IsAsked)
            {
                return null;
            }

            foreach (var host in Domain.Hosts)
            {
                if (IsName(host) && (host.V4 is null || host.V6 is null))
                {
                    return null;
                }

                foreach (var address in host.Addresses)
                {
                    switch (Session(host, address))
                    {
                        case null:
                            return null;
                        case Present<SmtpSession> seen when Talks(seen.Value):
                            return new(host.Name, address, Question.Recipient, Question.Sender);
                    }
                }
            }

            return null;
        }
    }

    /// <summary>It can be asked of the DNS: some MX records hold addresses, or what is no name at all.</summary>
    public static bool IsName(MxHost host) => Names.IsHostName(host.Name) && !IPAddress.TryParse(host.Name, out _);

    /// <summary>The host invites us, and takes our greeting in either form (RFC 5321 §3.2).</summary>
    public static bool Talks(SmtpSession session) => session.Banner.Code is 220 && session.Ehlo is null or { IsPositive: true } or { Code: 500 or 502 };

    // As long as nothing is known of an address it is hoped for, so that all questions to it share one connection.
    private string? Talking(MxHost host) => host.Addresses.FirstOrDefault(address => Session(host, address) switch
    {
        null => true,
        Present<SmtpSession> seen => Talks(seen.Value),
        _ => false,
    });

    private IEnumerable<Request> OfHost(MxHost host)
    {
        foreach (var address in host.Addresses)
        {
            yield return new SmtpSessionRequest(host.Name, address);
            if (Reach(host, address) is { } reach)
            {
                yield return reach;
            }
        }

        foreach (var request in new[] { Recipient(host), Relay(host) }.OfType<RcptRequest>())
        {
            yield return request;
        }
    }
}
