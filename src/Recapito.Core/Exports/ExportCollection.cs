using System.Collections.Immutable;

namespace Recapito.Core;

/// <summary>Sorts the objects of one export by kind and side, and keeps account of what it cannot use.</summary>
/// <param name="source">What the caller knows.</param>
/// <param name="length">Characters of the file; no more values than that are taken out of it.</param>
/// <param name="remarks">Takes what is passed over.</param>
internal sealed class ExportCollection(ExportSource source, long length, ExportRemarks remarks)
{
    private const int DeepestCollection = 4;

    private static readonly string[] Secrets = ["Credential", "Password", "PrivateKey", "Secret"];

    private readonly ExportValues values = new(length + 1000);
    private readonly Dictionary<ExchangeObjectKind, List<ExchangeObject>> items = [];
    private readonly SortedDictionary<ExchangeObjectKind, string> spoilt = [];
    private readonly HashSet<ExportNode> seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes an object, a list of them, or a dictionary of lists by cmdlet.</summary>
    public void Add(ExportNode node, ObjectForm? hint = null, int depth = 0)
    {
        // An object to which a reference points twice says nothing more the second time.
        if (depth > DeepestCollection || !seen.Add(node))
        {
            return;
        }

        switch (node.Kind)
        {
            case ExportNodeKind.List:
                AddAll(node.Items, hint, depth);
                break;
            case ExportNodeKind.Object:
                AddObject(node, hint, depth);
                break;
            default:
                remarks.AddOnce(node.Place, node.Kind is ExportNodeKind.Null ? "nothing ($null) stands in place of an object; that may also be a cmdlet that failed" : "a text stands in place of an object; it is passed over");
                break;
        }
    }

    /// <summary>What came together.</summary>
    public ExchangeExport Close(ExportFormat format)
    {
        if (items.Count == 0 && spoilt.Count == 0 && remarks.All.Count == 0)
        {
            remarks.Add(new(1, 1), "there is no object in the file; whether there is nothing or the cmdlet failed cannot be told from it");
        }

        var all = items.Where(kind => !spoilt.ContainsKey(kind.Key)).OrderBy(kind => kind.Key).ToList();
        var marked = items.Select(kind => ObjectKinds.Of(kind.Key)!.Side).OfType<ExchangeSide>().Concat(items.Values.Select(ExportSides.Of).OfType<ExchangeSide>()).Distinct().ToList();
        var file = marked is [var one] ? one : (ExchangeSide?)null;
        var listings = new List<ExchangeListing>();
        var without = new List<ExchangeObjectKind>();
        foreach (var (kind, list) in all)
        {
            var sides = list.Select(ExportSides.Of).OfType<ExchangeSide>().Distinct().ToList();
            if (sides.Count > 1)
            {
                spoilt[kind] = "objects of both sides stand in one list; export each side into a file of its own";
            }
            else if ((ObjectKinds.Of(kind)!.Side ?? (sides.Count == 1 ? sides[0] : file ?? source.Side)) is { } side)
            {
                listings.Add(Listing(side, kind, list));
            }
            else
            {
                without.Add(kind);
            }
        }

        return new(source.File, source.At, format, new([.. listings]))
        {
            Organization = items.Values.SelectMany(list => list).Select(ExportSides.Organization).OfType<string>().FirstOrDefault(),
            Gaps = [.. spoilt.Select(kind => new ExportGap(ObjectKinds.Of(kind.Key)!.Side ?? file ?? source.Side, kind.Key, kind.Value))],
            Remarks = remarks.All,
            WithoutSide = without,
        };
    }

    /// <summary>True for recipients and what else has addresses: such lists are seldom whole.</summary>
    internal static bool HasAddresses(ExchangeObjectKind kind) => kind is ExchangeObjectKind.Recipient or ExchangeObjectKind.MailPublicFolder or ExchangeObjectKind.DynamicDistributionGroup;

    /// <summary>True for a property that may hold a secret: its value is never kept.</summary>
    internal static bool IsSecret(string property) => Secrets.Any(secret => property.Contains(secret, StringComparison.OrdinalIgnoreCase));

    // Whoever exports by hand lists one recipient, some, or the first thousand: what is not there may exist all the same.
    private ExchangeListing Listing(ExchangeSide side, ExchangeObjectKind kind, List<ExchangeObject> list) => new(side, kind, [.. list], new(source.File, source.At) { IsUndated = true })
    {
        OnlyFor = HasAddresses(kind) ? [.. list.SelectMany(item => ListedRecipient.Read(item, kind).Addresses).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : null,
    };

    private void AddAll(List<ExportNode> nodes, ObjectForm? hint, int depth)
    {
        foreach (var item in nodes)
        {
            Add(item, hint, depth + 1);
        }
    }

    private void AddObject(ExportNode node, ObjectForm? hint, int depth)
    {
        if (hint is not null && hint.Needed.All(name => node[name] is not null))
        {
            Take(node, hint);
        }
        else if (node.Members.Count > 0 && ObjectKinds.Find(node, out var why) is { } form)
        {
            Take(node, form);
        }
        else if (node.Exact("value") is { Kind: ExportNodeKind.List or ExportNodeKind.Object } wrapped)
        {
            Add(wrapped, hint, depth + 1);
        }
        else if (node.Items.Count > 0)
        {
            AddAll(node.Items, hint, depth);
        }
        else if (!AddByName(node, depth))
        {
            ObjectKinds.Find(node, out why);
            remarks.AddOnce(node.Place, why.Length > 0 ? why : "an object without members is passed over");
        }
    }

    /// <summary>A dictionary such as @{ AcceptedDomain = Get-AcceptedDomain; … }. An empty list in it may be a cmdlet that failed: it is no absence.</summary>
    private bool AddByName(ExportNode node, int depth)
    {
        var known = node.Members.Select(member => (member.Value, Form: FormOf(member.Key))).Where(member => member.Form is not null).ToList();
        foreach (var (value, form) in known)
        {
            if (value.Kind is ExportNodeKind.Null || (value.Kind is ExportNodeKind.List or ExportNodeKind.Object && value.Items.Count == 0 && value.Members.Count == 0))
            {
                Spoil(form!.Kind, value.Place, "the list is empty; whether there are none or the cmdlet failed cannot be told (the script of 'recapito m365 export-script' tells it)");
            }
            else
            {
                Add(value, form, depth + 1);
            }
        }

        return known.Count > 0;
    }

    private static ObjectForm? FormOf(string name)
    {
        var noun = name.StartsWith("Get-", StringComparison.OrdinalIgnoreCase) ? name[4..] : name;
        return ObjectKinds.All.FirstOrDefault(form => noun.Equals(form.Kind.ToString(), StringComparison.OrdinalIgnoreCase) || noun.Equals(form.Kind + "s", StringComparison.OrdinalIgnoreCase));
    }

    private void Take(ExportNode node, ObjectForm form)
    {
        var list = items.TryGetValue(form.Kind, out var known) ? known : items[form.Kind] = [];
        if (Convert(node, form, out var why) is { } item)
        {
            list.Add(item);
        }
        else if (HasAddresses(form.Kind))
        {
            remarks.Add(node.Place, $"{form.Kind}: {why}; this object is left out");
        }
        else
        {
            Spoil(form.Kind, node.Place, why);
        }
    }

    private void Spoil(ExchangeObjectKind kind, ExportPlace place, string why)
    {
        if (spoilt.TryAdd(kind, why))
        {
            remarks.Add(place, $"{kind}: {why}; nothing is concluded from this list");
        }
    }

    private ExchangeObject? Convert(ExportNode node, ObjectForm form, out string why)
    {
        why = "";
        var properties = ImmutableSortedDictionary.CreateBuilder<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in node.Members)
        {
            // SerializationData is a copy of the object in a binary form of .NET.
            if (name is "" or "SerializationData" || (IsSecret(name) && PassedOver(form, name, value)))
            {
                continue;
            }

            if (values.Texts(value) is { } texts && ExchangeNumbers.Spell(name, texts) is { } spelt)
            {
                properties[name] = spelt;
            }
            else if (form.Needed.Concat(form.Read).Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                why = $"the value of {name} is unknown ({Reason(value)}); export with Export-Clixml, or ConvertTo-Json -Depth 6";
            }
            else
            {
                remarks.AddOnce(value.Place, $"{form.Kind}: the value of {SafeText.Escape(name)} is unknown ({Reason(value)}); it is passed over");
            }
        }

        why = form.Needed.FirstOrDefault(name => !properties.ContainsKey(name)) is { } missing && why.Length == 0 ? $"an object does not show {missing}; export all its properties" : why;
        return why.Length > 0 ? null : Checked(node, form, new(properties));
    }

    private ExchangeObject Checked(ExportNode node, ObjectForm form, ExchangeObject item)
    {
        foreach (var (name, value) in node.Members)
        {
            ExportFlags.Check(form.Kind, name, value, item, remarks);
        }

        return item;
    }

    private bool PassedOver(ObjectForm form, string name, ExportNode value)
    {
        if (value.Kind is not ExportNodeKind.Null)
        {
            remarks.AddOnce(value.Place, $"{form.Kind}: {SafeText.Escape(name)} is left out, as it may hold a secret");
        }

        return true;
    }

    private static string Reason(ExportNode value) => value.Kind switch
    {
        ExportNodeKind.Unknown => value.Text ?? "of a form that is not known",
        ExportNodeKind.Text when ExportValues.IsRunOut(value.Text ?? "") => "the name of a type stands in its place, as where -Depth was too small",
        ExportNodeKind.Text => "a number whose name is not known",
        _ => "made of parts that are not known, or that lie deeper than -Depth",
    };
}
