using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Recapito.Core;

namespace Recapito.Lab.Tests;

/// <summary>What came back, read by a second hand: not by the lab's own codec.</summary>
/// <param name="Flags">"aa tc ra" as set.</param>
/// <param name="Rcode">Response code.</param>
/// <param name="Sections">Records of answer, authority and additional, each "name TTL TYPE data".</param>
internal sealed record Heard(string Flags, int Rcode, IReadOnlyList<string>[] Sections)
{
    public override string ToString() => $"{Rcode} [{Flags}] {string.Join(" / ", Sections.Select(section => string.Join(", ", section)))}";
}

/// <summary>A small DNS client of the tests' own.</summary>
internal static class Asking
{
    /// <summary>How long an answer that must come is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks a server of a lab by its address in the world; null where nothing comes.</summary>
    public static async Task<Heard?> Ask(LabRoutes routes, string server, string name, int type, bool tcp = false, int edns = 0, TimeSpan? patience = null)
    {
        var protocol = tcp ? TransportProtocol.Tcp : TransportProtocol.Udp;
        var port = routes.Routes.Single(route => route.Address == server && route.Port == 53 && route.Protocol == protocol).LoopbackPort;
        var reply = await Exchange(port, Query(name, type, edns), tcp, patience ?? Patience);
        return reply is null ? null : Read(reply);
    }

    /// <summary>Asks with octets of the test's own and gives the octets of the answer; null where nothing comes.</summary>
    public static async Task<byte[]?> AskRaw(LabRoutes routes, string server, byte[] query, bool tcp = false, TimeSpan? patience = null)
    {
        var protocol = tcp ? TransportProtocol.Tcp : TransportProtocol.Udp;
        var port = routes.Routes.Single(route => route.Address == server && route.Port == 53 && route.Protocol == protocol).LoopbackPort;
        return await Exchange(port, query, tcp, patience ?? Patience);
    }

    /// <summary>A query with an OPT record of any kind.</summary>
    public static byte[] EdnsQuery(string name, int type, int version = 0, int flags = 0, params byte[] options)
    {
        var query = Query(name, type, 1232);
        query[^5] = (byte)version;
        query[^4] = (byte)(flags >> 8);
        query[^3] = (byte)flags;
        query[^1] = (byte)options.Length;
        return [.. query, .. options];
    }

    /// <summary>The OPT record of an answer without its name and type, in hexadecimal digits; null without one.</summary>
    public static string? Opt(byte[] answer)
    {
        var place = answer.AsSpan().LastIndexOf(new byte[] { 0, 0, 41, 4, 208 });
        return place < 0 ? null : Convert.ToHexStringLower(answer.AsSpan(place + 5));
    }

    /// <summary>Octets for octets; null where nothing comes.</summary>
    public static async Task<byte[]?> Exchange(int port, byte[] message, bool tcp, TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);
        try
        {
            if (!tcp)
            {
                using var udp = new UdpClient(AddressFamily.InterNetwork);
                await udp.SendAsync(message, new IPEndPoint(IPAddress.Loopback, port), end.Token);
                return (await udp.ReceiveAsync(end.Token)).Buffer;
            }

            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, end.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(new byte[] { (byte)(message.Length >> 8), (byte)message.Length }.Concat(message).ToArray(), end.Token);
            var head = new byte[2];
            await stream.ReadExactlyAsync(head, end.Token);
            var reply = new byte[BinaryPrimitives.ReadUInt16BigEndian(head)];
            await stream.ReadExactlyAsync(reply, end.Token);
            return reply;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return null;
        }
    }

    public static byte[] Query(string name, int type, int edns)
    {
        var octets = new List<byte> { 0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, (byte)(edns > 0 ? 1 : 0) };
        foreach (var label in name is "." ? [] : name.Split('.'))
        {
            octets.Add((byte)label.Length);
            octets.AddRange(Encoding.ASCII.GetBytes(label));
        }

        octets.AddRange([0, (byte)(type >> 8), (byte)type, 0, 1]);
        octets.AddRange(edns > 0 ? [0, 0, 41, (byte)(edns >> 8), (byte)edns, 0, 0, 0, 0, 0, 0] : Array.Empty<byte>());
        return [.. octets];
    }

    private static Heard Read(byte[] m)
    {
        var at = 12;
        Name(m, ref at);
        at += 4;
        var sections = new IReadOnlyList<string>[3];
        for (var section = 0; section < 3; section++)
        {
            var records = new List<string>();
            for (var count = Short(m, 6 + (2 * section)); count > 0; count--)
            {
                records.Add(Record(m, ref at));
            }

            sections[section] = [.. records.Where(record => !record.Contains(" OPT ", StringComparison.Ordinal))];
        }

        string[] flags = [(m[2] & 4) != 0 ? "aa" : "", (m[2] & 2) != 0 ? "tc" : "", (m[3] & 0x80) != 0 ? "ra" : ""];
        return new(string.Join(' ', flags.Where(flag => flag.Length > 0)), m[3] & 15, sections);
    }

    private static string Record(byte[] m, ref int at)
    {
        var name = Name(m, ref at);
        var (type, ttl, length) = (Short(m, at), BinaryPrimitives.ReadUInt32BigEndian(m.AsSpan(at + 4)), Short(m, at + 8));
        at += 10;
        var (start, data) = (at, at);
        at += length;
        return type switch
        {
            1 or 28 => $"{name} {ttl} {(type == 1 ? "A" : "AAAA")} {new IPAddress(m.AsSpan(start, length))}",
            2 => $"{name} {ttl} NS {Name(m, ref data)}",
            5 => $"{name} {ttl} CNAME {Name(m, ref data)}",
            6 => $"{name} {ttl} SOA {Name(m, ref data)}",
            15 => $"{name} {ttl} MX {Short(m, data)} {Skip(ref data, 2)}{Name(m, ref data)}",
            16 => $"{name} {ttl} TXT {Encoding.ASCII.GetString(m, start + 1, m[start])}",
            41 => $"{name} 0 OPT {Short(m, at - length - 8)}",
            _ => $"{name} {ttl} {type} {length}",
        };
    }

    private static string Skip(ref int at, int count)
    {
        at += count;
        return "";
    }

    private static string Name(byte[] m, ref int at)
    {
        var labels = new List<string>();
        int? back = null;
        while (m[at] != 0)
        {
            if (m[at] >= 0xC0)
            {
                back ??= at + 2;
                at = Short(m, at) & 0x3FFF;
                continue;
            }

            labels.Add(Encoding.ASCII.GetString(m, at + 1, m[at]));
            at += m[at] + 1;
        }

        at = back ?? at + 1;
        return labels.Count == 0 ? "." : string.Join('.', labels);
    }

    private static int Short(byte[] m, int at) => BinaryPrimitives.ReadUInt16BigEndian(m.AsSpan(at));
}
