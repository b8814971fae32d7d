using System.Globalization;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>A record as a line of CSV (RFC 4180).</summary>
internal static class CsvLine
{
    private static readonly (string Name, Func<ReadRecord, string?> Value)[] Columns =
    [
        ("file", record => record.File),
        ("index", record => record.Index.ToString(CultureInfo.InvariantCulture)),
        ("kind", record => record.Kind),
        ("recipient", record => record.Recipient),
        ("status", record => record.Status),
        ("replyCode", record => record.ReplyCode?.ToString(CultureInfo.InvariantCulture)),
        ("reason", record => record.Reason),
        ("action", record => record.Action),
        ("reportingMta", record => record.ReportingMta),
        ("remoteMta", record => record.RemoteMta),
        ("refusingHost", record => record.RefusingHost),
        ("system", record => record.System),
        ("diagnosticCode", record => record.DiagnosticCode),
        ("originalRecipient", record => record.OriginalRecipient),
        ("verpRecipient", record => record.VerpRecipient),
        ("permanent", record => record.Permanent is { } permanent ? permanent ? "true" : "false" : null),
        ("advice", record => record.Advice),
        ("messageId", record => record.Report.Returned?.MessageId),
        ("listId", record => record.Report.Returned?.ListId),
        ("campaignId", record => record.Report.Returned?.CampaignId),
        ("feedbackType", record => record.Report.Complaint?.FeedbackType),
        ("unrecognised", record => record.Unrecognised),
        ("mail", record => record.Mail.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The names of the columns; new ones come last.</summary>
    public static string Head { get; } = string.Join(',', Columns.Select(column => column.Name));

    public static string Of(ReadRecord record) => string.Join(',', Columns.Select(column => CsvCell.Of(column.Value(record))));
}
