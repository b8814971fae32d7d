namespace Recapito.Input;

internal static class French
{
    public static Speech Speech { get; } = new()
    {
        Marks = @"(?i:\b(?:j['’]ai|écrit|envoyé|reçu|mon|erreur|et|pour|dit|réponse|le|nous)\b)",
        Conjunctions = "et|mais|donc",
        Contrasts = "mais",
        Clauses = "car|parce que|mais|et",
        Negations = "pas",
        Denials = "ne|pas",
        OnePerson = @"[Jj]e|[Jj]['’]\p{L}+|[Mm]oi|[Mm]on|[Mm]es",
        SeveralPeople = "nous|notre|nos",
        Talk = "c['’]est|pourquoi|qu['’]est-ce",
        NeverOfHosts = @"[Jj]e|[Jj]['’]\p{L}+|Merci[!.,]?\z|Bonjour|Cordialement|Que (?:signifie|veut|faire|dois|puis)|Qu['’]est-ce|Pourquoi|Est-ce|C['’]est",
        Doubts = "peut-être|merci",
        Words = "merci|bonjour|bonsoir|salut|cordialement|mais|peut-être|pourquoi|parce|qu['’][^ ]+|que|quoi|c['’]est|n['’]est|pas|aidez[^ ]*|à l['’]aide|s['’]il vous plaît|svp|pouvez|pourriez"
            + "|puis-je|est-ce|est grave|nous|notre|mon|l['’](?:utilisateur|adresse)|la boîte|le destinataire|alors",
        Says = "dit|erreur",
        SaysWho = "dit",
        Refuses = "refusée?|rejetée?|inconnue?|introuvable|bloquée?",
        Senders = "expéditeur",
        From = "expéditeur",
        To = "à|destinataire",
        WroteTo = "(?:écrit|envoyé)(?: [^.,;:@?!]{0,30})? à|(?:mon|notre) (?:e-?mail|mail|courriel|message)(?: [^.,;:@?!]{0,20})? (?:à|pour)",
        Full = "pleine?",
        Blocked = "bloquée?s?|liste noire",
        Later = "plus tard|temporaire",
        NotFound = "introuvable|inconnue?|n['’]existe pas",
    };
}
