namespace Recapito.Lab;

/// <summary>How a kind of mail server words the dialogue. Whole replies, lines separated by line feeds.</summary>
internal sealed record SmtpPhrases
{
    public required string Banner { get; init; }

    /// <summary>First line of the EHLO reply without its code.</summary>
    public required string Hello { get; init; }

    /// <summary>EHLO keywords; STARTTLS is added where it is offered.</summary>
    public required IReadOnlyList<string> Extensions { get; init; }

    public required string SenderOk { get; init; }
    public required string RecipientOk { get; init; }
    public required string StartMail { get; init; }
    public required string Queued { get; init; }
    public required string Reset { get; init; }
    public required string Noop { get; init; }
    public required string Verify { get; init; }
    public required string Help { get; init; }
    public required string Bye { get; init; }
    public required string ReadyForTls { get; init; }

    public required string Unknown { get; init; }
    public required string NoTls { get; init; }
    public required string GreetFirst { get; init; }
    public required string NestedMail { get; init; }
    public required string NeedMail { get; init; }
    public required string NeedRcpt { get; init; }
    public required string NoRecipients { get; init; }
    public required string HelloSyntax { get; init; }
    public required string MailSyntax { get; init; }
    public required string RcptSyntax { get; init; }
    public required string ParameterSyntax { get; init; }
    public required string TooLong { get; init; }
    public required string TooManyErrors { get; init; }
    public required string Refused { get; init; }
    public required string TimedOut { get; init; }
}
