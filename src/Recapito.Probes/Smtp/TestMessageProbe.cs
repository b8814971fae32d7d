using System.Net;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// Hands one test message to one host: the only place that says DATA, and only with <see cref="ProbeOptions.MaySendTestMessage"/>. One message in the life
/// of a probe, whoever asks for more.
/// </summary>
/// <param name="dialer">Where connections come from.</param>
/// <param name="options">Whether it may, EHLO name, lab.</param>
/// <param name="clock">The clock of provenance and of the message's date.</param>
internal sealed class TestMessageProbe(Dialer dialer, ProbeOptions options, TimeProvider clock)
{
    private int sent;

    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Observation<TestMessageAnswer>> AskAsync(TestMessageRequest request, CancellationToken cancel)
    {
        if (WhyNot(request) is { } why)
        {
            return new Unavailable<TestMessageAnswer>(request, why, new(Provenance.NobodyAsked, clock.GetUtcNow()));
        }

        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        total.CancelAfter(dialer.Limits.Total);
        var talk = new SmtpDialogue(dialer, options.LabRoutes, OwnName.Of(options, dialer), request.Host, request.Address);
        await using (talk.ConfigureAwait(false))
        {
            try
            {
                await talk.OpenAsync(total.Token).ConfigureAwait(false);
                if (talk.Declined is { } declined)
                {
                    return new Unavailable<TestMessageAnswer>(request, declined, Source(request, talk));
                }

                var answer = await SendAsync(request, talk, total.Token).ConfigureAwait(false);
                await talk.QuitAsync(total.Token).ConfigureAwait(false);
                return new Present<TestMessageAnswer>(request, answer, Source(request, talk));
            }
            catch (Exception e) when (ProbeFailure.IsGap(e))
            {
                cancel.ThrowIfCancellationRequested();
                return new Unavailable<TestMessageAnswer>(request, ProbeFailure.Reason(e, dialer.Limits.Total), Source(request, talk));
            }
        }
    }

    private string? WhyNot(TestMessageRequest request) =>
        !options.MaySendTestMessage ? "a test message was not asked for"
        : !Names.IsHostName(request.Host) || !IPAddress.TryParse(request.Address, out _) ? $"not a host name and an address: {Visible.Text(request.Host)} [{Visible.Text(request.Address)}]"
        : !IsFit(request.Recipient) ? $"not an address to which a test message can be sent: {Visible.Text(request.Recipient)}"
        : request.Sender.Length > 0 && !IsFit(request.Sender) ? $"not an address from which a test message can be sent: {Visible.Text(request.Sender)}"
        : Interlocked.Exchange(ref sent, 1) == 1 ? "one test message was sent; a second is not"
        : null;

    // What stands in a header must be plain too, so SMTPUTF8 is left alone.
    private static bool IsFit(string address) => Mailbox.IsSafe(address) && System.Text.Ascii.IsValid(Mailbox.OnWire(address));

    private async Task<TestMessageAnswer> SendAsync(TestMessageRequest request, SmtpDialogue talk, CancellationToken cancel)
    {
        var sender = request.Sender.Length == 0 ? "" : Mailbox.OnWire(request.Sender);
        var message = new TestMessage(TestMessage.DrawId(), sender, Mailbox.OnWire(request.Recipient), clock.GetUtcNow());
        var reply = await talk.SayAsync($"MAIL FROM:<{sender}>", "MAIL FROM", cancel).ConfigureAwait(false);
        if (!reply.IsPositive)
        {
            return new(message.Id, false, reply, "MAIL FROM");
        }

        reply = await talk.SayAsync($"RCPT TO:<{message.Recipient}>", "RCPT TO", cancel).ConfigureAwait(false);
        if (!reply.IsPositive)
        {
            return new(message.Id, false, reply, "RCPT TO");
        }

        reply = await talk.SayAsync("DATA", "DATA", cancel).ConfigureAwait(false);
        if (reply.Code is not 354)
        {
            return new(message.Id, false, reply, "DATA");
        }

        reply = await talk.SayAsync([.. message.Lines(talk.Ehlo ?? "localhost"), "."], "the message", cancel).ConfigureAwait(false);
        return new(message.Id, reply.IsPositive, reply, "end of data");
    }

    private Provenance Source(TestMessageRequest request, SmtpDialogue talk) => new($"{request.Host} [{request.Address}]", clock.GetUtcNow())
    {
        Transcript = [.. talk.Transcript],
        Moments = [.. talk.Transcript.Moments],
        Elapsed = talk.Transcript.Elapsed,
    };
}
