using System.Collections.Concurrent;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// The inside of one organisation, as far as the tenant that was signed in to shows it. It lists what a question needs, once, and answers by
/// <see cref="InventoryAnswers"/>; what could not be listed is a gap with the service's own words.
/// </summary>
/// <param name="access">The connections.</param>
/// <param name="own">Canonical domains that the administrator says are the organisation's.</param>
/// <param name="runsCmdlets">True where cmdlets may be run in the way that Microsoft does not support for applications.</param>
public sealed class InsideSource(InsideAccess access, IReadOnlyCollection<string> own, bool runsCmdlets)
{
    private readonly ConcurrentDictionary<string, Task<(ExchangeListing? Listed, ApiGap? Gap)>> listings = new(StringComparer.Ordinal);

    private TraceSource Trace => new(access, HoldsAsync, gap => Explained(gap, "ExchangeMessageTrace.Read.All", access.Graph.Host));

    /// <summary>Kinds that this can list for the whole organisation.</summary>
    public IReadOnlyList<ExchangeObjectKind> Kinds =>
        [ExchangeObjectKind.TenantDomain, ExchangeObjectKind.ServiceIssue, .. ExchangeOnlineProbe.Endpoints.Keys, .. runsCmdlets ? ExchangeOnlineProbe.Cmdlets.Keys : []];

    /// <summary>One listing, or why there is none.</summary>
    /// <param name="kind">Of which kind.</param>
    /// <param name="domain">For records of the DNS, the domain that they are of.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<(ExchangeListing? Listed, ApiGap? Gap)> ListAsync(ExchangeObjectKind kind, string? domain, CancellationToken cancel) =>
        OnceAsync($"{kind} {domain}", () => AskAsync(kind, domain, cancel));

    /// <summary>What these kinds hold, and what could not be listed.</summary>
    /// <param name="kinds">Of <see cref="Kinds"/>.</param>
    /// <param name="cancel">The caller's cancel.</param>
    public async Task<(ExchangeInventory Inventory, IReadOnlyList<(ExchangeObjectKind Kind, ApiGap Gap)> Gaps)> InventoryAsync(
        IEnumerable<ExchangeObjectKind> kinds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        var asked = kinds.Distinct().ToList();
        var got = await Task.WhenAll(asked.Select(kind => ListAsync(kind, null, cancel))).ConfigureAwait(false);
        return (ExchangeInventory.Empty.With(got.Select(one => one.Listed).OfType<ExchangeListing>()),
            [.. asked.Zip(got).Where(one => one.Second.Gap is not null).Select(one => (one.First, one.Second.Gap!))]);
    }

    /// <summary>What Microsoft tells the tenant of Exchange Online's health.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<HealthReport> HealthAsync(CancellationToken cancel)
    {
        var (listed, gap) = await ListAsync(ExchangeObjectKind.ServiceIssue, null, cancel).ConfigureAwait(false);
        return new(access.SignIn.Tenant, access.Clock.GetUtcNow(), [.. (listed?.Items ?? []).Select(ServiceIssue.Read).OfType<ServiceIssue>()], gap?.Text);
    }

    /// <summary>The answer to one question; a gap where the tenant does not show it.</summary>
    /// <param name="request">A question about the inside.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Observation> AnswerAsync(Request request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request switch
        {
            MessageTraceRequest asked => await Trace.RowsAsync(asked, cancel).ConfigureAwait(false),
            MessageTraceControlRequest asked => await Trace.ControlAsync(asked, cancel).ConfigureAwait(false),
            AcceptedDomainRequest => await FromInventoryAsync(request, [new(ExchangeObjectKind.AcceptedDomain, null), new(ExchangeObjectKind.TenantDomain, null)], cancel).ConfigureAwait(false),
            RecipientRequest { Side: ExchangeSide.ExchangeOnline } asked => await FromInventoryAsync(
                request, [new(ExchangeObjectKind.AcceptedDomain, null), new(ExchangeObjectKind.Recipient, asked.Address)], cancel).ConfigureAwait(false),
            ConfigurationRequest { Side: ExchangeSide.ExchangeOnline } asked => await FromInventoryAsync(
                request, [new(ExchangeObjectKind.AcceptedDomain, null), new(asked.Objects, IsOfOneDomain(asked.Objects) ? asked.Domain : null)], cancel).ConfigureAwait(false),
            _ => Gap(request, "the tenant does not show this"),
        };
    }

    private static bool IsOfOneDomain(ExchangeObjectKind kind) => kind is ExchangeObjectKind.ServiceConfigurationRecord or ExchangeObjectKind.VerificationDnsRecord;

    private async Task<Observation> FromInventoryAsync(Request request, IReadOnlyList<(ExchangeObjectKind Kind, string? Of)> needs, CancellationToken cancel)
    {
        var got = await Task.WhenAll(needs.Select(need => need.Kind is ExchangeObjectKind.Recipient && need.Of is { } address
            ? OnceAsync($"recipient {address}", () => RecipientAsync(address, cancel)) : ListAsync(need.Kind, need.Of, cancel))).ConfigureAwait(false);
        var inventory = ExchangeInventory.Empty.With(got.Select(one => one.Listed).OfType<ExchangeListing>());
        if (new InventoryAnswers(inventory, own).Answer(request) is { } answer)
        {
            return answer;
        }

        // What was asked for says more about the gap than what shows whose the domain is.
        return got.Reverse().Select(one => one.Gap).FirstOrDefault(gap => gap is not null) is { } gap
            ? Gap(request, gap.Text, HostOf(needs[^1].Kind))
            : Gap(request, $"the tenant {access.SignIn.Tenant} that was signed in to does not hold this domain", HostOf(needs[^1].Kind));
    }

    private async Task<(ExchangeListing?, ApiGap?)> AskAsync(ExchangeObjectKind kind, string? domain, CancellationToken cancel)
    {
        var listing = kind switch
        {
            ExchangeObjectKind.TenantDomain => await access.Graph.DomainsAsync(cancel).ConfigureAwait(false),
            ExchangeObjectKind.ServiceIssue => await access.Graph.ServiceIssuesAsync(cancel).ConfigureAwait(false),
            ExchangeObjectKind.ServiceConfigurationRecord when domain is not null => await access.Graph.ServiceRecordsAsync(domain, cancel).ConfigureAwait(false),
            ExchangeObjectKind.VerificationDnsRecord when domain is not null => await access.Graph.VerificationRecordsAsync(domain, cancel).ConfigureAwait(false),
            _ when ExchangeOnlineProbe.Endpoints.ContainsKey(kind) => await access.Exchange.ListAsync(kind, cancel).ConfigureAwait(false),
            _ when ExchangeOnlineProbe.Cmdlets.ContainsKey(kind) => runsCmdlets
                ? await access.Exchange.InvokeAsync(kind, cancel).ConfigureAwait(false) : ApiListing.Missing(ApiGapKind.NotAsked, InsideGaps.NeedsCommands),
            _ => ApiListing.Missing(ApiGapKind.NotAsked, "the tenant does not show this"),
        };
        return Listed(kind, listing, null);
    }

    // "Insufficient privileges" alone sends nobody anywhere.
    private ApiGap Explained(ApiGap gap, string permission, string host)
    {
        if (gap.Kind is not ApiGapKind.Forbidden)
        {
            return gap;
        }

        var lacks = host == access.Graph.Host ? permission
            : gap.Text.Contains("supported in this scenario", StringComparison.OrdinalIgnoreCase) ? "a role in Exchange Online" : $"{permission}, or a role in Exchange Online";
        var who = access.SignIn.Way is SignInWay.DeviceCode or SignInWay.AzureCli ? "this sign-in" : "the application";
        return gap with { Text = $"{who} lacks {lacks}; {InsideGaps.Lacks} ({gap.Text.TrimEnd('.')})" };
    }

    private static string PermissionOf(ExchangeObjectKind kind) => kind switch
    {
        ExchangeObjectKind.ServiceIssue => "ServiceHealth.Read.All",
        ExchangeObjectKind.TenantDomain or ExchangeObjectKind.ServiceConfigurationRecord or ExchangeObjectKind.VerificationDnsRecord => "Domain.Read.All",
        _ => ExchangeOnlineProbe.Endpoints.ContainsKey(kind) ? "Exchange.ManageAsAppV2" : "Exchange.ManageAsApp",
    };

    private async Task<(ExchangeListing?, ApiGap?)> RecipientAsync(string address, CancellationToken cancel) => Listed(
        ExchangeObjectKind.Recipient,
        runsCmdlets ? await access.Exchange.RecipientAsync(address, cancel).ConfigureAwait(false) : ApiListing.Missing(ApiGapKind.NotAsked, InsideGaps.NeedsCommands),
        [address]);

    private (ExchangeListing?, ApiGap?) Listed(ExchangeObjectKind kind, ApiListing listing, IReadOnlyList<string>? onlyFor) => listing.Gap is { } gap
        ? (null, Explained(gap, PermissionOf(kind), HostOf(kind)))
        : (new ExchangeListing(ExchangeSide.ExchangeOnline, kind, listing.Items, new(ByOf(HostOf(kind)), access.Clock.GetUtcNow(), ListingCommand.Of(kind))) { OnlyFor = onlyFor }, null);

    // A foreign tenant's trace says nothing of a recipient by having no row.
    private async Task<bool> HoldsAsync(string address, CancellationToken cancel) =>
        Names.DomainOf(address) is { } domain && (own.Contains(domain)
            || ((await ListAsync(ExchangeObjectKind.AcceptedDomain, null, cancel).ConfigureAwait(false)).Listed is { } listed && ExchangeInventory.Empty.With(listed).Holds(domain)));

    private string ByOf(string host) => $"{host}, tenant {access.SignIn.Tenant}";

    private Observation Gap(Request request, string why, string by = Provenance.NobodyAsked) => request.Unanswered(why, new(by, access.Clock.GetUtcNow()));

    private string HostOf(ExchangeObjectKind kind) =>
        ExchangeOnlineProbe.Endpoints.ContainsKey(kind) || ExchangeOnlineProbe.Cmdlets.ContainsKey(kind) ? access.Exchange.Host : access.Graph.Host;

    // What was cancelled or failed for our own mistake is asked again.
    private async Task<(ExchangeListing? Listed, ApiGap? Gap)> OnceAsync(string key, Func<Task<(ExchangeListing?, ApiGap?)>> ask)
    {
        var asked = listings.GetOrAdd(key, _ => ask());
        try
        {
            return await asked.ConfigureAwait(false);
        }
        catch
        {
            listings.TryRemove(key, out _);
            throw;
        }
    }
}
