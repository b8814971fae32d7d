using System.Text;
using System.Text.RegularExpressions;

namespace Recapito.Input;

/// <summary>Words about a refusal without the reply itself: "it says mailbox full". What they seem to be about tells what to advise meanwhile, and nothing more.</summary>
public static class MereWords
{
    /// <summary>Which advice fits: "full", "blocked", "later", "not-found", or "general" where the words tell of none of them, or of several, or deny it.</summary>
    /// <param name="bytes">What was handed in.</param>
    public static string AdviceFor(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.Length <= ReadLimits.LongestReply ? Encoding.UTF8.GetString(bytes) : "";
        (string Advice, Regex Words)[] all = [("full", Full), ("blocked", Blocked), ("later", Later), ("not-found", NotFound)];
        return all.Where(one => IsSaid(text, one.Words)).Select(one => one.Advice).ToList() is [var only] ? only : "general";
    }

    // "It does not say that the mailbox is full" tells of something else. What is not there is said with a "not" of its own.
    private static bool IsSaid(string text, Regex words) =>
        words.Matches(text) is { Count: > 0 } found && (ReferenceEquals(words, NotFound) || found.All(one => !Negates.IsMatch(Clauses.Split(text[..one.Index])[^1])));

    private static Regex Clauses { get; } = Speech.Pattern($"[.,;:!?\\r\\n]|\\b{Speech.Any(one => one.Clauses)}\\b", RegexOptions.IgnoreCase);

    private static Regex Negates { get; } = Speech.Pattern($"n['’]t\\b|\\bn['’]|\\b{Speech.Any(one => one.Denials)}\\b", RegexOptions.IgnoreCase);

    private static Regex Full { get; } = Speech.Pattern($"\\b{Speech.Any(one => one.Full)}\\b", RegexOptions.IgnoreCase);

    private static Regex Blocked { get; } = Speech.Pattern($"\\b{Speech.Any(one => one.Blocked)}\\b", RegexOptions.IgnoreCase);

    private static Regex Later { get; } = Speech.Pattern($"\\b{Speech.Any(one => one.Later)}\\b", RegexOptions.IgnoreCase);

    private static Regex NotFound { get; } = Speech.Pattern($"\\b{Speech.Any(one => one.NotFound)}\\b", RegexOptions.IgnoreCase);
}
