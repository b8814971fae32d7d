using Recapito.Core;

namespace Recapito.Probes;

/// <summary>The message trace of the tenant that was signed in to, and its positive control.</summary>
/// <param name="access">The connections.</param>
/// <param name="holds">Whether the tenant holds the domain of an address.</param>
/// <param name="explain">Says what a gap lacks.</param>
internal sealed class TraceSource(InsideAccess access, Func<string, CancellationToken, Task<bool>> holds, Func<ApiGap, ApiGap> explain)
{
    private string By => $"{access.Graph.Host}, tenant {access.SignIn.Tenant}";

    /// <summary>The rows of a recipient.</summary>
    public async Task<Observation> RowsAsync(MessageTraceRequest asked, CancellationToken cancel)
    {
        var now = access.Clock.GetUtcNow();
        if (WhyNotAsked(asked.Since, asked.Until, now) is { } why)
        {
            return Unasked(asked, why, now);
        }

        var rows = await access.Graph.MessageTraceAsync(asked with { Until = End(asked.Until, now) }, cancel).ConfigureAwait(false);
        return rows switch
        {
            { Gap: { } gap } => asked.Unanswered(Explained(gap), new(access.Graph.Host, now)),
            { Items: [] } when await holds(asked.Recipient, cancel).ConfigureAwait(false) =>
                new Absent<ExchangeObjects>(asked, "the tenant took no message for this recipient in this time", new(By, now, asked.Command)),
            { Items: [] } => asked.Unanswered($"the tenant {access.SignIn.Tenant} that was signed in to has no row, and it is not known to hold this domain", new(access.Graph.Host, now)),
            _ => new Present<ExchangeObjects>(asked, new(rows.Items), new(By, now, asked.Command)),
        };
    }

    /// <summary>Whether there is a row of somebody else.</summary>
    public async Task<Observation> ControlAsync(MessageTraceControlRequest asked, CancellationToken cancel)
    {
        var now = access.Clock.GetUtcNow();
        if (WhyNotAsked(asked.Since, asked.Until, now) is { } why)
        {
            return Unasked(asked, why, now);
        }

        var first = await access.Graph.OthersTraceAsync(asked with { Until = End(asked.Until, now) }, cancel).ConfigureAwait(false);
        return first switch
        {
            { Gap: { } gap } => asked.Unanswered(Explained(gap), new(access.Graph.Host, now)),
            { Items: [] } => new Absent<TracedMail>(asked, "the trace has no message for anybody else of the domain in this time", new(By, now, asked.Command)),
            { Items: [var row, ..] } => new Present<TracedMail>(asked, new(row.Moment("receivedDateTime")!.Value), new(By, now, asked.Command)),
        };
    }

    private string? WhyNotAsked(DateTimeOffset since, DateTimeOffset until, DateTimeOffset now) =>
        !access.SignIn.Cloud.HasMessageTrace ? $"not asked: the cloud {access.SignIn.Cloud.Id} {InsideGaps.NoTraceInCloud}; Get-MessageTraceV2 shows it"
        : since < now - MessageTraceRequest.Kept || since >= End(until, now) ? $"not asked: {InsideGaps.TraceTooOld}, and its time must begin before it ends"
        : null;

    // What is still to come nobody can have received.
    private static DateTimeOffset End(DateTimeOffset until, DateTimeOffset now) => until < now ? until : now;

    private static Observation Unasked(Request request, string why, DateTimeOffset now) => request.Unanswered(why, new(Provenance.NobodyAsked, now));

    private string Explained(ApiGap gap) => gap.Text.Contains("Service principal-less", StringComparison.OrdinalIgnoreCase)
        ? $"{InsideGaps.NoTracePrincipal}; {InsideGaps.Lacks} ({gap.Text.TrimEnd('.')})"
        : explain(gap).Text;
}
