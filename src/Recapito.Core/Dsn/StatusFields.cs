namespace Recapito.Core;

/// <summary>The fields of delivery-status and feedback parts that are read.</summary>
internal enum StatusFieldName : byte
{
    /// <summary>Any other one; it ends the value before it.</summary>
    Unknown,
    ReportingMta,
    ReceivedFromMta,
    ArrivalDate,
    OriginalEnvelopeId,
    DsnGateway,
    PostfixSender,
    PostfixOther,
    FinalRecipient,
    OriginalRecipient,
    Action,
    Status,
    RemoteMta,
    DiagnosticCode,
    LastAttemptDate,
    ActualRecipient,
    OtherOfRecipient,
    FeedbackType,
    UserAgent,
    SourceIp,
    OriginalMailFrom,
    OriginalRcptTo,
    RemovalRecipient,
    OtherOfComplaint,

    /// <summary>How many names there are.</summary>
    Count,
}

/// <summary>One field of a delivery-status part.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Value">Its value with its folds, as a place in the content.</param>
/// <param name="Offset">Where its line begins in the content.</param>
/// <param name="StartsGroup">A blank line stands before it (RFC 3464 §2.1).</param>
internal readonly record struct StatusField(StatusFieldName Name, Slice Value, int Offset, bool StartsGroup);

/// <summary>Takes the fields out of a message/delivery-status part, however it is folded (RFC 3464 §2.1, RFC 5322 §2.2).</summary>
internal static class StatusFields
{
    private static readonly FieldNames<StatusFieldName> Known = new(
        ("reporting-mta", StatusFieldName.ReportingMta),
        ("received-from-mta", StatusFieldName.ReceivedFromMta),
        ("arrival-date", StatusFieldName.ArrivalDate),
        ("original-envelope-id", StatusFieldName.OriginalEnvelopeId),
        ("dsn-gateway", StatusFieldName.DsnGateway),
        ("x-postfix-sender", StatusFieldName.PostfixSender),
        ("x-postfix-queue-id", StatusFieldName.PostfixOther),
        ("final-recipient", StatusFieldName.FinalRecipient),
        ("original-recipient x-original-recipient", StatusFieldName.OriginalRecipient),
        ("action", StatusFieldName.Action),
        ("status", StatusFieldName.Status),
        ("remote-mta", StatusFieldName.RemoteMta),
        ("diagnostic-code", StatusFieldName.DiagnosticCode),
        ("last-attempt-date", StatusFieldName.LastAttemptDate),
        ("x-actual-recipient x-final-recipient", StatusFieldName.ActualRecipient),
        ("final-log-id will-retry-until x-display-name x-smtp-server x-actual-mta", StatusFieldName.OtherOfRecipient),
        ("feedback-type", StatusFieldName.FeedbackType),
        ("user-agent", StatusFieldName.UserAgent),
        ("source-ip", StatusFieldName.SourceIp),
        ("original-mail-from", StatusFieldName.OriginalMailFrom),
        ("original-rcpt-to", StatusFieldName.OriginalRcptTo),
        ("removal-recipient", StatusFieldName.RemovalRecipient),
        ("received-date", StatusFieldName.ArrivalDate),
        ("version incidents reported-domain reported-uri authentication-results auth-failure delivery-result source-port", StatusFieldName.OtherOfComplaint));

    /// <summary>Hands on line by line; what is not a field continues the one before it or is skipped with an issue.</summary>
    internal static void Read(ReadOnlySpan<byte> content, DeliveryStatus status)
    {
        var afterBlank = true;
        for (var at = 0; at < content.Length;)
        {
            var end = HeaderFields.LineEnd(content, at, out var next);
            var line = content[at..end];
            if (line.Trim(" \t"u8).IsEmpty)
            {
                afterBlank = true;
            }
            else if (line[0] is not ((byte)' ' or (byte)'\t') && NameLength(line, out var name) is > 0 and var length)
            {
                status.Field(new(name, new(at + length + 1, line.Length - length - 1), at, afterBlank));
                afterBlank = false;
            }
            else
            {
                status.Continuation(at, end, line[0] is (byte)' ' or (byte)'\t', afterBlank);
            }

            at = next;
        }
    }

    /// <summary>A known name of a field in lower case, for messages; "field" for others.</summary>
    internal static string NameOf(StatusFieldName name) => Known.NameOf(name) ?? "the field before it";

    /// <summary>What stands before the colon, blanks included (RFC 5322 §4.5 knew them), or 0: a wrapped text such as "550 5.1.1 x: y" or "https://…" is no field.</summary>
    private static int NameLength(ReadOnlySpan<byte> line, out StatusFieldName name)
    {
        name = StatusFieldName.Unknown;
        var colon = line[..Math.Min(line.Length, 80)].IndexOf((byte)':');
        if (colon < 2)
        {
            return 0;
        }

        var text = line[..colon].TrimEnd(" \t"u8);
        name = Known.Of(text);
        if (name != StatusFieldName.Unknown)
        {
            return colon;
        }

        if (!IsToken(text))
        {
            return 0;
        }

        var follows = colon + 1 == line.Length || line[colon + 1] is (byte)' ' or (byte)'\t';
        var isExtension = text.Length > 2 && text[0] is (byte)'x' or (byte)'X' && text[1] == '-';
        name = isExtension ? Extension(text) : StatusFieldName.Unknown;
        return (text.Contains((byte)'-') && follows) || isExtension ? colon : 0;
    }

    private static StatusFieldName Extension(ReadOnlySpan<byte> name) =>
        name.BeginsWith("x-postfix"u8) ? StatusFieldName.PostfixOther : StatusFieldName.Unknown;

    private static bool IsToken(ReadOnlySpan<byte> text)
    {
        foreach (var octet in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)octet) && octet is not ((byte)'-' or (byte)'_'))
            {
                return false;
            }
        }

        return true;
    }
}
