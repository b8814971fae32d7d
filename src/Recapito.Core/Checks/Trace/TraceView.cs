namespace Recapito.Core;

/// <summary>
/// What the message trace of the recipient's tenant says of one case. Rows of mail for this very address count alone: an alias is shown as the primary address,
/// a copy for a journal under the journal's. The tenant must hold the domain: a sender's tenant has rows of what it sends, too.
/// </summary>
internal sealed class TraceView
{
    // Clocks of the sender's system and of Microsoft's differ.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    // Microsoft: Message Trace FAQ ("5-10 minutes"), with a lot to spare.
    private static readonly TimeSpan Appears = TimeSpan.FromHours(1);

    private static readonly string[] Arrived = ["delivered", "expanded"];

    private readonly Case now;

    private TraceView(Case now)
    {
        this.now = now;
        Searches = now.Evidence.Find(new AcceptedDomainRequest(now.Symptom.Domain)) is not Present<AcceptedDomain> || now.Symptom.At is not { } at ? []
            : [.. now.Evidence.Asked<MessageTraceRequest>().Where(request => request.Recipient == now.Symptom.Recipient && TracePlan.Covers(request, at)).Select(now.Evidence.Find).OfType<Observation<ExchangeObjects>>()];
        Rows = [.. Searches.OfType<Present<ExchangeObjects>>().SelectMany(seen => seen.Value.Items.Select(item => TraceRow.Read(item, seen)))
            .OfType<TraceRow>().Where(row => row.Recipient == now.Symptom.Recipient).OrderBy(row => row.At)];
    }

    public static TraceView Of(Case now) => new(now);

    /// <summary>The searches round the bounce, answered or not.</summary>
    public IReadOnlyList<Observation<ExchangeObjects>> Searches { get; }

    /// <summary>The rows of this recipient, the oldest first.</summary>
    public IReadOnlyList<TraceRow> Rows { get; }

    /// <summary>The last message that arrived for the address; null where none did or none was seen.</summary>
    public TraceRow? LastArrived => Rows.LastOrDefault(row => Arrived.Contains(row.Status));

    /// <summary>The last one that arrived when the bounce was there already, or may have been.</summary>
    public TraceRow? ArrivedSince => Rows.LastOrDefault(row => Arrived.Contains(row.Status) && row.At > now.Symptom.At - Skew);

    /// <summary>
    /// Mail of the same sender that arrived after the bounce. What others send says nothing: mail from within an organisation never meets the edge.
    /// </summary>
    public TraceRow? SameSenderSince => now.Symptom.Sender is { } sender && Names.DomainOf(sender) != now.Symptom.Domain
        ? Rows.LastOrDefault(row => Arrived.Contains(row.Status) && row.Sender == Names.CanonicalAddress(sender) && row.At > now.Symptom.At + Skew) : null;

    /// <summary>The lost message itself, where the trace shows that it arrived all the same: the bounce tells of another attempt.</summary>
    public TraceRow? SameMessage => now.Symptom.MessageId is { } id ? Rows.LastOrDefault(row => Arrived.Contains(row.Status) && row.MessageId == id) : null;

    /// <summary>
    /// The tenant took nothing for this address in that time, and took mail for others: what bounced never came to it. Nothing of this where the directory has the
    /// address, as mail for an alias stands under another one.
    /// </summary>
    public IReadOnlyList<Observation>? NothingCame => Empty is { } empty && IsSettled(empty) && ControlOf(empty) is Present<TracedMail> control ? [empty, control] : null;

    /// <summary>Why an empty trace excludes nothing, as a word key; null where it does, or where there is none.</summary>
    public string? WhyNothingSaid => Empty is not { } empty ? null
        : !IsSettled(empty) ? "gap.trace-too-fresh"
        : ControlOf(empty) is Absent<TracedMail> ? "gap.trace-without-control"
        : null;

    /// <summary>A search that has no row, of an address that the directory does not have.</summary>
    public Absent<ExchangeObjects>? Empty => Rows.Count > 0 || now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient)) is not Absent<DirectoryRecipient> ? null
        : Searches.OfType<Absent<ExchangeObjects>>().FirstOrDefault();

    private bool IsSettled(Absent<ExchangeObjects> empty) => now.Symptom.At is { } at && empty.Source.At >= at + Appears;

    private Observation<TracedMail>? ControlOf(Absent<ExchangeObjects> empty) => now.Evidence.Find(MessageTraceControlRequest.Of((MessageTraceRequest)empty.Request));
}

/// <summary>A row of a message trace (Microsoft Graph: exchangeMessageTrace).</summary>
/// <param name="At">When the tenant received the message.</param>
/// <param name="Recipient">Canonical.</param>
/// <param name="Sender">Canonical; null where the row does not show it.</param>
/// <param name="MessageId">Without angle brackets; null where the row does not show it.</param>
/// <param name="Status">In lower case.</param>
/// <param name="Seen">The search that shows it.</param>
internal sealed record TraceRow(DateTimeOffset At, string Recipient, string? Sender, string? MessageId, string Status, Observation Seen)
{
    /// <summary>The row; null where it does not show when, to whom, and how it ended.</summary>
    public static TraceRow? Read(ExchangeObject item, Observation seen) =>
        item.Moment("receivedDateTime") is { } at && item.Text("recipientAddress") is { } recipient && item.Text("status") is { } status
            ? new(at, Names.CanonicalAddress(recipient), item.Text("senderAddress") is { } sender ? Names.CanonicalAddress(sender) : null,
                item.Text("messageId")?.Trim().TrimStart('<').TrimEnd('>'), status.ToLowerInvariant(), seen)
            : null;
}
