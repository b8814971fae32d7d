using System.Buffers.Text;
using System.Text.Json;

namespace Recapito.Probes;

/// <summary>
/// What the tokens permit, by what they say of themselves. Access tokens are opaque by promise, and JWTs in fact (Microsoft: Access tokens in the Microsoft
/// identity platform).
/// </summary>
/// <param name="Roles">Permissions of the application itself (claim "roles").</param>
/// <param name="Scopes">Permissions to act for the person who signed in (claim "scp").</param>
internal sealed record GrantedPermissions(IReadOnlyList<string> Roles, IReadOnlyList<string> Scopes)
{
    private static readonly string[] Needed =
    [
        "Domain.Read.All", "ServiceHealth.Read.All", "ExchangeMessageTrace.Read.All", "Exchange.ManageAsAppV2", "Exchange.ManageV2",
        "openid", "profile", "email", "offline_access", "User.Read",
    ];

    /// <summary>All of them, each once, by name.</summary>
    public IReadOnlyList<string> All => [.. Roles.Concat(Scopes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Those that no question needs.</summary>
    public IReadOnlyList<string> BeyondNeed => [.. All.Except(Needed, StringComparer.Ordinal)];

    /// <summary>True where the application may read mailboxes. What it may for a person is that person's own mail.</summary>
    public bool ReadsMail => Roles.Any(role => role is "full_access_as_app" || role.StartsWith("Mail.Read", StringComparison.Ordinal));

    /// <summary>What the tokens for Microsoft Graph and Exchange Online say; null where one does not say it.</summary>
    /// <param name="access">The connections.</param>
    /// <param name="cancel">The caller's cancel.</param>
    public static async Task<GrantedPermissions?> ReadAsync(InsideAccess access, CancellationToken cancel)
    {
        var all = new GrantedPermissions([], []);
        foreach (var scope in new[] { access.SignIn.Cloud.GraphScope, access.SignIn.Cloud.ExchangeScope })
        {
            try
            {
                if (Of(await access.Tokens.GetAsync(scope, false, cancel).ConfigureAwait(false)) is not { } some)
                {
                    return null;
                }

                all = new([.. all.Roles, .. some.Roles], [.. all.Scopes, .. some.Scopes]);
            }
            catch (SignInException)
            {
                // The questions to this service say so; without a token it permits nothing.
            }
        }

        return all;
    }

    private static GrantedPermissions? Of(BearerToken token)
    {
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Value.Split('.')[1]));
            string[] roles = claims.RootElement.TryGetProperty("roles", out var list) ? [.. list.EnumerateArray().Select(role => role.GetString() ?? "")] : [];
            return new(roles, ApiJson.TextOf(claims.RootElement, "scp")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []);
        }
        catch (Exception e) when (e is JsonException or FormatException or IndexOutOfRangeException or InvalidOperationException)
        {
            return null;
        }
    }
}
