using System.Globalization;

namespace Recapito.Core;

/// <summary>Where senders report that TLS to the domain's hosts failed (RFC 8460).</summary>
internal sealed class TlsRptCheck : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } = ["tls-rpt-found", "tls-rpt-absent", "tls-rpt-several-records", "tls-rpt-invalid"];

    public override IEnumerable<Request> Asks(DomainView view) => [Record(view)];

    public override bool MayAsk(Request request) => request is DnsRequest { Type: RrType.Txt, From.Kind: VantageKind.Resolver };

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var seen = view.Evidence.Find(Record(view));
        if (seen is not (Present<RrSet> or Absent<RrSet>))
        {
            return [];
        }

        TagList[] records = [.. TxtStrings.Of(seen).Select(TagList.Parse).Where(tags => tags.IsVersion("TLSRPTv1"))];
        return records switch
        {
            [] when TxtStrings.Of(seen).FirstOrDefault(text => text.Contains("TLSRPT", StringComparison.OrdinalIgnoreCase)) is { } text =>
                [view.Found("tls-rpt-invalid", seen, ("part", Shown(text)), ("record", Shown(text)))],
            [] => view.Zone.CurrentMx is null || view.Zone.TakesNoMail || view.Zone.IsNoName ? [] : [view.Found("tls-rpt-absent", seen)],
            [var tags] => OfRecord(view, seen, tags),
            _ => [view.Found("tls-rpt-several-records", seen, ("count", records.Length.ToString(CultureInfo.InvariantCulture)))],
        };
    }

    // RFC 8460 §3: rua is a list of mailto: and https: addresses, one at least.
    private static IEnumerable<DomainFinding> OfRecord(DomainView view, Observation<RrSet> seen, TagList tags)
    {
        string[] addresses = [.. (tags["rua"] ?? "").Split(',').Select(one => one.Trim())];
        var wrong = tags.Broken ?? (tags["rua"] is null ? "rua=" : addresses.FirstOrDefault(address => !IsAddress(address)));
        yield return wrong is null
            ? view.Found("tls-rpt-found", seen, ("addresses", Shown(string.Join(", ", addresses))))
            : view.Found("tls-rpt-invalid", seen, ("part", Shown(wrong)), ("record", Shown(tags.Text)));
    }

    private static bool IsAddress(string uri) => uri.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
        ? Names.IsAddress(uri["mailto:".Length..].Split('?')[0])
        : uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(uri, UriKind.Absolute, out _);

    private static DnsRequest Record(DomainView view) => DomainView.At($"_smtp._tls.{view.Domain}", RrType.Txt);

    private static string Shown(string text) => text.Length <= 300 ? text : text[..300] + "…";
}
