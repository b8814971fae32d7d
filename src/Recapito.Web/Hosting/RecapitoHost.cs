using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Recapito.Lab;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>Puts the service together.</summary>
internal static class RecapitoHost
{
    /// <summary>Octets of one mail that is handed in, with the form around it.</summary>
    internal const long LargestUpload = 16L << 20;

    /// <summary>Octets of everything else that is sent here: forms of a few words, and JSON.</summary>
    internal const long LargestForm = 64L << 10;

    // Who holds a connection open may hold as much memory as a form.
    private const int MostConnections = 4000;

    /// <summary>Exit code where what was given cannot be used.</summary>
    internal const int BadInput = 4;

    /// <summary>Serves until it is stopped.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ServeOptions options, CancellationToken cancel)
    {
        try
        {
            await using var app = Build(options, TimeProvider.System);
            await app.StartAsync(cancel).ConfigureAwait(false);
            await Console.Error.WriteLineAsync($"recapito: the page is at {app.Urls.First()} (Ctrl-C ends it); what is kept is in {options.Data}").ConfigureAwait(false);
            await OwnerNotice.WriteAsync(app, Console.Error).ConfigureAwait(false);
            await app.WaitForShutdownAsync(cancel).ConfigureAwait(false);
            return 0;
        }
        catch (Exception e) when (e is DatabaseException or WorldFileException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"recapito: {e.Message}").ConfigureAwait(false);
            return BadInput;
        }
    }

    /// <summary>The application, not yet started.</summary>
    /// <exception cref="DatabaseException">The database cannot be used.</exception>
    /// <exception cref="WorldFileException">The world has an error.</exception>
    public static WebApplication Build(ServeOptions options, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var certificate = options.Public?.ReadCertificate();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Listen, listen => Encrypt(listen, certificate));
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestForm;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        var hasStarted = false;
        AddLogging(builder.Logging, () => hasStarted);
        Telemetry.Add(builder.Services, builder.Configuration);
        AddServices(builder.Services, options, clock);
        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => hasStarted = true);
        Owning.UseForwarded(app, options);
        app.UseExceptionHandler("/problem");
        app.UseHostFiltering();
        app.Use(SecurityHeaders.AddAsync);
        Owning.UseGate(app, options);
        app.UseAntiforgery();
        var forms = ActivatorUtilities.CreateInstance<FormProblems>(app.Services);
        app.Use(next => http => forms.PassAsync(http, next));
        app.MapHealthChecks("/healthz", new() { Predicate = _ => false });
        app.MapHealthChecks("/readyz");
        ApiEndpoints.Map(app);
        var pages = app.MapReadable();
        Assets.Map(pages);
        ApiDocument.Map(pages);
        ReferencePage.Map(pages);
        Owning.Map(pages, options);
        PageEndpoints.Map(pages);
        return app;
    }

    private static void Encrypt(ListenOptions listen, (X509Certificate2 Certificate, X509Certificate2Collection Chain)? certificate)
    {
        if (certificate is var (own, chain))
        {
            listen.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (own, chain));
        }
    }

    // Standard output is for results; a log is none. The keys of the cookies lie beside the database, readable by its owner alone.
    private static void AddLogging(ILoggingBuilder logging, Func<bool> hasStarted)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z' ";
        });
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

        // Why it cannot start is said by who started it, in one sentence; the host would write where in the program that was met.
        logging.AddFilter("Microsoft.Extensions.Hosting", level => level >= (hasStarted() ? LogLevel.Warning : LogLevel.Critical));
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
    }

    /// <summary>The file of everything that is kept in a folder.</summary>
    internal static string DatabaseIn(string folder) => Path.Combine(folder, "recapito.db");

    /// <summary>Makes the folder where there is none; bounces tell who wrote to whom, so it is its owner's alone.</summary>
    internal static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void AddServices(IServiceCollection services, ServeOptions options, TimeProvider clock)
    {
        MakeFolder(options.Data);
        services.AddSingleton(clock);
        services.AddSingleton(all => new EventStreams(clock, all.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping));
        services.AddSingleton(Database.Open(DatabaseIn(options.Data)));
        services.AddSingleton<DiagnosisStore>();
        services.AddSingleton<VisitorRoom>();
        services.AddSingleton<CauseCounts>();
        var worlds = options.World is { } path ? new LabWorlds(path) : null;
        services.AddSingleton<IProbingGround>(worlds is null ? new RealGround(clock, options.AllowPrivate) : LabGround.Of(worlds, clock, options.LabLimits));
        WatchWork.AddTo(services, options, worlds);
        services.AddSingleton(new DeskLimits { Kept = options.Kept });
        services.AddSingleton<DiagnosisDesk>();
        services.AddSingleton<DiagnosisList>();
        services.AddSingleton<CheckStore>();
        services.AddSingleton<CheckList>();
        services.AddSingleton<CheckDesk>();
        services.AddHostedService<DeskWork>();
        services.AddSingleton(options);
        services.AddSingleton<ApiKeys>();
        services.AddSingleton(_ => new ApiLimits(options.ApiPerMinute, options.Minute));
        ApiDocument.Add(services);
        services.AddSingleton(new ReaderLanguage(Catalogue.Default, options.Language));
        services.AddSingleton(Catalogue.Default);
        services.AddSingleton<PageParts>();
        services.AddRazorComponents();

        // A mail is kept in one place, from which it can be deleted: none passes through a file of its own.
        services.Configure<FormOptions>(forms => forms.ValueLengthLimit = forms.MemoryBufferThreshold = (int)LargestUpload);
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddDataProtection().PersistKeysToFileSystem(new(Path.Combine(options.Data, "keys"))).SetApplicationName("recapito");
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database");
        Owning.AddServices(services, options);
    }
}

/// <summary>Has questions asked while the service runs, and forgets what has expired.</summary>
internal sealed partial class DeskWork(DiagnosisDesk desk, DiagnosisStore store, CheckDesk checks, CheckStore keptChecks, Database database, TimeProvider clock, ILogger<DeskWork> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(desk.RunAsync(Failed, stoppingToken), checks.RunAsync(Failed, stoppingToken), Hourly.RunAsync(Forget, why => LogUnforgotten(why.Message), clock, stoppingToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // asked to stop
        }
    }

    private void Forget(DateTimeOffset now)
    {
        store.ForgetExpired(now);
        keptChecks.ForgetExpired(now);
        database.EmptyLog();
    }

    // The message of an exception may quote what a stranger wrote.
    private void Failed(string id, Exception why) => LogFailed(id, why.GetType().Name, SafeText.Escape(why.Message));

    [LoggerMessage(Level = LogLevel.Error, Message = "case {Id} could not be finished, and will be tried again after a restart: {Kind}: {Why}")]
    private partial void LogFailed(string id, string kind, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "what has expired could not be deleted, and will be tried again in an hour: {Why}")]
    private partial void LogUnforgotten(string why);
}

/// <summary>Whether what is kept can be read.</summary>
internal sealed class DatabaseCheck(Database database) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var open = database.Connect();
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("the database cannot be opened", e));
        }
    }
}
