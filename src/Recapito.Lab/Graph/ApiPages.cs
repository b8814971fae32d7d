using System.Globalization;
using System.Text.Json;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Lists of objects, page by page (OData 4.01: @odata.nextLink).</summary>
internal static class ApiPages
{
    private const string Skip = "$skiptoken";

    /// <summary>The page that a request asks for.</summary>
    /// <param name="request">The request; its query may say where to go on.</param>
    /// <param name="items">All objects.</param>
    /// <param name="size">How many on one page; 0 for all.</param>
    /// <param name="nested">Writes members that are objects themselves, after the flat ones; null for none.</param>
    public static ApiAnswer Answer(ApiRequest request, IReadOnlyList<ExchangeObject> items, int size, Action<Utf8JsonWriter, ExchangeObject>? nested = null)
    {
        var from = request.Query.TryGetValue(Skip, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 0;
        var page = size > 0 ? items.Skip(from).Take(size) : items.Skip(from);
        return ApiAnswer.Of(200, json =>
        {
            json.WriteString("@odata.context", $"https://{request.Host}/$metadata");
            json.WriteStartArray("value");
            foreach (var item in page)
            {
                json.WriteStartObject();
                foreach (var name in item.Names)
                {
                    ApiAnswer.WriteProperty(json, item, name);
                }

                nested?.Invoke(json, item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (size > 0 && from + size < items.Count)
            {
                json.WriteString("@odata.nextLink", Next(request, from + size));
            }
        });
    }

    private static string Next(ApiRequest request, int from)
    {
        var rest = request.RawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !pair.StartsWith(Skip, StringComparison.Ordinal));
        return $"https://{request.Host}{request.RawPath}?{string.Join('&', rest.Append(string.Create(CultureInfo.InvariantCulture, $"{Skip}={from}")))}";
    }
}
