using Microsoft.Net.Http.Headers;

namespace Recapito.Web;

/// <summary>In which language a reader is spoken to: chosen by hand, else the browser's, else the program's.</summary>
internal sealed class ReaderLanguage(Catalogue catalogue, string? usual)
{
    private const string Cookie = "recapito-language";

    /// <summary>The languages there are words in.</summary>
    public IReadOnlyCollection<string> All => catalogue.Languages;

    /// <summary>The words for this reader.</summary>
    public Wording WordsFor(HttpContext http) => new(catalogue, Of(http));

    /// <summary>Keeps a choice; what is no language that there are words in is passed over.</summary>
    public void Choose(HttpContext http, string language)
    {
        if (catalogue.Languages.Contains(language))
        {
            http.Response.Cookies.Append(Cookie, language, new() { HttpOnly = true, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax, Secure = http.Request.IsHttps, IsEssential = true, MaxAge = TimeSpan.FromDays(365) });
        }
    }

    private string Of(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is { } chosen && catalogue.Languages.Contains(chosen))
        {
            return chosen;
        }

        // RFC 9110 §12.5.4
        var wished = StringWithQualityHeaderValue.TryParseList(http.Request.Headers.AcceptLanguage, out var parsed) ? parsed : [];
        return wished.OrderByDescending(value => value.Quality ?? 1).Where(value => value.Quality is not 0)
            .Select(value => new Wording(catalogue, value.Value.Value ?? "en") is { Language: var language } && value.Value.StartsWith(language, StringComparison.OrdinalIgnoreCase) ? language : null)
            .FirstOrDefault(language => language is not null) ?? usual ?? "en";
    }
}
