using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>Writes requests and observations as JSON, alike in evidence files and diagnoses.</summary>
internal static class ObservationJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A whole document, with one line end after it. What a terminal or a reader could be fooled with is written as \uXXXX.</summary>
    public static string Document(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return EscapeUnseen(Encoding.UTF8.GetString(buffer.ToArray())) + "\n";
    }

    /// <summary>The members of an observation; <c>value</c> or <c>why</c> according to its outcome.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Observation seen)
    {
        json.WritePropertyName("request");
        WriteRequest(json, seen.Request);
        json.WriteString("outcome", Kebab.Of(seen.Outcome));
        if (seen.Outcome is Outcome.Present)
        {
            json.WritePropertyName("value");
            WriteValue(json, seen);
        }
        else
        {
            json.WriteString("why", seen.Why);
        }

        json.WriteString("by", seen.Source.By);
        json.WriteString("at", Time(seen.Source.At));
        json.WriteString("command", seen.Source.Command);
    }

    /// <summary>A question.</summary>
    public static void WriteRequest(Utf8JsonWriter json, Request request)
    {
        json.WriteStartObject();
        json.WriteString("kind", request.Kind);
        switch (request)
        {
            case DnsRequest dns:
                json.WriteString("name", dns.Name);
                json.WriteString("type", TypeName(dns.Type));
                WriteVantage(json, dns.From);
                break;
            case SmtpSessionRequest smtp:
                json.WriteString("host", smtp.Host);
                json.WriteString("address", smtp.Address);
                break;
            case ReachabilityRequest reach:
                json.WriteString("host", reach.Host);
                json.WriteString("address", reach.Address);
                json.WriteString("control", reach.Control);
                break;
            case RcptRequest rcpt:
                json.WriteString("host", rcpt.Host);
                json.WriteString("address", rcpt.Address);
                json.WriteString("role", Kebab.Of(rcpt.Role));
                json.WriteString("subject", rcpt.Subject);
                break;
            case AcceptedDomainRequest accepted:
                json.WriteString("domain", accepted.Domain);
                break;
            case RecipientRequest recipient:
                json.WriteString("address", recipient.Address);
                break;
            default:
                throw new NotSupportedException($"no JSON form for requests of kind {request.Kind}");
        }

        json.WriteEndObject();
    }

    /// <summary>A moment in UTC with as many digits as it needs.</summary>
    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>"MX".</summary>
    public static string TypeName(RrType type) => type.ToString().ToUpperInvariant();

    /// <summary>Code, enhanced code and lines apart.</summary>
    public static void WriteReply(Utf8JsonWriter json, SmtpReply reply)
    {
        json.WriteStartObject();
        if (reply.Code is int code)
        {
            json.WriteNumber("code", code);
        }
        else
        {
            json.WriteNull("code");
        }

        json.WriteString("status", reply.Status?.ToString());
        WriteStrings(json, "lines", reply.Lines);
        json.WriteEndObject();
    }

    /// <summary>An array of strings.</summary>
    public static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteVantage(Utf8JsonWriter json, Vantage from)
    {
        if (from.Address is null)
        {
            json.WriteString("from", from.ToString());
            return;
        }

        json.WriteStartObject("from");
        json.WriteString(from.Kind is VantageKind.NameServer ? "server" : "resolver", from.Name);
        json.WriteString("address", from.Address);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, Observation seen)
    {
        json.WriteStartObject();
        switch (seen)
        {
            case Present<RrSet> dns:
                WriteRecords(json, dns.Value);
                break;
            case Present<SmtpSession> smtp:
                json.WritePropertyName("banner");
                WriteReply(json, smtp.Value.Banner);
                WriteStrings(json, "extensions", smtp.Value.Extensions);
                WriteTls(json, smtp.Value.Tls);
                break;
            case Present<Reachability> reach:
                json.WriteString("target", Kebab.Of(reach.Value.Target));
                json.WriteString("controlAddress", reach.Value.ControlAddress);
                json.WriteNumber("tries", reach.Value.Tries);
                json.WriteNumber("waited", reach.Value.Waited);
                break;
            case Present<RcptAnswer> rcpt:
                json.WriteString("recipient", rcpt.Value.Recipient);
                json.WriteBoolean("accepted", rcpt.Value.Accepted);
                json.WritePropertyName("reply");
                WriteReply(json, rcpt.Value.Reply);
                json.WriteString("command", rcpt.Value.Command);
                break;
            case Present<AcceptedDomain> accepted:
                json.WriteString("domain", accepted.Value.Domain);
                json.WriteString("type", accepted.Value.Type.ToString());
                json.WriteBoolean("matchSubDomains", accepted.Value.MatchSubDomains);
                break;
            case Present<DirectoryRecipient> recipient:
                json.WriteString("address", recipient.Value.Address);
                json.WriteString("recipientType", recipient.Value.RecipientType);
                break;
            default:
                throw new NotSupportedException($"no JSON form for answers of kind {seen.Request.Kind}");
        }

        json.WriteEndObject();
    }

    private static void WriteRecords(Utf8JsonWriter json, RrSet set)
    {
        json.WriteBoolean("authoritative", set.Authoritative);
        json.WriteStartArray("records");
        foreach (var record in set.Records)
        {
            json.WriteStartObject();
            json.WriteString("name", record.Name);
            json.WriteString("type", TypeName(record.Type));
            json.WriteNumber("ttl", record.Ttl);
            json.WriteString("data", record.Data);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTls(Utf8JsonWriter json, TlsSession? tls)
    {
        if (tls is null)
        {
            json.WriteNull("tls");
            return;
        }

        json.WriteStartObject("tls");
        json.WriteString("protocol", tls.Protocol);
        WriteStrings(json, "subjects", tls.Subjects);
        json.WriteBoolean("trusted", tls.Trusted);
        json.WriteString("problem", tls.Problem);
        json.WriteEndObject();
    }

    /// <summary>
    /// The same JSON with every unseen character but LF written as \uXXXX: outside its strings JSON is ASCII, so each stands in a string,
    /// where it may be escaped (RFC 8259 §7).
    /// </summary>
    public static string EscapeUnseen(string json)
    {
        var text = new StringBuilder(json.Length);
        foreach (var rune in json.EnumerateRunes())
        {
            if (rune.Value is not '\n' && SafeText.IsUnseen(rune))
            {
                foreach (var unit in rune.ToString())
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
                }
            }
            else
            {
                text.Append(rune);
            }
        }

        return text.ToString();
    }
}
