using System.Text;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Command lines out, replies in (RFC 5321 §4.2), with a deadline on each reply and a bound on all of them.</summary>
internal sealed class SmtpWire(Connection connection, ProbeLimits limits, IList<string> transcript)
{
    private const int LongestQuote = 512;

    // A reply line has 512 octets at most (RFC 5321 §4.5.3.1.5); one of eight times as many will not end by itself.
    private const int LongestLine = 4096;

    private readonly byte[] buffer = new byte[4096];
    private Stream stream = connection.Stream;
    private int start;
    private int end;
    private int octets;
    private int lines;
    private bool greeted;
    private bool spoke;

    /// <summary>True where the host has said something that nobody has asked for yet.</summary>
    public bool HasBuffered => end > start;

    /// <summary>Speaks through TLS from here on.</summary>
    public void Upgrade(Stream tls) => stream = tls;

    /// <summary>Sends commands in one flight; each is one line, ended by exactly one CRLF.</summary>
    public async Task SendAsync(IReadOnlyList<string> commands, CancellationToken cancel)
    {
        // The last of several gates: what is put on the wire cannot hold a second command (SMTP command injection).
        if (commands.FirstOrDefault(command => command.Any(char.IsControl)) is { } bad)
        {
            throw new GapException($"not sent, as it has control characters: {Visible.Text(bad)}");
        }

        foreach (var command in commands)
        {
            transcript.Add($"C: {command}");
        }

        var bytes = Encoding.UTF8.GetBytes(string.Concat(commands.Select(command => command + "\r\n")));
        await StepAsync(
            async token =>
            {
                await stream.WriteAsync(bytes, token).ConfigureAwait(false);
                await stream.FlushAsync(token).ConfigureAwait(false);
                return true;
            },
            "the host takes no more",
            cancel).ConfigureAwait(false);
    }

    /// <summary>Reads one reply, of one line or several.</summary>
    /// <param name="to">What it is the reply to, for words.</param>
    /// <param name="cancel">The conversation's deadline.</param>
    public async Task<SmtpReply> ReadReplyAsync(string to, CancellationToken cancel)
    {
        spoke = HasBuffered;
        var reply = await StepAsync(token => ReadLinesAsync(to, token), $"no complete reply to {to}", cancel).ConfigureAwait(false);
        greeted = true;
        return reply;
    }

    /// <summary>What it is that no reply was whole in time: one that drips, none to a command, or no banner.</summary>
    public string Slow => spoke ? SmtpMisbehaviour.Tarpit : greeted ? SmtpMisbehaviour.NoReply : SmtpMisbehaviour.NoBanner;

    private async Task<T> StepAsync<T>(Func<CancellationToken, Task<T>> step, string what, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(connection.Patience);
        try
        {
            return await step(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new GapException($"{what} within {ProbeFailure.Seconds(connection.Patience)}", Slow);
        }
    }

    private async Task<SmtpReply> ReadLinesAsync(string to, CancellationToken cancel)
    {
        var reply = new StringBuilder();
        string? code = null;
        while (true)
        {
            var line = await ReadLineAsync(to, cancel).ConfigureAwait(false);
            if (line.Length < 3 || line[0] is < '2' or > '5' || !char.IsAsciiDigit(line[1]) || !char.IsAsciiDigit(line[2])
                || (line.Length > 3 && line[3] is not (' ' or '-')))
            {
                throw new GapException($"not an SMTP reply to {to}: {Quote(line)}", SmtpMisbehaviour.NotSmtp);
            }

            // A teaser, as Postfix's postscreen sends: "220-" to see who talks too early, and then what it thinks of the client.
            if (!greeted && code is "220" && line[0] is '4' or '5')
            {
                reply.Clear();
                code = null;
            }

            code ??= line[..3];
            if (!line.StartsWith(code, StringComparison.Ordinal))
            {
                throw new GapException($"the lines of the reply to {to} have different codes, {code} and {line[..3]} (RFC 5321 §4.2.1)", SmtpMisbehaviour.MixedCodes);
            }

            reply.Append(line).Append('\n');
            if (line.Length == 3 || line[3] is ' ')
            {
                return SmtpReply.Parse(reply.ToString(0, reply.Length - 1));
            }
        }
    }

    private async Task<string> ReadLineAsync(string to, CancellationToken cancel)
    {
        if (++lines > limits.Lines)
        {
            throw new GapException($"the host says more than {limits.Lines} lines", SmtpMisbehaviour.EndlessReply);
        }

        var line = new List<byte>(80);
        while (true)
        {
            while (start < end)
            {
                var octet = buffer[start++];
                if (octet is (byte)'\n')
                {
                    var text = Visible.Octets([.. line is [.., (byte)'\r'] ? line[..^1] : line]);
                    transcript.Add($"S: {Quote(text)}");
                    return text;
                }

                Count(line, to);
                line.Add(octet);
            }

            start = 0;
            end = await stream.ReadAsync(buffer, cancel).ConfigureAwait(false);
            spoke |= end > 0;
            if (end == 0)
            {
                Broken(line);
                throw new GapException($"the host closed the connection instead of replying to {to}", greeted ? SmtpMisbehaviour.ClosesEarly : SmtpMisbehaviour.ClosesUnsaid);
            }
        }
    }

    private void Count(List<byte> line, string to)
    {
        if (line.Count >= LongestLine)
        {
            Broken(line);
            throw new GapException(
                $"a line of more than {LongestLine} octets in the reply to {to}", greeted ? SmtpMisbehaviour.LineTooLong : SmtpMisbehaviour.EndlessBanner);
        }

        if (++octets > limits.Octets)
        {
            Broken(line);
            throw new GapException($"the host says more than {limits.Octets / 1024} KB", SmtpMisbehaviour.EndlessReply);
        }
    }

    private void Broken(List<byte> line)
    {
        if (line.Count > 0)
        {
            transcript.Add($"S: {Quote(Visible.Octets([.. line.Take(LongestQuote)]))} (no end of line)");
        }
    }

    private static string Quote(string line) => line.Length <= LongestQuote ? line : line[..LongestQuote] + " …";
}
