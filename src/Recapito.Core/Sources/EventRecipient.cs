namespace Recapito.Core;

/// <summary>What an event says of one recipient, before it becomes <see cref="RecipientFields"/>.</summary>
/// <param name="Address">As the service writes it.</param>
/// <param name="Kind">What happened.</param>
internal sealed record EventRecipient(string Address, ReportKind Kind)
{
    /// <summary>A status as the event states it.</summary>
    internal string? Status { get; init; }

    /// <summary>
    /// What the service says of permanence where neither a reply nor a status does: 5.0.0 and 4.0.0 say no more than that (RFC 3463 §3.1).
    /// </summary>
    internal EnhancedStatusCode? Class { get; init; }

    /// <summary>The reply or the service's own words.</summary>
    internal string? Diagnostic { get; init; }

    /// <summary>The diagnostic may begin with its type, as in RFC 3464 §2.3.6 ("smtp; 550 …").</summary>
    internal bool IsTyped { get; init; }

    /// <summary>What the service calls the failure, beside a reply.</summary>
    internal string? Classification { get; init; }

    /// <summary>The host that was talked to.</summary>
    internal string? RemoteMta { get; init; }

    /// <summary>The service's own mail host.</summary>
    internal string? Reporter { get; init; }

    internal DateTimeOffset? LastAttempt { get; init; }

    internal string? Action { get; init; }

    internal static EnhancedStatusCode Permanent => new(5, 0, 0);

    internal static EnhancedStatusCode Transient => new(4, 0, 0);

    internal RecipientFields Fields()
    {
        var (type, text) = IsTyped ? FieldValues.Typed(Diagnostic ?? "") : ("", Diagnostic ?? "");
        var diagnostic = WrittenText.Collapse(text);
        var replies = QuotedReplies.Read(diagnostic, RemoteMta, Reporter);
        var stated = Status is null ? null : FieldValues.Status(Status);
        var innermost = replies.LastOrDefault();
        return new()
        {
            FinalRecipient = FieldValues.Address(Address),
            Kind = Kind,
            Action = Action ?? ActionOf(Kind),
            StatusField = stated,
            Status = MostSpecific(replies, stated) ?? (replies.Exists(reply => reply.Reply.Code is not null) ? null : Class),
            RemoteMta = RemoteMta,
            RefusingHost = innermost is null || innermost.Reply.IsPositive ? null : innermost.Host ?? RemoteMta,
            DiagnosticCode = diagnostic.Length > 0 ? diagnostic : null,
            DiagnosticType = type.Length > 0 ? type : null,
            Replies = replies,
            LastAttempt = LastAttempt,
            Classification = Classification,
        };
    }

    private static string? ActionOf(ReportKind kind) => kind switch
    {
        ReportKind.Bounce => "failed",
        ReportKind.Delay => "delayed",
        ReportKind.Delivered => "delivered",
        _ => null,
    };

    private static EnhancedStatusCode? MostSpecific(List<QuotedReply> replies, EnhancedStatusCode? stated)
    {
        var ofReply = replies.FindLast(reply => reply.Reply.Status is not null)?.Reply.Status;
        return ofReply is { Subject: 0, Detail: 0 } ? stated ?? ofReply : ofReply ?? stated;
    }
}
