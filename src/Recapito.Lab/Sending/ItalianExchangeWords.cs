namespace Recapito.Lab;

/// <summary>Italian.</summary>
internal static class ItalianExchangeWords
{
    public static ExchangeWords Words { get; } = new()
    {
        Tag = "it-IT",
        SubjectPrefix = "Non recapitabile:",
        Headline = "Il recapito non è riuscito per i seguenti destinatari o gruppi:",
        GaveThisError = "{0} ha restituito questo errore:",
        Diagnostics = "Informazioni di diagnostica per gli amministratori:",
        GeneratingServer = "Server di generazione:",
        OriginalHeaders = "Intestazioni originali del messaggio:",
        Reasons = new Dictionary<ExchangeReason, string>
        {
            [ExchangeReason.UnknownRecipient] = "L'indirizzo di posta elettronica immesso non è stato trovato. Verificare l'indirizzo di posta elettronica del destinatario e provare a inviare di nuovo il messaggio. Se il problema persiste, contattare l'help desk.",
            [ExchangeReason.NotRelayed] = "Accesso all'inoltro negato: il server di posta elettronica del destinatario non accetta messaggi per il dominio del destinatario. Avvisare il destinatario per telefono, affinché informi il proprio amministratore.",
            [ExchangeReason.Refused] = "Il messaggio non è stato recapitato perché il server di posta elettronica del destinatario lo ha rifiutato. Se il problema persiste, contattare l'help desk.",
            [ExchangeReason.NoAnswer] = "Nessuna risposta dell'host: il tentativo di connessione in uscita non ha ricevuto risposta perché il sistema remoto era occupato o non era in grado di accettare il recapito. Provare a inviare di nuovo il messaggio più tardi.",
            [ExchangeReason.NoSuchDomain] = "Il dominio di posta elettronica del destinatario non è stato trovato. Verificare l'indirizzo di posta elettronica del destinatario e provare a inviare di nuovo il messaggio.",
        },
        NotDelivered = "Impossibile recapitare il messaggio a {0}.",
        Titles = new Dictionary<ExchangeReason, string>
        {
            [ExchangeReason.UnknownRecipient] = "{0} non è stato trovato in {1}.",
            [ExchangeReason.NotRelayed] = "Il server di posta elettronica non accetta messaggi per {1}.",
            [ExchangeReason.Refused] = "{1} ha rifiutato il messaggio.",
            [ExchangeReason.NoAnswer] = "Il server di posta elettronica di {1} non ha risposto.",
            [ExchangeReason.NoSuchDomain] = "Il dominio {1} non è stato trovato.",
        },
        Figures = new Dictionary<ExchangeReason, string>
        {
            [ExchangeReason.UnknownRecipient] = "Indirizzo A sconosciuto",
            [ExchangeReason.NotRelayed] = "Accesso all'inoltro negato",
            [ExchangeReason.Refused] = "Messaggio rifiutato",
            [ExchangeReason.NoAnswer] = "Nessuna risposta dell'host",
            [ExchangeReason.NoSuchDomain] = "Dominio sconosciuto",
        },
        Advice = new Dictionary<ExchangeReason, string>
        {
            [ExchangeReason.UnknownRecipient] = "L'indirizzo potrebbe contenere un errore o non esistere. Controllare l'indirizzo e inviare di nuovo il messaggio.",
            [ExchangeReason.NotRelayed] = "Chiedere al destinatario con un altro mezzo di avvisare il proprio amministratore che il server di posta elettronica non accetta messaggi per il dominio.",
            [ExchangeReason.Refused] = "Inoltrare questo messaggio al proprio amministratore di posta elettronica.",
            [ExchangeReason.NoAnswer] = "Inviare di nuovo il messaggio più tardi. Se il problema persiste, chiedere al destinatario di avvisare il proprio amministratore.",
            [ExchangeReason.NoSuchDomain] = "Controllare la parte dell'indirizzo dopo il segno @ e inviare di nuovo il messaggio.",
        },
        Sender = "Mittente",
        Recipient = "Destinatario",
        ActionRequired = "Azione necessaria",
        HowToFix = "Come risolvere il problema",
        MoreForAdmins = "Altre informazioni per gli amministratori di posta elettronica",
        StatusCode = "Codice di stato:",
        MessageDetails = "Dettagli del messaggio originale",
        CreatedDate = "Data di creazione:",
        SenderAddress = "Indirizzo mittente:",
        RecipientAddress = "Indirizzo destinatario:",
        Subject = "Oggetto:",
        ErrorDetails = "Dettagli errore",
        Error = "Errore:",
        RejectedBy = "Messaggio rifiutato da:",
        ReportedError = "Errore segnalato:",
        GeneratedBy = "DSN generato da:",
        RemoteServer = "Server remoto:",
        Hops = "Hop del messaggio",
        HopColumns = ["HOP", "ORA (UTC)", "DA", "A", "CON", "TEMPO DI INOLTRO"],
        MessageHeaders = "Intestazioni originali del messaggio",
        DateFormat = "dd/MM/yyyy HH:mm:ss",
    };
}
