using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Recapito.Benchmarks;

/// <summary>
/// A long line between two network namespaces: a TUN device in each, and every packet of the one comes out of the other half a round trip later. Unlike
/// <see cref="LongLink"/> it serves programs of others unchanged. Linux and root only; not for throughput.
/// </summary>
internal sealed partial class PacketLine : IDisposable
{
    private const int ReadWrite = 2;
    private const int NewNetwork = 0x40000000; // CLONE_NEWNET
    private const nuint SetInterface = 0x400454ca; // TUNSETIFF
    private const short TunWithoutHead = 0x0001 | 0x1000; // IFF_TUN | IFF_NO_PI
    private const int LargestPacket = 65536;

    private readonly Deliveries deliveries = new();
    private readonly TimeSpan oneWay;
    private readonly int[] ends;

    private PacketLine(TimeSpan roundTrip, int near, int far)
    {
        oneWay = roundTrip / 2;
        ends = [near, far];
        Carry(near, far);
        Carry(far, near);
    }

    /// <summary>Name of the device in each namespace.</summary>
    public static string Device => "line0";

    /// <summary>Opens the line; the devices are there afterwards, without addresses.</summary>
    /// <param name="near">Name of a namespace (ip-netns(8)).</param>
    /// <param name="far">Name of another.</param>
    /// <param name="roundTrip">There and back.</param>
    public static PacketLine Between(string near, string far, TimeSpan roundTrip) => new(roundTrip, OpenIn(near), OpenIn(far));

    public void Dispose()
    {
        deliveries.Dispose();
        foreach (var end in ends)
        {
            _ = Close(end);
        }
    }

    private void Carry(int from, int to) => new Thread(() =>
    {
        var buffer = new byte[LargestPacket];
        while (Read(from, buffer, LargestPacket) is var count and > 0)
        {
            var packet = buffer[..(int)count];
            deliveries.Put(Stopwatch.GetTimestamp() + (long)(oneWay.TotalSeconds * Stopwatch.Frequency), () => _ = Write(to, packet, packet.Length));
        }
    })
    { IsBackground = true, Priority = ThreadPriority.AboveNormal }.Start();

    // A thread has a namespace of its own; the device stays in the one in which it was made.
    private static int OpenIn(string name)
    {
        var device = -1;
        var why = "";
        var thread = new Thread(() =>
        {
            var home = Open($"/run/netns/{name}", 0);
            if (home < 0 || SetNamespace(home, NewNetwork) != 0)
            {
                why = $"the namespace {name} cannot be entered: {Marshal.GetLastPInvokeErrorMessage()}";
                return;
            }

            _ = Close(home);
            device = Open("/dev/net/tun", ReadWrite);
            var request = new byte[40];
            Encoding.ASCII.GetBytes(Device).CopyTo(request, 0);
            BitConverter.TryWriteBytes(request.AsSpan(16), TunWithoutHead);
            if (device < 0 || Control(device, SetInterface, request) != 0)
            {
                why = $"no TUN device in {name}: {Marshal.GetLastPInvokeErrorMessage()}";
                device = -1;
            }
        });
        thread.Start();
        thread.Join();
        return device >= 0 ? device : throw new InvalidOperationException(why);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int file, int kind);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int file, nuint request, [In, Out] byte[] argument);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int file, [Out] byte[] buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int file, byte[] buffer, nint count);
}
