using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recapito.Web;

/// <summary>The body of a request as JSON.</summary>
internal static class JsonBody
{
    /// <summary>The type of content.</summary>
    public const string Type = "application/json";

    // A misspelled wish must not be passed over.
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true };

    /// <summary>Reads it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="example">Of a body that fits, told where this one does not.</param>
    /// <returns>What is wanted, or what is wrong.</returns>
    public static async Task<(TWanted? Wanted, IResult? Refused)> ReadAsync<TWanted>(HttpRequest request, string example)
        where TWanted : class
    {
        if (!request.HasJsonContentType())
        {
            return (null, ApiProblem.UnsupportedType.Answer($"Expected {Type}. With curl: -H 'Content-Type: {Type}' -d '{example}'."));
        }

        try
        {
            var wanted = await JsonSerializer.DeserializeAsync<TWanted>(request.Body, Strict, request.HttpContext.RequestAborted).ConfigureAwait(false);
            return wanted is null ? (null, ApiProblem.BadBody.Answer($"Expected an object such as {example}.")) : (wanted, null);
        }
        catch (JsonException e)
        {
            return (null, ApiProblem.BadBody.Answer($"Expected an object such as {example}; {SafeText.Escape(e.Path is { Length: > 1 } path ? path + " does not fit" : "this is none")}."));
        }
    }
}
