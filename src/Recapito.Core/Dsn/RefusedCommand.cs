using System.Buffers;

namespace Recapito.Core;

/// <summary>The SMTP command that a text says was refused, in the words of the mail systems that say it.</summary>
internal static class RefusedCommand
{
    /// <summary>The message itself was refused, once all of it had come (RFC 5321 §4.1.1.4).</summary>
    public const string End = "end of DATA";

    // What stands behind the words says which command it was; null where the words say it themselves.
    private static readonly (string Words, string? Command)[] All =
    [
        ("(in reply to ", null), // Postfix: smtp(8)
        ("SMTP error from remote mail server after ", null), // Exim: smtp transport
        ("SMTP error from remote mailer after ", null), // Exim 3
        ("SMTP error from remote server after ", null), // GMX
        ("SMTP error from remote server for ", null),
        ("did not like our ", null), // DragonFly Mail Agent
        ("SMTP:", null), // "SMTP:RCPT host 192.0.2.8: 553 ..."
        ("[RCPT_TO]", "RCPT TO"), // Yahoo
        ("[MAIL_FROM]", "MAIL FROM"),
        ("[BODY]", End),
        ("does not like recipient", "RCPT TO"), // qmail-remote
        ("but sender was rejected", "MAIL FROM"),
        ("but my name was rejected", "HELO"),
        ("but greeting failed", "CONNECT"),
        ("failed on DATA command", "DATA"),
        ("failed after I sent the message", End),
    ];

    private static readonly (string Words, string Command)[] Behind =
    [
        ("RCPT", "RCPT TO"),
        ("MAIL", "MAIL FROM"),
        ("end of data", End),
        ("end-of-data", End),
        ("pipelined RCPT", "RCPT TO"),
        ("pipelined MAIL", "MAIL FROM"),
        ("pipelined sending data", End),
        ("pipelined end of data", End),
        ("pipelined DATA", "DATA"),
        ("sending data", End),
        ("final", End),
        ("TEXT", End),
        ("data transfer", End),
        ("DATA", "DATA"),
        ("BDAT", End),
        ("EHLO", "EHLO"),
        ("HELO", "HELO"),
        ("STARTTLS", "STARTTLS"),
        ("AUTH", "AUTH"),
        ("initial connection", "CONNECT"),
        ("CONNECT", "CONNECT"),
    ];

    private static readonly SearchValues<string> Any = SearchValues.Create([.. All.Select(one => one.Words)], StringComparison.Ordinal);

    /// <summary>Where words that may name a command begin, or -1.</summary>
    internal static int Index(ReadOnlySpan<char> text) => text.IndexOfAny(Any);

    /// <summary>The command, or null where the text does not say it. Linear.</summary>
    internal static string? In(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Any); at >= 0;)
        {
            var rest = text[at..];
            foreach (var (words, command) in All)
            {
                if (rest.StartsWith(words, StringComparison.Ordinal) && (command ?? Named(rest[words.Length..])) is { } found)
                {
                    return found;
                }
            }

            var next = rest[1..].IndexOfAny(Any);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return null;
    }

    private static string? Named(ReadOnlySpan<char> text)
    {
        foreach (var (words, command) in Behind)
        {
            if (text.StartsWith(words, StringComparison.OrdinalIgnoreCase))
            {
                return command;
            }
        }

        return null;
    }
}
