using System.Collections.Immutable;
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
    public Task<Observation> RowsAsync(MessageTraceRequest asked, CancellationToken cancel) => AskAsync(
        asked, asked.Command, asked.Since, asked.Until, end => access.Graph.MessageTraceAsync(asked with { Until = end }, cancel),
        async (rows, source) => rows.Length > 0 ? new Present<ExchangeObjects>(asked, new(rows), source)
            : await holds(asked.Recipient, cancel).ConfigureAwait(false) ? new Absent<ExchangeObjects>(asked, "the tenant took no message for this recipient in this time", source)
            : asked.Unanswered($"the tenant {access.SignIn.Tenant} that was signed in to has no row, and it is not known to hold this domain", new(access.Graph.Host, source.At)));

    /// <summary>Whether there is a row of somebody else.</summary>
    public Task<Observation> ControlAsync(MessageTraceControlRequest asked, CancellationToken cancel) => AskAsync(
        asked, asked.Command, asked.Since, asked.Until, end => access.Graph.OthersTraceAsync(asked with { Until = end }, cancel),
        (rows, source) => Task.FromResult<Observation>(rows is [var row, ..] ? new Present<TracedMail>(asked, new(row.Moment("receivedDateTime")!.Value), source)
            : new Absent<TracedMail>(asked, "the trace has no message for anybody else of the domain in this time", source)));

    private async Task<Observation> AskAsync(Request asked, string command, DateTimeOffset since, DateTimeOffset until, Func<DateTimeOffset, Task<ApiListing>> list, Func<ImmutableArray<ExchangeObject>, Provenance, Task<Observation>> read)
    {
        var now = access.Clock.GetUtcNow();
        if (WhyNotAsked(since, until, now) is { } why)
        {
            return asked.Unanswered(why, new(Provenance.NobodyAsked, now));
        }

        var listing = await list(End(until, now)).ConfigureAwait(false);
        return listing.Gap is { } gap ? asked.Unanswered(Explained(gap), new(access.Graph.Host, now))
            : await read(listing.Items, new(By, now, command)).ConfigureAwait(false);
    }

    private string? WhyNotAsked(DateTimeOffset since, DateTimeOffset until, DateTimeOffset now) =>
        !access.SignIn.Cloud.HasMessageTrace ? $"not asked: the cloud {access.SignIn.Cloud.Id} {InsideGaps.NoTraceInCloud}; Get-MessageTraceV2 shows it"
        : since < now - MessageTraceRequest.Kept || since >= End(until, now) ? $"not asked: {InsideGaps.TraceTooOld}, and its time must begin before it ends"
        : null;

    // What is still to come nobody can have received.
    private static DateTimeOffset End(DateTimeOffset until, DateTimeOffset now) => until < now ? until : now;

    private string Explained(ApiGap gap) => gap.Text.Contains("Service principal-less", StringComparison.OrdinalIgnoreCase)
        ? $"{InsideGaps.NoTracePrincipal}; {InsideGaps.Lacks} ({gap.Text.TrimEnd('.')})"
        : explain(gap).Text;
}
