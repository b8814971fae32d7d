using System.Globalization;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>Takes typed values out of positioned JSON; each refusal names the place and what was expected.</summary>
internal sealed class SpotReader(PositionedJson text)
{
    /// <summary>Where the format is described.</summary>
    public string Advice { get; init; } = EvidenceFile.Advice;

    private static readonly string[] TimeFormats = ["yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK"];

    /// <summary>Refuses anything but an object with these members: a member that is spelt wrong must not pass as one that is missing.</summary>
    public void Members(JsonSpot spot, params ReadOnlySpan<string> known)
    {
        Expect(spot, spot.Type is JsonTokenType.StartObject, "an object { … }");
        foreach (var (name, member) in spot.Members)
        {
            if (!known.Contains(name))
            {
                throw text.Wrong(member, $"there is no member \"{SafeText.Escape(name)}\" here", $"The members are {string.Join(", ", known)}.");
            }
        }
    }

    /// <summary>A member that must be there.</summary>
    public JsonSpot Need(JsonSpot spot, string member, string expected)
    {
        Expect(spot, spot.Type is JsonTokenType.StartObject, "an object { … }");
        return spot.Members.TryGetValue(member, out var found)
            ? found
            : throw text.Wrong(spot, $"\"{member}\" is missing; expected {expected}", $"Add it. {Advice}.");
    }

    public string Text(JsonSpot spot)
    {
        Expect(spot, spot.Type is JsonTokenType.String, "a text in double quotes");
        return spot.Text;
    }

    public string? TextOrNull(JsonSpot spot, string member) =>
        spot.Members.TryGetValue(member, out var found) && found.Type is not JsonTokenType.Null ? Text(found) : null;

    public List<JsonSpot> Array(JsonSpot spot)
    {
        Expect(spot, spot.Type is JsonTokenType.StartArray, "a list [ … ]");
        return spot.Items;
    }

    public IReadOnlyList<string> Texts(JsonSpot spot) => [.. Array(spot).Select(Text)];

    public bool Flag(JsonSpot spot)
    {
        Expect(spot, spot.Type is JsonTokenType.True or JsonTokenType.False, "true or false");
        return spot.Type is JsonTokenType.True;
    }

    /// <summary>A whole number from 0 to <paramref name="most"/>.</summary>
    public uint Number(JsonSpot spot, uint most = uint.MaxValue)
    {
        var good = uint.TryParse(spot.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most;
        Expect(spot, good && spot.Type is JsonTokenType.Number, string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {most}"));
        return value;
    }

    /// <summary>A number of seconds.</summary>
    public double Seconds(JsonSpot spot)
    {
        var good = double.TryParse(spot.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= 0;
        Expect(spot, good && spot.Type is JsonTokenType.Number, "a number of seconds, 0 or more");
        return value;
    }

    /// <summary>A moment with its zone, in UTC (RFC 3339).</summary>
    public DateTimeOffset Moment(JsonSpot spot)
    {
        var value = Text(spot);
        var zoned = value.EndsWith('Z') || (value.Length > 6 && value[^6] is '+' or '-' && value[^3] is ':');
        return zoned && DateTimeOffset.TryParseExact(value, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at.ToUniversalTime()
            : throw text.Wrong(spot, $"expected a time with its zone (RFC 3339), found \"{SafeText.Escape(value)}\"", "Write it in UTC, such as \"2026-11-23T10:15:00Z\".");
    }

    /// <summary>One of an enumeration's names, in lower case with hyphens.</summary>
    public T Name<T>(JsonSpot spot)
        where T : struct, Enum =>
        Kebab.Parse<T>(Text(spot)) ?? throw OneOf(spot, Enum.GetValues<T>().Select(Kebab.Of));

    /// <summary>One of an enumeration's names as Exchange writes them.</summary>
    public T ExchangeName<T>(JsonSpot spot)
        where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(name => name.Equals(Text(spot), StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<T>(found)
            : throw OneOf(spot, Enum.GetNames<T>());

    /// <summary>A record type.</summary>
    public RrType Type(JsonSpot spot) => ExchangeName<RrType>(spot);

    public void Expect(JsonSpot spot, bool good, string expected)
    {
        if (!good)
        {
            throw text.Wrong(spot, $"expected {expected}, found {Found(spot)}", Advice + ".");
        }
    }

    private static string Found(JsonSpot spot) => spot.Type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"the text \"{SafeText.Escape(spot.Text)}\"",
        _ => SafeText.Escape(spot.Text),
    };

    private EvidenceFileException OneOf(JsonSpot spot, IEnumerable<string> names) =>
        text.Wrong(spot, $"expected one of {string.Join(", ", names.Select(name => $"\"{name}\""))}, found \"{SafeText.Escape(spot.Text)}\"", "Correct the spelling.");
}
