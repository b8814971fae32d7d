namespace Recapito.Core;

/// <summary>
/// The SPF record that Microsoft wants against the one that is there. The domain may have other senders, so the texts need not be equal: Microsoft's
/// host must be included where a receiver looks (RFC 7208 §5.2), in the only SPF record (§4.5).
/// </summary>
internal static class SpfComparison
{
    private const string Include = "include:";
    private const int Deepest = 10;

    private enum Inclusion
    {
        No,
        Unknown,
        Nested,
        Direct,
    }

    public static IEnumerable<TenantDomainRecord> Of(DomainView view, WantedRecord wanted)
    {
        var published = PublishedSet.At(view, wanted.Name, RrType.Txt);
        string[] records = [.. published.Data(RrType.Txt).Where(SpfParser.IsRecord)];
        var host = HostOf(wanted.Value);
        var found = records.Select(text => (Text: text, In: host is null ? Inclusion.Direct : Search(view, SpfParser.Parse(text), host, []))).ToList();
        var main = found.OrderByDescending(record => record.In).FirstOrDefault();
        yield return published.Settle(Compare(wanted, host ?? "", records, main.Text, main.In));
        foreach (var other in records.Where(text => text != main.Text))
        {
            yield return published.Settle(new(RecordUse.Spf, wanted.Name, RrType.Txt, RecordStanding.Surplus)
            {
                Service = wanted.Service, There = [other], IsFault = true, Notes = [RecordNote.Of("spf-second")],
            });
        }
    }

    private static TenantDomainRecord Compare(WantedRecord wanted, string host, string[] records, string? text, Inclusion inclusion)
    {
        if (text is null)
        {
            return wanted.Row(RecordStanding.Missing) with { IsFault = !wanted.IsOptional, Notes = [RecordNote.Of("spf-missing")] };
        }

        var record = SpfParser.Parse(text);
        string[] faults =
        [
            .. records.Length > 1 ? ["spf-several"] : Array.Empty<string>(),
            .. record.Faults.Count > 0 ? ["spf-broken"] : Array.Empty<string>(),
            .. inclusion is Inclusion.No ? [record.Ignored.Any(term => IsInclude(term, host)) ? "spf-include-ignored" : "spf-include-missing"] : Array.Empty<string>(),
        ];
        string[] others = inclusion is Inclusion.Unknown ? ["spf-include-not-seen"] : inclusion is Inclusion.Nested ? ["spf-include-nested"] : [];
        return wanted.Row(faults.Length > 0 ? RecordStanding.Differs : inclusion is Inclusion.Unknown ? RecordStanding.NotSeen : RecordStanding.Matches) with
        {
            There = [text],
            IsFault = faults.Length > 0 && !wanted.IsOptional,
            Notes = [.. faults.Concat(others).Select(id => RecordNote.Of(id, ("host", host)))],
        };
    }

    /// <summary>Does the record include the host, or a record that does? What cannot be seen may.</summary>
    private static Inclusion Search(DomainView view, SpfRecord record, string host, HashSet<string> walked)
    {
        if (record.Effective.Any(term => IsInclude(term, host)))
        {
            return Inclusion.Direct;
        }

        var best = Inclusion.No;
        foreach (var term in record.Effective.Where(term => term.Kind is SpfKind.Include or SpfKind.Redirect && term.Qualifier is '+'))
        {
            best = Max(best, Below(view, term, host, walked));
        }

        return best;
    }

    private static Inclusion Below(DomainView view, SpfTerm term, string host, HashSet<string> walked)
    {
        if (term.Domain is not { } named || named.Macros.Any() || walked.Count >= Deepest)
        {
            return Inclusion.Unknown;
        }

        var name = Names.Canonical(named.Text);
        if (!walked.Add(name))
        {
            return Inclusion.No;
        }

        var seen = view.Dns(name, RrType.Txt);
        return seen is Present<RrSet> ? SpfPublished.In(seen).Record is { } record && Search(view, record, host, walked) is var found
                ? found is Inclusion.Direct ? Inclusion.Nested : found : Inclusion.No
            : seen is Absent<RrSet> ? Inclusion.No : Inclusion.Unknown;
    }

    // A redirect to Microsoft's record is its whole policy (RFC 7208 §6.1).
    private static bool IsInclude(SpfTerm term, string host) =>
        term.Kind is SpfKind.Include or SpfKind.Redirect && term.Qualifier is '+' && term.Domain is { } named && Names.Canonical(named.Text) == host;

    private static Inclusion Max(Inclusion one, Inclusion other) => one > other ? one : other;

    /// <summary>The host of the wanted include; Microsoft's own sample has a blank behind the colon.</summary>
    private static string? HostOf(string text)
    {
        var at = text.IndexOf(Include, StringComparison.OrdinalIgnoreCase);
        var rest = at < 0 ? "" : text[(at + Include.Length)..].TrimStart();
        var end = rest.IndexOf(' ', StringComparison.Ordinal);
        return Names.Canonical(end < 0 ? rest : rest[..end]) is { Length: > 0 } host ? host : null;
    }
}
