using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recapito.Core;

/// <summary>Reports as the JSON of <c>recapito read</c>.</summary>
public static class ReportJson
{
    private static readonly ReportJsonContext Context = new(new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // The output is a file or a terminal, not a page: addresses and subjects stay readable; what steers a terminal is escaped afterwards.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>One record per recipient, or one that says what the mail is instead of a bounce.</summary>
    public static IReadOnlyList<ReadRecord> Records(string file, DsnReport report, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(catalogue);
        return report.Recipients.Count == 0
            ? [new() { File = file, Index = 1, Kind = NameOf(report.Kind), System = report.System, Issues = report.Issues }]
            : [.. report.Recipients.Select((recipient, i) => Record(file, i + 1, report, recipient, catalogue))];
    }

    /// <summary>The record as one line of JSON without a line end; every field is there, absent ones as null.</summary>
    public static string WriteLine(ReadRecord record) => ObservationJson.EscapeUnseen(JsonSerializer.Serialize(record, Context.ReadRecord));

    private static ReadRecord Record(string file, int index, DsnReport report, RecipientFields recipient, Catalogue catalogue)
    {
        var verdict = ReasonJudge.Judge(recipient, report, catalogue);
        return new()
        {
            File = file,
            Index = index,
            Kind = NameOf(recipient.Kind),
            Recipient = recipient.FinalRecipient,
            OriginalRecipient = recipient.OriginalRecipient,
            Status = recipient.Status?.ToString(),
            StatusField = recipient.StatusField?.ToString(),
            ReplyCode = recipient.Replies.LastOrDefault(reply => reply.Reply.Code is not null)?.Reply.Code,
            Action = recipient.Action,
            Reason = verdict.Reason,
            Permanent = verdict.Permanent,
            Advice = verdict.Advice,
            DiagnosticCode = recipient.DiagnosticCode,
            Replies = [.. recipient.Replies.Select(reply => Reply(reply, catalogue))],
            ReportingMta = report.Message.ReportingMta,
            RemoteMta = recipient.RemoteMta,
            RefusingHost = recipient.RefusingHost,
            SmtpCommand = recipient.SmtpCommand,
            System = report.System,
            Sender = report.Returned?.Sender,
            Subject = report.Returned?.Subject,
            MessageId = report.Returned?.MessageId,
            ArrivalDate = report.Message.ArrivalDate,
            LastAttempt = recipient.LastAttempt,
            Issues = report.Issues,
        };
    }

    /// <summary>
    /// The form of what a report says of a recipient: that of the innermost reply that has one, else that of the diagnostic text,
    /// as Postfix writes "connect to …: Connection timed out" where no host replied. Null where the catalogue has none.
    /// </summary>
    public static ReplyForm? FormOf(RecipientFields recipient, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        ArgumentNullException.ThrowIfNull(catalogue);
        for (var i = recipient.Replies.Count - 1; i >= 0; i--)
        {
            if (catalogue.FormOf(recipient.Replies[i].Reply) is { } form)
            {
                return form;
            }
        }

        return recipient.DiagnosticCode is { } text && recipient.Replies.Count == 0
            ? catalogue.FormOf(SmtpReply.Parse(text) is { Status: null } reply ? reply with { Status = recipient.StatusField } : SmtpReply.Parse(text))
            : null;
    }

    private static ReadReply Reply(QuotedReply quoted, Catalogue catalogue) => new(
        quoted.Host, quoted.Reply.Code, quoted.Reply.Status?.ToString(), quoted.Reply.Text, catalogue.FormOf(quoted.Reply)?.Meaning, quoted.DecidingServer);

    private static string NameOf(ReportKind kind) => kind switch
    {
        ReportKind.Bounce => "bounce",
        ReportKind.Delay => "delay",
        ReportKind.Delivered => "delivered",
        ReportKind.Complaint => "complaint",
        ReportKind.AutoReply => "auto-reply",
        ReportKind.Challenge => "challenge",
        _ => "not-a-bounce",
    };
}

[JsonSerializable(typeof(ReadRecord))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
