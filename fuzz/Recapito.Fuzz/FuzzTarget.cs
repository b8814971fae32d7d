using System.Text;
using System.Text.Json;
using Recapito.Core;

namespace Recapito.Fuzz;

/// <summary>
/// A way into the core for bytes of strangers. Whatever they are, nothing is thrown, what comes out keeps its promises, and no more
/// memory is taken than the input warrants. Compiled into the tests too, which replay the seeds.
/// </summary>
/// <param name="Name">As <c>fuzz/run</c> takes it.</param>
/// <param name="Take">Reads the bytes.</param>
public sealed partial record FuzzTarget(string Name, Action<byte[]> Take)
{
    /// <summary>What every input may allocate, bytes: the reader's own tables and the first use of a charset.</summary>
    private const long Allowance = 32 << 20;

    /// <summary>What each byte of the input may allocate besides.</summary>
    private const long AllowancePerByte = 2048;

    /// <summary>All targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("reader", Reader), new("replies", Replies), new("json", Json), new("exports", Exports),
#if SOURCES
        new("msg", OutlookFile), new("events", Events),
#endif
#if PROBES
        new("dns", DnsMessages),
#endif
    ];

    /// <summary>Reads the bytes and holds the promises against what came out.</summary>
    /// <exception cref="InvalidOperationException">A promise is broken.</exception>
    public void Run(byte[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Take(input);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Promise(allocated <= Allowance + (AllowancePerByte * input.Length), $"{allocated} bytes were allocated for {input.Length}");
    }

    private static void Reader(byte[] input) => ReadMail(input);

    /// <summary>The bytes as the text of a reply: alone, in a status part, and in the text of a report.</summary>
    private static void Replies(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var reply = SmtpReply.Parse(text);
        Promise(reply.Code is null or (>= 200 and <= 599), $"reply code {reply.Code}");
        Promise(reply.Lines.Count > 0, "a reply without a line");
        _ = Catalogue.Default.FormOf(reply);
        var field = text.ReplaceLineEndings("\n ");
        ReadMail(Encoding.UTF8.GetBytes(
            "From: MAILER-DAEMON@mx.contoso.example\nSubject: Undelivered Mail\nMIME-Version: 1.0\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.contoso.example\n\n"
            + $"Final-Recipient: rfc822; lee@contoso.example\nAction: failed\nDiagnostic-Code: smtp; {field}\n"));
        ReadMail(Encoding.UTF8.GetBytes($"From: MAILER-DAEMON@mx.contoso.example\nSubject: failure notice\n\n<lee@contoso.example>:\n{text}\n"));
    }

    /// <summary>The bytes as an evidence file; what was read is written, and read back as the same.</summary>
    private static void Json(byte[] input)
    {
        EvidenceSet evidence;
        try
        {
            evidence = EvidenceFile.Read(input, "evidence.json");
        }
        catch (EvidenceFileException e)
        {
            Promise(e.Message.Length > 0, "an error without words");
            return;
        }

        var written = EvidenceFile.Write(evidence);
        Promise(EvidenceFile.Write(EvidenceFile.Read(Encoding.UTF8.GetBytes(written), "evidence.json")) == written, "an evidence file that was read, written and read again has changed");
    }

    /// <summary>The bytes as an export of Exchange: read, or refused with a place; what is listed is answered from.</summary>
    private static void Exports(byte[] input)
    {
        ExchangeExport export;
        try
        {
            export = ExchangeExportReader.Read(input, new("export", DateTimeOffset.UnixEpoch));
        }
        catch (ExchangeExportException e)
        {
            Promise(e is { Line: > 0, Column: > 0 }, "an error without a place");
            return;
        }

        Promise(export.Remarks.Count <= 201, $"{export.Remarks.Count} remarks");
        Promise(export.Remarks.All(remark => remark is { Line: > 0, Column: > 0 } && !remark.What.Any(char.IsControl)), "a remark without a place, or with a control character");
        Promise(export.Format is ExportFormat.Script || export.Inventory.Listings.All(listed => listed.Items.Length > 0), "an absence that nobody wrote");
        Promise(export.Domains.All(Names.IsHostName), "a domain that is no host name");
        foreach (var listed in export.Inventory.Listings)
        {
            Promise(new ExportAnswers([export], ["contoso.example"]).Answer(new ConfigurationRequest("contoso.example", listed.Side, listed.Kind)).Count > 0, "a question without an answer");
        }
    }

#if SOURCES
    /// <summary>The bytes as a message that Outlook saved; what it gives is read as a mail.</summary>
    private static void OutlookFile(byte[] input)
    {
        _ = OutlookMessage.IsOutlookMessage(input);
        var mail = OutlookMessage.Read(input);
        Check(mail.Issues, input.Length);
        ReadMail(mail.Bytes);
    }

    /// <summary>The bytes as the events of a mail service.</summary>
    private static void Events(byte[] input)
    {
        _ = EventJson.LooksLikeEvents(input);
        var events = EventJson.Read(input);
        Check(events.Issues, input.Length);
        foreach (var report in events.Reports)
        {
            Write(report);
        }
    }
#endif

    private static void ReadMail(byte[] mail)
    {
        var report = DsnReader.Read(mail);
        Check(report.Issues, mail.Length);
        Write(report);
    }

    private static void Check(IReadOnlyList<ReadIssue> issues, int length)
    {
        foreach (var issue in issues)
        {
            Promise(issue.Offset >= 0 && issue.Offset <= length, $"offset {issue.Offset} of {length}");
        }
    }

    private static void Write(DsnReport report)
    {
        foreach (var record in ReadRecord.Of("bounce.eml", report, Catalogue.Default))
        {
            Promise(record.ReplyCode is null or (>= 200 and <= 599), $"reply code {record.ReplyCode}");
            var line = ReportJson.WriteLine(record);
            Promise(!line.AsSpan().TrimEnd('\n').Contains('\n'), "a record on two lines");
            using var parsed = JsonDocument.Parse(line);
        }
    }

    private static void Promise(bool isKept, string what)
    {
        if (!isKept)
        {
            throw new InvalidOperationException(what);
        }
    }
}
