using System.Text;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>
/// The journal beside a plan. While it is open nobody else can open it, so two runs of one plan never both send; the system frees it where a program is killed.
/// A record is on the disk before <see cref="Append"/> returns.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private readonly FileStream stream;
    private readonly string path;

    private JournalFile(FileStream stream, string path, FixJournal journal) => (this.stream, this.path, Journal) = (stream, path, journal);

    /// <summary>All records, those of this run too.</summary>
    public FixJournal Journal { get; private set; }

    public static string PathOf(string plan) => plan + ".journal";

    /// <summary>Opens the journal of a plan for this run alone, and makes it where there is none.</summary>
    /// <exception cref="InputException">Somebody else has it, or it cannot be read.</exception>
    public static JournalFile Open(string plan)
    {
        var path = PathOf(plan);
        FileStream? stream = null;
        try
        {
            stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var journal = FixJournalFile.Read(bytes, path, out var whole);
            stream.SetLength(whole);
            stream.Position = whole;
            return new(stream, path, journal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or EvidenceFileException)
        {
            stream?.Dispose();
            throw new InputException(e is EvidenceFileException ? e.Message : $"{path}: the journal cannot be opened; is another run of this plan under way? Nothing was sent. ({e.Message})");
        }
    }

    /// <summary>What the journal of a plan says; empty where there is none.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static FixJournal Read(string plan)
    {
        var path = PathOf(plan);
        try
        {
            return File.Exists(path) ? FixJournalFile.Read(File.ReadAllBytes(path), path, out _) : new([]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EvidenceFileException)
        {
            throw new InputException(e is EvidenceFileException ? e.Message : $"{path}: the journal cannot be read: {e.Message}");
        }
    }

    /// <exception cref="InputException">It cannot be written.</exception>
    public void Append(FixRecord record)
    {
        try
        {
            stream.Write(Encoding.UTF8.GetBytes(FixJournalFile.Write(record)));
            stream.Flush(flushToDisk: true);
            Journal = new([.. Journal.Records, record]);
        }
        catch (IOException e)
        {
            throw new InputException($"{path}: the journal cannot be written: {e.Message}. What was to be recorded: {FixJournalFile.Write(record).TrimEnd()}");
        }
    }

    public void Dispose()
    {
        var isEmpty = Journal.Records.Count == 0;
        stream.Dispose();
        if (isEmpty)
        {
            File.Delete(path);
        }
    }
}
