using Recapito.Watch;

namespace Recapito.Web;

/// <summary>Watches while the service runs, and forgets what has expired.</summary>
internal sealed partial class WatchWork(WatchDesk desk, WatchStore store, TimeProvider clock, ILogger<WatchWork> log) : BackgroundService
{
    /// <summary>All that watches need.</summary>
    public static void AddTo(IServiceCollection services, ServeOptions options)
    {
        services.AddSingleton<WatchStore>();
        services.AddSingleton(new WatchLimits());
        services.AddSingleton<WatchDesk>();
        services.AddHostedService<WatchWork>();
        if (options.World is { } path)
        {
            services.AddSingleton(new LabWorlds(path));
            services.AddSingleton<LabTours>();
            services.AddSingleton<IWatchGround>(all => new LabWatchGround(all.GetRequiredService<LabWorlds>(), all.GetRequiredService<LabTours>(), options.LabPace));
        }
        else
        {
            services.AddSingleton<IWatchGround>(all => new RealWatchGround(all.GetRequiredService<TimeProvider>(), options.AllowPrivate));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(desk.RunAsync(Failed, stoppingToken), ForgetAsync(stoppingToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // asked to stop
        }
    }

    private async Task ForgetAsync(CancellationToken cancel)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            store.ForgetExpired(clock.GetUtcNow());
        }
        while (await hourly.WaitForNextTickAsync(cancel).ConfigureAwait(false));
    }

    // The message of an exception may quote what a stranger wrote.
    private void Failed(string id, Exception why) => LogFailed(id, why.GetType().Name, SafeText.Escape(why.Message));

    [LoggerMessage(Level = LogLevel.Error, Message = "watch {Id} could not go on, and will after a restart: {Kind}: {Why}")]
    private partial void LogFailed(string id, string kind, string why);
}
