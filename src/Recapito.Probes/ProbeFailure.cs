using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Recapito.Probes;

/// <summary>Which exception or RCODE is which gap, in the words of a diagnosis. The one place for it.</summary>
internal static class ProbeFailure
{
    /// <summary>True where an exception is the world's doing; anything else is our own mistake and must be seen.</summary>
    public static bool IsGap(Exception e) =>
        e is DialException or IOException or SocketException or AuthenticationException or OperationCanceledException;

    /// <summary>Why there is no answer. The caller has made sure that its own cancel is not the reason.</summary>
    /// <param name="e">What happened.</param>
    /// <param name="deadline">The deadline that an <see cref="OperationCanceledException"/> stands for.</param>
    public static string Reason(Exception e, TimeSpan deadline) => e switch
    {
        OperationCanceledException => $"time is up after {Seconds(deadline)}",
        DialException or GapException => e.Message,
        UnreadableMessageException => $"the message cannot be read: {e.Message}",
        SocketException socket => Words(socket),
        IOException { InnerException: SocketException socket } => Words(socket),
        IOException => $"the connection broke: {Visible.Text(e.Message)}",
        AuthenticationException => $"TLS handshake failed: {Visible.Text(e.InnerException?.Message ?? e.Message)}",
        _ => $"the answer cannot be read: {Visible.Text(e.Message)}",
    };

    /// <summary>A failed connect(2) as what it says of the host.</summary>
    public static DialException OfConnect(SocketException e, IPAddress address) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => new(DialFailure.Refused, $"connection refused by {address}"),
        SocketError.TimedOut => new(DialFailure.Silent, $"no answer from {address}"),
        _ => new(DialFailure.Unreachable, $"{Words(e)}: {address}"),
    };

    /// <summary>"30 s", "0.4 s".</summary>
    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} s");

    private static string Words(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset => "connection reset by the host",
        SocketError.HostUnreachable => "no route to host",
        SocketError.NetworkUnreachable => "network unreachable",
        SocketError.AddressFamilyNotSupported => "this machine has no such network",
        SocketError.TimedOut => "timeout",
        var code => $"network error {code}",
    };
}
