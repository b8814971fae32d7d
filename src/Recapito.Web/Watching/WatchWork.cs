using Recapito.Watch;

namespace Recapito.Web;

/// <summary>Watches while the service runs, and forgets what has expired.</summary>
internal sealed partial class WatchWork(WatchDesk desk, WatchStore store, TimeProvider clock, ILogger<WatchWork> log) : BackgroundService
{
    /// <summary>All that watches need.</summary>
    public static void AddTo(IServiceCollection services, ServeOptions options, LabWorlds? worlds)
    {
        services.AddSingleton<WatchStore>();
        services.AddSingleton(new WatchLimits { Kept = options.Kept });
        services.AddSingleton<WatchDesk>();
        services.AddHostedService<WatchWork>();
        if (worlds is not null)
        {
            services.AddSingleton(worlds);
            services.AddSingleton<LabTours>();
            services.AddSingleton<IWatchGround>(all => new LabWatchGround(worlds, all.GetRequiredService<LabTours>(), options.LabPace));
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
            await Task.WhenAll(desk.RunAsync(Failed, stoppingToken), Hourly.RunAsync(now => store.ForgetExpired(now), why => LogUnforgotten(why.Message), clock, stoppingToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // asked to stop
        }
    }

    // The message of an exception may quote what a stranger wrote.
    private void Failed(string id, Exception why) => LogFailed(id, why.GetType().Name, SafeText.Escape(why.Message));

    [LoggerMessage(Level = LogLevel.Error, Message = "watch {Id} could not go on, and will after a restart: {Kind}: {Why}")]
    private partial void LogFailed(string id, string kind, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "what has expired could not be deleted, and will be tried again in an hour: {Why}")]
    private partial void LogUnforgotten(string why);
}
