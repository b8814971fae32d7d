namespace Recapito.Web;

/// <summary>Tells requests that somebody passed on.</summary>
internal static class Forwarded
{
    // Whoever sends one of these stands between us and somebody else.
    private static readonly string[] Marks =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Server", "X-Real-IP", "Via", "CF-Connecting-IP", "True-Client-IP"];

    /// <summary>True where a proxy says that it stands between us and who asks. One that says nothing cannot be told.</summary>
    public static bool Is(HttpRequest request) => Array.Exists(Marks, request.Headers.ContainsKey);
}
