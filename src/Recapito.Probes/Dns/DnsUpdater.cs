using System.Security.Cryptography;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Asks one server that the user names, and changes a zone there, all signed with a key (RFC 2136, RFC 8945). Each message has a TCP connection of its own.</summary>
/// <param name="dialer">Where sockets come from.</param>
/// <param name="address">IP address of the server in text.</param>
/// <param name="port">Its port.</param>
/// <param name="key">The key that both sides know.</param>
/// <param name="clock">The clock of signatures.</param>
public sealed class DnsUpdater(Dialer dialer, string address, int port, TsigKey key, TimeProvider clock)
{
    /// <summary>Asks for an RRset, without recursion.</summary>
    /// <param name="name">Canonical name.</param>
    /// <param name="type">Record type.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<SignedReply> AskAsync(string name, RrType type, CancellationToken cancel) =>
        SendAsync(DnsUpdateMessage.Question(NewId(), name, type), cancel);

    /// <summary>Sends the changes once, all or none.</summary>
    /// <param name="zone">Canonical name of the zone.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<SignedReply> UpdateAsync(string zone, IReadOnlyList<RrSetChange> changes, CancellationToken cancel) =>
        SendAsync(DnsUpdateMessage.Update(NewId(), zone, changes), cancel);

    private static ushort NewId() => (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);

    private async Task<SignedReply> SendAsync(byte[] message, CancellationToken cancel)
    {
        var request = Tsig.Sign(message, key, clock.GetUtcNow());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(dialer.Limits.Step);
        var mayBeThere = false;
        try
        {
            var connection = await dialer.ConnectNamedServerAsync(address, port, limit.Token).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                // From the first octet on: what a broken connection took along is not known.
                mayBeThere = true;
                return Read(await TalkAsync(connection.Stream, request.Octets, limit.Token).ConfigureAwait(false), request);
            }
        }
        catch (Exception e) when (ProbeFailure.IsGap(e))
        {
            cancel.ThrowIfCancellationRequested();
            var why = ProbeFailure.Reason(e, dialer.Limits.Step);
            return e is UnreadableMessageException ? new(ReplyState.Unproven, "unreadable", why)
                : mayBeThere ? new(ReplyState.Lost, "lost", why)
                : new(ReplyState.NotSent, "not-sent", why);
        }
    }

    private SignedReply Read(byte[] answer, SignedMessage request)
    {
        var verdict = Tsig.Verify(answer, request, key, clock.GetUtcNow());
        return IsAnswer(answer, request.Octets.Span)
            ? SignedReply.Of(DnsMessageReader.Read(answer, TransportProtocol.Tcp), verdict)
            : throw new UnreadableMessageException("it is the answer to another question");
    }

    // QR is set, and id and opcode are the question's.
    private static bool IsAnswer(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> request) =>
        answer.Length >= MessageReader.HeaderLength && answer[..2].SequenceEqual(request[..2]) && (answer[2] & 0xF8) == (request[2] | 0x80);

    private static async Task<byte[]> TalkAsync(Stream stream, ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        byte[] framed = [(byte)(message.Length >> 8), (byte)message.Length, .. message.Span];
        await stream.WriteAsync(framed, cancel).ConfigureAwait(false);
        var answer = await ReadAsync(stream, 2, cancel).ConfigureAwait(false);
        return await ReadAsync(stream, (answer[0] << 8) | answer[1], cancel).ConfigureAwait(false);
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int length, CancellationToken cancel)
    {
        var octets = new byte[length];
        return await stream.ReadAtLeastAsync(octets, length, throwOnEndOfStream: false, cancel).ConfigureAwait(false) == length
            ? octets
            : throw new GapException("the connection was closed before the whole answer came");
    }
}
