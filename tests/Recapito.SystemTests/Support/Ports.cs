using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Recapito.SystemTests;

/// <summary>
/// Ports for servers that are told theirs before they start. They lie below those that systems hand out to connections and to listeners on "any port"
/// (RFC 6335 §6: from 49152 on; Linux: from 32768 on), as those could be gone again by the time the server binds.
/// </summary>
public static class Ports
{
    /// <summary>The lowest that is given out; a program that draws ports of its own from all that there are must be told to leave these alone.</summary>
    public const int First = 10_000;

    /// <summary>None is higher.</summary>
    public const int Last = 32_000;

    private static readonly ConcurrentDictionary<int, bool> Given = [];

    /// <summary>A port of 127.0.0.1 that nobody has, for UDP and for TCP, and that was not given out before in this process.</summary>
    public static int Unused()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            if (IsFree(port) && Given.TryAdd(port, true))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            tcp.Bind(new IPEndPoint(IPAddress.Loopback, port));
            udp.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
