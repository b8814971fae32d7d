namespace Recapito.SystemTests;

/// <summary>Waits for what another process does, and never longer than it says.</summary>
public static class Deadline
{
    /// <summary>For what comes within moments on an idle machine: the wait ends when it is there, so a long deadline costs nothing but where it never comes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <returns>What was found, or null when the time is up.</returns>
    public static Task<T?> WaitForAsync<T>(TimeSpan longest, Func<T?> look)
        where T : class => WaitForAsync(longest, () => Task.FromResult(look()));

    /// <returns>What was found, or null when the time is up.</returns>
    public static async Task<T?> WaitForAsync<T>(TimeSpan longest, Func<Task<T?>> look)
        where T : class
    {
        // Ctrl-C ends the wait too, so that what was started is tidied up at once.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(longest);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            try
            {
                await ticks.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                return await look();
            }
        }
    }

    /// <summary>Deletes a folder in which a process that is ending may still write: a file that it makes meanwhile leaves the folder "not empty".</summary>
    public static async Task DeleteAsync(string folder)
    {
        await WaitForAsync(Longest, () => Try(folder));
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        static string? Try(string folder)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return folder;
            }
            catch (IOException)
            {
                return Directory.Exists(folder) ? null : folder;
            }
        }
    }
}
