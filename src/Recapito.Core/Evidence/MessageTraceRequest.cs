namespace Recapito.Core;

/// <summary>
/// What did the tenant do with the mail that it took for this recipient? (Microsoft Graph: exchangeMessageTrace) Absent means that it took none in this
/// time; a refusal before acceptance leaves no row, and neither does mail that never came.
/// </summary>
/// <param name="Recipient">The canonical address.</param>
/// <param name="Since">Begin of the time that is searched, UTC.</param>
/// <param name="Until">Its end, UTC.</param>
public sealed record MessageTraceRequest(string Recipient, DateTimeOffset Since, DateTimeOffset Until) : Request<ExchangeObjects>(Vantage.Inside)
{
    /// <summary>How far back Microsoft keeps the trace (Microsoft Graph: List messageTraces).</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>The longest time that one query may ask for (Microsoft Graph: List messageTraces).</summary>
    public static readonly TimeSpan LongestQuery = TimeSpan.FromDays(10);

    /// <inheritdoc/>
    public override string Kind => "message-trace";

    /// <summary>The command with which an administrator sees the same in Exchange Online PowerShell.</summary>
    public string Command => $"Get-MessageTraceV2 -RecipientAddress {Recipient} -StartDate {ObservationJson.Time(Since)} -EndDate {ObservationJson.Time(Until)}";

    /// <inheritdoc/>
    public override string Question => $"message trace of {Recipient} from {Since:yyyy-MM-dd HH:mm} to {Until:yyyy-MM-dd HH:mm} UTC";
}
