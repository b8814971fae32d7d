using System.Text;
using System.Text.RegularExpressions;

namespace Recapito.Input;

/// <summary>Words about a refusal without the reply itself: "it says mailbox full". What they seem to be about tells what to advise meanwhile, and nothing more.</summary>
public static partial class MereWords
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

    [GeneratedRegex(@"[.,;:!?\r\n]|\b(?:because|since|as|and|but|perché|poiché|ma|e|weil|denn|da|und|aber|car|parce que|mais|et|porque|pero|y)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Clauses { get; }

    [GeneratedRegex(@"n['’]t\b|\bn['’]|\b(?:not|never|cannot|non|mai|nicht|kein(?:e|em|en|er)?|nie|ne|pas|no|nunca)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Negates { get; }

    [GeneratedRegex(@"\b(?:full|over ?quota|quota|pien[ao]|voll|pleine?|llen[oa])\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Full { get; }

    [GeneratedRegex(@"\b(?:block(?:ed|ing)?|(?:black|block) ?-?list(?:ed)?|spam|bloccat[oaie]|lista (?:di blocco|nera)|gesperrt|blockiert|sperrliste|bloquée?s?|bloquead[oa]s?|liste noire)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Blocked { get; }

    [GeneratedRegex(@"\b(?:later|temporar(?:y|ily)|try again|greylist(?:ed|ing)?|riprova(?:re)?|più tardi|temporane[oa]|später|vorübergehend|plus tard|temporaire|más tarde|temporal(?:mente)?)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Later { get; }

    [GeneratedRegex(@"\b(?:not found|couldn['’]t be found|unknown|no such|do(?:es)? ?n['’]t exist|does not exist|trovat[oa]|inesistente|sconosciut[oa]|non esiste|nicht gefunden|unbekannt|existiert nicht|introuvable|inconnue?|n['’]existe pas|no existe|no se encontró|desconocid[oa])\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NotFound { get; }
}
