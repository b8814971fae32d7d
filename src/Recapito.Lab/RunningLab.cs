using System.Net;
using System.Net.Sockets;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>A world with real sockets. Each address and port of the world has a port on 127.0.0.1; <see cref="Routes"/> says which.</summary>
public sealed class RunningLab : IAsyncDisposable
{
    private const int DnsPort = 53;
    private const int SmtpPort = 25;
    private const int WebPort = 443;
    private readonly List<IAsyncDisposable> listeners = [];
    private readonly Dictionary<(string Address, int Port, TransportProtocol Protocol), LabRoute> routes = [];
    private readonly LabOptions options;
    private int? interceptor;

    private RunningLab(WorldSnapshot world, LabOptions options) => (World, this.options) = (world, options);

    /// <summary>The world that runs.</summary>
    public WorldSnapshot World { get; }

    /// <summary>What a prober must know to look into it.</summary>
    public LabRoutes Routes { get; private set; } = new([], "", [], default);

    /// <summary>Starts a world.</summary>
    /// <param name="world">The world at a moment.</param>
    /// <param name="factory">Gives the handler of an SMTP host by its name and description; null for one that only greets and hangs up.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="LabException">With <see cref="LabOptions.Expose"/>: an address or port cannot be bound; the message says what to do.</exception>
    public static RunningLab Start(WorldSnapshot world, Func<WorldSnapshot, string, WorldHost, SmtpConnectionHandler?> factory, LabOptions? options = null) =>
        StartWith(world, factory, options, answerer => answerer);

    /// <summary>The same, with others in the place of the name servers and resolvers.</summary>
    internal static RunningLab StartWith(
        WorldSnapshot world, Func<WorldSnapshot, string, WorldHost, SmtpConnectionHandler?> factory, LabOptions? options, Func<IDnsAnswerer, IDnsAnswerer> instead)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(factory);
        var lab = new RunningLab(world, options ?? new());
        var exposure = lab.options.Expose ? new Exposure(lab.listeners) : null;
        lab.StartDns(exposure, instead);
        lab.StartHosts(factory, exposure);
        lab.StartWeb(exposure);
        if (exposure?.Problem is { } problem)
        {
            _ = lab.DisposeAsync().AsTask();
            throw new LabException(problem);
        }

        lab.RouteTheRest();
        lab.Routes = new([.. lab.routes.Values.Select(lab.Intercepted)], world.ResolverAddress, [LabCertificates.RootDer], world.Moment) 
        {
            InterceptedDnsPort = lab.interceptor, TrustAnchors = world.TrustAnchors,
        };
        return lab;
    }

    /// <summary>Closes every socket.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(listeners.Select(listener => listener.DisposeAsync().AsTask())).ConfigureAwait(false);

    private void StartDns(Exposure? exposure, Func<IDnsAnswerer, IDnsAnswerer> instead)
    {
        foreach (var answerer in World.NameServers.Concat<IDnsAnswerer>(World.Resolvers).Select(instead))
        {
            var listener = DnsListener.Start(answerer, IPAddress.Loopback, 0, options.DelayMilliseconds);
            listeners.Add(listener);
            interceptor = World.World.Observer.Port53Intercepted && answerer.Addresses.Contains(World.ResolverAddress) ? listener.Port : interceptor;
            foreach (var address in answerer.Addresses)
            {
                Route(address, DnsPort, TransportProtocol.Udp, RouteFate.Deliver, listener.Port);
                Route(address, DnsPort, TransportProtocol.Tcp, RouteFate.Deliver, listener.Port);
                exposure?.Bind(address, DnsPort, at => DnsListener.Start(answerer, at, DnsPort, options.DelayMilliseconds));
            }
        }
    }

    private void StartHosts(Func<WorldSnapshot, string, WorldHost, SmtpConnectionHandler?> factory, Exposure? exposure)
    {
        foreach (var (name, host) in World.Hosts)
        {
            var fate = FateOf(host.Is);
            var handler = fate is RouteFate.Drop or RouteFate.Mute ? Mute : factory(World, name, host) ?? Greeting(name);
            foreach (var address in World.AddressesOf[name].Where(address => !routes.ContainsKey((address, SmtpPort, TransportProtocol.Tcp))))
            {
                var port = (fate is RouteFate.Deliver or RouteFate.Mute) && World.World.Observer.Port25Open ? Listen(handler, address) : 0;
                Route(address, SmtpPort, TransportProtocol.Tcp, World.World.Observer.Port25Open ? fate : RouteFate.Drop, port);
                if (fate is RouteFate.Deliver or RouteFate.Mute or RouteFate.Drop)
                {
                    exposure?.Bind(address, SmtpPort, at => HostListener.Start(new(at, SmtpPort), handler, address, client => client.Address.ToString(), options.DelayMilliseconds));
                }
            }
        }
    }

    // Several web hosts may share an address: the client names the one that it means.
    private void StartWeb(Exposure? exposure)
    {
        var apis = new ApiServer(World.World.Tenants, name => WorldInventory.OfTenant(World.Told, name), World.Moment);
        if (apis.IsNeeded)
        {
            Route(MicrosoftHosts.MetadataAddress, 80, TransportProtocol.Tcp, RouteFate.Deliver, Listen((connection, _, _, cancel) => apis.ServeMachineAsync(connection, cancel), MicrosoftHosts.MetadataAddress));
        }

        var byAddress = World.WebAddressesOf.SelectMany(web => web.Value.Select(address => (Address: address, Name: web.Key, Host: World.World.Web[web.Key])));
        foreach (var here in byAddress.GroupBy(web => web.Address, web => (web.Name, web.Host)))
        {
            (string Name, WorldWebHost Host)[] serving = [.. here.Where(web => FateOf(web.Host.Is) is RouteFate.Deliver)];
            var server = serving.Length > 0 ? new WebServer(serving, World.Moment) : null;
            var fate = server is null ? FateOf(here.First().Host.Is) : RouteFate.Deliver;
            var first = here.First().Host;
            SmtpConnectionHandler handler = first.Is is MicrosoftHosts.Kind ? (connection, _, _, cancel) => apis.ServeAsync(connection, first.Tls, cancel)
                : server is null ? Mute : (connection, _, _, cancel) => server.ServeAsync(connection, cancel);
            Route(here.Key, WebPort, TransportProtocol.Tcp, fate, server is null ? 0 : Listen(handler, here.Key));
            if (fate is RouteFate.Deliver or RouteFate.Drop)
            {
                exposure?.Bind(here.Key, WebPort, at => HostListener.Start(new(at, WebPort), handler, here.Key, client => client.Address.ToString(), options.DelayMilliseconds));
            }
        }
    }

    private int Listen(SmtpConnectionHandler handler, string address)
    {
        var listener = HostListener.Start(new(IPAddress.Loopback, 0), handler, address, _ => World.World.Observer.Address, options.DelayMilliseconds);
        listeners.Add(listener);
        return listener.Port;
    }

    private static RouteFate FateOf(string kind) => kind switch
    {
        "silent" => RouteFate.Drop,
        "closed" => RouteFate.Refuse,
        "unreachable" => RouteFate.Unreachable,
        "no-banner" => RouteFate.Mute,
        _ => RouteFate.Deliver,
    };

    // Where the zones name an address at which nothing is described, a machine stands that runs no such service.
    private void RouteTheRest()
    {
        var named = World.Zones.SelectMany(zone => zone.Records).Where(record => record.Type is DnsType.A or DnsType.Aaaa).Select(record => record.Fields[0])
            .Concat(World.AddressesOf.Values.Concat(World.WebAddressesOf.Values).SelectMany(list => list)).Distinct().ToList();
        foreach (var address in named)
        {
            var kind = World.HostAt(address) is { } host ? World.Hosts[host].Is : World.WebHostAt(address) is { } web ? World.World.Web[web].Is : "closed";
            var fate = FateOf(kind) is RouteFate.Deliver or RouteFate.Mute ? RouteFate.Refuse : FateOf(kind);
            Route(address, SmtpPort, TransportProtocol.Tcp, World.World.Observer.Port25Open ? fate : RouteFate.Drop);
            Route(address, DnsPort, TransportProtocol.Udp, fate);
            Route(address, DnsPort, TransportProtocol.Tcp, fate);
            Route(address, WebPort, TransportProtocol.Tcp, fate);
        }
    }

    private LabRoute Intercepted(LabRoute route) =>
        interceptor is { } port && route.Port == DnsPort ? route with { Fate = RouteFate.Deliver, LoopbackPort = port } : route;

    private void Route(string address, int port, TransportProtocol protocol, RouteFate fate, int loopbackPort = 0) =>
        routes.TryAdd((address, port, protocol), new(address, port, protocol, fate, loopbackPort));

    private static async Task Mute(Stream connection, string client, string local, CancellationToken cancel)
    {
        var buffer = new byte[512];
        while (await connection.ReadAsync(buffer, cancel).ConfigureAwait(false) > 0)
        {
            // Takes everything and says nothing.
        }
    }

    private static SmtpConnectionHandler Greeting(string name) => async (connection, _, _, cancel) =>
        await connection.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"220 {name} ESMTP\r\n"), cancel).ConfigureAwait(false);
}

/// <summary>Serves the world's own addresses, and collects what is missing for that.</summary>
internal sealed class Exposure(List<IAsyncDisposable> listeners)
{
    private readonly SortedSet<string> missing = new(StringComparer.Ordinal);
    private readonly SortedSet<string> other = new(StringComparer.Ordinal);

    /// <summary>What could not be bound, and what to do; null where all is well.</summary>
    public string? Problem
    {
        get
        {
            var lines = new List<string>();
            if (missing.Count > 0)
            {
                lines.Add($"this machine lacks {missing.Count} addresses of the world. Add them (as root, best in a network namespace of its own):");
                lines.AddRange(missing.Select(address => $"  ip address add {address}/{(address.Contains(':', StringComparison.Ordinal) ? 128 : 32)} dev lo"));
            }

            lines.AddRange(other);
            return lines.Count > 0 ? string.Join('\n', lines) : null;
        }
    }

    public void Bind(string address, int port, Func<IPAddress, IAsyncDisposable> start)
    {
        try
        {
            listeners.Add(start(IPAddress.Parse(address)));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            missing.Add(address);
        }
        catch (SocketException e)
        {
            other.Add($"{address} port {port}: {e.Message}" + (e.SocketErrorCode is SocketError.AccessDenied
                ? "; ports below 1024 need root, or on Linux: sysctl net.ipv4.ip_unprivileged_port_start=25"
                : "; stop the program that uses it"));
        }
    }
}
