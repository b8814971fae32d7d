using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Identity;

namespace Recapito.Probes;

/// <summary>Tokens of one of Azure.Identity's credentials, and its errors in Microsoft's own words, without secrets.</summary>
/// <param name="way">The way of signing in.</param>
/// <param name="credential">Makes the credential.</param>
/// <param name="asksPerson">True where a new credential would ask a person again.</param>
/// <param name="secrets">Where every token is remembered as one.</param>
/// <param name="deadline">How long one sign-in may take.</param>
internal sealed class AzureTokenSource(string way, Func<TokenCredential> credential, bool asksPerson, Secrets secrets, TimeSpan deadline) : ITokenSource
{
    private const int LongestText = 600;

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, BearerToken> held = new(StringComparer.Ordinal);

    private TokenCredential? current;

    public string Way => way;

    public async Task<BearerToken> GetAsync(string scope, bool anew, CancellationToken cancel)
    {
        // Tokens are of the real world, and so is this clock: the library signs and dates by it.
        if (!anew && held.TryGetValue(scope, out var token) && token.Expires - Margin > TimeProvider.System.GetUtcNow())
        {
            return token;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(deadline);
        try
        {
            // The library holds tokens too. A new credential has forgotten them; those of managed identities all credentials of the process share, unless
            // claims are asked for, be they none.
            current = current is null || (anew && !asksPerson) ? credential() : current;
            var given = await current.GetTokenAsync(new TokenRequestContext([scope], claims: current is ManagedIdentityCredential ? "{}" : null), end.Token).ConfigureAwait(false);
            secrets.Add(given.Token);
            return held[scope] = new(given.Token, given.ExpiresOn);
        }
        catch (Exception e) when (e is AuthenticationFailedException or RequestFailedException or OperationCanceledException or HttpRequestException)
        {
            cancel.ThrowIfCancellationRequested();
            throw Explained(e);
        }
    }

    private SignInException Explained(Exception e)
    {
        if (e is OperationCanceledException)
        {
            return new($"no token within {ProbeFailure.Seconds(deadline)}");
        }

        // The deepest error knows what happened; those around it say that something happened.
        var all = Chain(e).ToList();
        var said = all.Select(inner => inner.Message).FirstOrDefault(message => message.Contains("AADSTS", StringComparison.Ordinal));
        var network = all.OfType<DialException>().FirstOrDefault();
        var text = said is not null ? said[said.IndexOf("AADSTS", StringComparison.Ordinal)..] : network?.Message ?? e.Message;
        var line = Visible.Text(secrets.Scrub(string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))));
        return new(line.Length > LongestText ? line[..LongestText] + "…" : line, CodeOf(said));
    }

    private static string? CodeOf(string? said) =>
        said is null ? null : string.Concat(said.AsSpan(said.IndexOf("AADSTS", StringComparison.Ordinal)).ToString().TakeWhile(char.IsAsciiLetterOrDigit));

    private static IEnumerable<Exception> Chain(Exception? e) => e switch
    {
        null => [],
        AggregateException many => many.InnerExceptions.SelectMany(Chain).Prepend(many),
        _ => Chain(e.InnerException).Prepend(e),
    };
}
