using System.Globalization;
using System.Net;

namespace Recapito.Core;

/// <summary>Which hosts may send for the domain (RFC 7208): its record, and the whole tree that it spans.</summary>
internal sealed class SpfCheck : DomainCheck
{
    // RFC 7208 §3.4: with more, the answer does not fit a message of 512 octets.
    private const int LongRecord = 450;

    // Microsoft, "External DNS records required for Microsoft 365"; the same for GCC High and 21Vianet.
    private static readonly string[] MicrosoftRecords = ["spf.protection.outlook.com", "spf.protection.office365.us", "spf.protection.partner.outlook.cn"];

    // Microsoft, "Microsoft 365 URLs and IP address ranges" (Exchange Online Protection, port 25).
    private static readonly IPNetwork[] MicrosoftNetworks =
    [
        IPNetwork.Parse("40.92.0.0/15"), IPNetwork.Parse("40.107.0.0/16"), IPNetwork.Parse("52.100.0.0/14"), IPNetwork.Parse("104.47.0.0/17"),
        IPNetwork.Parse("2a01:111:f400::/48"), IPNetwork.Parse("2a01:111:f403::/48"),
    ];

    public override IReadOnlyList<string> Findings { get; } =
    [
        "spf-found", "spf-read", "spf-tree", "spf-missing", "spf-null-mx-without-deny", "spf-version-wrong", "spf-several-records", "spf-syntax", "spf-strings-joined",
        "spf-unknown-modifier", "spf-too-many-lookups", "spf-too-many-void-lookups", "spf-void-lookup", "spf-too-many-exchangers", "spf-loop",
        "spf-include-without-record", "spf-all-pass", "spf-all-neutral", "spf-no-all", "spf-terms-ignored", "spf-ptr", "spf-record-long",
        "spf-type-99", "spf-without-exchange-online",
    ];

    public override IEnumerable<Request> Asks(DomainView view) =>
        [.. SpfTree.Of(view.Domain, view.Evidence).Asks(), DomainView.At(view.Domain, RrType.Spf)];

    public override bool MayAsk(Request request) => IsToResolver(request);

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var tree = SpfTree.Of(view.Domain, view.Evidence);
        if (view.Dns(view.Domain, RrType.Spf) is Present<RrSet> old)
        {
            yield return view.Found("spf-type-99", old);
        }

        if (tree.Root.Seen is not (Present<RrSet> or Absent<RrSet>))
        {
            yield break;
        }

        foreach (var finding in tree.Root.Records.Count == 0 ? WithoutRecord(view, tree.Root.Seen) : tree.IsAsked ? OfTree(view, tree) : [])
        {
            yield return finding;
        }
    }

    private static IEnumerable<DomainFinding> WithoutRecord(DomainView view, Observation<RrSet> seen)
    {
        if (TxtStrings.Of(seen).FirstOrDefault(SpfParser.IsLookalike) is { } text)
        {
            yield return view.Found("spf-version-wrong", seen, ("record", Shown(text)));
        }
        else if (view.Zone.TakesNoMail)
        {
            yield return view.Found("spf-null-mx-without-deny", [seen, view.Zone.Resolver]);
        }
        else if (view.Zone.CurrentMx is { } mx && !view.Zone.IsNoName && (mx.Count > 0 || !(seen as Absent<RrSet>).IsNxDomain()))
        {
            yield return view.Found("spf-missing", seen);
        }
    }

    private static IEnumerable<DomainFinding> OfTree(DomainView view, SpfTree tree) =>
        [
            .. tree.Root.All.SelectMany(node => OfNode(view, node)),
            .. tree.Root.Record is { } record ? OfRoot(view, tree, record) : [],
            .. OfLookups(view, tree),
            .. OfVoid(view, tree),
        ];

    // What makes a record useless stands the same way in an included one: the receiver ends with a permanent error (§5.2).
    private static IEnumerable<DomainFinding> OfNode(DomainView view, SpfNode node)
    {
        if (node.IsLoop)
        {
            yield return view.Found("spf-loop", node.Seen, ("name", node.Domain), ("term", node.Via!.Text), ("at", node.Parent!.Domain));
            yield break;
        }

        if (node.Records.Count > 1)
        {
            yield return view.Found("spf-several-records", node.Seen, ("name", node.Domain), ("count", Number(node.Records.Count)));
        }

        if (node is { Records.Count: 0, Parent: not null, Seen: Present<RrSet> or Absent<RrSet> })
        {
            yield return view.Found("spf-include-without-record", node.Seen, ("name", node.Domain), ("term", node.Via!.Text), ("at", node.Parent.Domain));
        }

        foreach (var fault in node.Record?.Faults.Take(5) ?? [])
        {
            yield return view.Found(IsJoint(node, fault) ? "spf-strings-joined" : "spf-syntax", node.Seen,
                ("name", node.Domain), ("term", Shown(fault.Text)), ("position", Number(fault.Position)), ("expected", fault.Expected));
        }

        if (node.CountsAsPass && node.Record?.All is { Qualifier: '+' } all)
        {
            yield return view.Found("spf-all-pass", node.Seen, ("name", node.Domain), ("term", all.Text));
        }
    }

    private static IEnumerable<DomainFinding> OfRoot(DomainView view, SpfTree tree, SpfRecord record)
    {
        var root = tree.Root;
        yield return view.Found(tree.IsInOrder ? "spf-found" : "spf-read", root.Seen, ("record", Shown(record.Text)), ("lookups", (tree.IsSeen ? "" : "≥") + Number(root.Lookups)));

        // Where there are too many look-ups, the finding that says so lists the includes already; worth telling is then only what they include in turn.
        if (root.Children.Count > 0 && (root.Lookups <= SpfTree.MostLookups || root.Children.Any(child => child.Children.Count > 0)))
        {
            yield return view.Found("spf-tree", root.All.Select(node => node.Seen), ("tree", tree.Outline()));
        }

        if (record.All is { Qualifier: '?' })
        {
            yield return view.Found("spf-all-neutral", root.Seen, ("record", Shown(record.Text)));
        }

        if (record is { All: null, Redirect: null, Faults.Count: 0 })
        {
            yield return view.Found("spf-no-all", root.Seen, ("record", Shown(record.Text)));
        }

        if (record.Ignored.Count > 0)
        {
            yield return view.Found("spf-terms-ignored", root.Seen, ("terms", string.Join(", ", record.Ignored.Select(term => Shown(term.Text)))), ("all", record.All!.Text));
        }

        var unknown = string.Join(", ", record.Terms.Where(term => term.Kind is SpfKind.UnknownModifier).Select(term => Shown(term.Text)));
        if (unknown.Length > 0)
        {
            yield return view.Found("spf-unknown-modifier", root.Seen, ("terms", unknown));
        }

        if (record.Text.Length > LongRecord)
        {
            yield return view.Found("spf-record-long", root.Seen, ("octets", Number(record.Text.Length)));
        }

        if (tree.IsSeen && !tree.Open.Any() && view.Hosts.Any(host => MicrosoftNames.IsMxShaped(host.Name)) && !root.All.Any(IsMicrosoft))
        {
            yield return view.Found("spf-without-exchange-online", [root.Seen, view.Zone.Resolver]);
        }
    }

    // Some write the networks into their record in place of the include, or let a service do so.
    private static bool IsMicrosoft(SpfNode node) => MicrosoftRecords.Contains(node.Domain)
        || (node.Record?.Terms.Any(term => term.Address is { } own && MicrosoftNetworks.Any(network => network.Contains(own) || term.Covers(own, network.BaseAddress))) ?? false);

    private static IEnumerable<DomainFinding> OfLookups(DomainView view, SpfTree tree)
    {
        if (tree.Root.Lookups > SpfTree.MostLookups)
        {
            yield return view.Found("spf-too-many-lookups", tree.Root.All.Select(node => node.Seen),
                ("lookups", (tree.IsSeen ? "" : "≥") + Number(tree.Root.Lookups)), ("costs", tree.Costs()));
        }

        foreach (var (node, term, seen) in tree.TooManyExchangers())
        {
            yield return view.Found("spf-too-many-exchangers", [seen, node.Seen], ("name", node.Domain), ("term", term.Text), ("count", Number(seen.Value.Mx.Count)));
        }

        foreach (var node in tree.Root.All)
        {
            if (node.Record?.Effective.FirstOrDefault(term => term.Kind is SpfKind.Ptr) is { } ptr)
            {
                yield return view.Found("spf-ptr", node.Seen, ("name", node.Domain), ("term", ptr.Text));
            }
        }
    }

    private static IEnumerable<DomainFinding> OfVoid(DomainView view, SpfTree tree)
    {
        var empty = tree.Void().ToArray();
        if (empty.Length > SpfTree.MostVoid)
        {
            yield return view.Found("spf-too-many-void-lookups", empty.SelectMany(one => one.Seen),
                ("count", Number(empty.Length)), ("terms", string.Join(", ", empty.Select(one => $"{one.Term.Text} ({one.Node.Domain})").Take(10))));
            yield break;
        }

        foreach (var (node, term, seen) in empty)
        {
            yield return view.Found("spf-void-lookup", seen, ("name", node.Domain), ("term", term.Text));
        }
    }

    /// <summary>
    /// The term lies across the end of a string: the strings of a record are joined without a blank (§3.3), so the last term of one and the first of
    /// the next became one.
    /// </summary>
    private static bool IsJoint(SpfNode node, SpfFault fault)
    {
        var text = node.Records[0];
        var start = text.LastIndexOf(' ', Math.Min(fault.Position, text.Length) - 1) + 1;
        var record = ((Present<RrSet>)node.Seen!).Value.Records.First(record => record.Type is RrType.Txt && TxtStrings.Joined(record.Data) == text);
        var end = 0;
        foreach (var part in TxtStrings.Of(record.Data))
        {
            end += part.Length;
            if (end > start && end < start + fault.Text.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Shown(string text) => text.Length <= 500 ? text : text[..500] + "…";
}
