using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>
/// Records under the names that Sisimai gives its fields (libsisimai.org/en/data), those of version 4 and of version 5 side by side, so
/// that what reads Sisimai's dump reads ours. Absent texts are "", as there.
/// </summary>
public static class SisimaiJson
{
    private static readonly string[] HardReasons = ["userunknown", "hostunknown", "hasmoved", "notaccept"];

    // The names of Sisimai's modules; a report without a module of its own comes from the one for RFC 3464.
    private static readonly Dictionary<string, string> Modules = new(StringComparer.Ordinal)
    {
        ["postfix"] = "Postfix", ["exchange-online"] = "Office365", ["exchange"] = "Exchange2007", ["exchange-2003"] = "Exchange2003", ["exim"] = "Exim",
        ["sendmail"] = "Sendmail", ["qmail"] = "qmail", ["courier"] = "Courier", ["domino"] = "Domino", ["notes"] = "Notes", ["gmail"] = "Gmail",
        ["amazon-ses"] = "AmazonSES", ["amavis"] = "Amavis", ["mimecast"] = "Mimecast", ["opensmtpd"] = "OpenSMTPD", ["dragonfly"] = "DragonFly", ["zoho"] = "Zoho",
    };

    /// <summary>True for what Sisimai's dump lists: bounces, delays and complaints that name a recipient; successes, automatic replies and other mails are left out.</summary>
    public static bool Lists(ReadRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Kind is "bounce" or "delay" or "complaint" && RecipientOf(record).Length > 0;
    }

    /// <summary>Writes the record as one object.</summary>
    public static void Write(Utf8JsonWriter json, ReadRecord record)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(record);
        var (sender, recipient) = (record.Report.Returned?.Sender ?? "", RecipientOf(record));
        var date = record.Report.Returned?.Date ?? record.Report.Message.ArrivalDate ?? record.Fields?.LastAttempt ?? record.Report.Date;
        json.WriteStartObject();
        WriteAddresses(json, record, sender, recipient);
        json.WriteNumber("timestamp"u8, date?.ToUnixTimeSeconds() ?? 0);
        json.WriteString("timezoneoffset"u8, ZoneOf(date));
        json.WriteString("token"u8, TokenOf(sender, recipient, date?.ToUnixTimeSeconds() ?? 0));
        WriteOutcome(json, record);
        WriteMessage(json, record);
        json.WriteEndObject();
    }

    private static void WriteAddresses(Utf8JsonWriter json, ReadRecord record, string sender, string recipient)
    {
        var alias = record.OriginalRecipient is { } original && original != recipient ? original : "";
        json.WriteText("addresser"u8, sender);
        json.WriteText("recipient"u8, recipient);
        json.WriteText("senderdomain"u8, DomainOf(sender));
        json.WriteText("destination"u8, DomainOf(recipient));
        json.WriteText("alias"u8, alias);
    }

    private static void WriteOutcome(Utf8JsonWriter json, ReadRecord record)
    {
        var reason = record.Kind == "complaint" ? "feedback" : record.Reason ?? "undefined";
        var isHard = Array.IndexOf(HardReasons, reason) >= 0 && record.Permanent != false;
        var command = CommandOf(record.SmtpCommand);
        var module = record.Kind == "complaint" ? "ARF" : Modules.GetValueOrDefault(record.System, "RFC3464");
        json.WriteText("action"u8, record.Action ?? (record.Kind == "bounce" ? "failed" : record.Kind == "delay" ? "delayed" : ""));
        json.WriteText("deliverystatus"u8, record.Status ?? "");
        json.WriteText("replycode"u8, record.ReplyCode?.ToString(CultureInfo.InvariantCulture) ?? "");
        json.WriteText("reason"u8, reason);
        json.WriteNumber("hardbounce"u8, isHard ? 1 : 0);
        json.WriteNumber("softbounce"u8, isHard ? 0 : reason == "feedback" ? -1 : 1);
        json.WriteText("diagnosticcode"u8, record.DiagnosticCode ?? "");
        json.WriteText("diagnostictype"u8, record.Fields?.DiagnosticType?.ToUpperInvariant() ?? (reason == "feedback" ? "" : "SMTP"));
        json.WriteText("smtpcommand"u8, command);
        json.WriteText("command"u8, command);
        json.WriteText("lhost"u8, record.ReportingMta ?? "");
        json.WriteText("rhost"u8, record.RemoteMta ?? record.RefusingHost ?? "");
        json.WriteText("smtpagent"u8, module);
        json.WriteText("decodedby"u8, module);
        json.WriteText("feedbacktype"u8, record.Report.Complaint?.FeedbackType ?? "");
        json.WriteText("feedbackid"u8, record.Report.Returned?.CampaignId ?? "");
    }

    private static void WriteMessage(Utf8JsonWriter json, ReadRecord record)
    {
        json.WriteText("subject"u8, record.Report.Returned?.Subject ?? "");
        json.WriteText("messageid"u8, record.Report.Returned?.MessageId ?? "");
        json.WriteText("listid"u8, record.Report.Returned?.ListId ?? "");
        json.WriteText("origin"u8, record.File);
        json.WriteNull("catch"u8);
    }

    private static string RecipientOf(ReadRecord record) => record.Recipient ?? record.VerpRecipient ?? "";

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    // "RCPT TO" is RCPT there, "end of DATA" is DATA.
    private static string CommandOf(string? command) =>
        command is null ? "" : command.Contains("DATA", StringComparison.OrdinalIgnoreCase) ? "DATA" : command.Split(' ')[0].ToUpperInvariant();

    private static string ZoneOf(DateTimeOffset? date)
    {
        var offset = date?.Offset ?? TimeSpan.Zero;
        return string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.Hours):00}{Math.Abs(offset.Minutes):00}");
    }

#pragma warning disable CA5350 // A key that others have stored, not a protection.
    private static string TokenOf(string sender, string recipient, long time) =>
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\u0002{sender}\u001e{recipient}\u001e{time}\u0003"))));
#pragma warning restore CA5350
}
