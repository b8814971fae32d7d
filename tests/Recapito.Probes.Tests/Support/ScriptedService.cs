using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Recapito.Core;

namespace Recapito.Probes.Tests;

/// <summary>A request as it came over the wire.</summary>
internal sealed record WireRequest(string Host, string Head, string Body)
{
    public string Target => Head.Split("\r\n")[0].Split(' ')[1];

    /// <summary>Method, URL, header fields in order of their names, content; the token and our version are blotted out.</summary>
    public string Shown()
    {
        var lines = Head.Split("\r\n");
        var fields = lines.Skip(1).Where(line => line.Length > 0 && !line.StartsWith("Host:", StringComparison.Ordinal) && !line.StartsWith("Content-Length:", StringComparison.Ordinal))
            .Select(line => line.StartsWith("Authorization: Bearer ", StringComparison.Ordinal) ? "Authorization: Bearer (token)" : line)
            .Select(line => line.StartsWith("User-Agent: recapito/", StringComparison.Ordinal) ? "User-Agent: recapito/(version)" : line).Order(StringComparer.Ordinal);
        return $"{lines[0].Split(' ')[0]} https://{Host}{Target}\n{string.Concat(fields.Select(field => field + "\n"))}\n{Body}{(Body.Length > 0 ? "\n" : "")}";
    }
}

/// <summary>Microsoft's hosts on loopback, without a line of the lab: each answers what a script says to the request and its number.</summary>
internal sealed class ScriptedService : IAsyncDisposable
{
    public const string Tenant = "11111111-2222-3333-4444-555555555555";

    private readonly TestLab lab = new();
    private readonly TestCertificates certificates = new();
    private readonly Dictionary<string, string> addresses = new(StringComparer.Ordinal);
    private readonly List<InsideAccess> opened = [];

    public ScriptedService()
    {
        lab.TrustedRoots.Add(certificates.Root);
        lab.Dns(TestLab.Resolver, query => addresses.TryGetValue(query.Name, out var address)
            ? query.Type == 1 ? query.Answer(answers: [DnsQuery.A(query.Name, address)]) : query.Answer(authority: [DnsQuery.Soa(query.Name)]) : query.Answer(rcode: 3));
    }

    public ConcurrentQueue<WireRequest> Requests { get; } = new();

    public HurriedClock Clock { get; } = new(TestLab.Now);

    public CanaryTokens Tokens { get; } = new();

    /// <summary>A host; the script gives the whole answer, or null for silence. The connection ends behind an answer that says so.</summary>
    public ScriptedService Host(string name, Func<WireRequest, int, string?> answer, string? certificate = null)
    {
        var count = 0;
        addresses[name] = $"192.0.2.{80 + addresses.Count}";
        lab.Tcp(addresses[name], 443, async (stream, _) =>
        {
            await using var tls = await TestCertificates.Server(certificates.For(certificate ?? name))(stream);
            while (await ReadAsync(tls, name) is { } request)
            {
                Requests.Enqueue(request);
                if (answer(request, Interlocked.Increment(ref count) - 1) is not { } said)
                {
                    await tls.CopyToAsync(Stream.Null);
                    return;
                }

                await tls.WriteAsync(Encoding.UTF8.GetBytes(said));
                await tls.FlushAsync();
                if (said.Contains("Connection: close\r\n", StringComparison.Ordinal))
                {
                    return;
                }
            }
        });
        return this;
    }

    public InsideAccess Open(Cloud? cloud = null, string tenant = Tenant)
    {
        // The clock runs a hundred times as fast.
        var limits = lab.Limits with { Step = TimeSpan.FromSeconds(3000), Total = TimeSpan.FromSeconds(6000) };
        opened.Add(InsideAccess.Open(
            new() { LabRoutes = lab.Routes, Clock = Clock, Limits = limits }, new() { Way = SignInWay.ManagedIdentity, Tenant = tenant, Cloud = cloud ?? Cloud.Worldwide }, Tokens));
        return opened[^1];
    }

    public InsideSource Source(bool runsCmdlets = false, Cloud? cloud = null, params string[] own) => new(Open(cloud), own, runsCmdlets);

    public static string Json(string json, string status = "200 OK", string fields = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{fields}Content-Length: {Encoding.UTF8.GetByteCount(json).ToString(CultureInfo.InvariantCulture)}\r\n\r\n{json}";

    public async ValueTask DisposeAsync()
    {
        // Connections that wait for a next request would be waited for.
        opened.ForEach(access => access.Dispose());
        await lab.DisposeAsync();
        certificates.Dispose();
    }

    private static async Task<WireRequest?> ReadAsync(Stream stream, string host)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (bytes.Count < 4 || !bytes.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one) == 0)
            {
                return null;
            }

            bytes.Add(one[0]);
        }

        var head = Encoding.ASCII.GetString([.. bytes]).TrimEnd('\r', '\n');
        var length = head.Split("\r\n").Where(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal)).Select(line => int.Parse(line[16..], CultureInfo.InvariantCulture)).FirstOrDefault();
        var body = new byte[length];
        await stream.ReadExactlyAsync(body);
        return new(host, head, Encoding.UTF8.GetString(body));
    }
}

/// <summary>Tokens that must be seen nowhere but in requests.</summary>
internal sealed class CanaryTokens : ITokenSource
{
    public const string Canary = "eyJjYW5hcnkiOiJjYW5hcnkifQ.CANARY-TOKEN-7f3a.c2lnbmF0dXJl";

    public List<(string Scope, bool Anew)> Asked { get; } = [];

    public SignInException? Refusal { get; init; }

    public string Way => "canary";

    public Task<BearerToken> GetAsync(string scope, bool anew, CancellationToken cancel)
    {
        Asked.Add((scope, anew));
        return Refusal is null ? Task.FromResult(new BearerToken(Canary, TestLab.Now.AddHours(1))) : throw Refusal;
    }
}

/// <summary>A clock whose timers end after a hundredth of their time, and which remembers what they were set to.</summary>
internal sealed class HurriedClock(DateTimeOffset now) : TimeProvider
{
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Enqueue(dueTime);
        return new Hurried(System.CreateTimer(callback, state, Scaled(dueTime), period), Waits);
    }

    private static TimeSpan Scaled(TimeSpan time) => time > TimeSpan.Zero ? time / 100 : time;

    private sealed class Hurried(ITimer inner, ConcurrentQueue<TimeSpan> waits) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            waits.Enqueue(dueTime);
            return inner.Change(Scaled(dueTime), period);
        }

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
