using System.Collections.Immutable;
using System.Globalization;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Asks Microsoft Graph v1.0. Each method is one request of its documentation.</summary>
/// <param name="api">The service.</param>
internal sealed class GraphProbe(ApiClient api)
{
    // A tenant may ask a hundred times in five minutes (Microsoft Graph: List messageTraces).
    private const int MostRowsWithDetails = 5;
    private const int MostPagesForControl = 3;

    // Of what others wrote nothing is needed: neither the subject nor what the details say in free text.
    private static readonly string[] Needless = ["subject", "details.data", "details.description"];

    /// <summary>The host that answers.</summary>
    public string Host => api.Host;

    /// <summary>The tenant's domains (Microsoft Graph: List domains).</summary>
    public Task<ApiListing> DomainsAsync(CancellationToken cancel) => api.ListAsync(ApiCall.Get("v1.0/domains"), cancel);

    /// <summary>Records that a domain's services need (Microsoft Graph: List serviceConfigurationRecords).</summary>
    public Task<ApiListing> ServiceRecordsAsync(string domain, CancellationToken cancel) =>
        api.ListAsync(ApiCall.Get($"v1.0/domains/{Uri.EscapeDataString(domain)}/serviceConfigurationRecords"), cancel);

    /// <summary>Records that show whose a domain is (Microsoft Graph: List verificationDnsRecords).</summary>
    public Task<ApiListing> VerificationRecordsAsync(string domain, CancellationToken cancel) =>
        api.ListAsync(ApiCall.Get($"v1.0/domains/{Uri.EscapeDataString(domain)}/verificationDnsRecords"), cancel);

    /// <summary>Incidents and advisories of Exchange Online (Microsoft Graph: List issues).</summary>
    public Task<ApiListing> ServiceIssuesAsync(CancellationToken cancel) =>
        api.ListAsync(ApiCall.Get("v1.0/admin/serviceAnnouncement/issues?$filter=service%20eq%20'Exchange%20Online'"), cancel);

    /// <summary>
    /// Whether this application reads another mailbox: one message's id is asked for, and a refusal is what is hoped for (Microsoft Graph: List messages).
    /// </summary>
    public Task<ApiListing> OtherMailboxAsync(string address, CancellationToken cancel) =>
        api.ListAsync(ApiCall.Get($"v1.0/users/{Uri.EscapeDataString(address)}/messages?$top=1&$select=id"), cancel);

    /// <summary>
    /// The rows of a recipient and what happened to each (Microsoft Graph: List messageTraces, exchangeMessageTrace: getDetailsByRecipient). Longer times
    /// than a query may ask for are asked for piece by piece; details of the newest rows only.
    /// </summary>
    public async Task<ApiListing> MessageTraceAsync(MessageTraceRequest asked, CancellationToken cancel)
    {
        var rows = ImmutableArray.CreateBuilder<ExchangeObject>();
        for (var since = asked.Since; since < asked.Until; since += MessageTraceRequest.LongestQuery)
        {
            var until = since + MessageTraceRequest.LongestQuery < asked.Until ? since + MessageTraceRequest.LongestQuery : asked.Until;
            var some = await api.ListAsync(ApiCall.Get(Traces(asked.Recipient, since, until)), cancel).ConfigureAwait(false);
            if (some.Gap is not null)
            {
                return some;
            }

            rows.AddRange(some.Items);
        }

        return await DetailedAsync(asked, rows, cancel).ConfigureAwait(false);
    }

    /// <summary>The first row of somebody else in the recipient's domain, if there is one: the trace has rows of that time (Microsoft Graph: List messageTraces).</summary>
    public Task<ApiListing> OthersTraceAsync(MessageTraceControlRequest asked, CancellationToken cancel) => api.FirstAsync(
        ApiCall.Get(Traces(asked.Since, asked.Until)),
        row => row.Moment("receivedDateTime") is not null && row.Text("recipientAddress") is { } other && Names.CanonicalAddress(other) != asked.Recipient
            && Names.DomainOf(Names.CanonicalAddress(other)) == Names.DomainOf(asked.Recipient),
        MostPagesForControl,
        cancel);

    private static string Traces(DateTimeOffset since, DateTimeOffset until) =>
        $"v1.0/admin/exchange/tracing/messageTraces?$filter=receivedDateTime%20ge%20{Time(since)}%20and%20receivedDateTime%20le%20{Time(until)}";

    private static string Traces(string recipient, DateTimeOffset since, DateTimeOffset until) => $"{Traces(since, until)}%20and%20recipientAddress%20eq%20'{Quoted(recipient)}'";

    private async Task<ApiListing> DetailedAsync(MessageTraceRequest asked, ImmutableArray<ExchangeObject>.Builder rows, CancellationToken cancel)
    {
        var newest = rows.Where(row => row.Text("id") is not null).OrderByDescending(row => row.Moment("receivedDateTime")).Take(MostRowsWithDetails).ToHashSet();
        var detailed = ImmutableArray.CreateBuilder<ExchangeObject>(rows.Count);
        foreach (var row in rows)
        {
            if (!newest.Contains(row))
            {
                detailed.Add(With(row, []));
                continue;
            }

            var target = $"v1.0/admin/exchange/tracing/messageTraces/{Uri.EscapeDataString(row.Text("id")!)}/getDetailsByRecipient(recipientAddress='{Quoted(asked.Recipient)}')";
            var details = await api.ListAsync(ApiCall.Get(target), cancel).ConfigureAwait(false);
            if (details.Gap is not null)
            {
                return details;
            }

            detailed.Add(With(row, details.Items));
        }

        return new(detailed.ToImmutable(), null);
    }

    private static ExchangeObject With(ExchangeObject row, ImmutableArray<ExchangeObject> details) => new(
        row.Names.Select(name => KeyValuePair.Create(name, row[name])).Concat(details.SelectMany(detail => detail.Names).Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(name => KeyValuePair.Create<string, IReadOnlyList<string>>($"details.{name}", [.. details.Select(detail => detail.Text(name) ?? "")])))
            .Where(pair => !Needless.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)));

    // OData 4.01 §5.1.1.14.1: an apostrophe is doubled; the rest is a matter of the URL.
    private static string Quoted(string text) => Uri.EscapeDataString(text.Replace("'", "''", StringComparison.Ordinal));

    private static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
