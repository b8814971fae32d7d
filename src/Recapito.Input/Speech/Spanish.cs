namespace Recapito.Input;

internal static class Spanish
{
    public static Speech Speech { get; } = new()
    {
        Marks = @"(?i:\b(?:escribí|escribimos|he|correo|mensaje|envié|mandé|dice|dijo|respuesta|y|mi)\b)",
        Conjunctions = "y|pero|aunque|porque",
        Contrasts = "pero|aunque",
        Clauses = "porque|pero|y",
        Negations = "no",
        Denials = "no|nunca",
        OnePerson = "[Yy]o|[Mm]is|[Nn]o (?:sé|entiendo|puedo)|[Hh]e|[Ee]stoy|[Tt]engo",
        SeveralPeople = "nosotros|nuestr[oa]s?|hemos|somos|no (?:estamos|somos)",
        Talk = "qué|por qué",
        NeverOfHosts = @"[Yy]o|Gracias|Hola|Saludos|Un saludo|Ayuda[!.]*\z|Qué|Por qué|Es grave|¿[^ ]*",
        Doubts = "quizás?|tal vez|gracias",
        Words = "(?:muchas )?gracias|hola|saludos|un saludo|pero|porque|qué|quizás?|tal vez|ayuda|ayúd[^ ]+|por (?:favor|qué)|pueden?|podrían?|es (?:grave|normal|urgente|posible)|estoy|tengo|soy|somos"
            + "|estamos|el (?:usuario|buzón|correo|destinatario)|la (?:cuenta|dirección)|aunque|cómo|no (?:sé|entiendo|puedo|estamos|es|está)|nuestr[oa]s?|atentamente",
        Says = "dijo|código",
        SaysWho = "dice",
        Refuses = "denegad[oa]|rechazad[oa]|desconocid[oa]|buzón|bloquead[oa]",
        Senders = "remitente",
        From = "remitente",
        To = "para",
        WroteTo = "(?:escribí|escribimos|(?:he|hemos) (?:escrito|enviado|mandado)|envié|mandé)(?: [^.,;:@?!]{0,30})? a|(?:mi|nuestro) (?:correo|mensaje|e-?mail)(?: [^.,;:@?!]{0,20})? (?:a|para)",
        Full = "llen[oa]",
        Blocked = "bloquead[oa]s?",
        Later = "más tarde|temporal(?:mente)?",
        NotFound = "no existe|no se encontró|desconocid[oa]",
    };
}
