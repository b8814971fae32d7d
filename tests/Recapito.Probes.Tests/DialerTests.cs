using System.Net;
using System.Net.Sockets;
using Recapito.Core;
using Recapito.SystemTests;
using Xunit;

namespace Recapito.Probes.Tests;

public class DialerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RouteFate.Drop, DialFailure.Silent, "no answer from 203.0.113.25 port 25 within 0.03 s")]
    [InlineData(RouteFate.Refuse, DialFailure.Refused, "connection refused by 203.0.113.25 port 25")]
    [InlineData(RouteFate.Unreachable, DialFailure.Unreachable, "no route to 203.0.113.25")]
    [InlineData(null, DialFailure.Refused, "connection refused by 203.0.113.25 port 25")]
    public async Task A_lab_address_has_the_fate_of_its_route_and_none_without_one(RouteFate? fate, DialFailure want, string words)
    {
        await using var lab = new TestLab();
        _ = fate is { } given ? lab.With("203.0.113.25", given) : lab;
        var failed = await Assert.ThrowsAsync<DialException>(() => lab.Dialer.ConnectAsync("203.0.113.25", 25, Cancel));
        Assert.Equal((want, words), (failed.Failure, failed.Message));
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("127.0.0.1")]
    [InlineData("2606:4700::1111")]
    public async Task A_lab_never_reaches_an_address_that_no_route_names(string address)
    {
        await using var lab = new TestLab();
        Assert.Equal(DialFailure.Refused, (await Assert.ThrowsAsync<DialException>(() => lab.Dialer.ConnectAsync(address, 25, Cancel))).Failure);
        Assert.Equal(DialFailure.Refused, (await Assert.ThrowsAsync<DialException>(() => lab.Dialer.OpenDnsAsync(address, trusted: true, Cancel))).Failure);
        Assert.Equal(DialFailure.Refused, (await Assert.ThrowsAsync<DialException>(() => lab.Dialer.ConnectDnsAsync(address, trusted: true, Cancel))).Failure);
    }

    [Fact]
    public async Task One_IPv6_address_is_one_route_however_it_is_spelt()
    {
        await using var lab = new TestLab().With("2001:DB8:0:0::25", RouteFate.Unreachable);
        Assert.Equal(DialFailure.Unreachable, (await Assert.ThrowsAsync<DialException>(() => lab.Dialer.ConnectAsync("2001:db8::0:25", 25, Cancel))).Failure);
    }

    [Theory]
    [InlineData("8.8.8.8", 22)]
    [InlineData("8.8.8.8", 80)]
    [InlineData("8.8.8.8", 0)]
    [InlineData("8.8.8.8", 70000)]
    [InlineData("mx.contoso.example", 25)]
    [InlineData("8.8.8.8\r\nX", 25)]
    [InlineData("", 25)]
    public async Task Other_ports_and_names_are_not_dialled(string address, int port) =>
        Assert.Equal(DialFailure.NotPermitted, (await Assert.ThrowsAsync<DialException>(() => new Dialer(new(), allowSpecialAddresses: true).ConnectAsync(address, port, Cancel))).Failure);

    [Fact]
    public async Task A_resolver_that_the_user_chose_may_have_a_private_address()
    {
        using var channel = await new Dialer(new()).OpenDnsAsync("127.0.0.53", trusted: true, Cancel);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("127.0.0.53"), 53), channel.Server);
    }

    [Fact]
    public async Task In_the_real_world_a_closed_port_is_refused_and_an_open_one_connects()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var closed = Ports.Unused();
        var dialer = new Dialer(new(), null, allowSpecialAddresses: true, [port, closed]);
        await using (var open = await dialer.ConnectAsync("127.0.0.1", port, Cancel))
        {
            Assert.Equal(IPAddress.Loopback, open.LocalAddress);
        }

        Assert.Equal(DialFailure.Refused, (await Assert.ThrowsAsync<DialException>(() => dialer.ConnectAsync("127.0.0.1", closed, Cancel))).Failure);
    }

    [Fact]
    public async Task No_more_connections_than_allowed_are_open_to_one_address()
    {
        await using var lab = new TestLab();
        lab.Smtp("203.0.113.25");
        var dialer = lab.Dialer;
        await using var first = await dialer.ConnectAsync("203.0.113.25", 25, Cancel);
        var second = await dialer.ConnectAsync("203.0.113.25", 25, Cancel);
        var third = dialer.ConnectAsync("203.0.113.25", 25, Cancel);
        Assert.False(third.IsCompleted);
        await second.DisposeAsync();
        await (await third).DisposeAsync();
    }

    [Fact]
    public async Task A_callers_cancel_is_a_cancel_and_not_silence()
    {
        await using var lab = new TestLab().With("203.0.113.25", RouteFate.Drop);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.Dialer.ConnectAsync("203.0.113.25", 25, gone.Token));
    }
}
