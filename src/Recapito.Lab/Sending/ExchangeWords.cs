namespace Recapito.Lab;

/// <summary>Why a message did not arrive, as coarsely as Exchange's texts tell it.</summary>
internal enum ExchangeReason
{
    /// <summary>The address is not known there.</summary>
    UnknownRecipient,

    /// <summary>The host does not take mail for the domain.</summary>
    NotRelayed,

    /// <summary>Any other refusal.</summary>
    Refused,

    /// <summary>Nobody answered.</summary>
    NoAnswer,

    /// <summary>The DNS has no such domain, or no host for it.</summary>
    NoSuchDomain,
}

/// <summary>
/// The words of Exchange's NDRs in one language. The older design's Italian labels are those of real NDRs; the new design's are not public, so
/// they follow the same wording.
/// </summary>
internal sealed record ExchangeWords
{
    public required string Tag { get; init; }
    public required string SubjectPrefix { get; init; }

    // The older design.
    public required string Headline { get; init; }
    public required string GaveThisError { get; init; }
    public required string Diagnostics { get; init; }
    public required string GeneratingServer { get; init; }
    public required string OriginalHeaders { get; init; }
    public required IReadOnlyDictionary<ExchangeReason, string> Reasons { get; init; }

    // The new design.
    public required string NotDelivered { get; init; }
    public required IReadOnlyDictionary<ExchangeReason, string> Titles { get; init; }
    public required IReadOnlyDictionary<ExchangeReason, string> Figures { get; init; }
    public required IReadOnlyDictionary<ExchangeReason, string> Advice { get; init; }
    public required string Sender { get; init; }
    public required string Recipient { get; init; }
    public required string ActionRequired { get; init; }
    public required string HowToFix { get; init; }
    public required string MoreForAdmins { get; init; }
    public required string StatusCode { get; init; }
    public required string MessageDetails { get; init; }
    public required string CreatedDate { get; init; }
    public required string SenderAddress { get; init; }
    public required string RecipientAddress { get; init; }
    public required string Subject { get; init; }
    public required string ErrorDetails { get; init; }
    public required string Error { get; init; }
    public required string RejectedBy { get; init; }
    public required string ReportedError { get; init; }
    public required string GeneratedBy { get; init; }
    public required string RemoteServer { get; init; }
    public required string Hops { get; init; }
    public required IReadOnlyList<string> HopColumns { get; init; }
    public required string MessageHeaders { get; init; }
    public required string DateFormat { get; init; }

    /// <summary>The words of a language: "it", else English.</summary>
    public static ExchangeWords In(string language) => language is "it" ? ItalianExchangeWords.Words : EnglishExchangeWords.Words;
}
