namespace Recapito.Core;

/// <summary>
/// Did the tenant take mail for anybody else of this recipient's domain in the same time? The positive control of a <see cref="MessageTraceRequest"/>: that it
/// has no row says something only where the trace of the same time has others. Absent means that it has none.
/// </summary>
/// <param name="Recipient">The canonical address that is not meant.</param>
/// <param name="Since">Begin of the time that is searched, UTC.</param>
/// <param name="Until">Its end, UTC.</param>
public sealed record MessageTraceControlRequest(string Recipient, DateTimeOffset Since, DateTimeOffset Until) : Request<TracedMail>(Vantage.Inside)
{
    /// <summary>The positive control of a question.</summary>
    public static MessageTraceControlRequest Of(MessageTraceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(request.Recipient, request.Since, request.Until);
    }

    /// <inheritdoc/>
    public override string Kind => "message-trace-control";

    /// <summary>The command with which an administrator sees the same in Exchange Online PowerShell.</summary>
    public string Command => $"Get-MessageTraceV2 -StartDate {ObservationJson.Time(Since)} -EndDate {ObservationJson.Time(Until)} | Where-Object RecipientAddress -like '*@{Names.DomainOf(Recipient)}'";

    /// <inheritdoc/>
    public override string Question => $"message trace of anybody at {Names.DomainOf(Recipient)} but {Recipient} from {Since:yyyy-MM-dd HH:mm} to {Until:yyyy-MM-dd HH:mm} UTC";
}

/// <summary>That the tenant took some message. Whose it was is nobody's business here.</summary>
/// <param name="ReceivedAt">When, UTC.</param>
public sealed record TracedMail(DateTimeOffset ReceivedAt);
