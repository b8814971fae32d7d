namespace Recapito.Core;

/// <summary>What is known of an organisation, as one check looks at it. What it looks for and does not find is noted.</summary>
internal sealed class HybridView(ExchangeInventory inventory, DateTimeOffset now, Catalogue catalogue, HybridGaps gaps, Subject subject)
{
    private readonly string organization = OrganizationOf(inventory);

    /// <summary>A domain by which people know the organisation; "" where there is none.</summary>
    public string Organization => organization;

    /// <summary>The moment of judgement: what expires, expires against it.</summary>
    public DateTimeOffset Now => now;

    /// <summary>True as long as this check found everything that it looked for.</summary>
    public bool SawAll { get; private set; } = true;

    /// <summary>A domain by which people know the organisation: its first shared one, its default one, or any that is not Microsoft's; "" where there is none.</summary>
    public static string OrganizationOf(ExchangeInventory inventory)
    {
        var shared = inventory.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.HybridConfiguration).SelectMany(item => new HybridConfiguration(item).Domains);
        var accepted = Enum.GetValues<ExchangeSide>().Reverse().SelectMany(side => inventory.Of(side, ExchangeObjectKind.AcceptedDomain)).ToList();
        return shared.Concat(accepted.OrderByDescending(item => item.Flag("Default") is true).Select(item => AcceptedDomainReader.Read(item)?.Domain).OfType<string>())
            .Where(Names.IsHostName).OrderBy(CloudNames.IsOfMicrosoft).FirstOrDefault() ?? "";
    }

    /// <summary>The objects of a kind; null where nobody listed them.</summary>
    public IReadOnlyList<ListedObject>? List(ExchangeSide side, ExchangeObjectKind kind)
    {
        if (inventory.Find(side, kind) is not { } listed)
        {
            Miss(side, kind);
            return null;
        }

        return [.. listed.Items.Select(item => new ListedObject(listed, item))];
    }

    /// <summary>The same, empty where nobody listed them: for rules about each object.</summary>
    public IReadOnlyList<ListedObject> Each(ExchangeSide side, ExchangeObjectKind kind) => List(side, kind) ?? [];

    /// <summary>The domains that a side accepts; null where nobody listed them or one cannot be read.</summary>
    public IReadOnlyList<AcceptedDomain>? Accepted(ExchangeSide side)
    {
        if (List(side, ExchangeObjectKind.AcceptedDomain) is not { } listed)
        {
            return null;
        }

        var read = listed.Select(one => AcceptedDomainReader.Read(one.Item)).ToList();
        if (read.Contains(null))
        {
            Miss(side, ExchangeObjectKind.AcceptedDomain, "DomainType");
            return null;
        }

        return [.. read.OfType<AcceptedDomain>()];
    }

    /// <summary>What the wizard was told; null where that was not listed, or where there is none.</summary>
    public ListedObject? Hybrid => Each(ExchangeSide.ExchangeServer, ExchangeObjectKind.HybridConfiguration) is [var first, ..] ? first : null;

    /// <summary>A property that is true or false; null where it is not shown, or is neither, which is noted.</summary>
    public bool? Flag(ListedObject one, string property)
    {
        var flag = one.Item.Flag(property);
        if (flag is null)
        {
            Miss(one, property);
        }

        return flag;
    }

    /// <summary>True where the object says so.</summary>
    public bool IsEnabled(ListedObject one) => Flag(one, "Enabled") is true;

    /// <summary>True where the object says so; where it says nothing, it may work.</summary>
    public bool IsDisabled(ListedObject one) => Flag(one, "Enabled") is false;

    /// <summary>False where the property is not shown; its text is null where it is empty.</summary>
    public bool Shows(ListedObject one, string property, out string? text)
    {
        text = one.Item.Text(property);
        if (!one.Item.Has(property))
        {
            Miss(one, property);
        }

        return one.Item.Has(property);
    }

    /// <summary>False where the property is not shown, or is none of the choices that are known; null where it is empty.</summary>
    public bool Shows<T>(ListedObject one, string property, out T? choice)
        where T : struct, Enum
    {
        choice = one.Item.Choice<T>(property);
        var isKnown = one.Item.Has(property) && (choice is not null || one.Item.Text(property) is null);
        if (!isKnown)
        {
            Miss(one, property);
        }

        return isKnown;
    }

    /// <summary>The items of a list; null where it is not shown.</summary>
    public IReadOnlyList<string>? Items(ListedObject one, string property)
    {
        if (one.Item.Has(property))
        {
            return one.Item.List(property);
        }

        Miss(one, property);
        return null;
    }

    /// <summary>Flags by their names; null where they are not shown, or as a number.</summary>
    public IReadOnlyList<string>? Flags(ListedObject one, string property)
    {
        var items = Items(one, property);
        if (items is null || items.All(item => !item.All(char.IsAsciiDigit)))
        {
            return items;
        }

        Miss(one, property);
        return null;
    }

    /// <summary>The patterns of a list of domains; null where it is not shown, or where one of them cannot be read.</summary>
    public IReadOnlyList<DomainPattern>? Patterns(ListedObject one, string property)
    {
        if (Items(one, property) is not { } items)
        {
            return null;
        }

        var patterns = DomainPattern.ParseAll(items);
        if (patterns.Count == items.Count)
        {
            return patterns;
        }

        Miss(one, property);
        return null;
    }

    /// <summary>A finding with the severity that the catalogue gives it, about the first of the objects.</summary>
    /// <param name="id">Id of an entry of <c>catalogue/findings/</c>.</param>
    /// <param name="seen">What it rests on.</param>
    /// <param name="arguments">Values for the words.</param>
    public DomainFinding Found(string id, IReadOnlyList<ListedObject> seen, params ReadOnlySpan<(string Name, string Value)> arguments) =>
        Found(id, [.. seen.Select(one => one.Seen(organization))], seen.Count > 0 ? seen[0] : null, arguments);

    /// <summary>The same, about one object.</summary>
    public DomainFinding Found(string id, ListedObject about, params ReadOnlySpan<(string Name, string Value)> arguments) => Found(id, [about], arguments);

    /// <summary>A finding that a listing has nothing of a sort.</summary>
    /// <param name="id">Id of an entry of <c>catalogue/findings/</c>.</param>
    /// <param name="side">The tenant or the servers.</param>
    /// <param name="kind">What was listed.</param>
    /// <param name="arguments">Values for the words.</param>
    public DomainFinding FoundNone(string id, ExchangeSide side, ExchangeObjectKind kind, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        var listed = inventory.Find(side, kind);
        var source = listed is null ? new(Provenance.NobodyAsked, now) : listed.Source with { Command = $"Get-{kind}" };
        var request = new ConfigurationRequest(organization, side, kind);
        Observation seen = listed is { Items.Length: > 0 }
            ? new Present<ExchangeObjects>(request, new(listed.Items), source)
            : new Absent<ExchangeObjects>(request, InsideGaps.NoneListed, source);
        return Found(id, [seen], null, arguments);
    }

    /// <summary>Notes that something was not to be seen.</summary>
    public void Miss(ExchangeSide side, ExchangeObjectKind kind, string? property = null, string? why = null)
    {
        SawAll = false;
        gaps.Add(subject, side, kind, property, why);
    }

    private void Miss(ListedObject one, string property) => Miss(one.Listing.Side, one.Listing.Kind, property);

    private DomainFinding Found(string id, IReadOnlyList<Observation> seen, ListedObject? about, ReadOnlySpan<(string Name, string Value)> arguments)
    {
        var entry = catalogue.Findings.TryGetValue(id, out var known) ? known : throw new InvalidOperationException($"the catalogue has no finding '{id}'");
        var values = new Dictionary<string, string> { ["domain"] = organization };
        if (about is not null)
        {
            (values["name"], values["identity"]) = (about.Name, about.Identity);
        }

        foreach (var (name, value) in arguments)
        {
            values[name] = value;
        }

        return new(id, entry.Subject, entry.Severity, values, seen);
    }
}
