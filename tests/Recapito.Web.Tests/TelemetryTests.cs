using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Recapito.Web.Tests;

/// <summary>What a collector of OpenTelemetry is told, and what it is not; it listens on this machine.</summary>
public sealed class TelemetryTests
{
    private static readonly string[] Wanted =
    [
        "service.name", "recapito",
        "recapito.bounces.taken", "recapito.diagnoses.finished", "recapito.checks.finished", "recapito.questions.asked", "recapito.question.duration", "recapito.cases.waiting", "recapito.viewers",
        "recapito.verdict", "proven", "recapito.cause", "mx-host-does-not-accept-domain", "recapito.question.kind", "dns", "smtp-session", "recapito.question.outcome", "present",
        "http.server.request.duration",
        "diagnose", "check", "ask dns", "ask smtp-session", "GET /d/{id}", "GET /d/{id}/events", "GET /c/{id}", "POST /bounces", "GET /owner/{secret}", "GET /history", "http.route", "/d/{id}",
    ];

    [Fact]
    public async Task Names_numbers_and_routes_are_told_but_no_address_no_domain_and_no_link()
    {
        await using var collector = await Collector.StartAsync();
        var secrets = new List<string> { "contoso", "lee", "127.0.0.1", "url.path", "url.query", "client.address", "user_agent.original", "a-browser" };
        await using (var served = await Served.StartAsync(others: OwnedService.Closed, settings: collector.Settings))
        {
            var link = served.Links().Make();
            await served.PageAsync(OwnerSetup.Path + link);
            served.Reader.DefaultRequestHeaders.UserAgent.ParseAdd("a-browser/1");
            Assert.Equal(HttpStatusCode.OK, await served.ChooseAsync(served.Reader, link));
            var diagnosis = await served.HandInAsync("bounce.eml", ServedApi.Bounce);
            await served.PageAsync(diagnosis);
            await served.PageAsync("/history?domain=contoso.example");
            using var answer = await served.PostAsync("/checks", ("domain", "contoso.example"));
            var check = answer.RequestMessage!.RequestUri!.AbsolutePath;
            await served.FollowAsync(check);
            secrets.AddRange([link, diagnosis["/d/".Length..], check["/c/".Length..]]);
        }

        Assert.Empty(Wanted.Except(collector.Texts));
        Assert.DoesNotContain(secrets, secret => collector.Texts.Any(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Nothing_leaves_where_no_collector_was_named()
    {
        await using var served = await Served.StartAsync();
        Assert.Null(served.App.Services.GetService(typeof(OpenTelemetry.Trace.TracerProvider)));
        Assert.Null(served.App.Services.GetService(typeof(OpenTelemetry.Metrics.MeterProvider)));
    }

    /// <summary>Takes what is sent in OTLP over HTTP, and reads all texts in it.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly ConcurrentDictionary<string, bool> texts = new(StringComparer.Ordinal);

        private Collector()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            app = builder.Build();
            app.MapPost("/v1/{signal}", async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                Read(body.ToArray());
            });
        }

        public ICollection<string> Texts => texts.Keys;

        public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { [Telemetry.Endpoint] = app.Urls.First(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector.app.StartAsync(TestContext.Current.CancellationToken);
            return collector;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        // What has a length is a text or a message, which only its schema tells; so both are tried (protobuf encoding, "Message Structure").
        private bool Read(ReadOnlySpan<byte> message)
        {
            while (!message.IsEmpty)
            {
                if (!Number(ref message, out var tag) || tag >> 3 == 0)
                {
                    return false;
                }

                var length = (tag & 7) switch { 1 => 8UL, 5 => 4UL, _ => 0UL };
                if ((tag & 7) is 3 or 4 or > 5 || ((tag & 7) is 0 or 2 && !Number(ref message, out length)))
                {
                    return false;
                }

                if ((tag & 7) is 0)
                {
                    continue;
                }

                if (length > (ulong)message.Length)
                {
                    return false;
                }

                Note((tag & 7) is 2 ? message[..(int)length] : []);
                message = message[(int)length..];
            }

            return true;
        }

        // Numbers of traces are no text: by chance, some of their octets would spell a name now and then.
        private void Note(ReadOnlySpan<byte> part)
        {
            if (Utf8.IsValid(part))
            {
                _ = texts.TryAdd(Encoding.UTF8.GetString(part), true);
            }

            _ = Read(part);
        }

        private static bool Number(ref ReadOnlySpan<byte> message, out ulong value)
        {
            value = 0;
            for (var i = 0; i < message.Length && i < 10; i++)
            {
                value |= (ulong)(message[i] & 0x7f) << (7 * i);
                if (message[i] < 0x80)
                {
                    message = message[(i + 1)..];
                    return true;
                }
            }

            return false;
        }
    }
}
