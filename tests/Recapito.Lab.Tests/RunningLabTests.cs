using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Recapito.Core;
using Recapito.SystemTests;
using Xunit;

namespace Recapito.Lab.Tests;

public sealed class RunningLabTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_world_starts_and_routes_every_address()
    {
        var world = WorldFile.Read("full.yaml", Worlds.Full);
        await using var lab = Start(Worlds.Full);

        Assert.Equal("192.0.2.10", lab.Routes.Resolver);
        Assert.Equal(world.Now, lab.Routes.Now);
        Assert.Equal(RouteFate.Refuse, Fate(lab, "203.0.113.25"));
        Assert.Equal(RouteFate.Deliver, Fate(lab, "203.0.113.80"));
        Assert.Contains(lab.Routes.Routes, route => route is { Address: "192.0.2.53", Port: 53, Protocol: TransportProtocol.Udp, Fate: RouteFate.Deliver });
        Assert.Equal(lab.Routes.Routes.Count, lab.Routes.Routes.DistinctBy(route => (route.Address, route.Port, route.Protocol)).Count());
    }

    [Theory]
    [InlineData("silent", RouteFate.Drop)]
    [InlineData("closed", RouteFate.Refuse)]
    [InlineData("unreachable", RouteFate.Unreachable)]
    [InlineData("no-banner", RouteFate.Mute)]
    [InlineData("postfix", RouteFate.Deliver)]
    [InlineData("exchange-online", RouteFate.Deliver)]
    public async Task Each_kind_of_host_has_its_fate(string kind, RouteFate fate)
    {
        await using var lab = Start($"hosts: {{ mx.a.example: {{ is: {kind}, address: 203.0.113.9 }} }}\n");

        Assert.Equal(fate, Fate(lab, "203.0.113.9"));
    }

    [Fact]
    public async Task A_network_without_port_25_drops_every_connection_to_it_and_no_DNS()
    {
        await using var lab = Start("hosts: { mx.a.example: { address: 203.0.113.9 }, mx.b.example: { is: closed } }\nobserver: { port25: closed }\n");

        Assert.All(lab.Routes.Routes.Where(route => route.Port == 25), route => Assert.Equal(RouteFate.Drop, route.Fate));
        Assert.NotNull(await Asking.Ask(lab.Routes, lab.Routes.Resolver, "mx.a.example", 1));
    }

    [Fact]
    public async Task An_address_of_the_zones_without_a_host_refuses()
    {
        await using var lab = Start("dns: { zones: { a.example: \"@ A 203.0.113.50\" } }\n");

        Assert.Equal(RouteFate.Refuse, Fate(lab, "203.0.113.50"));
    }

    [Fact]
    public async Task A_host_learns_who_calls_and_at_which_address()
    {
        await using var lab = RunningLab.Start(
            WorldSnapshot.At(WorldFile.Read("w", "hosts: { mx.a.example: { addresses: [203.0.113.9, \"2001:db8::9\"] } }\n")),
            (_, name, host) => async (stream, client, local, cancel) => await stream.WriteAsync(Encoding.ASCII.GetBytes($"{name} {host.Is} {client} {local}\r\n"), cancel));

        Assert.Equal("mx.a.example postfix 198.51.100.77 203.0.113.9", await FirstLine(lab, "203.0.113.9"));
        Assert.Equal("mx.a.example postfix 198.51.100.77 2001:db8::9", await FirstLine(lab, "2001:db8::9"));
    }

    [Fact]
    public async Task A_no_banner_host_takes_the_connection_and_says_nothing()
    {
        await using var lab = Start("hosts: { mx.a.example: { is: no-banner, address: 203.0.113.9 } }\n");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var client = await Connect(lab, "203.0.113.9");
        end.CancelAfter(150);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client.GetStream().ReadExactlyAsync(new byte[1], end.Token));
    }

    [Fact]
    public async Task Thirty_labs_start_answer_and_stop_within_seconds()
    {
        var clock = Stopwatch.StartNew();
        var labs = Enumerable.Range(0, 30).Select(_ => Start(Worlds.Full)).ToList();
        foreach (var lab in labs)
        {
            Assert.NotNull(await Asking.Ask(lab.Routes, lab.Routes.Resolver, "contoso.example", 15));
        }

        foreach (var lab in labs)
        {
            await lab.DisposeAsync();
        }

        // Two seconds for each: more than a busy machine takes, less than a lab that waits for something.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"30 labs took {clock.Elapsed}");
    }

    [Fact]
    public async Task A_stopped_lab_listens_no_more()
    {
        var lab = Start("hosts: { mx.a.example: { address: 203.0.113.9 } }\n");
        await lab.DisposeAsync();

        // Not at the first look: a process that another test starts at this moment holds a copy of the socket until its program runs.
        Assert.NotNull(await Deadline.WaitForAsync(Deadline.Longest, async () => await Record.ExceptionAsync(() => Connect(lab, "203.0.113.9")) as SocketException));
    }

    [Fact]
    public async Task A_delay_holds_each_flight_back_TLS_included()
    {
        await using var lab = RunningLab.Start(
            WorldSnapshot.At(WorldFile.Read("w", "hosts: { mx.a.example: { address: 203.0.113.9 } }\n")), (_, _, _) => Tls, new(DelayMilliseconds: 50));
        var clock = Stopwatch.StartNew();
        using var client = await Connect(lab, "203.0.113.9");
        await client.GetStream().ReadExactlyAsync(new byte[3], Cancel);
        Assert.InRange(clock.ElapsedMilliseconds, 95, 60_000);

        using var tls = new SslStream(client.GetStream());
        using var root = X509CertificateLoader.LoadCertificate(lab.Routes.TrustedRoots[0].Span);
        clock.Restart();
        await tls.AuthenticateAsClientAsync(Options("mx.a.example", root), Cancel);
        await tls.WriteAsync("EHLO\r\n"u8.ToArray(), Cancel);
        await tls.ReadExactlyAsync(new byte[3], Cancel);
        Assert.InRange(clock.ElapsedMilliseconds, 95, 60_000);
    }

    [Theory]
    [InlineData("mx.a.example", true, true)]
    [InlineData("mx.b.example", true, false)]
    [InlineData("mx.a.example", false, false)]
    public void A_certificate_is_trusted_by_root_and_name(string asked, bool trusted, bool wanted)
    {
        var certificate = LabCertificates.For(["mx.a.example", "*.c.example"], trusted);
        using var root = X509CertificateLoader.LoadCertificate(LabCertificates.RootDer.Span);
        using var chain = new X509Chain { ChainPolicy = Policy(root) };

        Assert.Equal(wanted, chain.Build(certificate) && certificate.MatchesHostname(asked));
        Assert.True(certificate.HasPrivateKey);
        Assert.Same(certificate, LabCertificates.For(["mx.a.example", "*.c.example"], trusted));
    }

    [Fact]
    public void Exposing_a_world_on_a_machine_without_its_addresses_names_the_commands()
    {
        var e = Assert.Throws<LabException>(() => RunningLab.Start(
            WorldSnapshot.At(WorldFile.Read("w", "hosts: { mx.a.example: { address: 203.0.113.9 } }\n")), (_, _, _) => null, new(Expose: true)));

        Assert.Contains("ip address add 203.0.113.9/32 dev lo", e.Message, StringComparison.Ordinal);
    }

    private static RunningLab Start(string text) => RunningLab.Start(WorldSnapshot.At(WorldFile.Read("w", text)), (_, _, _) => null);

    private static RouteFate Fate(RunningLab lab, string address) => lab.Routes.Routes.Single(route => route.Address == address && route.Port == 25).Fate;

    private static async Task<TcpClient> Connect(RunningLab lab, string address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, lab.Routes.Routes.Single(route => route.Address == address && route.Port == 25).LoopbackPort, Cancel);
        return client;
    }

    private static async Task<string?> FirstLine(RunningLab lab, string address)
    {
        using var client = await Connect(lab, address);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadLineAsync(Cancel);
    }

    private static async Task Tls(Stream stream, string client, string local, CancellationToken cancel)
    {
        await stream.WriteAsync("220"u8.ToArray(), cancel);
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = LabCertificates.For(["mx.a.example"], true) }, cancel);
        await tls.ReadExactlyAsync(new byte[6], cancel);
        await tls.WriteAsync("250"u8.ToArray(), cancel);
        await tls.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, cancel);
    }

    private static SslClientAuthenticationOptions Options(string host, X509Certificate2 root) =>
        new() { TargetHost = host, CertificateChainPolicy = Policy(root) };

    private static X509ChainPolicy Policy(X509Certificate2 root)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(root);
        return policy;
    }
}
