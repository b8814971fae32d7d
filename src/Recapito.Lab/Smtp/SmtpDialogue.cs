using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Where a server's session stands (RFC 5321 §4.1.4).</summary>
internal enum SmtpState
{
    /// <summary>The greeting was a refusal: only QUIT is left (RFC 5321 §3.1).</summary>
    Refused,

    /// <summary>Greeted by the server, no EHLO yet.</summary>
    Connected,

    /// <summary>After EHLO or HELO, no transaction.</summary>
    Greeted,

    /// <summary>A transaction without a valid recipient.</summary>
    Mail,

    /// <summary>A transaction with a valid recipient.</summary>
    Rcpt,
}

/// <summary>A server's side of one SMTP session as a pure state machine: command line in, reply out. It knows neither sockets nor time.</summary>
internal sealed partial class SmtpDialogue
{
    /// <summary>Octets of a command line with its CRLF (RFC 5321 §4.5.3.1.4).</summary>
    public const int LongestCommand = 512;

    /// <summary>Faulty commands after which the host hangs up, as Postfix's smtpd_hard_error_limit.</summary>
    public const int ErrorLimit = 20;

    /// <summary>Commands in one session after which the host hangs up.</summary>
    public const int CommandLimit = 1000;

    private static readonly SmtpState[] Anywhere = [SmtpState.Connected, SmtpState.Greeted, SmtpState.Mail, SmtpState.Rcpt];

    /// <summary>The order of commands (RFC 5321 §4.1.4, RFC 3207 §4, RFC 3030 §2) as a table.</summary>
    private static readonly Dictionary<string, Rule> Rules = new(StringComparer.Ordinal)
    {
        ["EHLO"] = new(Anywhere, dialogue => dialogue.phrases.Unknown, (dialogue, command) => dialogue.Hello(command, extended: true)),
        ["HELO"] = new(Anywhere, dialogue => dialogue.phrases.Unknown, (dialogue, command) => dialogue.Hello(command, extended: false)),
        ["STARTTLS"] = new([SmtpState.Greeted], dialogue => dialogue.phrases.GreetFirst, (dialogue, command) => dialogue.StartTls(command)),
        ["MAIL"] = new([SmtpState.Greeted], dialogue => dialogue.state is SmtpState.Connected ? dialogue.phrases.GreetFirst : dialogue.phrases.NestedMail, (dialogue, command) => dialogue.Mail(command)),
        ["RCPT"] = new([SmtpState.Mail, SmtpState.Rcpt], dialogue => dialogue.phrases.NeedMail, (dialogue, command) => dialogue.Rcpt(command)),
        ["DATA"] = new([SmtpState.Rcpt], dialogue => dialogue.WhyNoData(), (dialogue, command) => dialogue.Data(command)),
        ["BDAT"] = new(Anywhere, dialogue => dialogue.phrases.Unknown, (dialogue, command) => dialogue.Chunk(command)),
        ["RSET"] = new(Anywhere, dialogue => dialogue.phrases.Unknown, (dialogue, _) => dialogue.Reset()),
        ["NOOP"] = new(Anywhere, dialogue => dialogue.phrases.Unknown, (dialogue, _) => SmtpReply.Parse(dialogue.phrases.Noop)),
        ["VRFY"] = new(Anywhere, dialogue => dialogue.phrases.Unknown, (dialogue, _) => SmtpReply.Parse(dialogue.phrases.Verify)),
        ["HELP"] = new(Anywhere, dialogue => dialogue.phrases.Unknown, (dialogue, _) => SmtpReply.Parse(dialogue.phrases.Help)),
        ["QUIT"] = new([SmtpState.Refused, .. Anywhere], dialogue => dialogue.phrases.Unknown, (dialogue, _) => dialogue.Quit()),
    };

    private readonly SmtpPhrases phrases;
    private readonly IHostPolicy policy;
    private readonly bool offersTls;
    private SmtpState state;
    private SmtpEnvelope envelope;
    private bool tls;
    private int errors;
    private int commands;
    private bool lastChunk;
    private string? chunkRefusal;

    /// <param name="phrases">The host's words.</param>
    /// <param name="policy">The host's decisions.</param>
    /// <param name="client">The client's address.</param>
    /// <param name="offersTls">Whether STARTTLS is offered.</param>
    /// <param name="certificate">Names in the client's certificate; null where it shows none.</param>
    public SmtpDialogue(SmtpPhrases phrases, IHostPolicy policy, string client, bool offersTls, IReadOnlyList<string>? certificate = null)
    {
        this.phrases = phrases;
        this.policy = policy;
        this.offersTls = offersTls;
        envelope = new(client) { Certificate = offersTls ? certificate ?? [] : [] };
        var refusal = policy.OnConnect(envelope);
        Banner = refusal ?? SmtpReply.Parse(phrases.Banner);
        state = refusal is null ? SmtpState.Connected : SmtpState.Refused;

        // 421 in the greeting says that the host itself hangs up (RFC 5321 §3.8).
        Closed = refusal?.Code is 421;
    }

    /// <summary>The greeting, or the refusal in its place.</summary>
    public SmtpReply Banner { get; }

    /// <summary>True after the reply that ends the session.</summary>
    public bool Closed { get; private set; }

    /// <summary>True after a 220 to STARTTLS, until <see cref="TlsStarted"/>.</summary>
    public bool WantsTls { get; private set; }

    /// <summary>True after a 354: message lines follow, up to the lone dot.</summary>
    public bool ReadsMessage { get; private set; }

    /// <summary>Octets that follow a BDAT command; null where none do (RFC 3030 §2).</summary>
    public long? ChunkSize { get; private set; }

    /// <summary>The reply to one command line, without its line end.</summary>
    public SmtpReply Handle(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (++commands > CommandLimit || errors >= ErrorLimit)
        {
            Closed = true;
            return SmtpReply.Parse(phrases.TooManyErrors);
        }

        var reply = line.Length + 2 > LongestCommand ? SmtpReply.Parse(phrases.TooLong) : Obey(SmtpCommand.Parse(line));
        if (reply.Code is >= 500 and < 504)
        {
            errors++;
        }

        return reply;
    }

    /// <summary>The reply after the lone dot.</summary>
    public SmtpReply EndOfData()
    {
        ReadsMessage = false;
        return Judge();
    }

    /// <summary>The reply after the octets of a BDAT command.</summary>
    public SmtpReply EndOfChunk()
    {
        ChunkSize = null;
        if (chunkRefusal is not null)
        {
            return SmtpReply.Parse(chunkRefusal);
        }

        return lastChunk ? Judge() : SmtpReply.Parse(phrases.Noop);
    }

    /// <summary>The session starts anew after the handshake (RFC 3207 §4.2).</summary>
    public void TlsStarted()
    {
        tls = true;
        WantsTls = false;
        envelope = new(envelope.Client) { Certificate = envelope.Certificate };
        state = SmtpState.Connected;
    }

    /// <summary>What the host says before it hangs up on a silent client (RFC 5321 §4.5.3.2.7).</summary>
    public SmtpReply TimedOut() => SmtpReply.Parse(phrases.TimedOut);

    private SmtpReply Obey(SmtpCommand command)
    {
        if (!Rules.TryGetValue(command.Verb, out var rule))
        {
            return SmtpReply.Parse(phrases.Unknown);
        }

        if (rule.AllowedIn.Contains(state))
        {
            return rule.Act(this, command);
        }

        return SmtpReply.Parse(state is SmtpState.Refused ? phrases.Refused : rule.WhyNot(this));
    }

    private SmtpReply Judge()
    {
        var refusal = policy.OnEndOfData(envelope);
        EndTransaction();
        return refusal is null ? SmtpReply.Parse(phrases.Queued) : Answer(refusal);
    }

    private SmtpReply Answer(SmtpReply refusal)
    {
        Closed = refusal.Code is 421;
        return refusal;
    }

    private void EndTransaction()
    {
        envelope = envelope with { ReversePath = null, Recipients = [] };
        state = envelope.Helo.Length == 0 ? SmtpState.Connected : SmtpState.Greeted;
    }

    /// <summary>One row of the table.</summary>
    private sealed record Rule(SmtpState[] AllowedIn, Func<SmtpDialogue, string> WhyNot, Func<SmtpDialogue, SmtpCommand, SmtpReply> Act);
}
