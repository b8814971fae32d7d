using Recapito.Core;

namespace Recapito.Input;

/// <summary>Whether a text holds more than one reply: then nobody can tell which of them is asked about. The lines of one reply are one.</summary>
internal static class SeveralReplies
{
    // What leads to a reply that another one quotes: "550 5.1.351 Remote server failed with 550 5.1.1 User unknown".
    private static readonly HashSet<string> Quoting = new(StringComparer.OrdinalIgnoreCase) { "with", "was", "returned", "said", "says", "replied", "error" };

    /// <summary>True where there are several, be it in a bare reply or among words.</summary>
    /// <param name="text">What somebody gave, without the lines that say to whom the mail was sent.</param>
    public static bool AreIn(string text) => ReplyText.Of(text) is { } bare ? AreInReply(bare)
        : text.Length <= ReadLimits.LongestReply && ReplyAmongWords.Starts(text) is { Count: > 0 } starts && (starts.Count > 1 || AreInReply(ReplyAmongWords.At(text, starts[0])));

    private static bool AreInReply(string reply) => AreInLines(reply) || AreInOneLine(reply);

    // RFC 5321 §4.2.1: every line of one reply has its code. Some systems leave it out, and some leave out the enhanced one.
    private static bool AreInLines(string reply)
    {
        var lines = reply.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();
        return lines.Skip(1).Any(line => IsAnother(lines[0], line) && (line.Status is not null || BeginsSentence(line)));
    }

    private static SmtpReply Parse(string line) => SmtpReply.Parse(line.StartsWith("smtp;", StringComparison.OrdinalIgnoreCase) ? line["smtp;".Length..].TrimStart() : line);

    private static bool IsAnother(SmtpReply first, SmtpReply line) => Differ(first.Code, line.Code) || Differ(first.Status, line.Status);

    private static bool Differ<T>(T? one, T? other) => one is not null && other is not null && !one.Equals(other);

    // A line may be wrapped before a number: "at most\n500 recipients".
    private static bool BeginsSentence(SmtpReply line) => line is { Code: >= 400 and < 560, Lines: [{ Length: > 0 } words, ..] } && (char.IsUpper(words[0]) || words[0] == '<');

    // Behind a mark (": '550 …'", "-> 550 …", "smtp;550 …") one reply quotes another; behind a word somebody tells of a second one.
    private static bool AreInOneLine(string reply)
    {
        var first = Parse(reply.Split('\n')[0]);
        return ReplyAmongWords.Codes.Matches(reply).Skip(1).Any(found => IsAnother(first, SmtpReply.Parse(found.Value)) && IsTold(reply[..found.Index].TrimEnd(' ', '\t')));
    }

    private static bool IsTold(string before) => before is [.., var last] && (last is ',' || char.IsLetterOrDigit(last))
        && !Quoting.Contains(before[(before.LastIndexOfAny([' ', '\t', '\n']) + 1)..]);
}
