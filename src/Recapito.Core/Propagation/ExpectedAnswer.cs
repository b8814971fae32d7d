using System.Net;

namespace Recapito.Core;

/// <summary>The answer that a user waits for.</summary>
public sealed record ExpectedAnswer
{
    private ExpectedAnswer(WatchedAnswer? answer, string text) => (Answer, Text) = (answer, text);

    /// <summary>As the user wrote it.</summary>
    public string Text { get; }

    /// <summary>The records; null where none are wanted, whether the name exists or not.</summary>
    internal WatchedAnswer? Answer { get; }

    /// <summary>
    /// Reads what a user wrote: records of one type with commas between, "0 mx1.contoso.example, 10 mx2.contoso.example", or "none". For TXT the whole is one
    /// record, with or without quotes.
    /// </summary>
    /// <returns>Null where it cannot be an RRset of this type.</returns>
    public static ExpectedAnswer? Read(string text, RrType type)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim().Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return new(null, text.Trim());
        }

        string?[] parts = type is RrType.Txt ? [Strings(text.Trim())] : [.. text.Split(',').Select(part => Canonical(part.Trim(), type))];
        return parts.Contains(null) ? null : new(WatchedAnswer.Of(parts!), text.Trim());
    }

    /// <summary>True where this is what was waited for.</summary>
    public bool Fits(WatchedAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Answer is null ? answer.Kind is not AnswerKind.Records : answer.Kind is AnswerKind.Records && Same(answer.Text, Answer.Text);
    }

    // One TXT string may be cut into several (RFC 1035 §3.3.14); what is read is their concatenation (RFC 7208 §3.3).
    private static bool Same(string seen, string wanted) => seen == wanted || (wanted.StartsWith('"') && Joined(seen) == Joined(wanted));

    private static string Joined(string strings) => strings.Replace("\" \"", "", StringComparison.Ordinal);

    private static string? Strings(string text) => text.Length == 0 ? null
        : text.StartsWith('"') && text.EndsWith('"') && text.Length > 1 ? text
        : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string? Canonical(string part, RrType type)
    {
        var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return type switch
        {
            RrType.Mx => words is [var preference, var host] && ushort.TryParse(preference, out var number) && Host(host) is { } name ? $"{number} {name}" : null,
            RrType.A or RrType.Aaaa => IPAddress.TryParse(part, out var address) && address.ToString().Contains(':', StringComparison.Ordinal) == (type is RrType.Aaaa)
                ? address.ToString() : null,
            _ => words is [var host] ? Host(host) : null,
        };
    }

    private static string? Host(string text) => Names.Canonical(text) is var name && (name is "." || Names.IsHostName(name)) ? name : null;
}
