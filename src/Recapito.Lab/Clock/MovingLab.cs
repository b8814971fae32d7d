using Recapito.Core;

namespace Recapito.Lab;

/// <summary>A lab in which time passes: zones change, secondaries follow, caches fill and run out. Its clock goes on only where it is told to.</summary>
public sealed class MovingLab : IAsyncDisposable
{
    private readonly RunningLab lab;

    private MovingLab(RunningLab lab, LabClock clock, WorldWatch watch) => (this.lab, Clock, Watch) = (lab, clock, watch);

    /// <summary>The clock.</summary>
    public LabClock Clock { get; }

    /// <summary>What is watched in it.</summary>
    public WorldWatch Watch { get; }

    /// <summary>What a prober must know to look into it; for the time, see <see cref="Clock"/>.</summary>
    public LabRoutes Routes => lab.Routes;

    /// <summary>The resolvers of the world: name and address.</summary>
    public IReadOnlyList<(string Name, string Address)> Resolvers => [.. lab.World.Resolvers.Select(resolver => (resolver.Name, resolver.Addresses[0]))];

    /// <summary>Starts a world on loopback sockets. Its mail hosts are those of its end.</summary>
    public static MovingLab Start(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var internet = new WorldOverTime(world);
        var watch = internet.Watch;
        var clock = new LabClock(watch.Begins, watch.Jumps);
        var lab = RunningLab.StartWith(internet.Last, SmtpHosts.HandlerFor, null, answerer => Timed(world, internet, clock, answerer));
        return new(lab, clock, watch);
    }

    /// <summary>Closes every socket.</summary>
    public ValueTask DisposeAsync() => lab.DisposeAsync();

    private static TimedAnswerer Timed(World world, WorldOverTime internet, LabClock clock, IDnsAnswerer answerer)
    {
        if (answerer is LabNameServer server)
        {
            return new(server.Name, server.Addresses, question => internet.Ask(server, question, clock.World));
        }

        var resolver = new TimedResolver(world, internet, answerer.Name, answerer.Addresses);
        return new(resolver.Name, resolver.Addresses, question => resolver.Serve(question, clock.World));
    }
}
