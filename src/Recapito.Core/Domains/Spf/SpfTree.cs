using System.Globalization;

namespace Recapito.Core;

/// <summary>One record of the tree that an SPF record spans with include and redirect.</summary>
/// <param name="domain">Canonical name at which it stands.</param>
/// <param name="via">The term that led here; null at the root.</param>
/// <param name="parent">The record that holds that term; null at the root.</param>
/// <param name="seen">What the DNS says of the TXT records there; null where it was not asked yet.</param>
internal sealed class SpfNode(string domain, SpfTerm? via, SpfNode? parent, Observation<RrSet>? seen)
{
    public string Domain => domain;

    public SpfTerm? Via => via;

    public SpfNode? Parent => parent;

    public Observation<RrSet>? Seen => seen;

    /// <summary>The SPF records there, one in a tree that is in order.</summary>
    public IReadOnlyList<string> Records => SpfPublished.In(seen).Records;

    /// <summary>0 at the root.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>The domain stands above itself: whoever follows it never ends.</summary>
    public bool IsLoop { get; } = Above(parent).Any(node => node.Domain == domain);

    /// <summary>The one record, read; null where there is none, more than one, or a loop.</summary>
    public SpfRecord? Record => IsLoop ? null : SpfPublished.In(seen).Record;

    /// <summary>The records that its terms lead to.</summary>
    public IReadOnlyList<SpfNode> Children { get; set; } = [];

    /// <summary>How many DNS look-ups all that it holds costs at most (RFC 7208 §4.6.4).</summary>
    public int Lookups => Record is null ? 0 : Record.Effective.Sum(Cost);

    /// <summary>This record and all below it.</summary>
    public IEnumerable<SpfNode> All => Children.SelectMany(child => child.All).Prepend(this);

    /// <summary>A receiver that comes here takes a match for "may send": no term on the way says otherwise.</summary>
    public bool CountsAsPass => parent is null || (parent.CountsAsPass && (via!.Kind is SpfKind.Redirect || via.Qualifier is '+'));

    /// <summary>What one of its terms costs, with all that it leads to.</summary>
    public int Cost(SpfTerm term) =>
        (term.CostsLookup ? 1 : 0) + (Children.FirstOrDefault(child => ReferenceEquals(child.Via, term))?.Lookups ?? 0);

    private static IEnumerable<SpfNode> Above(SpfNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            yield return node;
        }
    }
}

/// <summary>The whole tree of a domain's SPF record, as far as it was asked.</summary>
internal sealed class SpfTree
{
    /// <summary>What a receiver may ask for one mail (RFC 7208 §4.6.4).</summary>
    public const int MostLookups = 10;

    /// <summary>How many of those may find nothing (§4.6.4).</summary>
    public const int MostVoid = 2;

    // A receiver stops at ten; people want to see more, and a hostile tree has no end.
    private const int MostNodes = 80;
    private const int MostDepth = 12;
    private const int MostTermQuestions = 60;
    private const int LongestOutline = 2000;

    private readonly string domain;
    private readonly Func<DnsRequest, Observation<RrSet>?> find;
    private int nodes;

    private SpfTree(string domain, Func<DnsRequest, Observation<RrSet>?> find)
    {
        (this.domain, this.find) = (domain, find);
        Root = Node(domain, null, null);
    }

    /// <summary>The domain's own record.</summary>
    public SpfNode Root { get; }

    /// <summary>The tree was cut, as it has more records than are looked at.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Every record and every name was asked for, whether an answer came or not.</summary>
    public bool IsAsked => !Asks().Any(request => find(request) is null);

    /// <summary>Nothing of it is hidden behind silence, or in names that depend on the mail.</summary>
    public bool IsSeen => Root.All.All(node => node.Seen is Present<RrSet> or Absent<RrSet>) && !IsCut && !Open.Any(term => term.Kind is SpfKind.Include or SpfKind.Redirect);

    /// <summary>The terms whose name depends on the mail (§7): whom they let send cannot be seen.</summary>
    public IEnumerable<SpfTerm> Open => Root.All.SelectMany(node => node.Record?.Effective.Where(term => term is { CostsLookup: true, Domain: not null } && Target(node, term) is null) ?? []);

    /// <summary>Nothing that was seen of it makes a receiver end with a permanent error.</summary>
    public bool IsInOrder => Root.Lookups <= MostLookups && !TooManyExchangers().Any()
        && Root.All.All(node => node.Record is { Faults.Count: 0 } || (!node.IsLoop && node.Seen is not (Present<RrSet> or Absent<RrSet>)));

    /// <summary>Reads the tree out of the evidence.</summary>
    public static SpfTree Of(string domain, EvidenceSet evidence) => new(domain, request => evidence.Find(request));

    /// <summary>The questions that the tree raises with what is known: the records, and whether the names in them exist.</summary>
    public IEnumerable<DnsRequest> Asks() =>
        Root.All.Where(node => !node.IsLoop).Select(node => DomainView.At(node.Domain, RrType.Txt))
            .Concat(Root.All.SelectMany(TermQuestions).Take(MostTermQuestions));

    /// <summary>The terms that find nothing in the DNS, with the record that holds each.</summary>
    public IEnumerable<(SpfNode Node, SpfTerm Term, IReadOnlyList<Observation> Seen)> Void()
    {
        foreach (var node in Root.All.Where(node => node.Record is not null))
        {
            foreach (var term in node.Record!.Effective)
            {
                Observation<RrSet>?[] seen = [.. Questions(node, term).Select(find)];
                if (seen.Length > 0 && seen.All(one => one is Absent<RrSet>))
                {
                    yield return (node, term, [.. seen.OfType<Observation>()]);
                }
            }
        }
    }

    /// <summary>The terms "mx" whose domain has more exchangers than a receiver asks for (§4.6.4).</summary>
    public IEnumerable<(SpfNode Node, SpfTerm Term, Present<RrSet> Seen)> TooManyExchangers() =>
        from node in Root.All
        where node.Record is not null
        from term in node.Record!.Effective
        where term.Kind is SpfKind.Mx && Target(node, term) is { } name && find(DomainView.At(name, RrType.Mx)) is Present<RrSet> { Value.Mx.Count: > MostLookups }
        select (node, term, (Present<RrSet>)find(DomainView.At(Target(node, term)!, RrType.Mx))!);

    /// <summary>Which term of the domain's own record costs how much: "include:spf.protection.outlook.com 1, mx 1".</summary>
    public string Costs() =>
        Root.Record is null ? "" : string.Join(", ", Root.Record.Effective.Where(term => term.CostsLookup)
            .Select(term => string.Create(CultureInfo.InvariantCulture, $"{term.Text} {Root.Cost(term)}")));

    /// <summary>The tree in one line: each record that is included, and in brackets what it includes.</summary>
    public string Outline()
    {
        var text = Outline(Root);
        return text.Length <= LongestOutline ? text : text[..LongestOutline] + "…";
    }

    private static string Outline(SpfNode node) => string.Join(", ", node.Children.Select(child =>
        string.Create(CultureInfo.InvariantCulture, $"{child.Domain} {child.Lookups + 1}") + (child.Children.Count > 0 ? $" [{Outline(child)}]" : "")));

    /// <summary>The name that a term asks for; null where it depends on the mail.</summary>
    private string? Target(SpfNode node, SpfTerm term)
    {
        var name = term.Domain is null ? node.Domain : term.Domain.Expand(letter => letter switch
        {
            'd' => node.Domain,
            'o' => domain,
            _ => null,
        });
        var canonical = name is null ? null : Names.Canonical(SpfMacroString.Shortened(name));
        return canonical is not null && Names.IsHostName(canonical) ? canonical : null;
    }

    private SpfNode Node(string name, SpfTerm? via, SpfNode? parent)
    {
        nodes++;
        var node = new SpfNode(name, via, parent, find(DomainView.At(name, RrType.Txt)));
        node.Children = [.. Children(node)];
        return node;
    }

    private IEnumerable<SpfNode> Children(SpfNode node)
    {
        foreach (var term in node.Record?.Effective ?? [])
        {
            if (term.Kind is not (SpfKind.Include or SpfKind.Redirect) || Target(node, term) is not { } target)
            {
                continue;
            }

            if (nodes >= MostNodes || node.Depth >= MostDepth)
            {
                IsCut = true;
                yield break;
            }

            yield return Node(target, term, node);
        }
    }

    private IEnumerable<DnsRequest> TermQuestions(SpfNode node) => node.Record?.Effective.SelectMany(term => Questions(node, term)) ?? [];

    private IEnumerable<DnsRequest> Questions(SpfNode node, SpfTerm term) => (term.Kind, Target(node, term)) switch
    {
        (SpfKind.A, { } name) => [DomainView.At(name, RrType.A), DomainView.At(name, RrType.Aaaa)],
        (SpfKind.Mx, { } name) => [DomainView.At(name, RrType.Mx)],
        (SpfKind.Exists, { } name) => [DomainView.At(name, RrType.A)],
        _ => [],
    };
}
