namespace Recapito.SystemTests;

/// <summary>Waits for what another process does, and never longer than it says.</summary>
public static class Deadline
{
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
}
