using System.Net.Security;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>One conversation with one host: banner, EHLO, STARTTLS where offered, EHLO again, recipients. DATA is not among its words.</summary>
internal sealed class SmtpDialogue(Dialer dialer, LabRoutes? lab, string? ehloName, string host, string address) : IAsyncDisposable
{
    private readonly Transcript transcript = [];
    private Connection? connection;
    private SslStream? tls;
    private SmtpWire? wire;
    private IReadOnlyList<string> extensions = [];

    /// <summary>What was said.</summary>
    public Transcript Transcript => transcript;

    /// <summary>True where the host took the connection, so that whatever goes wrong afterwards is its own doing.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>What the host said of itself so far; null before its banner.</summary>
    public SmtpSession? Session { get; private set; }

    /// <summary>The name that EHLO gave; null before it.</summary>
    public string? Ehlo { get; private set; }

    /// <summary>Why there are no recipients to ask: the host does not want to talk to us. Null where it does.</summary>
    public string? Declined { get; private set; }

    private SmtpWire Wire => wire ?? throw new InvalidOperationException("no connection yet");

    /// <summary>Connects and speaks up to the point where recipients can be asked.</summary>
    public async Task OpenAsync(CancellationToken cancel)
    {
        if (await GreetAsync(cancel).ConfigureAwait(false) && Offers("STARTTLS")
            && !await TryTlsAsync(cancel).ConfigureAwait(false))
        {
            // What the handshake left on the wire cannot be trusted: a new connection, this time in plain text (RFC 7435 §3).
            transcript.Add("-- connecting again, without TLS");
            await AgainAsync(Session!, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Speaks up to the reply to STARTTLS.</summary>
    /// <returns>The bare connection, on which TLS is to begin; null where STARTTLS is not offered.</returns>
    /// <exception cref="GapException">The host does not come so far.</exception>
    public async Task<Stream?> OpenForTlsAsync(CancellationToken cancel)
    {
        if (!await GreetAsync(cancel).ConfigureAwait(false))
        {
            throw new GapException(Declined!);
        }

        if (!Offers("STARTTLS"))
        {
            return null;
        }

        var reply = await SayStartTlsAsync(cancel).ConfigureAwait(false);
        return reply.Code is 220 ? connection!.Stream : throw new GapException($"STARTTLS was offered and refused: {reply}");
    }

    /// <summary>Asks for each mailbox in a transaction of its own, in one flight where the host offers PIPELINING (RFC 2920).</summary>
    /// <param name="mailboxes">Addresses without brackets, fit for an SMTP line.</param>
    /// <param name="answered">Called with the place in the list, the command that was answered and the reply.</param>
    /// <param name="cancel">The conversation's deadline.</param>
    public async Task AskAsync(IReadOnlyList<string> mailboxes, Action<int, string, SmtpReply> answered, CancellationToken cancel)
    {
        var flight = mailboxes.SelectMany(Transaction).ToArray();
        if (Offers("PIPELINING"))
        {
            await Wire.SendAsync(flight, cancel).ConfigureAwait(false);
            for (var at = 0; at < mailboxes.Count; at++)
            {
                var mail = await ReplyAsync("MAIL FROM", cancel).ConfigureAwait(false);
                var rcpt = await ReplyAsync("RCPT TO", cancel).ConfigureAwait(false);
                answered(at, mail.IsPositive ? "RCPT TO" : "MAIL FROM", mail.IsPositive ? rcpt : mail);
                _ = await ReplyAsync("RSET", cancel).ConfigureAwait(false);
            }

            return;
        }

        for (var at = 0; at < mailboxes.Count; at++)
        {
            var mail = await SayAsync(flight[at * 3], "MAIL FROM", cancel).ConfigureAwait(false);
            var rcpt = mail.IsPositive ? await SayAsync(flight[(at * 3) + 1], "RCPT TO", cancel).ConfigureAwait(false) : mail;
            answered(at, mail.IsPositive ? "RCPT TO" : "MAIL FROM", rcpt);
            _ = at + 1 < mailboxes.Count ? await SayAsync("RSET", "RSET", cancel).ConfigureAwait(false) : null;
        }
    }

    /// <summary>True where the host offered an extension in its last EHLO reply.</summary>
    public bool Offers(string keyword) =>
        extensions.Any(line => line == keyword || line.StartsWith(keyword + ' ', StringComparison.Ordinal));

    /// <summary>Says QUIT, without waiting for the reply: nothing in it could matter.</summary>
    public async Task QuitAsync(CancellationToken cancel)
    {
        if (wire is not null)
        {
            await wire.SendAsync(["QUIT"], cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (tls is not null)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
        }

        if (connection is not null)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        (tls, connection, wire, extensions) = (null, null, null, []);
    }

    private static string[] Transaction(string mailbox) =>
    [
        System.Text.Ascii.IsValid(mailbox) ? "MAIL FROM:<>" : "MAIL FROM:<> SMTPUTF8",
        $"RCPT TO:<{mailbox}>",
        "RSET",
    ];

    // What the first connection showed stays seen, whatever becomes of the second.
    private async Task AgainAsync(SmtpSession first, CancellationToken cancel)
    {
        await DisposeAsync().ConfigureAwait(false);
        try
        {
            _ = await GreetAsync(cancel).ConfigureAwait(false);
            Session = Session! with { Tls = first.Tls, BannerDelay = first.BannerDelay };
        }
        catch (Exception e) when (e is DialException or IOException)
        {
            Session = first;
            Declined = $"the second connection, without TLS, came to nothing: {ProbeFailure.Reason(e, dialer.Limits.Step)}";
            transcript.Add($"-- {Declined}");
        }
    }

    private async Task<bool> GreetAsync(CancellationToken cancel)
    {
        connection = await ConnectAsync(cancel).ConfigureAwait(false);
        IsConnected = true;
        wire = new SmtpWire(connection, dialer.Limits, transcript);
        var taken = transcript.Elapsed;
        var banner = await Wire.ReadReplyAsync("the connection (its banner)", cancel).ConfigureAwait(false);
        Session = new(banner, [], null) { BannerDelay = transcript.Elapsed - taken };
        if (banner.Code is not 220)
        {
            Declined = $"the host declines to talk to us: {banner}";
            return false;
        }

        var greeted = await EhloAsync(cancel).ConfigureAwait(false);
        Session = Session with { PlainExtensions = extensions };
        return greeted;
    }

    private async Task<Connection> ConnectAsync(CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await dialer.ConnectAsync(address, 25, cancel).ConfigureAwait(false);
            }
            catch (DialException e) when (e.Failure is DialFailure.Silent && attempt < dialer.Limits.ConnectTries)
            {
                // A packet may have been lost.
                transcript.Add($"-- {e.Message}; trying again");
            }
        }
    }

    private async Task<bool> EhloAsync(CancellationToken cancel)
    {
        Ehlo = ehloName ?? OwnName.Literal(connection!.LocalAddress);
        var reply = await SayAsync($"EHLO {Ehlo}", "EHLO", cancel).ConfigureAwait(false);
        Session = Session! with { Ehlo = Session.Ehlo ?? reply };
        if (reply.Code is 500 or 502)
        {
            reply = await SayAsync($"HELO {Ehlo}", "HELO", cancel).ConfigureAwait(false);
        }
        else if (reply.IsPositive)
        {
            extensions = [.. reply.Lines.Skip(1).Where(line => !string.IsNullOrWhiteSpace(line)).Select(Keyword)];
        }

        Session = Session! with { Extensions = extensions };
        Declined = reply.IsPositive ? null : $"the host refuses our greeting: {reply}";
        return reply.IsPositive;
    }

    private async Task<bool> TryTlsAsync(CancellationToken cancel)
    {
        var reply = await SayStartTlsAsync(cancel).ConfigureAwait(false);
        if (reply.Code is not 220)
        {
            Session = Session! with { Tls = new(null, [], false, $"STARTTLS was offered and refused: {reply}") { Failure = TlsFailure.Refused } };
            return true;
        }

        (tls, var seen) = await TlsClient.ConnectAsync(connection!.Stream, host, lab, dialer.Limits.Step, null, cancel).ConfigureAwait(false);
        Session = Session! with { Tls = seen };
        if (tls is null)
        {
            transcript.Add($"-- {seen.Problem}");
            return false;
        }

        transcript.Add($"-- {seen.Protocol}, {(seen.Trusted ? "certificate trusted" : $"certificate not trusted: {seen.Problem}")}");
        Wire.Upgrade(tls);
        extensions = [];
        _ = await EhloAsync(cancel).ConfigureAwait(false);
        return true;
    }

    private async Task<SmtpReply> SayStartTlsAsync(CancellationToken cancel)
    {
        var reply = await SayAsync("STARTTLS", "STARTTLS", cancel).ConfigureAwait(false);
        return reply.Code is 220 && Wire.HasBuffered
            ? throw new GapException(
                "plain text after the reply to STARTTLS: somebody may be injecting commands (RFC 3207 §6); nothing more was said", SmtpMisbehaviour.PlainTextAfterStartTls)
            : reply;
    }

    /// <summary>Says one command, and hears the reply.</summary>
    /// <param name="command">One line.</param>
    /// <param name="name">What the reply is to, for words.</param>
    /// <param name="cancel">The conversation's deadline.</param>
    public Task<SmtpReply> SayAsync(string command, string name, CancellationToken cancel) => SayAsync([command], name, cancel);

    /// <summary>Says several lines in one flight, and hears the one reply to them.</summary>
    public async Task<SmtpReply> SayAsync(IReadOnlyList<string> lines, string name, CancellationToken cancel)
    {
        await Wire.SendAsync(lines, cancel).ConfigureAwait(false);
        return await ReplyAsync(name, cancel).ConfigureAwait(false);
    }

    // 421 may come in reply to anything, and the host closes after it (RFC 5321 §3.8).
    private async Task<SmtpReply> ReplyAsync(string name, CancellationToken cancel)
    {
        var reply = await Wire.ReadReplyAsync(name, cancel).ConfigureAwait(false);
        return reply.Code is 421 ? throw new GapException($"the host ends the conversation at {name}: {reply}") : reply;
    }

    private static string Keyword(string line)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? line.ToUpperInvariant() : line[..blank].ToUpperInvariant() + line[blank..];
    }
}
