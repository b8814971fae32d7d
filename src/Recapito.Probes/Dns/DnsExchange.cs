using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>One question to one server: over UDP, sent again while there is silence, and over TCP where UDP cannot tell.</summary>
/// <param name="dialer">Where sockets come from.</param>
/// <param name="server">IP address of the server in text.</param>
/// <param name="trusted">True for a resolver that the user or the system chose.</param>
/// <param name="question">The question; each exchange has one with an id of its own.</param>
/// <param name="tries">How often it is sent, 1 or more.</param>
internal sealed class DnsExchange(Dialer dialer, string server, bool trusted, DnsQuestion question, int tries)
{
    // More than any server sends that keeps to the size that we ask for.
    private const int LargestDatagram = 4096;

    // Datagrams that lie there when time is up: of a flood not all are looked at.
    private const int MostLate = 100;

    // A message that is of no use, and which finding that is.
    private (string Why, string? Finding)? unusable;
    private DnsMessage? fromElsewhere;
    private bool isTruncated;

    /// <summary>Asks, once for each exchange.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<DnsReply> AskAsync(CancellationToken cancel)
    {
        var reply = question.Asked.Form is QueryForm.Tcp ? null : await OverUdpAsync(cancel).ConfigureAwait(false);
        return reply ?? await OverTcpAsync(cancel).ConfigureAwait(false);
    }

    /// <returns>Null where TCP has to be asked.</returns>
    private async Task<DnsReply?> OverUdpAsync(CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LargestDatagram);
        try
        {
            using var channel = await dialer.OpenDnsAsync(server, trusted, cancel).ConfigureAwait(false);
            var started = Stopwatch.GetTimestamp();
            for (var sent = 1; sent <= tries; sent++)
            {
                await channel.SendAsync(question.Message, cancel).ConfigureAwait(false);
                var message = await ListenAsync(channel, buffer.AsMemory(0, LargestDatagram), Patience(dialer.Limits, tries, sent, Stopwatch.GetElapsedTime(started)), cancel).ConfigureAwait(false);
                if (message is not null || unusable is not null)
                {
                    return message is null ? null : new(server, message);
                }
            }

            return fromElsewhere is not null
                ? new(server, fromElsewhere)
                : new(server, null, $"timeout after {ProbeFailure.Seconds(dialer.Limits.Dns)}, {tries} tries");
        }
        catch (DialException e)
        {
            return Failed(e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// How long is waited after sending for the n-th time: 1, 2, 3 … times the pause, and at last as long as there is time. Where this machine was busy and time is
    /// over before the last time, a pause is left all the same: who was asked a moment ago is not silent.
    /// </summary>
    internal static TimeSpan Patience(ProbeLimits limits, int tries, int sent, TimeSpan elapsed)
    {
        var left = limits.Dns > elapsed ? limits.Dns - elapsed : TimeSpan.Zero;
        var pause = sent * Math.Min(limits.DnsResend.Ticks, limits.Dns.Ticks / (tries * (tries + 1) / 2));
        return TimeSpan.FromTicks(sent == tries ? Math.Max(left.Ticks, pause) : Math.Min(left.Ticks, pause));
    }

    /// <summary>Listens until there is an answer, or no time. What is no answer to this question does not end the wait (RFC 5452 §9.1).</summary>
    private async Task<DnsMessage?> ListenAsync(DatagramChannel channel, Memory<byte> buffer, TimeSpan patience, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        try
        {
            for (var late = 0; late < MostLate; late += limit.IsCancellationRequested ? 1 : 0)
            {
                var (length, otherSource) = await channel.ReceiveAsync(buffer, limit.Token).ConfigureAwait(false);
                if (Take(buffer.Span[..length], otherSource) is { } message)
                {
                    return message;
                }

                if (unusable is (_, not DnsMisbehaviour.MismatchedAnswer))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
        }

        return null;
    }

    /// <summary>Looks at one datagram; what it is worth otherwise is noted.</summary>
    private DnsMessage? Take(ReadOnlySpan<byte> datagram, string? otherSource)
    {
        var whyNot = question.WhyNoAnswer(datagram);
        if (otherSource is not null)
        {
            fromElsewhere ??= whyNot is null ? Elsewhere(datagram, otherSource) : null;
            return null;
        }

        if (whyNot is not null)
        {
            unusable ??= ($"the answer over UDP cannot be used: {whyNot}", DnsMisbehaviour.MismatchedAnswer);
            return null;
        }

        if (datagram.Length >= LargestDatagram)
        {
            unusable = ($"the answer over UDP has {LargestDatagram} octets or more", DnsMisbehaviour.AnswerTooLarge);
            return null;
        }

        // TC (RFC 1035 §4.1.1): the rest may be cut anywhere and is not looked at, except where the cut itself is what is asked for.
        isTruncated = (datagram[2] & 2) != 0;
        if (isTruncated && question.Asked.Form is not QueryForm.SmallBuffer)
        {
            unusable = ("the answer over UDP is truncated", null);
            return null;
        }

        try
        {
            return DnsMessageReader.Read(datagram, TransportProtocol.Udp) with { Truncated = isTruncated };
        }
        catch (UnreadableMessageException e)
        {
            unusable = isTruncated ? ("the answer over UDP is truncated", null) : ($"the answer over UDP cannot be used: {e.Message}", FindingOf(e));
            return null;
        }
    }

    private static DnsMessage? Elsewhere(ReadOnlySpan<byte> datagram, string source)
    {
        try
        {
            return DnsMessageReader.Read(datagram, TransportProtocol.Udp) with { OtherSource = source };
        }
        catch (UnreadableMessageException)
        {
            return null;
        }
    }

    private async Task<DnsReply> OverTcpAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(dialer.Limits.Dns);
        try
        {
            var connection = await dialer.ConnectDnsAsync(server, trusted, limit.Token).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var message = await TalkAsync(connection.Stream, limit.Token).ConfigureAwait(false);
                return new(server, message with { Truncated = isTruncated });
            }
        }
        catch (OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return NoTcp($"timeout after {ProbeFailure.Seconds(dialer.Limits.Dns)}", null);
        }
        catch (UnreadableMessageException e)
        {
            return NoTcp($"the message cannot be read: {e.Message}", FindingOf(e));
        }
        catch (MismatchException e)
        {
            return NoTcp(e.Message, DnsMisbehaviour.MismatchedAnswer);
        }
        catch (DialException e) when (unusable is null)
        {
            return Failed(e);
        }
        catch (Exception e) when (e is DialException or IOException or SocketException)
        {
            var isClosed = e is not DialException { Failure: not DialFailure.Refused };
            return NoTcp(ProbeFailure.Reason(e, dialer.Limits.Dns), isTruncated && isClosed ? DnsMisbehaviour.TruncatedTcpClosed : null);
        }
    }

    /// <summary>One message each way, with its length before it (RFC 1035 §4.2.2): 64 KiB at most.</summary>
    private async Task<DnsMessage> TalkAsync(Stream stream, CancellationToken cancel)
    {
        byte[] framed = [(byte)(question.Message.Length >> 8), (byte)question.Message.Length, .. question.Message.Span];
        await stream.WriteAsync(framed, cancel).ConfigureAwait(false);
        await ReadAsync(stream, framed.AsMemory(0, 2), cancel).ConfigureAwait(false);
        var bytes = ArrayPool<byte>.Shared.Rent(ushort.MaxValue);
        try
        {
            var message = bytes.AsMemory(0, (framed[0] << 8) | framed[1]);
            await ReadAsync(stream, message, cancel).ConfigureAwait(false);
            return question.WhyNoAnswer(message.Span) is { } why
                ? throw new MismatchException(why)
                : DnsMessageReader.Read(message.Span, TransportProtocol.Tcp);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static async Task ReadAsync(Stream stream, Memory<byte> into, CancellationToken cancel)
    {
        if (await stream.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false) < into.Length)
        {
            throw new GapException("the connection was closed before the whole answer came");
        }
    }

    private DnsReply NoTcp(string why, string? finding) => unusable is (var first, var firstFinding)
        ? new(server, null, $"{first}, and over TCP: {why}") { Finding = finding ?? firstFinding }
        : new(server, null, why) { Finding = finding };

    private DnsReply Failed(DialException e) => e.Failure is DialFailure.Silent
        ? new(server, null, $"{e.Message}, {tries} tries")
        : new(server, null, e.Message) { IsRefused = e.Failure is DialFailure.Refused };

    private static string FindingOf(UnreadableMessageException e) => e.IsTooLarge ? DnsMisbehaviour.AnswerTooLarge : DnsMisbehaviour.Malformed;

    private sealed class MismatchException(string message) : IOException(message);
}
