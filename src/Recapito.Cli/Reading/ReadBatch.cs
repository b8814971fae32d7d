using System.Buffers;
using System.Text.Json;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>How mails are read and written.</summary>
/// <param name="Form">The form of the records; null for the table that people read.</param>
/// <param name="Verp">How return paths name recipients, or null.</param>
/// <param name="Jobs">Threads, 1 or more.</param>
internal sealed record ReadPlan(RecordForm? Form, VerpPattern? Verp, int Jobs)
{
    /// <summary>Reads each mail.</summary>
    public MailReader Reader { get; init; } = MailReports.Read;

    /// <summary>An internal error is told with its stack trace.</summary>
    public bool ShowsTrace { get; init; }
}

/// <summary>Some mails to be read, and what came out.</summary>
internal abstract class ReadBatch(ReadPlan plan) : IReportSink, IDisposable
{
    private const int LeastOutput = 4096;
    private const int UsualOutput = 256 * 1024;

    private Utf8JsonWriter? json;

    /// <summary>The records in their form.</summary>
    public ArrayBufferWriter<byte> Output { get; private set; } = new(LeastOutput);

    /// <summary>The mails, where no form is asked for.</summary>
    public List<ReadMail> Mails { get; } = [];

    /// <summary>What could not be read.</summary>
    public List<string> Problems { get; } = [];

    public ReadCounts Counts { get; } = new();

    /// <summary>Reads one mail; an internal error costs this mail, not the others.</summary>
    public void Read(MailName name, ReadOnlySpan<byte> mail, bool isCut)
    {
        // The library has no such barrier: it would hide from tests and fuzzing what is to be mended.
        try
        {
            plan.Reader(name, mail, isCut, this);
        }
        catch (Exception e) when (InternalError.Is(e))
        {
            AddUnread(name, e);
        }
    }

    public void Add(MailName name, DsnReport report)
    {
        var before = Output.WrittenCount;
        try
        {
            Write(name, report);
        }
        catch (Exception e) when (InternalError.Is(e))
        {
            Renew(before);
            AddUnread(name, e);
        }
    }

    public void Refuse(string problem)
    {
        Counts.Unreadable++;
        Problems.Add(problem);
    }

    /// <summary>Forgets what came out.</summary>
    public void ClearResults()
    {
        if (Output.Capacity > 4 * UsualOutput)
        {
            Renew(0);
        }

        Output.ResetWrittenCount();
        Mails.Clear();
        Problems.Clear();
        Counts.Clear();
    }

    public void Dispose() => json?.Dispose();

    private void Write(MailName name, DsnReport report)
    {
        var recipient = plan.Verp?.Match(report);
        report = recipient is null ? report : VerpPattern.Complete(report, recipient);
        if (plan.Form is { } form)
        {
            json ??= new(Output, ReportJson.Options);
            foreach (var record in ReadRecord.Of(name.File, report, Catalogue.Default, recipient, Math.Max(1, name.Number)))
            {
                form.Write(record, Output, json);
            }
        }
        else
        {
            Mails.Add(new(name.ToString(), report));
        }

        Counts.Add(name, report);
    }

    private void AddUnread(MailName name, Exception e)
    {
        Counts.InternalErrors++;
        Problems.Add($"{name}: {InternalError.Words(e, plan.ShowsTrace)}");
        Write(name, InternalError.ReportOf(e));
    }

    /// <summary>Output that begins with the first octets of what there is; a writer that was stopped within a record cannot go on.</summary>
    private void Renew(int kept)
    {
        var old = Output.WrittenSpan[..kept];
        Output = new(Math.Max(LeastOutput, kept));
        Output.Write(old);
        json?.Reset(Output);
    }
}

/// <summary>Files that are still to be opened.</summary>
internal sealed class FileBatch(ReadPlan plan) : ReadBatch(plan)
{
    /// <summary>Files in a batch: enough to make handing over cheap, few enough to share the work out.</summary>
    public const int Most = 16;

    /// <summary>A file that fits is read at once.</summary>
    public byte[] Buffer { get; } = new byte[256 * 1024];

    public List<string> Files { get; } = new(Most);

    /// <summary>Takes the next files; false where nothing is left.</summary>
    public bool Fill(IEnumerator<string> files)
    {
        Files.Clear();
        while (Files.Count < Most && files.MoveNext())
        {
            Files.Add(files.Current);
        }

        return Files.Count > 0 || Problems.Count > 0;
    }
}

/// <summary>Mails out of one container, copied from it.</summary>
internal sealed class MailBatch(ReadPlan plan) : ReadBatch(plan)
{
    private const int Usual = 256 * 1024;
    private const int Most = 64;

    private readonly List<(MailName Name, int Start, int Length, bool IsCut)> mails = new(Most);
    private byte[] store = new byte[Usual];

    /// <summary>Octets of memory that mails are copied to.</summary>
    public int Held => store.Length;

    /// <summary>Takes the next mails; false where nothing is left.</summary>
    public bool Fill(MailCursor cursor)
    {
        mails.Clear();
        store = store.Length > 4 * Usual ? new byte[Usual] : store;
        for (var used = 0; mails.Count < Most && used < Usual && Problems.Count < Most && cursor.MoveNext();)
        {
            if (cursor.Problem is { } problem)
            {
                Refuse(problem);
                continue;
            }

            var mail = cursor.Bytes.Span;
            if (mail.Length > store.Length - used)
            {
                Array.Resize(ref store, used + mail.Length);
            }

            mail.CopyTo(store.AsSpan(used));
            mails.Add((cursor.Name, used, mail.Length, cursor.IsCut));
            used += mail.Length;
        }

        return mails.Count > 0 || Problems.Count > 0;
    }

    /// <summary>Reads all of them.</summary>
    public void Read(CancellationToken cancel)
    {
        foreach (var (name, start, length, isCut) in mails)
        {
            cancel.ThrowIfCancellationRequested();
            Counts.Octets += length;
            Read(name, store.AsSpan(start, length), isCut);
        }
    }
}
