using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>The Idempotency-Key of a request.</summary>
internal static class Once
{
    /// <summary>Name of the header.</summary>
    public const string Header = "Idempotency-Key";

    private const int Longest = 255;

    /// <summary>The key of a request with what was asked in it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="asked">What was asked, part by part.</param>
    /// <returns>The key, null where there is none; or what is wrong with it.</returns>
    public static (OnceKey? Key, IResult? Refused) Of(HttpRequest request, params object[] asked)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return (null, null);
        }

        // In the draft of the standard it is a quoted string; most send it bare.
        var key = values.ToString().Trim().Trim('"');
        return key.Length is > 0 and <= Longest && key.All(c => c is > ' ' and < '\u007f')
            ? (new(key, SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(asked)))), null)
            : (null, ApiProblem.BadParameter.Answer($"{Header}: expected 1 to {Longest} printable characters without blanks, such as a UUID."));
    }
}
