using System.Text.Json;

namespace Recapito.Lab;

/// <summary>Microsoft Entra's endpoints of one cloud: metadata, tokens, device codes (RFC 6749, RFC 8628, OpenID Connect Discovery 1.0).</summary>
/// <param name="applications">What this lab remembers.</param>
internal sealed class TokenEndpoint(Applications applications)
{
    private const string Assertion = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    // The name of RFC 8628 §3.4, and the short one of Microsoft's own library.
    private static readonly string[] DeviceGrants = ["urn:ietf:params:oauth:grant-type:device_code", "device_code"];

    /// <summary>Answers one request.</summary>
    public ApiAnswer Answer(ApiRequest request)
    {
        var segments = request.Segments;
        var name = segments.FirstOrDefault() ?? "";
        if (applications.Find(name) is not { } found || MicrosoftHosts.Of(found.App.Cloud).Authority != request.Host)
        {
            return ApiAnswer.SignInError("invalid_request", $"AADSTS90002: Tenant '{name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.");
        }

        return string.Join('/', segments.Skip(1)) switch
        {
            "v2.0/.well-known/openid-configuration" => Metadata(request, found.Name),
            "oauth2/v2.0/devicecode" when request.Method is "POST" => Code(request, found.App),
            "oauth2/v2.0/token" when request.Method is "POST" => Token(request, found.Name, found.App),
            _ => ApiAnswer.SignInError("invalid_request", "AADSTS900144: There is no such endpoint."),
        };
    }

    private static ApiAnswer Metadata(ApiRequest request, string tenant) => ApiAnswer.Of(200, json =>
    {
        var root = $"https://{request.Host}/{WorldApp.TenantId(tenant)}";
        json.WriteString("issuer", root + "/v2.0");
        json.WriteString("token_endpoint", root + "/oauth2/v2.0/token");
        json.WriteString("authorization_endpoint", root + "/oauth2/v2.0/authorize");
        json.WriteString("device_authorization_endpoint", root + "/oauth2/v2.0/devicecode");
        json.WriteString("jwks_uri", root + "/discovery/v2.0/keys");
    });

    private ApiAnswer Code(ApiRequest request, WorldApp app) => request.Form.GetValueOrDefault("client_id") != app.ClientId ? NoApplication(request) : ApiAnswer.Of(200, json =>
    {
        json.WriteString("user_code", "LABCODE99");
        json.WriteString("device_code", applications.NewCode());
        json.WriteString("verification_uri", "https://microsoft.com/devicelogin");
        json.WriteNumber("expires_in", 900);
        json.WriteNumber("interval", 1);
        json.WriteString("message", "To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code LABCODE99 to authenticate.");
    });

    private ApiAnswer Token(ApiRequest request, string tenant, WorldApp app)
    {
        var form = request.Form;
        if (form.GetValueOrDefault("client_id") != app.ClientId)
        {
            return NoApplication(request);
        }

        var scopes = (form.GetValueOrDefault("scope") ?? "").Split(' ').FirstOrDefault(scope => scope.EndsWith("/.default", StringComparison.Ordinal));
        if (scopes is null)
        {
            return ApiAnswer.SignInError("invalid_scope", "AADSTS70011: The provided value for the input parameter 'scope' is not valid.");
        }

        var isPerson = DeviceGrants.Contains(form.GetValueOrDefault("grant_type"));
        var problem = form.GetValueOrDefault("grant_type") switch
        {
            "client_credentials" => Application(request, app),
            _ when isPerson => Person(form.GetValueOrDefault("device_code") ?? form.GetValueOrDefault("code") ?? "", app),
            _ => ("unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type."),
        };
        return problem is { } wrong ? ApiAnswer.SignInError(wrong.Item1, wrong.Item2) : Given(tenant, app, scopes[..^"/.default".Length], isPerson);
    }

    private ApiAnswer Given(string tenant, WorldApp app, string audience, bool isPerson)
    {
        var token = applications.Give(tenant, app, audience, TimeProvider.System.GetUtcNow());
        return ApiAnswer.Of(200, json =>
        {
            json.WriteString("token_type", "Bearer");
            json.WriteNumber("expires_in", 3599);
            json.WriteNumber("ext_expires_in", 3599);
            json.WriteString("access_token", token);
            if (isPerson)
            {
                json.WriteString("scope", audience + "/.default");
                json.WriteString("refresh_token", applications.NewCode());
                WritePerson(json, tenant, app);
            }
        });
    }

    // A person's token comes with who they are (OpenID Connect Core 1.0 §2).
    private static void WritePerson(Utf8JsonWriter json, string tenant, WorldApp app)
    {
        var id = ApiAnswer.Of(200, claims =>
        {
            claims.WriteString("aud", app.ClientId);
            claims.WriteString("iss", $"https://{MicrosoftHosts.Of(app.Cloud).Authority}/{WorldApp.TenantId(tenant)}/v2.0");
            claims.WriteString("tid", WorldApp.TenantId(tenant));
            claims.WriteString("oid", "0000aaaa-0000-0000-0000-00000000bbbb");
            claims.WriteString("sub", "admin");
            claims.WriteString("preferred_username", $"admin@{tenant}");
            claims.WriteString("ver", "2.0");
        }).Json;
        var info = ApiAnswer.Of(200, claims =>
        {
            claims.WriteString("uid", "0000aaaa-0000-0000-0000-00000000bbbb");
            claims.WriteString("utid", WorldApp.TenantId(tenant));
        }).Json;
        json.WriteString("id_token", string.Join('.', Base64("{\"alg\":\"none\"}"), Base64(id), ""));
        json.WriteString("client_info", Base64(info));
    }

    private static (string, string)? Application(ApiRequest request, WorldApp app)
    {
        var form = request.Form;
        if (form.GetValueOrDefault("client_assertion_type") is Assertion)
        {
            var root = $"https://{request.Host}/{request.Segments[0]}";
            return ClientAssertion.Problem(form.GetValueOrDefault("client_assertion") ?? "", app, [root + "/oauth2/v2.0/token", root + "/v2.0"], TimeProvider.System.GetUtcNow()) is { } problem
                ? ("invalid_client", problem) : null;
        }

        return form.GetValueOrDefault("client_secret") is not { } secret
            ? ("invalid_client", "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.")
            : secret == app.Secret ? null
            : ("invalid_client", $"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{app.ClientId}'.");
    }

    // The first question comes too soon, the next ones before the person has typed the code (RFC 8628 §3.5).
    private (string, string)? Person(string code, WorldApp app) => applications.Poll(code) switch
    {
        null => ("expired_token", "AADSTS70020: The provided value for the input parameter 'device_code' is not valid."),
        var times when times <= app.DeviceCodePolls => ("authorization_pending", "AADSTS70016: OAuth 2.0 device flow error. Authorization is pending. Continue polling."),
        _ => null,
    };

    private static ApiAnswer NoApplication(ApiRequest request) =>
        ApiAnswer.SignInError("unauthorized_client", $"AADSTS700016: Application with identifier '{request.Form.GetValueOrDefault("client_id")}' was not found in the directory.");

    private static string Base64(string text) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(text));
}
