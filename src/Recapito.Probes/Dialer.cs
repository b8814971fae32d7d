using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// The one place where sockets and endpoints come from. In the real world it refuses special-purpose addresses and ports that are none of
/// our business; with a lab's routes it never leaves this machine.
/// </summary>
public sealed class Dialer
{
    private static readonly HashSet<int> MailPorts = [25, 53, 443, 465, 587];

    private static readonly IPAddress NobodyHere = IPAddress.Parse(Interception.Address);

    private static readonly IPAddress MetadataAddress = IPAddress.Parse("169.254.169.254");

    private readonly LabRoutes? lab;
    private readonly bool allowSpecialAddresses;
    private readonly HashSet<int> ports;
    private readonly Dictionary<(IPAddress Address, int Port, TransportProtocol Protocol), LabRoute> routes = [];
    private readonly ConcurrentDictionary<IPAddress, SemaphoreSlim> places = new();
    private readonly ConcurrentDictionary<IPAddress, SemaphoreSlim> questions = new();
    private readonly ConcurrentDictionary<IPAddress, SemaphoreSlim> questionsOverTcp = new();

    /// <summary>A dialer for the real world, or for the lab whose routes are given.</summary>
    public Dialer(ProbeLimits limits, LabRoutes? lab = null, bool allowSpecialAddresses = false)
        : this(limits, lab, allowSpecialAddresses, MailPorts)
    {
    }

    internal Dialer(ProbeLimits limits, LabRoutes? lab, bool allowSpecialAddresses, HashSet<int> ports)
    {
        Limits = limits;
        this.lab = lab;
        this.allowSpecialAddresses = allowSpecialAddresses;
        this.ports = ports;
        foreach (var route in lab?.Routes ?? [])
        {
            routes[(IPAddress.Parse(route.Address), route.Port, route.Protocol)] = route;
        }
    }

    /// <summary>The limits that hold for all that goes out.</summary>
    public ProbeLimits Limits { get; }

    /// <summary>True where this dialer looks into a lab.</summary>
    public bool IsLab => lab is not null;

    /// <summary>Opens a TCP connection; waits while the host's places are taken.</summary>
    /// <param name="address">IP address in text, of the world that is looked into.</param>
    /// <param name="port">25, 53, 443, 465 or 587.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <exception cref="DialException">There is no connection.</exception>
    public async Task<Connection> ConnectAsync(string address, int port, CancellationToken cancel)
    {
        var ip = Permit(address, port, trusted: false);
        return await ConnectAsync(ip, port, places.GetOrAdd(ip, _ => new SemaphoreSlim(Limits.ConnectionsPerHost)), cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// A TCP connection to the identity endpoint of this very machine: the metadata address of Azure, or one on loopback that the environment names
    /// (Microsoft: How to use managed identities to acquire an access token).
    /// </summary>
    /// <param name="address">169.254.169.254 or a loopback address.</param>
    /// <param name="port">The port; at the metadata address only 80.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <exception cref="DialException">There is no connection, or the address is none of this machine.</exception>
    internal async Task<Connection> ConnectOwnMachineAsync(string address, int port, CancellationToken cancel)
    {
        var ip = IPAddress.TryParse(address, out var parsed) && (IPAddress.IsLoopback(parsed) || (parsed.Equals(MetadataAddress) && port == 80)) ? parsed
            : throw new DialException(DialFailure.NotPermitted, $"{Visible.Text(address)} port {port} is no identity endpoint of this machine");
        return await ConnectAsync(ip, port, places.GetOrAdd(ip, _ => new SemaphoreSlim(Limits.ConnectionsPerHost)), cancel).ConfigureAwait(false);
    }

    /// <summary>A TCP connection to a name server; waits while the server's places are taken.</summary>
    /// <param name="address">IP address of the server in text.</param>
    /// <param name="trusted">True for a resolver that the user or the system chose: such ones often have private addresses.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <exception cref="DialException">There is no connection.</exception>
    public Task<Connection> ConnectDnsAsync(string address, bool trusted, CancellationToken cancel)
    {
        var ip = Permit(address, 53, trusted);
        return ConnectAsync(ip, 53, questionsOverTcp.GetOrAdd(ip, _ => new SemaphoreSlim(Limits.DnsConnectionsPerServer)), cancel);
    }

    /// <summary>A TCP connection to the name server that the user names to have a zone changed there: any address, any port; in a lab only where a route leads.</summary>
    /// <param name="address">IP address of the server in text.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <exception cref="DialException">There is no connection.</exception>
    internal Task<Connection> ConnectNamedServerAsync(string address, int port, CancellationToken cancel)
    {
        var ip = IPAddress.TryParse(address, out var parsed) && port is > 0 and <= IPEndPoint.MaxPort ? parsed
            : throw new DialException(DialFailure.NotPermitted, $"not an IP address and a port: {Visible.Text(address)} port {port}");
        return ConnectAsync(ip, port, questionsOverTcp.GetOrAdd(ip, _ => new SemaphoreSlim(Limits.DnsConnectionsPerServer)), cancel);
    }

    /// <summary>
    /// A UDP socket for one question to a name server; waits while the server's places are taken. Where the lab drops everything, this waits
    /// as long as silence takes and then says so; nothing is sent.
    /// </summary>
    /// <param name="address">IP address of the server in text.</param>
    /// <param name="trusted">True for a resolver that the user or the system chose: such ones often have private addresses.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <exception cref="DialException">Nothing may or can be sent there.</exception>
    public async Task<DatagramChannel> OpenDnsAsync(string address, bool trusted, CancellationToken cancel)
    {
        var ip = Permit(address, 53, trusted);
        var place = questions.GetOrAdd(ip, _ => new SemaphoreSlim(Limits.QuestionsPerServer));
        await place.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var (end, _) = await RouteAsync(ip, 53, TransportProtocol.Udp, cancel).ConfigureAwait(false);
            return new DatagramChannel(OpenDatagram(end, ip), end, ip, NameOf, () => place.Release());
        }
        catch
        {
            place.Release();
            throw;
        }
    }

    private async Task<Connection> ConnectAsync(IPAddress ip, int port, SemaphoreSlim place, CancellationToken cancel)
    {
        await place.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var (end, fate) = await RouteAsync(ip, port, TransportProtocol.Tcp, cancel).ConfigureAwait(false);
            var socket = await OpenAsync(end, ip, port, cancel).ConfigureAwait(false);

            // TLS wraps what is said in records and brings certificates of its own: four times is room for both.
            return new Connection(socket, 4L * Limits.Octets, () => place.Release())
            {
                RemoteAddress = ip.ToString(),
                Patience = fate is RouteFate.Mute ? Limits.LabSilence : Limits.Step,
            };
        }
        catch
        {
            place.Release();
            throw;
        }
    }

    private IPAddress Permit(string address, int port, bool trusted)
    {
        if (!IPAddress.TryParse(address, out var ip))
        {
            throw new DialException(DialFailure.NotPermitted, $"not an IP address: {Visible.Text(address)}");
        }

        if (!ports.Contains(port))
        {
            throw new DialException(DialFailure.NotPermitted, $"port {port} is not asked");
        }

        // A lab's worlds live in documentation ranges on purpose, and every address leads to loopback or nowhere.
        if (lab is null && !allowSpecialAddresses && !trusted && !IsInterceptionTest(ip, port) && SpecialAddresses.KindOf(ip) is { } kind)
        {
            throw new DialException(DialFailure.NotPermitted, $"{ip} is a special-purpose address: {kind}; not connected to");
        }

        return ip;
    }

    /// <summary>The one special-purpose address that is asked on purpose: nobody is there, so an answer shows that this network intercepts port 53.</summary>
    private static bool IsInterceptionTest(IPAddress ip, int port) => port == 53 && ip.Equals(NobodyHere);

    private async Task<(IPEndPoint End, RouteFate Fate)> RouteAsync(IPAddress ip, int port, TransportProtocol protocol, CancellationToken cancel)
    {
        if (lab is null)
        {
            return (new(ip, port), RouteFate.Deliver);
        }

        if (!routes.TryGetValue((ip, port, protocol), out var route))
        {
            if (port == 53 && lab.InterceptedDnsPort is { } intercepted)
            {
                return (new(IPAddress.Loopback, intercepted), RouteFate.Deliver);
            }

            throw new DialException(DialFailure.Refused, $"connection refused by {ip} port {port}");
        }

        switch (route.Fate)
        {
            case RouteFate.Deliver or RouteFate.Mute:
                return (new(IPAddress.Loopback, route.LoopbackPort), route.Fate);
            case RouteFate.Drop:
                await Task.Delay(Limits.LabSilence, cancel).ConfigureAwait(false);
                throw new DialException(DialFailure.Silent, Silence(ip, port, Limits.LabSilence));
            case RouteFate.Unreachable:
                throw new DialException(DialFailure.Unreachable, $"no route to {ip}");
            default:
                throw new DialException(DialFailure.Refused, $"connection refused by {ip} port {port}");
        }
    }

    private async Task<Socket> OpenAsync(IPEndPoint end, IPAddress world, int port, CancellationToken cancel)
    {
        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limits.Connect);
        try
        {
            await socket.ConnectAsync(end, limit.Token).ConfigureAwait(false);
            return socket;
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw new DialException(DialFailure.Silent, Silence(world, port, Limits.Connect));
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw ProbeFailure.OfConnect(e, world);
        }
    }

    private Socket OpenDatagram(IPEndPoint end, IPAddress world)
    {
        try
        {
            var socket = new Socket(end.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            ReportUnreachable(socket);
            BindToRandomPort(socket, (lab is null, end.AddressFamily) switch
            {
                (false, _) => IPAddress.Loopback,
                (true, AddressFamily.InterNetwork) => IPAddress.Any,
                _ => IPAddress.IPv6Any,
            });
            return socket;
        }
        catch (SocketException e)
        {
            throw ProbeFailure.OfConnect(e, world);
        }
    }

    // Linux tells an unconnected socket of ICMP errors only where it asks for them (ip(7), ipv6(7): IP_RECVERR); Windows always does.
    private static void ReportUnreachable(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            var (level, option) = socket.AddressFamily is AddressFamily.InterNetwork ? (0, 11) : (41, 25);
            socket.SetRawSocketOption(level, option, [1, 0, 0, 0]);
        }
    }

    private static void BindToRandomPort(Socket socket, IPAddress address)
    {
        for (var tries = 0; tries < 4; tries++)
        {
            try
            {
                // The dynamic ports (RFC 6335 §6).
                socket.Bind(new IPEndPoint(address, RandomNumberGenerator.GetInt32(49152, 65536)));
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Another program has it; draw again.
            }
        }

        socket.Bind(new IPEndPoint(address, 0));
    }

    // In a lab each address is a port on loopback.
    private string NameOf(IPEndPoint end) =>
        routes.Values.FirstOrDefault(route => route.Fate is RouteFate.Deliver && route.LoopbackPort == end.Port && route.Protocol is TransportProtocol.Udp) is { } route
            ? route.Address
            : lab is null && end.Port == 53 ? end.Address.ToString() : $"{end.Address} port {end.Port}";

    private static string Silence(IPAddress ip, int port, TimeSpan waited) =>
        $"no answer from {ip} port {port} within {ProbeFailure.Seconds(waited)}";
}
