using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Recapito.Web;

/// <summary>Sends metrics and traces to a collector of OpenTelemetry where one was named by the standard variable, and nowhere else. Logs stay here: they may name a case.</summary>
internal static class Telemetry
{
    /// <summary>Names the collector.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Name of our meters and sources, in every project.</summary>
    public const string Name = "Recapito";

    /// <summary>Adds it.</summary>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[Endpoint]))
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("recapito", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics => metrics.AddMeter(Name, "Microsoft.AspNetCore.Hosting", "System.Runtime").AddOtlpExporter())
            .WithTracing(traces => traces.AddSource(Name).AddAspNetCoreInstrumentation(requests =>
            {
                requests.EnableRazorComponentsSupport = false;
                requests.EnableAspNetCoreSignalRSupport = false;
            }).AddProcessor<WithoutSecrets>().AddOtlpExporter());
    }
}

/// <summary>Leaves of a request's span only what holds no secret and nobody's address: the path of a diagnosis opens it, and so does that of the owner's link.</summary>
internal sealed class WithoutSecrets : BaseProcessor<Activity>
{
    private const string Method = "http.request.method";
    private const string Route = "http.route";

    private static readonly HashSet<string> Told = [Method, Route, "http.response.status_code", "url.scheme", "network.protocol.version", "error.type"];

    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == Telemetry.Name)
        {
            return;
        }

        foreach (var (name, _) in data.TagObjects.ToList())
        {
            if (!Told.Contains(name))
            {
                data.SetTag(name, null);
            }
        }

        data.DisplayName = $"{data.GetTagItem(Method)} {data.GetTagItem(Route)}".Trim();
    }
}
