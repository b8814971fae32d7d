namespace Recapito.Core;

/// <summary>Makes <see cref="RecipientFields"/> of a group of fields and of what the human text says of the same recipient.</summary>
/// <param name="issues">Takes what is odd.</param>
/// <param name="reportingMta">Who wrote the report.</param>
/// <param name="entries">What the human text says, by recipient.</param>
/// <param name="known">Addresses that a header field of the report names (X-Failed-Recipients).</param>
internal sealed class RecipientReader(IssueList issues, string? reportingMta, IReadOnlyList<TextEntry> entries, IReadOnlyList<string> known)
{
    private Dictionary<string, TextEntry>? entriesOfAddress;
    private EntryReading? reading;

    /// <summary>From a group of the status part; null where it names nobody.</summary>
    internal RecipientFields? Read(StatusGroup group)
    {
        var address = AddressOf(group);
        if (address.Length == 0)
        {
            issues.Add(new(group.Name, group.Offset, "no Final-Recipient (RFC 3464 §2.3.2 requires it)", "left this group out"));
            return null;
        }

        var (type, diagnostic) = FieldValues.Typed(group.Value(StatusFieldName.DiagnosticCode) ?? "");
        diagnostic = diagnostic.Contains("=?", StringComparison.Ordinal) ? HeaderText.Of(System.Text.Encoding.UTF8.GetBytes(diagnostic)) : diagnostic;
        var remote = group.Value(StatusFieldName.RemoteMta) is { } mta ? FieldValues.Mta(mta) : null;
        var action = ActionOf(group);
        var code = StatusOf(group);
        var entry = EntryOf(address);
        diagnostic = diagnostic.Length > 0 || entry is { Diagnostic.Length: > 0 } ? diagnostic : FieldValues.Comment(group.Value(StatusFieldName.Status) ?? "");
        var fields = Build(address, type, diagnostic, remote, code, entry) with
        {
            OriginalRecipient = group.Value(StatusFieldName.OriginalRecipient) is { } original ? FieldValues.Address(original) : null,
            Action = action,
            LastAttempt = MailDate.Read(group.Value(StatusFieldName.LastAttemptDate)),
        };
        NoteDisagreement(group, fields);
        var kind = KindOf(action, fields.Status ?? code);

        // What a text says of a success is no diagnostic: nothing went wrong.
        return fields with { Kind = kind, DiagnosticCode = kind == ReportKind.Delivered && diagnostic.Length == 0 && fields.Replies.Count == 0 ? null : fields.DiagnosticCode };
    }

    /// <summary>From the human text alone.</summary>
    internal RecipientFields Read(TextEntry entry, ReportKind kind)
    {
        var fields = Build(entry.Recipient, "", "", entry.Host, null, entry);
        var last = fields.Replies.LastOrDefault(reply => reply.IsOfFurtherAttempt);
        return fields with { Kind = kind, IsOfTextOnly = true, RemoteMta = last?.Host ?? fields.RemoteMta };
    }

    private TextEntry? EntryOf(string address)
    {
        if (entries.Count <= 1)
        {
            return entries.Count == 1 ? entries[0] : null;
        }

        if (entriesOfAddress is null)
        {
            entriesOfAddress = new(StringComparer.OrdinalIgnoreCase);
            foreach (var entry in entries)
            {
                entriesOfAddress.TryAdd(entry.Recipient, entry);
            }
        }

        return entriesOfAddress.GetValueOrDefault(address);
    }

    private RecipientFields Build(string address, string type, string diagnostic, string? remote, EnhancedStatusCode? field, TextEntry? entry)
    {
        var said = ReadingOf(entry);
        var text = said?.Text ?? "";
        diagnostic = WrittenText.Collapse(diagnostic);
        NoteLength(diagnostic.Length > text.Length ? diagnostic : text);
        var replies = QuotedReplies.Read(diagnostic, remote, reportingMta);
        var stated = replies;
        var isOfProgram = ProgramOutput.Is(type);
        replies = isOfProgram ? ProgramOutput.OfServers(diagnostic, replies) : replies;
        if (text.Length > 0 && (!isOfProgram || ProgramOutput.TellsOfServer(text, diagnostic)))
        {
            replies = WithTextOf(said!, replies, ref remote);
        }

        if (remote is null || remote == reportingMta)
        {
            // A system that gives up by itself names itself; the host that it tried stands in its words.
            remote = TriedHost.In(diagnostic) ?? TriedHost.In(text) ?? remote;
        }

        var innermost = replies.LastOrDefault();
        return new()
        {
            FinalRecipient = address,
            StatusField = field,
            Status = MostSpecific(replies.Count > 0 ? replies : stated, field) ?? said?.Status,
            RemoteMta = remote,
            RefusingHost = innermost is null ? null : innermost.Host ?? remote,
            DiagnosticCode = diagnostic.Length > 0 ? diagnostic : text.Length > 0 ? text : null,
            DiagnosticType = type.Length > 0 ? type : null,
            Replies = replies,
            SmtpCommand = said?.Command ?? RefusedCommand.In(diagnostic) ?? entry?.Command,
        };
    }

    private EntryReading? ReadingOf(TextEntry? entry)
    {
        reading = entry is null ? null : ReferenceEquals(reading?.Entry, entry) ? reading : new(entry, reportingMta);
        return reading;
    }

    private void NoteLength(string text)
    {
        if (text.Length > QuotedReplies.LongestText)
        {
            issues.Add(new("report", 0, $"a diagnostic of {text.Length} characters", $"looked for replies in the first {QuotedReplies.LongestText}"));
        }
    }

    /// <summary>The text may quote what the fields do not, and names hosts that they leave out.</summary>
    private static List<QuotedReply> WithTextOf(EntryReading said, List<QuotedReply> replies, ref string? remote)
    {
        var fromText = said.Replies(remote ?? said.Entry.Host);
        var host = fromText.Count > 0 ? fromText[^1].Host : null;
        remote ??= said.Entry.Host ?? host;
        var isLonger = fromText.Count > replies.Count && replies.Count > 0
            && (fromText[0].Reply.Code, fromText[0].Reply.Status) == (replies[0].Reply.Code, replies[0].Reply.Status);
        if (replies.Count == 0 || isLonger)
        {
            return fromText;
        }

        if (replies[^1].Host is null && (host ?? said.Entry.Host) is { } named)
        {
            replies[^1] = replies[^1] with { Host = named };
        }

        return replies;
    }

    private static EnhancedStatusCode? MostSpecific(List<QuotedReply> replies, EnhancedStatusCode? field)
    {
        static bool IsGeneral(EnhancedStatusCode? code) => code is null or { Subject: 0, Detail: 0 };
        for (var i = replies.Count - 1; i >= 0; i--)
        {
            if (!IsGeneral(replies[i].Reply.Status))
            {
                return replies[i].Reply.Status;
            }
        }

        return field ?? replies.LastOrDefault(reply => reply.Reply.Status is not null)?.Reply.Status;
    }

    private string AddressOf(StatusGroup group)
    {
        foreach (var name in (ReadOnlySpan<StatusFieldName>)[StatusFieldName.FinalRecipient, StatusFieldName.ActualRecipient, StatusFieldName.OriginalRecipient])
        {
            if (group.Value(name) is not { } value || FieldValues.Address(value) is not { Length: > 0 } address)
            {
                continue;
            }

            // "@host", "user@server" and "|program" say less than the address that the sender had written.
            if (name == StatusFieldName.FinalRecipient && !IsWhole(value, address) && Better(group) is { } better)
            {
                return better;
            }

            if (name != StatusFieldName.FinalRecipient)
            {
                issues.Add(new(group.Name, group.Offset, "no Final-Recipient (RFC 3464 §2.3.2 requires it)", $"took the recipient from {StatusFields.NameOf(name)}"));
            }
            else if (FieldValues.Typed(value).Type.Length == 0)
            {
                issues.Add(new(group.Name, group.OffsetOf(name), "Final-Recipient without an address type (RFC 3464 §2.3.2)", "took it for rfc822"));
            }
            else if (value.Contains('<', StringComparison.Ordinal))
            {
                issues.Add(new(group.Name, group.OffsetOf(name), "Final-Recipient with angle brackets (RFC 3464 §2.3.2)", "took them off"));
            }

            return address;
        }

        if (entries.Count == 1)
        {
            issues.Add(new(group.Name, group.Offset, "no Final-Recipient (RFC 3464 §2.3.2 requires it)", "took the recipient from the text"));
            return entries[0].Recipient;
        }

        return "";
    }

    private string? Better(StatusGroup group) =>
        group.Value(StatusFieldName.OriginalRecipient) is { } value && FieldValues.Address(value) is { } original && IsWhole(value, original) ? original
        : known is [var one] ? one
        : entries is [var entry] && FieldValues.IsAddress(entry.Recipient) ? entry.Recipient
        : null;

    private static bool IsWhole(string value, string address) =>
        FieldValues.IsAddress(address) && address[0] is not ('/' or '|') && !FieldValues.Typed(value).Value.AsSpan().TrimStart("<").StartsWith("@");

    private string? ActionOf(StatusGroup group)
    {
        if (group.Value(StatusFieldName.Action) is not { } action)
        {
            issues.Add(new(group.Name, group.Offset, "no Action (RFC 3464 §2.3.3 requires it)", "judged by the status code"));
            return null;
        }

        // Some write "failed (permanent)"; the word itself is what counts.
        var end = action.AsSpan().IndexOfAny(" \t(;,");
        return (end > 0 ? action[..end] : action).ToLowerInvariant();
    }

    private EnhancedStatusCode? StatusOf(StatusGroup group)
    {
        if (group.Value(StatusFieldName.Status) is not { } value)
        {
            issues.Add(new(group.Name, group.Offset, "no Status (RFC 3464 §2.3.4 requires it)", "took the code from the diagnostic, if any"));
            return null;
        }

        var code = FieldValues.Status(value);
        if (code is null)
        {
            issues.Add(new(group.Name, group.OffsetOf(StatusFieldName.Status), $"Status '{Shortened(value)}' has no code (RFC 3464 §2.3.4)", "took the code from the diagnostic, if any"));
        }
        else if (value.Length > code.Value.ToString().Length)
        {
            issues.Add(new(group.Name, group.OffsetOf(StatusFieldName.Status), "Status with more than its code (RFC 3464 §2.3.4)", $"read {code}"));
        }

        return code;
    }

    private void NoteDisagreement(StatusGroup group, RecipientFields fields)
    {
        if (fields.StatusField is { } field && fields.Status is { } said && field != said)
        {
            issues.Add(new(group.Name, group.OffsetOf(StatusFieldName.Status), $"Status is {field} and the quoted reply says {said}", $"took {said}, the more specific one"));
        }
    }

    private static string Shortened(string text) => text.Length > 60 ? text[..60] + "…" : text;

    private static ReportKind KindOf(string? action, EnhancedStatusCode? status) => action switch
    {
        "failed" or "failure" or "fail" => ReportKind.Bounce,
        "delayed" or "delay" => ReportKind.Delay,
        "delivered" or "relayed" or "expanded" or "deliverable" => ReportKind.Delivered,
        _ => status?.Class switch { 2 => ReportKind.Delivered, 4 when action is not null => ReportKind.Delay, _ => ReportKind.Bounce },
    };
}
