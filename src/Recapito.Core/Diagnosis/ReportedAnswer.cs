namespace Recapito.Core;

/// <summary>What the DNS had answered to the sender, by the words of the report.</summary>
internal enum ReportedAnswer
{
    /// <summary>The report does not say.</summary>
    Unsaid,

    /// <summary>There is no such name, or it has no such record: the words are used for both.</summary>
    No,

    /// <summary>There is no such name (NXDOMAIN).</summary>
    NoSuchName,

    /// <summary>The name has no such record (NODATA).</summary>
    NoRecord,

    /// <summary>Nothing usable came: SERVFAIL, or silence.</summary>
    Nothing,
}

/// <summary>Reads it from the texts with which mail systems tell of a name that they could not resolve.</summary>
internal static class ReportedAnswers
{
    // The first that fits decides: "Host not found, try again" holds "Host not found" too.
    private static readonly (string Words, ReportedAnswer Answer)[] Texts =
    [
        ("try again", ReportedAnswer.Nothing), // Postfix: dns_lookup, TRY_AGAIN of netdb.h
        ("ErrorRetry", ReportedAnswer.Nothing), // Exchange Online, 4.4.312 and 5.4.312
        ("ServerFailure", ReportedAnswer.Nothing),
        ("ErrorTimeout", ReportedAnswer.Nothing),
        ("SERVFAIL", ReportedAnswer.Nothing), // Gmail: the RCODE
        ("lookup did not complete", ReportedAnswer.Nothing), // Exim
        ("lookup failure", ReportedAnswer.Nothing), // Sendmail
        ("dnssec-invalid", ReportedAnswer.Nothing), // Exchange Online, 4.7.324 and 5.7.324
        ("lookup failed temporarily", ReportedAnswer.Nothing), // qmail
        ("InfoNoRecords", ReportedAnswer.NoRecord), // Exchange Online
        ("no data record of requested type", ReportedAnswer.NoRecord), // Postfix: NO_DATA
        ("no data known", ReportedAnswer.NoRecord), // Sendmail
        ("InfoDomainNonexistent", ReportedAnswer.NoSuchName),
        ("NXDOMAIN", ReportedAnswer.NoSuchName),
        ("Host not found", ReportedAnswer.NoSuchName), // Postfix and Sendmail: HOST_NOT_FOUND
        ("NonExistentDomain", ReportedAnswer.No), // Exchange Server, 5.4.4
        ("non-existent hosts", ReportedAnswer.No), // Exim
        ("couldn't find any host", ReportedAnswer.No), // qmail
        ("does not exist", ReportedAnswer.NoSuchName),
    ];

    public static ReportedAnswer Of(Symptom symptom) => symptom is { Meaning: Meanings.NameNotFound, Reply: { } reply }
        ? Texts.FirstOrDefault(text => reply.ToString().Contains(text.Words, StringComparison.OrdinalIgnoreCase)).Answer
        : ReportedAnswer.Unsaid;
}
