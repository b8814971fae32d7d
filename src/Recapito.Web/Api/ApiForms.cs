using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Recapito.Web;

/// <summary>What the API's document says of members that their types do not tell: words out of few, times, bounds.</summary>
internal static class ApiForms
{
    private static readonly Dictionary<(Type, string), Action<OpenApiSchema>> Known = new()
    {
        [(typeof(DiagnosisItem), "state")] = OneOf(CaseState.All),
        [(typeof(CheckItem), "state")] = OneOf(CaseState.All),
        [(typeof(WatchItem), "state")] = OneOf([.. CaseState.All, CaseState.Stopped]),
        [(typeof(DiagnosisItem), "created")] = Time,
        [(typeof(DiagnosisItem), "expires")] = Time,
        [(typeof(CheckItem), "created")] = Time,
        [(typeof(CheckItem), "expires")] = Time,
        [(typeof(WatchItem), "created")] = Time,
        [(typeof(WatchItem), "expires")] = Time,
        [(typeof(RecipientItem), "verdict")] = OneOf([.. Enum.GetValues<Verdict>().Select(verdict => Kebab.Of(verdict))]),
        [(typeof(RecipientItem), "party")] = OneOf([.. Enum.GetValues<Party>().Select(party => Kebab.Of(party))]),
        [(typeof(WatchItem), "type")] = OneOf(WatchForm.Types),
        [(typeof(WatchRequest), "hours")] = Between(WatchRequest.Fewest, WatchRequest.Most),
    };

    /// <summary>Says it of a member.</summary>
    /// <param name="schema">The member's form so far.</param>
    /// <param name="owner">The type that has it.</param>
    /// <param name="name">Its name.</param>
    public static void Complete(OpenApiSchema schema, Type? owner, string? name)
    {
        if (owner is not null && name is not null && Known.TryGetValue((owner, name), out var say))
        {
            say(schema);
        }
    }

    /// <summary>The form of the number of entries on a page.</summary>
    public static OpenApiSchema Limit() => new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = Text(ListQuery.Largest), Default = JsonValue.Create(ListQuery.Usual) };

    // A member that may be null is so beside its words.
    private static Action<OpenApiSchema> OneOf(IEnumerable<string> words) => schema =>
        schema.Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word)!), .. schema.Type?.HasFlag(JsonSchemaType.Null) is true ? [JsonNullSentinel.JsonNull] : Array.Empty<JsonNode>()];

    private static void Time(OpenApiSchema schema) => schema.Format = "date-time";

    private static Action<OpenApiSchema> Between(int least, int most) => schema =>
    {
        (schema.Type, schema.Pattern) = (JsonSchemaType.Integer, null);
        (schema.Minimum, schema.Maximum) = (Text(least), Text(most));
    };

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
