namespace Recapito.Core;

/// <summary>The domain's logo (draft-brand-indicators-for-message-identification; no RFC). It moves no mail, so nothing of it is worse than a notice.</summary>
internal sealed class BimiCheck : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } = ["bimi-found", "bimi-declined", "bimi-invalid", "bimi-without-dmarc", "bimi-without-evidence"];

    public override IEnumerable<Request> Asks(DomainView view) => [Record(view)];

    public override bool MayAsk(Request request) => request is DnsRequest { Type: RrType.Txt, From.Kind: VantageKind.Resolver };

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var seen = view.Evidence.Find(Record(view));
        string[] texts = [.. TxtStrings.Of(seen).Where(text => text.Contains("BIMI", StringComparison.OrdinalIgnoreCase))];
        if (texts.Length == 0)
        {
            yield break;
        }

        var tags = TagList.Parse(texts[0]);
        if (texts.Length > 1 || !tags.IsVersion("BIMI1") || tags.Broken is not null || tags["l"] is not { } logo || !IsHttpsOrEmpty(logo) || !IsHttpsOrEmpty(tags["a"] ?? ""))
        {
            yield return view.Found("bimi-invalid", seen, ("record", Shown(string.Join(" | ", texts))));
            yield break;
        }

        if (logo.Length == 0 && string.IsNullOrEmpty(tags["a"]))
        {
            yield return view.Found("bimi-declined", seen);
            yield break;
        }

        yield return view.Found("bimi-found", seen, ("logo", Shown(logo.Length > 0 ? logo : tags["a"]!)));
        if (string.IsNullOrEmpty(tags["a"]))
        {
            yield return view.Found("bimi-without-evidence", seen);
        }

        var walk = DmarcWalk.Of(view.Domain, view);
        if (walk.IsSeen && !Enforces(view, walk.Applied))
        {
            yield return view.Found("bimi-without-dmarc", [seen, .. walk.Answers]);
        }
    }

    // The draft asks for "quarantine" or "reject" of all mail, of the domain and of what is below it.
    private static bool Enforces(DomainView view, DmarcRecord? record) =>
        record is { IsTesting: false, Percent: null or 100 } && record.SubdomainPolicy is not "none" && (record.Domain != view.Domain || record.Policy is not "none");

    private static bool IsHttpsOrEmpty(string uri) =>
        uri.Length == 0 || (uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(uri, UriKind.Absolute, out _));

    private static DnsRequest Record(DomainView view) => DomainView.At($"default._bimi.{view.Domain}", RrType.Txt);

    private static string Shown(string text) => text.Length <= 300 ? text : text[..300] + "…";
}
