using System.Net;
using System.Net.Sockets;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>The questions to one host address and what has become of each: in the end every one has its observation.</summary>
internal sealed class Questions(string host, string address, IReadOnlyList<Request> requests)
{
    private readonly Dictionary<Request, Observation> settled = [];
    private readonly Dictionary<RcptRequest, string> mailboxes = [];
    private readonly HashSet<RcptRequest> sent = [];

    /// <summary>Canonical name.</summary>
    public string Host => host;

    /// <summary>IP address in text.</summary>
    public string Address => address;

    /// <summary>True where nothing is left to ask.</summary>
    public bool IsSettled => requests.All(settled.ContainsKey);

    /// <summary>The observations, in the order of the questions.</summary>
    public IReadOnlyList<Observation> All => [.. requests.Select(request => settled[request])];

    /// <summary>Recipients that the budget admitted.</summary>
    public IEnumerable<RcptRequest> Claimed => mailboxes.Keys;

    /// <summary>Recipients still to be asked, with the mailbox for the wire.</summary>
    public List<(RcptRequest Request, string Mailbox)> Pending =>
        [.. mailboxes.Where(pair => !settled.ContainsKey(pair.Key)).Select(pair => (pair.Key, pair.Value))];

    /// <summary>The observation of a question; null where it has none yet.</summary>
    public Observation? Of(Request request) => settled.GetValueOrDefault(request);

    /// <summary>True where the host may have seen the recipient.</summary>
    public bool WasSent(RcptRequest request) => sent.Contains(request);

    /// <summary>This recipient will be asked for.</summary>
    public void Ask(RcptRequest request, string mailbox) => mailboxes[request] = mailbox;

    /// <summary>This recipient goes on the wire now.</summary>
    public void Sent(RcptRequest request) => sent.Add(request);

    /// <summary>The end of one question.</summary>
    public void Settle(Observation seen) => settled[seen.Request] = seen;

    /// <summary>What the host said of itself is known.</summary>
    public void Seen(SmtpDialogue talk, TimeProvider clock)
    {
        foreach (var asked in requests.OfType<SmtpSessionRequest>())
        {
            Settle(new Present<SmtpSession>(asked, talk.Session!, Source(talk, clock, null)));
        }
    }

    /// <summary>The conversation is over: every observation gets the whole of it.</summary>
    public void Refresh(SmtpDialogue talk, TimeProvider clock)
    {
        foreach (var (request, mailbox) in mailboxes)
        {
            Settle(settled[request] with { Source = Source(talk, clock, mailbox) });
        }
    }

    /// <summary>The conversation broke off: what has no answer by now has none.</summary>
    public void Failed(Exception e, string why, SmtpDialogue talk, TimeProvider clock)
    {
        var finding = BrokenTalk.MisbehaviourOf(e, talk);
        foreach (var request in requests.Where(request => !settled.ContainsKey(request)))
        {
            var source = Source(talk, clock, request is RcptRequest rcpt ? mailboxes[rcpt] : null);
            Settle(request switch
            {
                SmtpSessionRequest asked when e is DialException { Failure: DialFailure.Refused } && talk.Session is null =>
                    new Absent<SmtpSession>(asked, "connection refused", source),
                SmtpSessionRequest asked => new Unavailable<SmtpSession>(asked, why, source) { Finding = finding },
                RcptRequest asked => new Unavailable<RcptAnswer>(asked, why, source) { Finding = finding },
                _ => request.Unanswered(why, source),
            });
        }

        foreach (var (request, mailbox) in mailboxes)
        {
            Settle(settled[request] with { Source = Source(talk, clock, mailbox) });
        }
    }

    /// <summary>Nothing was asked at all.</summary>
    public IReadOnlyList<Observation> CloseWith(TimeProvider clock, string why) =>
        [.. requests.Select(request => request.Unanswered(why, new(Provenance.NobodyAsked, clock.GetUtcNow())))];

    /// <summary>Who was asked and how a person asks the same.</summary>
    public Provenance Source(SmtpDialogue talk, TimeProvider clock, string? mailbox)
    {
        var literal = IPAddress.Parse(address) is { AddressFamily: AddressFamily.InterNetworkV6 } ip ? $"[{ip}]" : address;
        var command = mailbox is null && talk.Session is { Tls: null }
            ? $"swaks --server {literal} --ehlo {Shell(talk.Ehlo ?? "localhost")} --quit-after EHLO"
            : mailbox is null ? $"openssl s_client -starttls smtp -connect {literal}:25 -servername {host}"
            : $"swaks --server {literal} --ehlo {Shell(talk.Ehlo ?? "localhost")} --tls-optional --from '<>' --to {Shell(mailbox)} --quit-after RCPT";
        return new($"{host} [{address}]", clock.GetUtcNow(), command)
        {
            Transcript = [.. talk.Transcript],
            Moments = [.. talk.Transcript.Moments],
            Elapsed = talk.Transcript.Elapsed,
        };
    }

    // The address came in a mail: pasted into a shell it must stay one word.
    private static string Shell(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
