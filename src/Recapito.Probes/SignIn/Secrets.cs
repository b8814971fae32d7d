using System.Collections.Concurrent;

namespace Recapito.Probes;

/// <summary>
/// What must be seen by nobody: client secrets, passwords, tokens. Whatever others sent goes through <see cref="Scrub"/> before it stands in an error or in
/// evidence, since a server may send back what it was sent.
/// </summary>
internal sealed class Secrets
{
    private const string Mask = "[secret]";
    private const int Shortest = 4;
    private const int ShortestToken = 20;

    private readonly ConcurrentDictionary<string, bool> known = new(StringComparer.Ordinal);

    /// <summary>Remembers a secret; what is too short to be one is no secret.</summary>
    public void Add(string? secret)
    {
        if (secret?.Trim() is { Length: >= Shortest } text)
        {
            known.TryAdd(text, true);
            known.TryAdd(Uri.EscapeDataString(text), true);
        }
    }

    /// <summary>The text without any secret that is known, and without anything that looks like a token (RFC 7519 §3: base64url of "{\"").</summary>
    public string Scrub(string text)
    {
        foreach (var secret in known.Keys.OrderByDescending(secret => secret.Length))
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        for (var at = text.IndexOf("eyJ", StringComparison.Ordinal); at >= 0; at = text.IndexOf("eyJ", at + 1, StringComparison.Ordinal))
        {
            var end = at;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.' or '='))
            {
                end++;
            }

            text = end - at >= ShortestToken ? string.Concat(text.AsSpan(0, at), Mask, text.AsSpan(end)) : text;
        }

        return text;
    }
}
