namespace Recapito.Core;

/// <summary>
/// What a set of exports answers to questions about the inside. A file speaks for the domains that it names; a file that names none speaks with those that are
/// of the same organisation, else for the domains that the administrator says. What no file tells is unavailable, with the reason.
/// </summary>
/// <param name="exports">The files.</param>
/// <param name="own">Canonical domains for which files speak that name no domain themselves.</param>
public sealed class ExportAnswers(IReadOnlyList<ExchangeExport> exports, IReadOnlyCollection<string> own)
{
    /// <summary>True where a file speaks for a domain by what stands in it or in another of its organisation.</summary>
    /// <param name="export">The file.</param>
    /// <param name="domain">Canonical name.</param>
    public bool Shows(ExchangeExport export, string domain)
    {
        ArgumentNullException.ThrowIfNull(export);
        return export.Shows(domain) || Kin(export).Any(other => other.Shows(domain));
    }

    /// <summary>True where a file names no domain, and no other file of its organisation does: only its administrator knows whose it is.</summary>
    public bool IsNameless(ExchangeExport export)
    {
        ArgumentNullException.ThrowIfNull(export);
        return export.Domains.Count == 0 && Kin(export).All(other => other.Domains.Count == 0);
    }

    /// <summary>Every answer that the files have, or one gap with its reason.</summary>
    public IReadOnlyList<Observation> Answer(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request is MessageTraceRequest or MessageTraceControlRequest)
        {
            return [Gap(request, InsideGaps.TraceNotInExport, exports)];
        }

        var domain = InsideRequests.DomainOf(request);
        if (domain is null)
        {
            return [Gap(request, "no export shows this", exports)];
        }

        var speaking = exports.Where(export => SpeaksFor(export, domain)).ToList();
        if (KindOf(request).Side is ExchangeSide.ExchangeOnline && Claimants(speaking, domain) is { Count: > 1 } claimants)
        {
            // A domain is in one organisation at a time. Whose list is the older one, or which of them should have it, no file tells.
            return [Gap(request, $"{claimants.Count} organisations claim {domain}: {string.Join("; ", claimants.Select(export => $"{export.Organization} ({export.File})"))}; give the export of the one alone that has it now", claimants)];
        }

        var answers = speaking.Select(export => (Export: export, Seen: new InventoryAnswers(export.Inventory, [domain]).Answer(request)))
            .Where(answer => answer.Seen is not null && !(IsBrokenOff(answer.Export, request) && NeedsAll(answer.Seen))).Select(answer => answer.Seen!).ToList();
        return answers.Count > 0 ? answers : [Gap(request, Why(request, domain, speaking), speaking.Count > 0 ? speaking : exports)];
    }

    /// <summary>The file lists objects of the kind and says besides that listing them failed: there may be more than it has.</summary>
    private static bool IsBrokenOff(ExchangeExport export, Request request) => KindOf(request) is var (kind, side) && export.Gaps.Any(gap => gap.Kind == kind && (gap.Side ?? side) == side);

    // What one object is holds also in a list with holes; that there is no such object, or what all of them are, does not.
    private static bool NeedsAll(Observation seen) => seen.Outcome is Outcome.Absent || seen.Request is ConfigurationRequest;

    private static (ExchangeObjectKind Kind, ExchangeSide Side) KindOf(Request request) => request switch
    {
        ConfigurationRequest asked => (asked.Objects, asked.Side),
        RecipientRequest asked => (ExchangeObjectKind.Recipient, asked.Side),
        _ => (ExchangeObjectKind.AcceptedDomain, ExchangeSide.ExchangeOnline),
    };

    /// <summary>One file of each Microsoft 365 organisation that lists the domain, or its nearest parent with subdomains, as its own. Files that name no organisation are left out: they may be of the same.</summary>
    private static List<ExchangeExport> Claimants(List<ExchangeExport> speaking, string domain)
    {
        var holding = speaking.Where(export => IsTenant(export.Organization))
            .Select(export => (Export: export, Held: export.Inventory.AcceptedDomains(ExchangeSide.ExchangeOnline).Where(held => held.Holds(domain)).Select(held => held.Domain.Length).DefaultIfEmpty().Max()))
            .Where(pair => pair.Held > 0).ToList();
        return [.. holding.Where(pair => pair.Held == holding.Max(other => other.Held)).Select(pair => pair.Export).DistinctBy(export => export.Organization, StringComparer.OrdinalIgnoreCase)];
    }

    private bool SpeaksFor(ExchangeExport export, string domain) => Shows(export, domain) || (own.Contains(domain) && IsNameless(export));

    /// <summary>Files of the same organisation: of one name, or with a domain in common, as the two sides of a hybrid organisation have.</summary>
    private IEnumerable<ExchangeExport> Kin(ExchangeExport export) => exports.Where(other => !ReferenceEquals(other, export)
        && ((IsTenant(export.Organization) && export.Organization == other.Organization) || export.Domains.Intersect(other.Domains, StringComparer.Ordinal).Any()));

    // Servers are installed with a name such as "First Organization": that two have it means nothing.
    private static bool IsTenant(string? organization) => organization is not null && organization.Contains('.', StringComparison.Ordinal) && Names.IsHostName(organization);

    private string Why(Request request, string domain, List<ExchangeExport> speaking)
    {
        var (kind, side) = KindOf(request);
        var where = side is ExchangeSide.ExchangeOnline ? "Exchange Online" : "Exchange Server";
        return speaking.Count == 0 ? $"no export is shown to be that of {domain} ({string.Join("; ", exports.Select(Named))})"
            : speaking.SelectMany(export => export.Gaps).FirstOrDefault(gap => gap.Kind == kind && (gap.Side ?? side) == side) is { } gap ? $"{gap.Why}"
            : speaking.Exists(export => export.WithoutSide.Contains(kind)) ? $"the export lists {kind}, but not of which side; --export-side says it"
            : kind is ExchangeObjectKind.Recipient && speaking.Exists(export => export.Inventory.Find(side, kind) is not null) ? "the export lists only some recipients, and not this one: it may exist all the same"
            : ListingCommand.IsOfGraph(kind) ? $"not seen: {OfGraph(kind)} (Microsoft Graph: {ListingCommand.Of(kind)}); the export script does not list them"
            : $"no export lists {kind} of {where} ({ListingCommand.Of(kind)})";
    }

    private static string OfGraph(ExchangeObjectKind kind) => kind switch
    {
        ExchangeObjectKind.TenantDomain => "the tenant's domains",
        ExchangeObjectKind.ServiceIssue => "Microsoft's incidents and advisories",
        ExchangeObjectKind.ServiceConfigurationRecord => "the records that Microsoft wants",
        _ => "the records of the verification",
    };

    private static string Named(ExchangeExport export) => export.Domains.Count == 0 ? $"{export.File} names no domain" : $"{export.File}: {string.Join(", ", export.Domains.Take(3))}{(export.Domains.Count > 3 ? " …" : "")}";

    private static Observation Gap(Request request, string why, IReadOnlyList<ExchangeExport> asked) =>
        request.Unanswered(why, new(asked.Count == 0 ? Provenance.NobodyAsked : string.Join(", ", asked.Select(export => export.File)), asked.Select(export => export.At).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max()));
}
