using Microsoft.AspNetCore.Routing.Template;

namespace Recapito.Web;

/// <summary>Which methods an address takes, as it is mapped.</summary>
internal static class Methods
{
    /// <summary>Addresses of which a page can be got tell its header alone as well (RFC 9110 §9.3.2).</summary>
    public static RouteGroupBuilder MapReadable(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("");
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is { HttpMethods: [var only] } metadata && HttpMethods.IsGet(only))
            {
                endpoint.Metadata.Remove(metadata);
                endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
            }
        });
        return group;
    }

    /// <summary>The methods of this request's address, where its own is none of them; empty where there is nothing at it.</summary>
    public static IReadOnlyList<string> Others(HttpContext http)
    {
        var mapped = http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        string[] taken = [.. mapped.Where(endpoint => Fits(endpoint, http.Request.Path)).SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Distinct().Order(StringComparer.Ordinal)];
        return taken.Contains(http.Request.Method, StringComparer.OrdinalIgnoreCase) ? [] : taken;
    }

    /// <summary>The Allow header (RFC 9110 §10.2.1).</summary>
    public static void Allow(HttpContext http, IEnumerable<string> methods) => http.Response.Headers.Allow = string.Join(", ", methods);

    private static bool Fits(RouteEndpoint endpoint, PathString path) => endpoint.RoutePattern.RawText is { } pattern
        && new TemplateMatcher(TemplateParser.Parse(pattern.TrimStart('/')), []).TryMatch(path, []);
}
