using System.Collections;
using System.Text;

namespace Recapito.Core;

public sealed partial class Catalogue
{
    /// <summary>A reply that is longer is no reply; what follows is not looked at (RFC 5321 §4.5.3.1.5 allows 512 octets a line).</summary>
    private const int LongestReply = 64 * 1024;

    private int[][] phrasesOfForms = [];
    private PhraseAutomaton? automaton;
    private Dictionary<string, string> adviceOfReasons = [];
    private (string Code, string Reason)[] reasonsOfStatuses = [];

    /// <summary>
    /// The form that a reply has, or null where the catalogue has none: all its phrases occur in the text and its codes fit.
    /// A form that names reply codes also fits a text without a reply code; one that names enhanced codes never fits a text without.
    /// The most specific form wins: most characters of phrases, then most kinds of codes, then the order of the catalogue.
    /// </summary>
    public ReplyForm? FormOf(SmtpReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (automaton is null)
        {
            return null;
        }

        var text = reply.Text;
        var found = automaton.Find(text.AsSpan(0, Math.Min(text.Length, LongestReply)));
        ReplyForm? best = null;
        var bestWeight = -1;
        for (var i = 0; i < phrasesOfForms.Length; i++)
        {
            var form = ReplyForms[i];
            var weight = All(found, phrasesOfForms[i]) && Fits(form, reply) ? Weight(form) : -1;
            if (weight > bestWeight)
            {
                (best, bestWeight) = (form, weight);
            }
        }

        return best;
    }

    /// <summary>
    /// The words under a key in the language (a BCP 47 tag; its region is ignored), else in English, else null.
    /// </summary>
    public string? Word(string language, string key)
    {
        ArgumentNullException.ThrowIfNull(language);
        ArgumentNullException.ThrowIfNull(key);
        var dash = language.IndexOf('-', StringComparison.Ordinal);
        var primary = (dash < 0 ? language : language[..dash]).ToLowerInvariant();
        return Words.TryGetValue(primary, out var words) && words.TryGetValue(key, out var text) ? text
            : Words.TryGetValue("en", out var english) && english.TryGetValue(key, out var fallback) ? fallback
            : null;
    }

    /// <summary>
    /// The words under a key with each {name} replaced by its argument. An argument that is missing stays visible as {name},
    /// words that are missing as [key], so that a gap in a translation can be seen and reported.
    /// </summary>
    public string Format(string language, string key, params ReadOnlySpan<(string Name, string? Value)> arguments) =>
        Word(language, key) is { } words ? Fill(words, arguments) : $"[{key}]";

    /// <summary>The text with each {name} replaced by its argument; arguments are never read for placeholders again.</summary>
    public static string Fill(string text, params ReadOnlySpan<(string Name, string? Value)> arguments)
    {
        ArgumentNullException.ThrowIfNull(text);
        var filled = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.IndexOf('{') is >= 0 and var open && rest[open..].IndexOf('}') is > 0 and var length)
        {
            filled.Append(rest[..open]);
            var placeholder = rest.Slice(open, length + 1);
            filled.Append(ValueOf(placeholder[1..^1], arguments) ?? placeholder);
            rest = rest[(open + length + 1)..];
        }

        return filled.Append(rest).ToString();
    }

    /// <summary>What to do about a reason ("stop sending", "retry later" …), or null for an unknown one.</summary>
    public string? AdviceOf(string reason) => adviceOfReasons.GetValueOrDefault(reason);

    /// <summary>The reason that an enhanced code stands for by itself, or null. Exact codes come before those with an "x" (any number).</summary>
    public string? ReasonOf(EnhancedStatusCode status)
    {
        var (kind, subject, detail) = (status.Class, status.Subject, status.Detail);
        string[] names = [$"{kind}.{subject}.{detail}", $"x.{subject}.{detail}", $"{kind}.{subject}.x", $"x.{subject}.x"];
        return names.Select(name => Array.Find(reasonsOfStatuses, entry => entry.Code == name).Reason).FirstOrDefault(reason => reason is not null);
    }

    private static string? ValueOf(ReadOnlySpan<char> name, ReadOnlySpan<(string Name, string? Value)> arguments)
    {
        foreach (var (known, value) in arguments)
        {
            if (name.SequenceEqual(known))
            {
                return value;
            }
        }

        return null;
    }

    private static bool All(BitArray found, int[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (!found[phrase])
            {
                return false;
            }
        }

        return true;
    }

    private static bool Fits(ReplyForm form, SmtpReply reply) =>
        (form.ReplyCodes.Count == 0 || reply.Code is not { } code || form.ReplyCodes.Contains(code))
        && (form.StatusCodes.Count == 0 || (reply.Status is { } status && form.StatusCodes.Contains(status)));

    // Words about the client win over all others: "Relay access denied: no PTR record" says nothing of the recipient to anybody else.
    private const int ClientFirst = 1_000_000;

    private static int Weight(ReplyForm form) =>
        (form.About is RefusalAbout.Client ? ClientFirst : 0) + (form.Phrases.Sum(phrase => phrase.Length) * 4) + (form.StatusCodes.Count > 0 ? 2 : 0) + (form.ReplyCodes.Count > 0 ? 1 : 0);
}
