using System.Security.Authentication;
using System.Text;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Holds a dialogue over a stream: pipelining, message lines, chunks, STARTTLS, limits.</summary>
internal sealed class SmtpConnection(Stream connection, SmtpDialogue dialogue, TlsServer? tls, TimeSpan bannerDelay)
{
    /// <summary>How long a client may be silent. RFC 5321 §4.5.3.2 asks for five minutes; a lab has less patience.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Octets of messages and chunks taken in one session.</summary>
    private const long LongestMessage = 64 * 1024 * 1024;

    private readonly StringBuilder replies = new();
    private Stream stream = connection;
    private SmtpLineReader reader = new(connection);
    private long received;

    /// <summary>Serves the connection up to its end and closes it. Clients that break off are no error.</summary>
    public async Task ServeAsync(CancellationToken cancel)
    {
        try
        {
            if (bannerDelay > TimeSpan.Zero)
            {
                await Task.Delay(bannerDelay, cancel);
            }

            await SendAsync(dialogue.Banner, cancel);
            while (!dialogue.Closed && await TurnAsync(cancel))
            {
            }
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away, failed the handshake, or the lab ends.
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    private async Task<bool> TurnAsync(CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        string? line;
        try
        {
            line = await reader.ReadLineAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            await SendAsync(dialogue.TimedOut(), cancel);
            return false;
        }

        if (line is null)
        {
            return false;
        }

        var reply = dialogue.Handle(line);
        if (dialogue.ChunkSize is { } size)
        {
            reply = await ChunkAsync(size, cancel);
        }

        if (reply is null)
        {
            return false;
        }

        await SendAsync(reply, cancel);
        return (!dialogue.ReadsMessage || await MessageAsync(cancel)) && (!dialogue.WantsTls || await TlsAsync(cancel));
    }

    private async Task<SmtpReply?> ChunkAsync(long size, CancellationToken cancel)
    {
        received += size;
        return received <= LongestMessage && await reader.SkipAsync(size, cancel) ? dialogue.EndOfChunk() : null;
    }

    private async Task<bool> MessageAsync(CancellationToken cancel)
    {
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            received += line.Length;
            if (line is ".")
            {
                await SendAsync(dialogue.EndOfData(), cancel);
                return true;
            }

            if (received > LongestMessage)
            {
                return false;
            }
        }

        return false;
    }

    private async Task<bool> TlsAsync(CancellationToken cancel)
    {
        // Commands that came in clear with STARTTLS would be obeyed as if they had come encrypted (RFC 3207 §4.2).
        if (reader.HasMore || tls is null || await tls.AcceptAsync(stream, cancel) is not { } secure)
        {
            return false;
        }

        stream = secure;
        reader = new(secure);
        dialogue.TlsStarted();
        return true;
    }

    /// <summary>Replies to pipelined commands leave together (RFC 2920 §3.2).</summary>
    private async Task SendAsync(SmtpReply reply, CancellationToken cancel)
    {
        replies.Append(SmtpWire.OnTheLine(reply));
        if (reader.HasMore && !dialogue.Closed && !dialogue.WantsTls && replies.Length < 16_384)
        {
            return;
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(replies.ToString()), cancel);
        await stream.FlushAsync(cancel);
        replies.Clear();
    }
}
