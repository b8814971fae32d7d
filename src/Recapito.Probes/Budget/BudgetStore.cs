using System.Text.Json;

namespace Recapito.Probes;

/// <summary>The entries of the last hour, in memory and, where a file is named, in that file for all processes of the user.</summary>
#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle nobody asks for holds nothing to free.
internal sealed class BudgetStore(string? file)
#pragma warning restore CA1001
{
    private const int FormatVersion = 1;
    private const long LargestFile = 16 * 1024 * 1024;
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim turn = new(1);
    private IReadOnlyList<BudgetEntry> memory = [];
    private bool fileFailed;

    /// <summary>Reads, changes and writes as one step. A file that cannot be used is done without: the memory still counts.</summary>
    public async Task<T> ChangeAsync<T>(Func<IReadOnlyList<BudgetEntry>, (IReadOnlyList<BudgetEntry> Entries, T Result)> change, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            using var gate = file is null || fileFailed ? null : await LockAsync(file, cancel).ConfigureAwait(false);
            var (entries, result) = change(gate is null ? memory : Read(file!));
            memory = entries;
            fileFailed |= gate is null || !TryWrite(file!, entries);
            return result;
        }
        finally
        {
            turn.Release();
        }
    }

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

    private static IReadOnlyList<BudgetEntry> Read(string file)
    {
        try
        {
            if (!File.Exists(file) || new FileInfo(file).Length > LargestFile)
            {
                return [];
            }

            var stored = JsonSerializer.Deserialize(File.ReadAllBytes(file), BudgetJson.Default.BudgetFile);
            return stored is { Version: FormatVersion, Entries: { } entries } ? [.. entries.Where(entry => entry is not null)] : [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return [];
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
                JsonSerializer.Serialize(stream, new BudgetFile(FormatVersion, entries), BudgetJson.Default.BudgetFile);
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
