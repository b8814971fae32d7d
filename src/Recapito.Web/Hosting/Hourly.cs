namespace Recapito.Web;

/// <summary>What is done at the start and then each hour, for as long as the service runs.</summary>
internal static class Hourly
{
    /// <summary>Does it until it is told to stop. That it failed once, as on a full disk, must not end it.</summary>
    /// <param name="act">Does it, as of a time.</param>
    /// <param name="failed">Told of what failed.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task RunAsync(Action<DateTimeOffset> act, Action<Exception> failed, TimeProvider clock, CancellationToken cancel)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                act(clock.GetUtcNow());
            }
            catch (Microsoft.Data.Sqlite.SqliteException e)
            {
                failed(e);
            }
        }
        while (await hourly.WaitForNextTickAsync(cancel).ConfigureAwait(false));
    }
}
