using System.Collections.Immutable;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>One request to an interface of Microsoft's, as its documentation has it.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Target">Path and query below the service's root, without a slash at the beginning.</param>
/// <param name="Body">JSON; null for none.</param>
internal sealed record ApiCall(HttpMethod Method, string Target, string? Body = null)
{
    /// <summary>Further header fields.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>A GET.</summary>
    public static ApiCall Get(string target) => new(HttpMethod.Get, target);
}

/// <summary>Which kind of gap.</summary>
public enum ApiGapKind
{
    /// <summary>There is no token.</summary>
    NotSignedIn,

    /// <summary>The token was refused (401).</summary>
    Unauthorized,

    /// <summary>A permission or role is missing (403).</summary>
    Forbidden,

    /// <summary>There is nothing of that name (404). It is no absence: a request that is wrong gets it too.</summary>
    NotFound,

    /// <summary>Too many requests (429), longer than we wait.</summary>
    Throttled,

    /// <summary>Another status that is no success.</summary>
    Failed,

    /// <summary>No answer, or a broken connection.</summary>
    Silent,

    /// <summary>What came is no answer: HTML, JSON that is cut off, pages without end or at another host.</summary>
    Unreadable,

    /// <summary>Not asked: this cloud does not have it, or the user did not allow it.</summary>
    NotAsked,
}

/// <summary>Why there is no answer. It never clears and never accuses.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Text">The service's own words with its code, or ours; without secrets.</param>
public sealed record ApiGap(ApiGapKind Kind, string Text)
{
    /// <summary>HTTP status code; null where there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>The service's code, such as "Authorization_RequestDenied" or "AADSTS7000215"; null where there is none.</summary>
    public string? Code { get; init; }
}

/// <summary>What a service listed, on all its pages; or why not.</summary>
/// <param name="Items">The objects; empty where there are none, or a gap.</param>
/// <param name="Gap">Null where the listing is whole.</param>
public sealed record ApiListing(ImmutableArray<ExchangeObject> Items, ApiGap? Gap)
{
    /// <summary>Not whole, so nothing.</summary>
    public static ApiListing Missing(ApiGapKind kind, string text) => new([], new(kind, text));
}
