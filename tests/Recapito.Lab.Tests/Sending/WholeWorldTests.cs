using System.Net;
using System.Net.Sockets;
using System.Text;
using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

public class WholeWorldTests
{
    [Fact]
    public void The_message_of_a_world_file_bounces_as_it_says()
    {
        var world = WorldFile.Read("full.yaml", Worlds.Full);
        var refused = Assert.IsType<RefusedAttempt>(Assert.Single(LabSender.Send(world)));
        Assert.Equal(("mx.oldhost.example", "203.0.113.25"), (refused.Host, refused.Address));
        Assert.Equal("554 5.7.1 <lee@contoso.example>: Relay access denied", SmtpWire.OneLine(refused.Reply));
        var ndr = Encoding.UTF8.GetString(NdrWriter.Write(world, [refused])!);
        Assert.Contains("Remote-MTA: dns;mx.oldhost.example", ndr, StringComparison.Ordinal);
        Assert.Contains("Content-Language: it-IT", ndr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_lab_speaks_through_the_same_dialogues()
    {
        var world = WorldFile.Read("full.yaml", Worlds.Full);
        await using var lab = RunningLab.Start(WorldSnapshot.At(world), SmtpHosts.HandlerFor);
        var edge = lab.World.AddressesOf["contoso-example.mail.protection.outlook.com"][0];
        var route = Assert.Single(lab.Routes.Routes, route => route.Address == edge && route.Port == 25 && route.Protocol is TransportProtocol.Tcp);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, route.LoopbackPort, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("EHLO a\r\nMAIL FROM:<>\r\nRCPT TO:<lee@contoso.example>\r\nQUIT\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("550 5.7.606 Access denied, banned sending IP [198.51.100.77]", text, StringComparison.Ordinal);
    }
}
