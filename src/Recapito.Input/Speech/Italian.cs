namespace Recapito.Input;

internal static class Italian
{
    public static Speech Speech { get; } = new()
    {
        Marks = @"(?i:\b(?:ho|abbiamo|scritto|dice|errore|mandato|inviato|messaggio|risposta|mia|mio|casella|posta|che|mi dice|risponde)\b|(?:^|\s)(?:è|c['’]è)\s)",
        Conjunctions = "e|ed|ma|però|perché|anche se|quindi",
        Contrasts = "ma|però|anche se",
        Clauses = "perché|poiché|ma|e",
        Negations = "non",
        Denials = "non|mai",
        OnePerson = "[Ii]o|[Mm]i|[Mm]i[oa]|[Mm]iei|[Mm]ie|(?:[Ii]l|[Ll]a|[Ii]|[Ll]e) mi(?:o|a|ei|e)|[Hh]o|[Vv]orrei|[Dd]evo|[Nn]on (?:so|ho|capisco|riesco|posso|sono)",
        SeveralPeople = "abbiamo|noi|siamo|non (?:siamo|abbiamo)|nostr[oaie]|(?:il|la|i|le) nostr[oaie]",
        Talk = "c['’]è|non è|è|cosa|che cosa",
        NeverOfHosts = "Io|Non (?:sono|so|ho|capisco|riesco|posso|siamo|abbiamo|credo|penso)|Grazie|Saluti|Cordiali saluti|Aiuto"
            + @"|Che \p{Ll}+|Come (?:posso|mai|faccio|devo|si)|Cosa \p{Ll}+|Perch[éè] \p{Ll}+|Cos['’]è|È \p{Ll}+",
        Doubts = "forse|magari|grazie|saluti",
        Words = "che|cosa|non|ma|è|sono|sarà|forse|perch[éè]|poiché|grazie|saluti|cordiali|aiuto|aiutatemi|aiutami|per (?:favore|piacere)|quindi|però|anche|invece|dovrei|devo|posso|vorrei"
            + "|potete|potreste|puoi|può|sapete|buongiorno|buonasera|ciao|salve|io|ho|abbiamo|siamo|c['’]è|cos['’]è|l['’](?:utente|indirizzo)|la (?:casella|mail|mia|nostra)|il (?:destinatario|server|mio|nostro)",
        Says = "dice|errore|codice",
        SaysWho = "dice",
        Refuses = "negato|rifiutat[oa]|respint[oa]|sconosciut[oa]|inesistente|casella|bloccat[oa]",
        Senders = "mittente",
        From = "mittente|da",
        To = "a|destinatario",
        WroteTo = "(?:ho|abbiamo|avevo) (?:scritto|inviato|mandato|spedito)(?: [^.,;:@?!]{0,30})? a|(?:mia|mio|nostra|nostro) (?:e-?mail|mail|messaggio)(?: [^.,;:@?!]{0,20})? (?:a|per)",
        Full = "pien[ao]",
        Blocked = "bloccat[oaie]|lista (?:di blocco|nera)",
        Later = "riprova(?:re)?|più tardi|temporane[oa]",
        NotFound = "trovat[oa]|inesistente|sconosciut[oa]|non esiste",
    };
}
