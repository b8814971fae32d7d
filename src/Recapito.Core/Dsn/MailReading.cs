namespace Recapito.Core;

/// <summary>One mail on its way to a <see cref="DsnReport"/>: first the parts that RFC 3464 defines, then the human text.</summary>
internal readonly ref struct MailReading
{
    /// <summary>A report that has more texts than this says nothing in the others.</summary>
    internal const int MostTexts = 4;

    /// <summary>What every report of words alone lacks.</summary>
    internal const string NoStatusPart = "no message/delivery-status part (RFC 6522 §3)";

    private readonly ReportMail mail;
    private readonly IssueList issues;
    private readonly bool takesAttached;
    private readonly int times;

    internal MailReading(ReportMail mail, IssueList issues, bool takesAttached, int times)
    {
        this.times = times;
        this.mail = mail;
        this.issues = issues;
        this.takesAttached = takesAttached;
    }

    internal DsnReport Report()
    {
        if (mail.Find(PartKind.FeedbackReport) is >= 0 and var feedback)
        {
            return ComplaintReader.Read(mail, feedback, Context(), issues);
        }

        var context = Context();
        if (EventMail.Read(mail, context, issues) is { } ofEvent)
        {
            return ofEvent;
        }

        var lost = ReturnedMessageReader.Read(mail);
        var text = ReadText(lost);
        NoteCuts(text);
        var author = new MailAuthor(mail, text.Cues!);
        var all = StatusParts.Read(mail, author.IsMailSystem, takesAttached || author.PassesReportsOn || text.Own.Span.IsWhiteSpace(), issues);
        var status = all.Count > 0 ? all[0] : null;
        var reporter = Mta(status, StatusFieldName.ReportingMta) ?? text.ReportingMta;
        var returned = ReadReturned(status, text, lost);
        var recipients = ReadRecipients(all, text, author, reporter, returned, out var kind);
        var report = new DsnReport
        {
            Kind = kind,
            Recipients = recipients,
            Date = context.Date,
            AddressedTo = context.AddressedTo,
            Issues = issues.All,
            Words = text.Own,
        };
        if (recipients.Count == 0 && kind == ReportKind.NotABounce && ForwardedReport.Find(mail, text, author, times, out var place) is { } forwarded)
        {
            if (takesAttached || (text.Cues!.Has(DialectRole.Attached) && !author.IsPerson))
            {
                issues.Add(new(place.Name, place.Offset, "the report was passed on with this mail", "read the report"));
                return forwarded with { Issues = [.. issues.All, .. forwarded.Issues] };
            }

            issues.Add(new(place.Name, place.Offset, "a report that was forwarded: nothing came back to the one who got this mail", "counted it as no bounce; 'recapito diagnose' and 'recapito explain' read it"));
        }

        if (recipients.Count == 0)
        {
            if (kind == ReportKind.NotABounce && UnrecognisedReport.Of(mail, text, author) is { } unrecognised)
            {
                issues.AddFirst(unrecognised);
            }

            return report with { System = kind == ReportKind.NotABounce ? "unknown" : text.System };
        }

        var system = ReportingSystem.Of(mail, status, text, reporter);
        return report with
        {
            System = system,
            Message = new()
            {
                ReportingMta = reporter,
                ReceivedFromMta = Mta(status, StatusFieldName.ReceivedFromMta),
                ArrivalDate = MailDate.Read(status?.Message.Value(StatusFieldName.ArrivalDate)),
                EnvelopeId = status?.Message.Value(StatusFieldName.OriginalEnvelopeId),
            },
            Organisation = ReportingSystem.OrganisationOf(mail),
            Returned = returned,
            Language = text.Language ?? (system is "exchange" or "exchange-online" ? ExchangeLanguage.Of(text.Own.Span) : null) ?? LanguageOfHeaders(),
        };
    }

    private MailContext Context() => MailContext.Read(mail);

    private static string? Mta(DeliveryStatus? status, StatusFieldName name) =>
        status?.Message.Value(name) is { } value ? FieldValues.Mta(value) : null;

    private List<RecipientFields> ReadRecipients(List<DeliveryStatus> all, ReportText text, in MailAuthor author, string? reporter, ReturnedMessage? returned, out ReportKind kind)
    {
        var reader = new RecipientReader(issues, reporter, TextEntries.Beside(all, text), TextEntries.FailedRecipients(mail));
        if (all.Count > 0)
        {
            var read = new List<RecipientFields>();
            foreach (var status in all)
            {
                foreach (var group in status.Recipients)
                {
                    if (reader.Read(group) is { } recipient)
                    {
                        read.Add(recipient);
                    }
                }
            }

            ActualRecipients.Put(read, text.Entries);
            var distinct = DistinctRecipients.Of(read, issues);
            kind = distinct.Count > 0 ? MailKinds.Of(distinct) : MailKinds.WithoutRecipients(mail, text);
            return distinct;
        }

        kind = MailKinds.WithoutRecipients(mail, text);
        if (kind == ReportKind.Complaint)
        {
            return ComplaintReader.Recipients(mail, returned);
        }

        var entries = kind == ReportKind.NotABounce ? TextEntries.Of(mail, text, author, returned) : [];
        if (entries.Count == 0)
        {
            kind = kind == ReportKind.NotABounce && MailKinds.IsAutoReply(mail, text, namesNobody: true) ? ReportKind.AutoReply : kind;
            return [];
        }

        var place = mail.Place(Math.Max(0, mail.Find(PartKind.Text)));
        issues.Add(new(mail.Tree.HasHeaders ? place.Name : "text", place.Offset, NoStatusPart, text.System is "unknown" ? "read the text without knowing which mail system wrote it" : $"read the text as one of {text.System}"));
        var kindOfText = MailKinds.IsDelay(mail, text) ? ReportKind.Delay : ReportKind.Bounce;
        var recipients = DistinctRecipients.Of(entries.ConvertAll(entry => reader.Read(entry, ServedEntry.Is(entry.Diagnostic) ? ReportKind.Delivered : kindOfText)), issues);
        kind = MailKinds.Of(recipients);
        return recipients;
    }

    /// <summary>The first text that names recipients; where none does, the first one.</summary>
    /// <param name="lost">The lost message, where a part of the mail tells of it; else its text may.</param>
    private ReportText ReadText(ReturnedMessage? lost)
    {
        ReportText? first = null;
        var hasStatus = mail.Find(PartKind.DeliveryStatus) >= 0;
        var heads = MailKinds.Heads(mail);
        for (int i = 0, texts = 0; i < mail.Tree.Count && texts < MostTexts && mail.Tree[i].Kind != PartKind.Message; i++)
        {
            // The same text in HTML says no more than the plain one, and costs most of the time.
            if (mail.Tree[i].Kind is not (PartKind.Text or PartKind.Html) || (mail.Tree[i].Kind == PartKind.Html && hasStatus && first is not null))
            {
                continue;
            }

            texts++;
            var content = mail.Text(i, HumanText.LongestText);
            content = mail.Tree[i].Kind == PartKind.Html ? HumanText.OfHtml(content) : content;
            var read = ReadText(content, heads, hasStatus, lost) with { Part = i };
            if (read.Entries.Count > 0)
            {
                return read;
            }

            first ??= content.AsSpan().IsWhiteSpace() ? null : read;
        }

        return first ?? ReadText("", heads, hasStatus, lost);
    }

    private void NoteCuts(ReportText text)
    {
        if (text.Part < 0)
        {
            return;
        }

        mail.NoteLength(text.Part, HumanText.LongestText, issues);
        if (text.Cut is { } cut)
        {
            var place = mail.Place(text.Part);
            issues.Add(new(mail.Tree.HasHeaders ? place.Name : "text", place.Offset, cut, "left out the others"));
        }
    }

    private static ReportText ReadText(string content, string heads, bool hasStatus, ReturnedMessage? lost)
    {
        content = content.Replace('\u00A0', ' ');
        var read = WrittenReport.Read(FoldedEntries.Unfolded(LostSubject.Masked(content, lost?.Subject)), content, heads, Catalogue.Default.Dialects, lost is null, !hasStatus);
        return (!hasStatus || read.Cues!.Knows("exchange")) && !ExchangeText.IsNone(content) && ExchangeText.Read(HumanText.Lines(content)) is { Entries.Count: > 0 } exchange
            ? exchange with { Cues = read.Cues, Said = read.Said, Own = read.Own, OriginalHeaders = exchange.OriginalHeaders ?? read.OriginalHeaders, Summary = read.Summary, Cut = read.Cut }
            : read;
    }

    private ReturnedMessage? ReadReturned(DeliveryStatus? status, ReportText text, ReturnedMessage? lost)
    {
        lost ??= text.OriginalHeaders is { } headers ? ReturnedMessageReader.Read(headers) : null;
        lost ??= ReturnedMessageReader.ReadUntyped(mail, text.Part);
        lost ??= text.Summary is { } summary ? ReturnedMessageReader.Read(summary) : null;
        return status?.Message.Value(StatusFieldName.PostfixSender) is { } field ? (lost ?? new()) with { Sender = FieldValues.Address(field) } : lost;
    }

    private string? LanguageOfHeaders() =>
        mail.Field(HeaderName.ContentLanguage) is { Length: >= 2 } tag ? tag[..2].ToLowerInvariant() : null;
}
