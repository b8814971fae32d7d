using System.Text.Json;

namespace Recapito.Probes;

/// <summary>The entries of the last hour, in memory and, where a file is named, in that file for all processes of the user.</summary>
#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle nobody asks for holds nothing to free.
internal sealed class BudgetStore(string? file)
#pragma warning restore CA1001
{
    private const int FormatVersion = 1;
    private const long LargestFile = 64 * 1024 * 1024;

    // From here on only what counts and what was answered is written, without how the host said it.
    private const int MostWithTranscripts = 2_000;

    // Who waits for others has not lost the file: to ask in their place is what the budget is to prevent.
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1);
    private IReadOnlyList<BudgetEntry> memory = [];
    private bool isBehind;

    /// <summary>Reads, changes and writes as one step. A file that cannot be used is done without until it can: the memory still counts, and is written then.</summary>
    public async Task<T> ChangeAsync<T>(Func<IReadOnlyList<BudgetEntry>, (IReadOnlyList<BudgetEntry> Entries, T Result)> change, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            using var gate = file is null ? null : await LockAsync(file, cancel).ConfigureAwait(false);
            var known = gate is null ? memory : Known(Read(file!));
            var (entries, result) = change(known);
            memory = entries;
            isBehind = gate is null || ((isBehind || !ReferenceEquals(entries, known)) && !TryWrite(file!, entries));
            return result;
        }
        finally
        {
            turn.Release();
        }
    }

    private IReadOnlyList<BudgetEntry> Known(IReadOnlyList<BudgetEntry>? stored) =>
        stored is null ? memory
        : isBehind ? [.. memory.Concat(stored).DistinctBy(entry => (entry.Run, entry.Role, entry.Subject, entry.Host, entry.Address))]
        : stored;

    private static async Task<FileStream?> LockAsync(string file, CancellationToken cancel)
    {
        var until = Environment.TickCount64 + (long)LockWait.TotalMilliseconds;
        while (true)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
                return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file + ".lock") && Environment.TickCount64 < until)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancel).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    // Null where it cannot be read, or is larger than we write it.
    private static IReadOnlyList<BudgetEntry>? Read(string file)
    {
        try
        {
            if (!File.Exists(file) || new FileInfo(file).Length > LargestFile)
            {
                return File.Exists(file) ? null : [];
            }

            var stored = JsonSerializer.Deserialize(File.ReadAllBytes(file), BudgetJson.Default.BudgetFile);
            return stored is { Version: FormatVersion, Entries: { } entries } ? [.. entries.Where(entry => entry is not null)] : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    // Written aside and moved: a reader sees the old file or the new one, never half of one.
    private static bool TryWrite(string file, IReadOnlyList<BudgetEntry> entries)
    {
        try
        {
            var aside = file + ".new";
            using (var stream = new FileStream(aside, Options()))
            {
                IReadOnlyList<BudgetEntry> written = entries.Count > MostWithTranscripts ? [.. entries.Select(entry => entry with { Transcript = null })] : entries;
                JsonSerializer.Serialize(stream, new BudgetFile(FormatVersion, written), BudgetJson.Default.BudgetFile);
            }

            File.Move(aside, file, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The memory counts on; the next process starts anew.
            return false;
        }
    }

    // The file names people's addresses.
    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
