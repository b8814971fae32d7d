namespace Recapito.Input;

internal static class German
{
    public static Speech Speech { get; } = new()
    {
        Marks = @"(?i:\b(?:ich|habe|geschrieben|schrieb|meine|nachricht|fehler|und|sagt|meldet|kam|wir)\b)",
        Conjunctions = "und|aber|obwohl|weil",
        Contrasts = "aber|obwohl",
        Clauses = "weil|denn|da|und|aber",
        Negations = "nicht|kein|keine",
        Denials = "nicht|kein(?:e|em|en|er)?|nie",
        OnePerson = "[Ii]ch|[Mm]ir|[Mm]ein(?:e|em|en|er)?",
        SeveralPeople = "wir|uns|unser(?:e|em|en|er)?",
        Talk = "es ist|das ist|warum|wieso",
        NeverOfHosts = "[Ii]ch|Danke|Vielen Dank|Viele Grüße|Mit freundlichen Grüßen|Hilfe[!?.]*\\z|Was (?:bedeutet|heißt|ist|soll|kann|mache)|Warum|Wieso|Weshalb|Ist (?:das|es)",
        Doubts = "vielleicht|womöglich|danke",
        Words = "nicht|wir|danke|dankeschön|vielen dank|vielleicht|aber|warum|wieso|weshalb|was (?:bedeutet|heißt|ist|soll|kann|mache)|kann|können|könnt|könnten|bitte|hilfe|ist|sind"
            + "|(?:viele |schöne )?grüße|gruß|mfg|mit freundlichen|obwohl|weil|und|oder|auch|doch|mein(?:e|em|en|er)?|unser(?:e|em|en|er)?|das (?:postfach|konto)|der (?:benutzer|empfänger)|dass",
        Says = "sagt|meldet|fehler|fehlercode",
        SaysWho = "sagt",
        Refuses = "verweigert|abgelehnt|unbekannt|zurückgewiesen|postfach",
        Senders = "absender",
        From = "absender|von",
        To = "an|empfänger",
        WroteTo = "(?:schrieb|schrieben|schickte|sandte)(?: [^.,;:@?!]{0,30})? an|(?:meine|unsere) (?:e-?mail|mail|nachricht) an",
        Full = "voll",
        Blocked = "gesperrt|blockiert|sperrliste",
        Later = "später|vorübergehend",
        NotFound = "nicht gefunden|unbekannt|existiert nicht",
    };
}
