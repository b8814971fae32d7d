using System.Net;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Asks one host address, over one connection, what it says of itself and of each recipient. DATA is never sent.</summary>
/// <param name="dialer">Where connections come from.</param>
/// <param name="options">EHLO name, lab, random local part.</param>
/// <param name="clock">The clock of provenance.</param>
/// <param name="about">Whom a refusal is about, from the catalogue; null where the catalogue has no such reply.</param>
public sealed class SmtpProbe(Dialer dialer, ProbeOptions options, TimeProvider clock, Func<SmtpReply, RefusalAbout?> about)
{
    private readonly EarlierSilence? silences;
    private readonly Lazy<string> localPart = new(options.ControlLocalPart ?? DrawLocalPart);

    internal SmtpProbe(Dialer dialer, ProbeOptions options, TimeProvider clock, Func<SmtpReply, RefusalAbout?> about, EarlierSilence silences)
        : this(dialer, options, clock, about) => this.silences = silences;

    /// <summary>Asks all questions of one host address. Each gets exactly one observation.</summary>
    /// <param name="host">Canonical name of the host.</param>
    /// <param name="address">Its IP address in text.</param>
    /// <param name="requests"><see cref="SmtpSessionRequest"/> and <see cref="RcptRequest"/> of that host and address.</param>
    /// <param name="run">What this diagnosis may still ask; null for no bound.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<IReadOnlyList<Observation>> AskAsync(
        string host, string address, IReadOnlyList<Request> requests, ProbeBudget.Run? run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var inquiry = new Questions(host, address, requests);
        if (!Names.IsHostName(host) || !IPAddress.TryParse(address, out _))
        {
            return inquiry.CloseWith(clock, $"not a host name and an address: {Visible.Text(host)} [{Visible.Text(address)}]");
        }

        try
        {
            foreach (var request in requests.OfType<RcptRequest>())
            {
                await AdmitAsync(inquiry, request, run, cancel).ConfigureAwait(false);
            }

            if (!inquiry.IsSettled)
            {
                await TalkAsync(inquiry, cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            // Also after a cancel: what no host has seen must not be counted.
            foreach (var asked in run is null ? [] : inquiry.Claimed.ToArray())
            {
                await run!.SettleAsync(asked, inquiry.Of(asked), inquiry.WasSent(asked), CancellationToken.None).ConfigureAwait(false);
            }
        }

        return inquiry.All;
    }

    private async Task AdmitAsync(Questions inquiry, RcptRequest request, ProbeBudget.Run? run, CancellationToken cancel)
    {
        var mailbox = request.Role is RcptRole.Control ? $"{LocalPart()}@{request.Subject}" : request.Subject;
        if (!Mailbox.IsSafe(mailbox))
        {
            inquiry.Settle(request.Unanswered($"not an address that may stand on an SMTP line: {Visible.Text(mailbox)}", new(Provenance.NobodyAsked, clock.GetUtcNow())));
            return;
        }

        var place = run is null ? default : await run.ClaimAsync(request, cancel).ConfigureAwait(false);
        if (place.Known is { } known)
        {
            inquiry.Settle(known);
        }
        else
        {
            inquiry.Ask(request, Mailbox.OnWire(request.Role is RcptRole.Control && place.Mailbox is { } before && Mailbox.IsSafe(before) && Names.DomainOf(before) == request.Subject ? before : mailbox));
        }
    }

    private async Task TalkAsync(Questions inquiry, CancellationToken cancel)
    {
        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        total.CancelAfter(dialer.Limits.Total);
        var talk = new SmtpDialogue(dialer, options.LabRoutes, OwnName.Of(options, dialer), inquiry.Host, inquiry.Address);
        await using (talk.ConfigureAwait(false))
        {
            try
            {
                await talk.OpenAsync(total.Token).ConfigureAwait(false);
                inquiry.Seen(talk, clock);
                await AskRecipientsAsync(inquiry, talk, total.Token).ConfigureAwait(false);
                inquiry.Refresh(talk, clock);
                await talk.QuitAsync(total.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (ProbeFailure.IsGap(e))
            {
                cancel.ThrowIfCancellationRequested();
                silences?.Note(inquiry.Address, e, talk.Transcript.Elapsed, dialer.Limits.ConnectTries);
                inquiry.Failed(e, ProbeFailure.Reason(e, dialer.Limits.Total), talk, clock);
            }
        }
    }

    private async Task AskRecipientsAsync(Questions inquiry, SmtpDialogue talk, CancellationToken cancel)
    {
        var pending = inquiry.Pending;
        if (talk.Declined is { } why)
        {
            pending.ForEach(asked => inquiry.Settle(asked.Request.Unanswered(why, inquiry.Source(talk, clock, asked.Mailbox))));
            return;
        }

        if (!talk.Offers("SMTPUTF8"))
        {
            foreach (var asked in pending.Where(asked => !System.Text.Ascii.IsValid(asked.Mailbox)))
            {
                inquiry.Settle(asked.Request.Unanswered("the address needs SMTPUTF8, which the host does not offer", inquiry.Source(talk, clock, asked.Mailbox)));
            }
        }

        pending = inquiry.Pending;
        if (pending.Count > 0)
        {
            pending.ForEach(asked => inquiry.Sent(asked.Request));
            await talk.AskAsync(
                [.. pending.Select(asked => asked.Mailbox)],
                (at, command, reply) => inquiry.Settle(Judge(pending[at].Request, pending[at].Mailbox, command, reply, inquiry.Source(talk, clock, pending[at].Mailbox))),
                cancel).ConfigureAwait(false);
        }
    }

    private Observation<RcptAnswer> Judge(RcptRequest request, string mailbox, string command, SmtpReply reply, Provenance source) =>
        RcptVerdict.WhyNoAnswer(request.Role, command, reply, reply.IsPositive ? null : about(reply)) is { } why
            ? new Unavailable<RcptAnswer>(request, why, source)
            : new Present<RcptAnswer>(request, new(mailbox, reply.IsPositive, reply, command), source);

    // One random address for all hosts of a diagnosis: more would be harvesting.
    private string LocalPart() => localPart.Value;

    private static string DrawLocalPart() =>
        "recapito-probe-" + System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 12);
}
