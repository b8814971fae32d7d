using System.Text.RegularExpressions;
using Recapito.Core;

namespace Recapito.Input;

/// <summary>
/// Where somebody's own words go on behind a reply without a mark between them: "550 5.4.1 Access denied Che devo fare?". Only where own words are known to stand around the
/// reply, and never directly behind its code: there the host itself speaks that language.
/// </summary>
internal static partial class UnmarkedWords
{
    private const string Ends = "(?:[ \\t\\r\\n\\u00A0,.;:!?…)]|\\z)";

    /// <summary>Where the reply ends.</summary>
    /// <param name="reply">The reply, and perhaps more.</param>
    /// <param name="coded">Where its last line with a code begins: all before is the host's.</param>
    /// <param name="around">What stands around it.</param>
    public static int EndIn(string reply, int coded, string around)
    {
        var languages = LanguagesOf(around);
        foreach (Match gap in Gaps.Matches(reply))
        {
            var before = reply[..gap.Index];
            if (gap.Index > coded && IsTheirs(before, gap.Value, reply.AsSpan(gap.Index + gap.Length), languages) && ReplyText.WordsOf(before).Length > 0)
            {
                return Joined.Replace(before, "").TrimEnd(' ', '\t', '.', '!', '…', ',', ';', ':', '-', '–', '—').Length;
            }
        }

        return reply.Length;
    }

    /// <summary>True where the catalogue has a form of it: then what it tells is said.</summary>
    public static bool IsTold(string reply) => Catalogue.Default.FormOf(SmtpReply.Parse(reply))?.Meaning is { } meaning && meaning != "unknown";

    private static bool IsTheirs(string before, string gap, ReadOnlySpan<char> rest, List<Regex> languages) =>
        Anywhere.IsMatch(rest) || IsTelephone(rest) || (IsClause(before, gap) && Doubts.IsMatch(rest))
        || (OfLanguage(rest, languages) && (Refuses.IsMatch(before) || IsTold(before)));

    private static bool IsClause(string before, string gap) => gap.Contains('\n', StringComparison.Ordinal) || before[^1..] is "." or "," or ";" or ":" or "!" or "?" or "…" or ")" or "-" or "–" or "—";

    // Lists are of words that no English reply has; where nothing tells the language, all are looked for.
    private static List<Regex> LanguagesOf(string around)
    {
        (Regex Told, Regex Words)[] all = [(ToldItalian, Italian), (ToldGerman, German), (ToldFrench, French), (ToldSpanish, Spanish)];
        var told = all.Where(one => one.Told.IsMatch(around)).Select(one => one.Words).ToList();
        return told.Count > 0 || ToldEnglish.IsMatch(around) ? told : [.. all.Select(one => one.Words)];
    }

    private static bool OfLanguage(ReadOnlySpan<char> rest, List<Regex> languages)
    {
        foreach (var language in languages)
        {
            if (language.IsMatch(rest))
            {
                return true;
            }
        }

        return false;
    }

    // Seven digits at least, and no address of a host, no date, no code, no size: digits without any mark are a telephone's only behind a zero, a plus or its word.
    private static bool IsTelephone(ReadOnlySpan<char> rest)
    {
        if (Called.IsMatch(rest))
        {
            return true;
        }

        foreach (var found in Telephone.EnumerateMatches(rest))
        {
            var number = rest.Slice(found.Index, found.Length).TrimEnd(" \t\r\n\u00A0,.;!?)");
            return number.Length - CountMarks(number) is >= 7 and <= 15 && !NoTelephone.IsMatch(number)
                && (CountMarks(number) > 0 || number[0] is '0' || (number[0] is '3' && number.Length is 10));
        }

        return false;
    }

    private static int CountMarks(ReadOnlySpan<char> number)
    {
        var marks = 0;
        foreach (var one in number)
        {
            marks += char.IsAsciiDigit(one) ? 0 : 1;
        }

        return marks;
    }

    // What joins their words to the reply is theirs as well.
    [GeneratedRegex(@"[ \t\r\n\u00A0,]+(?:and|but|so|because|though|although|while|yet|e|ed|ma|però|quindi|und|aber|obwohl|weil|et|mais|donc|y|pero|aunque|porque)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Joined { get; }

    [GeneratedRegex(@"[ \t\r\n\u00A0]+\(?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Gaps { get; }

    [GeneratedRegex("\\A(?:tel|telefono|phone|mobile|cell|cellulare|handy|tél|móvil|teléfono|telefon|mobil)\\.?:?[ \\t\\u00A0]*\\+?\\d[\\d ./()-]{4,}\\d", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Called { get; }

    [GeneratedRegex($"\\A\\+?\\d[\\d ./-]{{5,20}}\\d{Ends}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Telephone { get; }

    [GeneratedRegex(@"\A(?:\d{1,3}(?:\.\d{1,3}){3}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|[245]\d\d[ -]|\d\.\d{1,3}\.\d)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NoTelephone { get; }

    [GeneratedRegex(@"\b(?:denied|rejected|refused|unknown|unavailable|not found|does(?: not|n['’]t) exist|blocked|failed|failure|exceeded|exceeds|full|disabled|error|not (?:accepted|allowed|permitted|delivered)|too (?:large|big|many)|timed out|no such)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Refuses { get; }

    // First persons, greetings, questions with a capital letter: a host writes none of them in the middle of what it says.
    private const string Persons = "I|I['’](?:m|ve|d|ll)|i['’](?:m|ve|ll)|[Ii]ch|[Jj]e|[Jj]['’]\\p{L}+|[Yy]o|Io|Non (?:sono|so|ho|capisco|riesco|posso|siamo|abbiamo|credo|penso)";
    private const string Greetings = "[Tt]hanks|[Tt]hank you|(?:[Mm]any|[Ww]ith) thanks|(?:[Kk]ind|[Bb]est|[Ww]arm) (?:[Rr]egards|wishes)|Regards|regards[,.!]?\\z|[Pp]lease help|[Hh]elp me|[Hh]elp[!?.]*\\z|Grazie|Saluti|Cordiali saluti|Aiuto|Danke|Vielen Dank|Viele Grüße|Mit freundlichen Grüßen|Hilfe[!?.]*\\z|Merci[!.,]?\\z|Bonjour|Cordialement|Gracias|Hola|Saludos|Un saludo|Ayuda[!.]*\\z";
    private const string Questions = "[Ww]hat (?:does|do|is|are|should|can|shall) (?:it|that|this|I|we|you|the|to)|[Ww]hat['’]s|Why (?:is|are|does|do|did|was|has)|How (?:can|do|does|should) (?:I|we|you|it|this)|Is (?:it|that|this|there|the)|Does (?:it|that|this|anyone)|(?:Can|Could|Would|Will) (?:you|I|we|it|someone|anyone|somebody)|[Cc]an you|[Cc]ould you|Che \\p{Ll}+|Come (?:posso|mai|faccio|devo|si)|Cosa \\p{Ll}+|Perch[éè] \\p{Ll}+|Cos['’]è|È \\p{Ll}+|Was (?:bedeutet|heißt|ist|soll|kann|mache)|Warum|Wieso|Weshalb|Ist (?:das|es)|Que (?:signifie|veut|faire|dois|puis)|Qu['’]est-ce|Pourquoi|Est-ce|C['’]est|Qué|Por qué|Es grave|¿[^ ]*";

    [GeneratedRegex($"\\A(?:{Persons}|{Greetings}|{Questions}){Ends}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Anywhere { get; }

    [GeneratedRegex($"\\A(?:maybe|perhaps|forse|magari|vielleicht|womöglich|peut-être|quizás?|tal vez|regards|grazie|saluti|danke|merci|gracias){Ends}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Doubts { get; }

    [GeneratedRegex($"\\A(?:che|cosa|non|ma|è|sono|sarà|forse|perch[éè]|poiché|grazie|saluti|cordiali|aiuto|aiutatemi|aiutami|per (?:favore|piacere)|quindi|però|anche|invece|dovrei|devo|posso|vorrei|potete|potreste|puoi|può|sapete|buongiorno|buonasera|ciao|salve|io|ho|abbiamo|siamo|c['’]è|cos['’]è|(?:l['’](?:utente|indirizzo)|la (?:casella|mail|mia|nostra)|il (?:destinatario|server|mio|nostro))){Ends}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Italian { get; }

    [GeneratedRegex($"\\A(?:nicht|wir|danke|dankeschön|vielen dank|vielleicht|aber|warum|wieso|weshalb|was (?:bedeutet|heißt|ist|soll|kann|mache)|kann|können|könnt|könnten|bitte|hilfe|ist|sind|(?:viele |schöne )?grüße|gruß|mfg|mit freundlichen|obwohl|weil|und|oder|auch|doch|mein(?:e|em|en|er)?|unser(?:e|em|en|er)?|das (?:postfach|konto)|der (?:benutzer|empfänger)|dass){Ends}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex German { get; }

    [GeneratedRegex($"\\A(?:merci|bonjour|bonsoir|salut|cordialement|mais|peut-être|pourquoi|parce|qu['’][^ ]+|que|quoi|c['’]est|n['’]est|pas|aidez[^ ]*|à l['’]aide|s['’]il vous plaît|svp|pouvez|pourriez|puis-je|est-ce|est grave|nous|notre|mon|l['’](?:utilisateur|adresse)|la boîte|le destinataire|alors){Ends}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex French { get; }

    [GeneratedRegex($"\\A(?:(?:muchas )?gracias|hola|saludos|un saludo|pero|porque|qué|quizás?|tal vez|ayuda|ayúd[^ ]+|por (?:favor|qué)|pueden?|podrían?|es (?:grave|normal|urgente|posible)|estoy|tengo|soy|somos|estamos|el (?:usuario|buzón|correo|destinatario)|la (?:cuenta|dirección)|aunque|cómo|no (?:sé|entiendo|puedo|estamos|es|está)|nuestr[oa]s?|atentamente){Ends}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Spanish { get; }

    [GeneratedRegex(@"\b(?:ho|abbiamo|scritto|dice|errore|mandato|inviato|messaggio|risposta|mia|mio|casella|posta|che|mi dice|risponde)\b|(?:^|\s)(?:è|c['’]è)\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ToldItalian { get; }

    [GeneratedRegex(@"\b(?:ich|habe|geschrieben|schrieb|meine|nachricht|fehler|und|sagt|meldet|kam|wir)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ToldGerman { get; }

    [GeneratedRegex(@"\b(?:j['’]ai|écrit|envoyé|reçu|mon|erreur|et|pour|dit|réponse|le|nous)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ToldFrench { get; }

    [GeneratedRegex(@"\b(?:escribí|escribimos|he|correo|mensaje|envié|mandé|dice|dijo|respuesta|y|mi)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ToldSpanish { get; }

    [GeneratedRegex(@"\b(?:I|wrote|says|said|it|the|my|and|came|for|sent|was)\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ToldEnglish { get; }
}
