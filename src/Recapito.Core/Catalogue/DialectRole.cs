namespace Recapito.Core;

/// <summary>The part that a phrase plays in a report without a delivery-status part; this file is compiled into the compiler too.</summary>
internal enum DialectRole : byte
{
    /// <summary>Stands in a header field of the report ("X-Mailer: m-FILTER") and tells who wrote it.</summary>
    Head,

    /// <summary>Stands in the text and tells who wrote it.</summary>
    Mark,

    /// <summary>The address of a failed recipient follows.</summary>
    Recipient,

    /// <summary>What went wrong follows: a reply, or words.</summary>
    Reply,

    /// <summary>The name of the host that refused follows.</summary>
    Host,

    /// <summary>The lost message, or its headers, follow: what stands there is not the report's.</summary>
    Quote,

    /// <summary>Something was not delivered.</summary>
    Failure,

    /// <summary>Delivery is late and still being tried.</summary>
    Delay,

    /// <summary>An address that follows is somebody to turn to.</summary>
    Contact,

    /// <summary>Stands in From, Sender or Return-Path of reports.</summary>
    Daemon,

    /// <summary>Stands in Subject of reports.</summary>
    Subject,

    /// <summary>The name of the host that wrote the report follows.</summary>
    Reporter,

    /// <summary>The subject of the lost message follows.</summary>
    LostSubject,

    /// <summary>The Message-ID of the lost message follows.</summary>
    LostId,

    /// <summary>The report goes on behind the lost message.</summary>
    Resume,

    /// <summary>Words before a list ("the following recipients"): of those who did not get the mail, unless the text tells of a success and no failure.</summary>
    Listing,

    // Of those that follow it counts only that a text has them, not where.

    /// <summary>Something was delivered: a subject that reports have says no more than that this is one.</summary>
    Success,

    /// <summary>Something is wrong, perhaps not with a mail: it counts only where a mail system itself writes to the one whose mail it had.</summary>
    Loss,

    /// <summary>A filter or a quota speaks: of mail that somebody else sent, or of none.</summary>
    Filter,

    /// <summary>A mail, by any of its names: what went wrong may be with that.</summary>
    Message,

    /// <summary>A program passes a report on that hangs on the mail: that report is what came back.</summary>
    Attached,
}
