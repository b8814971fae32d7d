using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Metadata;

namespace Recapito.Web;

/// <summary>Says on a page why a form was not taken, where otherwise nothing but an empty answer would come back.</summary>
internal sealed class FormProblems(PageParts parts)
{
    /// <summary>The pipeline's step, behind the one that checks whether a form comes from here.</summary>
    public Task PassAsync(HttpContext http, RequestDelegate next) =>
        http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false, Error: var why } ? Page(http, why).ExecuteAsync(http) : next(http);

    // To look for the token in it, the form is read: that is where one is found to be too large.
    private IResult Page(HttpContext http, Exception? why) => Causes(why).OfType<BadHttpRequestException>().Any(cause => cause.StatusCode == StatusCodes.Status413PayloadTooLarge)
        ? parts.Problem(http, StatusCodes.Status413PayloadTooLarge, "page.problem.too-large", ("limit", LimitOf(http)))
        : parts.Problem(http, StatusCodes.Status400BadRequest, "page.problem.stale");

    /// <summary>How much is taken at the address of a request, in words.</summary>
    internal static string LimitOf(HttpContext http)
    {
        var octets = http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? RecapitoHost.LargestForm;
        return octets >= 1 << 20 ? string.Create(CultureInfo.InvariantCulture, $"{octets >> 20} MiB") : string.Create(CultureInfo.InvariantCulture, $"{octets >> 10} KiB");
    }

    private static IEnumerable<Exception> Causes(Exception? why)
    {
        for (var cause = why; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
