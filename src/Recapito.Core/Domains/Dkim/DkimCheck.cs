using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// The keys with which the domain's mail may be signed (RFC 6376). The DNS does not list selectors, so what is not found is not shown to be missing,
/// with one exception: where <c>_domainkey</c> itself does not exist, nothing below it does (RFC 8020), if the usual selectors are denied, too.
/// </summary>
internal sealed class DkimCheck : DomainCheck
{
    private const int Weak = 1024;
    private const int Short = 2048;
    private const int MostSelectors = 20;

    public override IReadOnlyList<string> Findings { get; } =
    [
        "dkim-key-found", "dkim-key-revoked", "dkim-key-testing", "dkim-key-too-short", "dkim-key-short", "dkim-key-broken", "dkim-record-broken",
        "dkim-key-unusable", "dkim-several-records", "dkim-selector-missing", "dkim-none-found", "dkim-no-keys", "dkim-wildcard", "dkim-wildcard-revoked",
        "dkim-alias-dangling", "dkim-microsoft-not-enabled", "dkim-microsoft-missing", "dkim-microsoft-other-domain",
    ];

    public override IEnumerable<Request> Asks(DomainView view)
    {
        var above = DomainView.At($"_domainkey.{view.Domain}", RrType.Txt);
        yield return above;
        foreach (var selector in Named(view).Append(DkimSelectors.Nobody))
        {
            yield return Key(view, selector);
        }

        foreach (var selector in DkimSelectors.Microsoft)
        {
            yield return DomainView.At(DkimSelectors.NameOf(selector, view.Domain), RrType.Cname);
        }

        // Three dozen questions to learn nothing: not where little is to be found, or everything.
        if (view.Evidence.Find(above) is { } seen && view.Evidence.Find(Key(view, DkimSelectors.Nobody)) is Absent<RrSet>)
        {
            foreach (var selector in (seen as Absent<RrSet>).IsNxDomain() ? DkimSelectors.MostCommon : DkimSelectors.Common)
            {
                yield return Key(view, selector);
            }
        }
    }

    public override bool MayAsk(Request request) => IsToResolver(request);

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var nobody = view.Evidence.Find(Key(view, DkimSelectors.Nobody));
        var anybody = TxtStrings.Of(nobody);
        if (anybody.Any(DkimKey.IsLike))
        {
            yield return view.Found(anybody.Any(text => DkimKey.Read(text).IsRevoked) ? "dkim-wildcard-revoked" : "dkim-wildcard", nobody, ("record", Shown(anybody[0])));
        }

        var found = new List<DomainFinding>();
        foreach (var selector in Named(view).Concat(DkimSelectors.Common).Distinct())
        {
            var seen = view.Evidence.Find(Key(view, selector));
            if (seen is Present<RrSet> && !TxtStrings.Of(seen).SequenceEqual(anybody))
            {
                found.AddRange(OfSelector(view, selector, seen));
            }
            else if (seen is Absent<RrSet> && anybody.Count == 0 && view.Inquiry.Selectors.Any(named => Names.Canonical(named) == selector))
            {
                found.Add(view.Found("dkim-selector-missing", seen, ("selector", selector)));
            }
        }

        foreach (var finding in found.Concat(OfMicrosoft(view)).Concat(found.Count == 0 && anybody.Count == 0 ? OfNothing(view, nobody) : []))
        {
            yield return finding;
        }
    }

    private static IEnumerable<DomainFinding> OfSelector(DomainView view, string selector, Observation<RrSet> seen)
    {
        // A wildcard of the whole domain answers here, too, with whatever it says.
        string[] records = [.. TxtStrings.Of(seen).Where(DkimKey.IsLike)];
        if (records.Length > 1)
        {
            yield return view.Found("dkim-several-records", seen, ("selector", selector), ("count", records.Length.ToString(CultureInfo.InvariantCulture)));
            yield break;
        }

        foreach (var key in records.Select(DkimKey.Read))
        {
            (string, string)[] arguments =
            [
                ("selector", selector), ("kind", key.Kind), ("bits", key.Bits.ToString(CultureInfo.InvariantCulture)), ("tag", Shown(key.Place)), ("record", Shown(key.Text)),
            ];
            yield return view.Found(IdOf(key), seen, arguments);
            if (key is { IsTesting: true, IsRevoked: false, Fault: DkimFault.None })
            {
                yield return view.Found("dkim-key-testing", seen, arguments);
            }
        }
    }

    private static string IdOf(DkimKey key) => key switch
    {
        { Fault: DkimFault.Record } => "dkim-record-broken",
        { Fault: DkimFault.Key } => "dkim-key-broken",
        { Fault: DkimFault.Use } => "dkim-key-unusable",
        { IsRevoked: true } => "dkim-key-revoked",
        { Kind: "rsa", Bits: < Weak } => "dkim-key-too-short",
        { Kind: "rsa", Bits: < Short } => "dkim-key-short",
        _ => "dkim-key-found",
    };

    private static IEnumerable<DomainFinding> OfNothing(DomainView view, Observation<RrSet>? nobody)
    {
        var above = view.Dns($"_domainkey.{view.Domain}", RrType.Txt);
        if (above is Absent<RrSet> none && none.IsNxDomain())
        {
            // A domain that sends no mail has nothing to sign. Some servers deny a name that has others below it; those in use are asked for all the same.
            if (view.Zone.CurrentMx is not null && !view.Zone.TakesNoMail && Named(view).Concat(DkimSelectors.MostCommon).All(selector => view.Evidence.Find(Key(view, selector)) is Absent<RrSet>)
                && DkimSelectors.Microsoft.All(selector => view.Dns(DkimSelectors.NameOf(selector, view.Domain), RrType.Cname) is Absent<RrSet>) && !view.Zone.IsNoName)
            {
                yield return view.Found("dkim-no-keys", above);
            }
        }
        else if (above is Absent<RrSet> or Present<RrSet> && nobody is Absent<RrSet> && DkimSelectors.Common.All(selector => view.Evidence.Find(Key(view, selector)) is Absent<RrSet>))
        {
            yield return view.Found("dkim-none-found", above);
        }
    }

    private static IEnumerable<DomainFinding> OfMicrosoft(DomainView view)
    {
        var aliases = DkimSelectors.Microsoft.Select(selector => MicrosoftAlias.Of(view, selector)).OfType<MicrosoftAlias>().ToArray();
        foreach (var alias in aliases.Where(alias => alias.IsOfOtherDomain(view.Domain)))
        {
            yield return view.Found("dkim-microsoft-other-domain", alias.Seen, ("selector", alias.Selector), ("target", alias.Target));
        }

        var dangling = aliases.Where(alias => alias.Key is Absent<RrSet>).ToArray();
        if (aliases.Length > 0 && dangling.Length == aliases.Length)
        {
            yield return view.Found("dkim-microsoft-not-enabled", dangling.SelectMany(alias => new Observation?[] { alias.Key, alias.Seen }), ("targets", string.Join(", ", dangling.Select(alias => alias.Target))));
        }
        else
        {
            foreach (var alias in dangling)
            {
                yield return view.Found("dkim-alias-dangling", [alias.Key, alias.Seen], ("selector", alias.Selector), ("target", alias.Target));
            }
        }

        if (view.Hosts.Any(host => MicrosoftNames.IsMxShaped(host.Name)) && DkimSelectors.Microsoft.All(selector => view.Evidence.Find(Key(view, selector)) is Absent<RrSet>) && aliases.Length == 0
            && DkimSelectors.Microsoft.All(selector => view.Dns(DkimSelectors.NameOf(selector, view.Domain), RrType.Cname) is Absent<RrSet>))
        {
            yield return view.Found("dkim-microsoft-missing", DkimSelectors.Microsoft.Select(selector => view.Dns(DkimSelectors.NameOf(selector, view.Domain), RrType.Cname)));
        }
    }

    private static IEnumerable<string> Named(DomainView view) =>
        view.Inquiry.Selectors.Select(Names.Canonical).Where(Names.IsHostName).Take(MostSelectors).Concat(DkimSelectors.Microsoft).Distinct();

    private static DnsRequest Key(DomainView view, string selector) => DomainView.At(DkimSelectors.NameOf(selector, view.Domain), RrType.Txt);

    private static string Shown(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
