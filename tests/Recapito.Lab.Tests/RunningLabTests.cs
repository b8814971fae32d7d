using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

public sealed class RunningLabTests
{
    [Fact]
    public async Task A_full_world_starts_and_routes_every_address()
    {
        var world = WorldFile.Read("full.yaml", Worlds.Full);
        await using var lab = RunningLab.Start(WorldSnapshot.At(world), (_, _, _) => null);

        Assert.Equal("192.0.2.10", lab.Routes.Resolver);
        Assert.Equal(world.Now, lab.Routes.Now);
        Assert.Contains(lab.Routes.Routes, route => route is { Address: "203.0.113.25", Port: 25, Fate: RouteFate.Refuse });
        Assert.Contains(lab.Routes.Routes, route => route is { Address: "203.0.113.80", Port: 25, Fate: RouteFate.Deliver, LoopbackPort: > 0 });
        Assert.Contains(lab.Routes.Routes, route => route is { Address: "192.0.2.53", Port: 53, Protocol: TransportProtocol.Udp, Fate: RouteFate.Deliver });
        if (Environment.GetEnvironmentVariable("HOLD") is not null)
        {
            foreach (var r in lab.Routes.Routes) { Console.WriteLine(r); }
            await Task.Delay(60000, TestContext.Current.CancellationToken);
        }
    }
}
