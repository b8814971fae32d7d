using System.Globalization;

namespace Recapito.Core;

/// <summary>What receivers are to do with unauthenticated mail of the domain, and who is told (RFC 9989, before RFC 7489).</summary>
internal sealed class DmarcCheck : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } =
    [
        "dmarc-found", "dmarc-read", "dmarc-inherited", "dmarc-missing", "dmarc-several-records", "dmarc-version-wrong", "dmarc-list-broken", "dmarc-policy-invalid", "dmarc-tag-invalid",
        "dmarc-tag-unknown", "dmarc-policy-none", "dmarc-subdomains-open", "dmarc-testing", "dmarc-percent", "dmarc-no-reports", "dmarc-report-uri-invalid",
        "dmarc-report-unauthorised", "dmarc-public-suffix",
    ];

    public override IEnumerable<Request> Asks(DomainView view) =>
        DmarcWalk.Places(view.Domain).Select(place => DomainView.At($"_dmarc.{place}", RrType.Txt))
            .Concat(Externals(DmarcWalk.Of(view.Domain, view)).Select(external => Authorisation(external.Record, external.Target)));

    public override bool MayAsk(Request request) => request is DnsRequest { Type: RrType.Txt, From.Kind: VantageKind.Resolver };

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var walk = DmarcWalk.Of(view.Domain, view);
        if (walk.Own.Count > 1)
        {
            return [view.Found("dmarc-several-records", walk.OwnSeen, ("count", walk.Own.Count.ToString(CultureInfo.InvariantCulture)))];
        }

        if (walk.Own.Count == 0 && TxtStrings.Of(walk.OwnSeen).FirstOrDefault(IsLookalike) is { } text)
        {
            return [view.Found("dmarc-version-wrong", walk.OwnSeen, ("record", Shown(text)))];
        }

        // Without the domain's own answer, a record above says nothing; without one above, that there is none says nothing.
        if (walk.OwnSeen is not (Present<RrSet> or Absent<RrSet>) || (walk.Own.Count == 0 && !walk.IsSeen))
        {
            return [];
        }

        return walk.Applied is { } record
            ? OfRecord(view, walk, record)
            : view.Zone.CurrentMx is null || view.Zone.IsNoName ? [] : [view.Found("dmarc-missing", walk.Answers)];
    }

    private static IEnumerable<DomainFinding> OfRecord(DomainView view, DmarcWalk walk, DmarcRecord record)
    {
        var own = record.Domain == view.Domain;
        var policy = own ? record.Policy : record.SubdomainPolicy;
        yield return view.Found(!own ? "dmarc-inherited" : IsWhole(record) ? "dmarc-found" : "dmarc-read", record.Seen, ("record", Shown(record.Tags.Text)), ("policy", policy), ("from", record.Domain));
        foreach (var finding in own ? OfTags(view, record) : [])
        {
            yield return finding;
        }

        if (policy is "none" && (!own || record.HasPolicy))
        {
            yield return view.Found("dmarc-policy-none", record.Seen, ("from", record.Domain));
        }
        else if (record.IsTesting)
        {
            yield return view.Found("dmarc-testing", record.Seen, ("policy", policy), ("from", record.Domain));
        }

        if (policy is not "none" && record.Percent is int percent and < 100)
        {
            yield return view.Found("dmarc-percent", record.Seen, ("percent", percent.ToString(CultureInfo.InvariantCulture)), ("policy", policy));
        }

        foreach (var finding in OfReports(view, walk, record))
        {
            yield return finding;
        }
    }

    private static bool IsWhole(DmarcRecord record) => record.HasPolicy && record.Tags.Broken is null && !record.Wrong().Any();

    private static IEnumerable<DomainFinding> OfTags(DomainView view, DmarcRecord record)
    {
        if (record.Tags.Broken is { } broken)
        {
            yield return view.Found("dmarc-list-broken", record.Seen, ("part", Shown(broken)), ("record", Shown(record.Tags.Text)));
        }

        if (!record.HasPolicy)
        {
            yield return view.Found("dmarc-policy-invalid", record.Seen, ("value", Shown(record.Tags["p"] ?? "")), ("record", Shown(record.Tags.Text)));
        }

        foreach (var (tag, expected) in record.Wrong().Where(wrong => wrong.Tag.Name is not "p").Take(10))
        {
            yield return view.Found("dmarc-tag-invalid", record.Seen, ("tag", $"{tag.Name}={Shown(tag.Value)}"), ("position", tag.Position.ToString(CultureInfo.InvariantCulture)), ("expected", expected));
        }

        var unknown = string.Join(", ", record.Unknown().Select(tag => Shown(tag.Name)).Take(10));
        if (unknown.Length > 0)
        {
            yield return view.Found("dmarc-tag-unknown", record.Seen, ("tags", unknown));
        }

        if (record.IsEnforced && (record.SubdomainPolicy is "none" || record.NonexistentPolicy is "none"))
        {
            yield return view.Found("dmarc-subdomains-open", record.Seen, ("policy", record.Policy), ("tag", record.SubdomainPolicy is "none" ? "sp=none" : "np=none"));
        }

        if (record.PublicSuffix is "y")
        {
            yield return view.Found("dmarc-public-suffix", record.Seen);
        }
    }

    private static IEnumerable<DomainFinding> OfReports(DomainView view, DmarcWalk walk, DmarcRecord record)
    {
        foreach (var (tag, uri) in record.Reports.Where(report => report.Uri.Domain is null))
        {
            yield return view.Found("dmarc-report-uri-invalid", record.Seen, ("tag", tag), ("uri", Shown(uri.Uri)));
        }

        if (record.Domain == view.Domain && !record.Reports.Any(report => report is { Tag: "rua", Uri.Domain: not null }))
        {
            yield return view.Found("dmarc-no-reports", record.Seen);
        }

        foreach (var (_, target) in Externals(walk))
        {
            var seen = view.Evidence.Find(Authorisation(record, target));
            if (seen is Absent<RrSet> || (seen is Present<RrSet> && !TxtStrings.Of(seen).Any(text => TagList.Parse(text).IsVersion("DMARC1"))))
            {
                yield return view.Found("dmarc-report-unauthorised", [seen, record.Seen], ("target", target), ("name", Authorisation(record, target).Name));
            }
        }
    }

    /// <summary>The foreign domains that reports go to, which must agree to receive them (RFC 9990 §4, before RFC 7489 §7.1).</summary>
    private static IEnumerable<(DmarcRecord Record, string Target)> Externals(DmarcWalk walk) =>
        walk.Applied is { } record
            ? record.Reports.Select(report => report.Uri.Domain).OfType<string>().Distinct().Where(target => IsExternal(walk, record, target)).Select(target => (record, target))
            : [];

    // Where both may be of one organization, nobody is asked: readers of RFC 7489 know by a list of suffixes what the tree does not show.
    private static bool IsExternal(DmarcWalk walk, DmarcRecord record, string target) =>
        !new[] { walk.Domain, walk.Organization, record.Domain }.Any(own => target == own || IsUnder(target, own) || IsUnder(own, target))
        && !(record.Domain.Split('.') is { Length: > 2 } labels && IsUnder(target, string.Join('.', labels[^2..])));

    private static bool IsUnder(string name, string parent) => name.EndsWith('.' + parent, StringComparison.Ordinal);

    private static DnsRequest Authorisation(DmarcRecord record, string target) => DomainView.At($"{record.Domain}._report._dmarc.{target}", RrType.Txt);

    private static bool IsLookalike(string text) => text.AsSpan().TrimStart(" \t\"'").StartsWith("v", StringComparison.OrdinalIgnoreCase) && text.Contains("DMARC", StringComparison.OrdinalIgnoreCase);

    private static string Shown(string text) => text.Length <= 300 ? text : text[..300] + "…";
}
