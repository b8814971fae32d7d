using System.Collections.Immutable;
using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// One object as a cmdlet or Microsoft Graph shows it, whatever it was written with: every property is a list of texts, empty where the property is null. Enumerations
/// are names or numbers, dates are texts, as they came; the typed readers of this folder know the spellings. Property names count without case, as in
/// PowerShell.
/// </summary>
public sealed class ExchangeObject : IEquatable<ExchangeObject>
{
    private readonly ImmutableSortedDictionary<string, ImmutableArray<string>> properties;

    /// <summary>An object with these properties.</summary>
    public ExchangeObject(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var builder = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in properties)
        {
            builder[name] = [.. values];
        }

        this.properties = builder.ToImmutable();
    }

    /// <summary>The names of its properties, sorted without regard to case.</summary>
    public IEnumerable<string> Names => properties.Keys;

    /// <summary>The values of a property as they came; empty where it is null or missing.</summary>
    public IReadOnlyList<string> this[string name] => properties.TryGetValue(name, out var values) ? values : [];

    /// <summary>True where the object shows the property at all, even as null.</summary>
    public bool Has(string name) => properties.ContainsKey(name);

    /// <summary>What people call the object: its Name, else its Identity; "" where it has neither.</summary>
    public string Name => Text("Name") ?? Text("Identity") ?? "";

    /// <summary>A property of one value; null where it is null, missing or blank. Of several the first.</summary>
    public string? Text(string name) => this[name].Select(value => value.Trim()).FirstOrDefault(value => value.Length > 0);

    /// <summary>
    /// A property of many values. Lists that came joined into one text (by line ends, commas, semicolons or blanks) are taken apart; not by a
    /// semicolon before a cost, as in "SMTP:*;1".
    /// </summary>
    public IReadOnlyList<string> List(string name) => [.. this[name].SelectMany(ExchangeSpelling.Items)];

    /// <summary>A property that is true or false; null where it is neither.</summary>
    public bool? Flag(string name) => Text(name) switch
    {
        { } text when bool.TryParse(text, out var flag) => flag,
        "1" => true,
        "0" => false,
        _ => null,
    };

    /// <summary>A property that is a whole number; null where it is none.</summary>
    public int? Number(string name) => int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A property that is a moment, in any of the forms of exports; null where it is none. Without a zone it is UTC.</summary>
    public DateTimeOffset? Moment(string name) => Text(name) is { } text ? ExchangeSpelling.Moment(text) : null;

    /// <summary>A property that is one of an enumeration, as a name or as a number; null where it is none of these.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum => Text(name) switch
        {
            { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => Enum.IsDefined((T)Enum.ToObject(typeof(T), number)) ? (T)Enum.ToObject(typeof(T), number) : null,
            { } text => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null,
            null => null,
        };

    /// <summary>When the object was changed last, UTC; null where that is not shown.</summary>
    public DateTimeOffset? WhenChanged => When("WhenChanged");

    /// <summary>When the object was made, UTC; null where that is not shown.</summary>
    public DateTimeOffset? WhenCreated => When("WhenCreated");

    /// <inheritdoc/>
    public bool Equals(ExchangeObject? other) => other is not null && properties.Count == other.properties.Count
        && properties.All(property => other.properties.TryGetValue(property.Key, out var values) && values.SequenceEqual(property.Value, StringComparer.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ExchangeObject);

    /// <inheritdoc/>
    public override int GetHashCode() => properties.Aggregate(0, (hash, property) => HashCode.Combine(hash, property.Key.ToUpperInvariant(), property.Value.Length));

    /// <inheritdoc/>
    public override string ToString() => Name;

    // Without a zone, WhenChanged is in that of the machine that exported it, which nobody knows here.
    private DateTimeOffset? When(string name) => Text(name + "UTC") is { } utc && ExchangeSpelling.LatestMoment(utc) is { } moment ? moment
        : Text(name) is { } local && ExchangeSpelling.HasZone(local) ? ExchangeSpelling.LatestMoment(local) : null;
}

/// <summary>All objects of a kind that one side of an organisation has; never empty, since none at all is <see cref="Absent{T}"/>.</summary>
/// <param name="Items">In the order in which they came.</param>
public sealed record ExchangeObjects(ImmutableArray<ExchangeObject> Items)
{
    /// <inheritdoc/>
    public bool Equals(ExchangeObjects? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Length;
}
