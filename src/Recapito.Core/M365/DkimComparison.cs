namespace Recapito.Core;

/// <summary>
/// The two aliases with which Exchange Online signs (Microsoft: "Set up DKIM to sign mail from your Microsoft 365 domain"), in the old form under
/// onmicrosoft.com or the new one under dkim.mail.microsoft. Microsoft Graph does not list them; mail flows without.
/// </summary>
internal static class DkimComparison
{
    public static IEnumerable<(string Name, RrType Type)> Sets(string domain) => DkimSelectors.Microsoft.Select(selector => (DkimSelectors.NameOf(selector, domain), RrType.Cname));

    /// <param name="view">What is known.</param>
    /// <param name="given">Aliases that Microsoft Graph lists after all.</param>
    /// <param name="initial">The tenant's initial domain; null where it was not seen.</param>
    public static IEnumerable<TenantDomainRecord> Of(DomainView view, IReadOnlyList<WantedRecord> given, string? initial) =>
        DkimSelectors.Microsoft.Where(selector => given.All(record => record.Name != DkimSelectors.NameOf(selector, view.Domain))).Select(selector => Of(view, selector, initial));

    private static TenantDomainRecord Of(DomainView view, string selector, string? initial)
    {
        var name = DkimSelectors.NameOf(selector, view.Domain);
        var published = PublishedSet.At(view, name, RrType.Cname);
        var row = new TenantDomainRecord(RecordUse.Dkim, name, RrType.Cname, RecordStanding.Missing) { Service = "Email", IsOptional = true };
        var key = view.Dns(name, RrType.Txt);
        return published.Settle(published.Data(RrType.Cname) is [var target, ..]
            ? Alias(view, row with { There = [target] }, new(selector, target, published.Seen[0], key), initial)
            : TxtStrings.Of(key).Any(DkimKey.IsLike) ? row with { Standing = RecordStanding.Differs, Notes = [RecordNote.Of("dkim-own-key", ("selector", selector))], Evidence = [key!] }
            : row with { Notes = [RecordNote.Of("dkim-missing", ("domain", view.Domain))] });
    }

    private static TenantDomainRecord Alias(DomainView view, TenantDomainRecord row, MicrosoftAlias alias, string? initial)
    {
        var wrong = !MicrosoftAlias.IsMicrosofts(alias.Target) ? "dkim-elsewhere"
            : alias.IsOfOtherDomain(view.Domain) ? "dkim-other-domain"
            : !alias.Target.StartsWith(alias.Selector, StringComparison.Ordinal) ? "dkim-other-selector"
            : initial is not null && TenantOf(alias.Target) is { } tenant && tenant != FirstLabel(initial) ? "dkim-other-tenant"
            : null;
        return wrong is not null
            ? row with { Standing = RecordStanding.Differs, IsFault = wrong is not "dkim-elsewhere", Notes = [RecordNote.Of(wrong, ("target", alias.Target), ("initial", initial ?? ""))] }
            : row with
            {
                Standing = RecordStanding.Matches,
                Notes = alias.Key is Absent<RrSet> ? [RecordNote.Of("dkim-not-enabled", ("target", alias.Target), ("domain", view.Domain))] : [],
                Evidence = alias.Key is { } key ? [key] : [],
            };
    }

    // selector1-TOKEN._domainkey.TENANT.onmicrosoft.com, and the same with X-v1.dkim.mail.microsoft.
    private static string? TenantOf(string target) => target.Split('.') is [_, "_domainkey", var tenant, ..] ? tenant : null;

    private static string FirstLabel(string name) => name.Split('.')[0];
}
