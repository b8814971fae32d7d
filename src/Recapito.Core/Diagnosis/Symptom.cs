namespace Recapito.Core;

/// <summary>What is to be explained, for one recipient: who said no, where, and with which words.</summary>
public sealed record Symptom
{
    /// <summary>Canonical address.</summary>
    public required string Recipient { get; init; }

    /// <summary>Canonical domain of the recipient.</summary>
    public required string Domain { get; init; }

    /// <summary>What the reply means (<see cref="ReplyForm.Meaning"/>), or "unknown" where the catalogue has none; null without a bounce.</summary>
    public string? Meaning { get; init; }

    /// <summary>Id of the form that the reply has, or null.</summary>
    public string? Form { get; init; }

    /// <summary>
    /// What kind of failure the reply's own words tell of plainly (an id of <c>catalogue/reasons.yaml</c>); null without a bounce, or where they do not.
    /// No verdict rests on it: it puts into words what no form of the catalogue does.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>What Microsoft documents of the reply's code and text; null where no such reply is quoted.</summary>
    public CodeExplanation? Code { get; init; }

    /// <summary>The innermost reply; null without a bounce or where none is quoted.</summary>
    public SmtpReply? Reply { get; init; }

    /// <summary>The host that said no; null where the reporting MTA gave up by itself.</summary>
    public string? RefusingHost { get; init; }

    /// <summary>Exchange Online's server that decided, where the reply names one in brackets; behind a gateway it is another than the refusing host.</summary>
    public string? DecidingServer { get; init; }

    /// <summary>The host that the reporting MTA was connected to, or tried.</summary>
    public string? RemoteMta { get; init; }

    /// <summary>The MTA that wrote the report.</summary>
    public string? ReportingMta { get; init; }

    /// <summary>The report is that of the recipient's own organisation in Exchange Online: the message had come that far. False where it does not show that.</summary>
    internal bool IsReportedByRecipientsOnline { get; init; }

    /// <summary>Whose administrator runs the server that wrote the report, by its name or by the organisation that it names; null where neither tells.</summary>
    internal Party? ReportersAdmin { get; init; }

    /// <summary>The refusing host passed on what a host behind it had said; that host is not known from outside.</summary>
    public bool IsPassedOn { get; init; }

    /// <summary>The host that quoted the refusal, where the report names the one behind it too; null where only one of them is known.</summary>
    internal string? QuotingHost { get; init; }

    /// <summary>The command that was refused, where the report says so.</summary>
    public string? SmtpCommand { get; init; }

    /// <summary>The sender of the lost message.</summary>
    public string? Sender { get; init; }

    /// <summary>The Message-ID of the lost message without angle brackets; null where the report does not show it.</summary>
    public string? MessageId { get; init; }

    /// <summary>The way that the lost message went, the first hop first; only where it has so many hops that it may have gone round, else empty.</summary>
    public IReadOnlyList<ReceivedHop> Hops { get; init; } = [];

    /// <summary>When the system that wrote the report had taken the message (Arrival-Date, RFC 3464 §2.2.5); null where the report does not say. From then on it failed.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it was refused.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>True where it is what hosts answer now, to us.</summary>
    internal bool IsSeenNow { get; init; }

    /// <summary>True where the report tells of a delay: nothing has come back, and the system that wrote it still tries (RFC 3464 §2.3.3).</summary>
    internal bool IsDelayed { get; init; }

    /// <summary>True where only the words of a refusal are in hand, and nothing names who wrote them, or to whom.</summary>
    internal bool IsWordsAlone => NamesNobody && Meaning is not (Meanings.NoAnswer or Meanings.NameNotFound or Meanings.TlsFailure or Meanings.MailLoop);

    /// <summary>True where the reply is one of those after which a sending system tries again, and only it is in hand: nobody knows whether the system has given up (RFC 5321 §4.2.1).</summary>
    internal bool IsNotFinal => IsDelayed || NamesNobody && Reply is { IsTransient: true } or { Code: null, Status.Class: 4 };

    private bool NamesNobody => FromReport && this is { ReportingMta: null, RefusingHost: null, RemoteMta: null };

    /// <summary>True where a report is in hand; false where only an address was given.</summary>
    public bool FromReport => Meaning is not null;
}
