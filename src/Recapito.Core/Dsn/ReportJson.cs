using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Recapito.Core;

/// <summary>Reports as the JSON of <c>recapito read</c> (<c>docs/reference/read.schema.json</c>).</summary>
public static class ReportJson
{
    /// <summary>How a writer for records is made: what could steer a terminal is escaped by <see cref="JsonText"/>, addresses and subjects stay readable.</summary>
    public static JsonWriterOptions Options => JsonText.Options;

    /// <summary>The record as one line of JSON without a line end; every field is there, absent ones as null.</summary>
    public static string WriteLine(ReadRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        Write(json, record);
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the record as one object.</summary>
    public static void Write(Utf8JsonWriter json, ReadRecord record)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(record);
        json.WriteStartObject();
        json.WriteText("file"u8, record.File);
        json.WriteNumber("mail"u8, record.Mail);
        json.WriteNumber("index"u8, record.Index);
        json.WriteString("kind"u8, record.Kind);
        WriteRecipient(json, record);
        WriteReplies(json, record);
        json.WriteText("reportingMta"u8, record.ReportingMta);
        json.WriteText("remoteMta"u8, record.RemoteMta);
        json.WriteText("refusingHost"u8, record.RefusingHost);
        json.WriteText("smtpCommand"u8, record.SmtpCommand);
        json.WriteText("system"u8, record.System);
        WriteMessage(json, record.Report);
        WriteDate(json, "lastAttempt"u8, record.Fields?.LastAttempt);
        json.WriteText("unrecognised"u8, record.Unrecognised);
        WriteIssues(json, record.Report.Issues);
        json.WriteEndObject();
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

        return FormOfText(recipient, catalogue);
    }

    private static ReplyForm? FormOfText(RecipientFields recipient, Catalogue catalogue)
    {
        if (recipient.DiagnosticCode is not { } text || recipient.Replies.Count > 0)
        {
            return null;
        }

        var reply = SmtpReply.Parse(text);
        return catalogue.FormOf(reply.Status is null ? reply with { Status = recipient.StatusField } : reply);
    }

    private static void WriteRecipient(Utf8JsonWriter json, ReadRecord record)
    {
        json.WriteText("recipient"u8, record.Recipient);
        json.WriteText("originalRecipient"u8, record.OriginalRecipient);
        json.WriteText("verpRecipient"u8, record.VerpRecipient);
        WriteCode(json, "status"u8, record.Fields?.Status);
        WriteCode(json, "statusField"u8, record.Fields?.StatusField);
        WriteNumber(json, "replyCode"u8, record.ReplyCode);
        json.WriteText("action"u8, record.Action);
        json.WriteText("reason"u8, record.Reason);
        if (record.Permanent is { } permanent)
        {
            json.WriteBoolean("permanent"u8, permanent);
        }
        else
        {
            json.WriteNull("permanent"u8);
        }

        json.WriteText("advice"u8, record.Advice);
        json.WriteText("diagnosticCode"u8, record.DiagnosticCode);
    }

    private static void WriteReplies(Utf8JsonWriter json, ReadRecord record)
    {
        json.WriteStartArray("replies"u8);
        for (var i = 0; i < record.Replies.Count; i++)
        {
            var quoted = record.Replies[i];
            json.WriteStartObject();
            json.WriteText("host"u8, quoted.Host);
            WriteNumber(json, "code"u8, quoted.Reply.Code);
            WriteCode(json, "status"u8, quoted.Reply.Status);
            json.WriteText("text"u8, quoted.Reply.Lines is [var line] ? line : quoted.Reply.Text);
            json.WriteText("meaning"u8, record.MeaningOf(i));
            json.WriteText("decidingServer"u8, quoted.DecidingServer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, DsnReport report)
    {
        var returned = report.Returned;
        json.WriteText("sender"u8, returned?.Sender);
        json.WriteText("subject"u8, returned?.Subject);
        json.WriteText("messageId"u8, returned?.MessageId);
        json.WriteText("envelopeId"u8, report.Message.EnvelopeId);
        json.WriteText("listId"u8, returned?.ListId);
        json.WriteText("campaignId"u8, returned?.CampaignId);
        json.WriteText("feedbackType"u8, report.Complaint?.FeedbackType);
        WriteDate(json, "arrivalDate"u8, report.Message.ArrivalDate);
    }

    private static void WriteIssues(Utf8JsonWriter json, IReadOnlyList<ReadIssue> issues)
    {
        json.WriteStartArray("issues"u8);
        for (var i = 0; i < issues.Count; i++)
        {
            json.WriteStartObject();
            json.WriteText("part"u8, issues[i].Part);
            json.WriteNumber("offset"u8, issues[i].Offset);
            json.WriteText("problem"u8, issues[i].Problem);
            json.WriteText("remedy"u8, issues[i].Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteDate(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } date)
        {
            json.WriteString(name, date);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    // Three numbers of at most three digits and two dots: no string is made.
    private static void WriteCode(Utf8JsonWriter json, ReadOnlySpan<byte> name, EnhancedStatusCode? value)
    {
        if (value is not { } code)
        {
            json.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[40];
        Utf8.TryWrite(text, System.Globalization.CultureInfo.InvariantCulture, $"{code.Class}.{code.Subject}.{code.Detail}", out var length);
        json.WriteString(name, text[..length]);
    }
}
