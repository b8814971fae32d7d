using System.Globalization;
using Recapito.Core;

namespace Recapito.Lab;

/// <content>What each command does (RFC 5321 §4.1.1).</content>
internal sealed partial class SmtpDialogue
{
    private SmtpReply Hello(SmtpCommand command, bool extended)
    {
        if (command.Argument.Length == 0)
        {
            return SmtpReply.Parse(phrases.HelloSyntax);
        }

        envelope = new(envelope.Client) { Certificate = envelope.Certificate, Helo = command.Argument };
        state = SmtpState.Greeted;
        return extended ? new(250, null, [phrases.Hello, .. Extensions()]) : new(250, null, [phrases.Hello]);
    }

    private IEnumerable<string> Extensions() => offersTls && !tls ? [.. phrases.Extensions, "STARTTLS"] : phrases.Extensions;

    private SmtpReply StartTls(SmtpCommand command)
    {
        if (!offersTls || tls)
        {
            return SmtpReply.Parse(phrases.NoTls);
        }

        if (command.Argument.Length > 0)
        {
            return SmtpReply.Parse(phrases.ParameterSyntax);
        }

        WantsTls = true;
        return SmtpReply.Parse(phrases.ReadyForTls);
    }

    private SmtpReply Mail(SmtpCommand command)
    {
        if (command.Path("FROM:") is not { } path || (path.Length > 0 && !Names.IsAddress(path)))
        {
            return SmtpReply.Parse(phrases.MailSyntax);
        }

        var asked = envelope with { ReversePath = path, Recipients = [] };
        if (policy.OnMail(asked) is { } refusal)
        {
            return Answer(refusal);
        }

        envelope = asked;
        state = SmtpState.Mail;
        return SmtpReply.Parse(phrases.SenderOk);
    }

    private SmtpReply Rcpt(SmtpCommand command)
    {
        // "Postmaster" without a domain must be taken by every host (RFC 5321 §4.5.1), but no world asks for it.
        if (command.Path("TO:") is not { } path || !Names.IsAddress(path))
        {
            return SmtpReply.Parse(phrases.RcptSyntax);
        }

        if (policy.OnRcpt(envelope, path) is { } refusal)
        {
            return Answer(refusal);
        }

        envelope = envelope with { Recipients = [.. envelope.Recipients, path] };
        state = SmtpState.Rcpt;
        return SmtpReply.Parse(phrases.RecipientOk);
    }

    private string WhyNoData() => state is SmtpState.Mail ? phrases.NoRecipients : phrases.NeedRcpt;

    private SmtpReply Data(SmtpCommand command)
    {
        if (command.Argument.Length > 0)
        {
            return SmtpReply.Parse(phrases.ParameterSyntax);
        }

        ReadsMessage = true;
        return SmtpReply.Parse(phrases.StartMail);
    }

    private SmtpReply Chunk(SmtpCommand command)
    {
        var words = command.Argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var last = words.Length == 2 && words[1].Equals("LAST", StringComparison.OrdinalIgnoreCase);
        if (words.Length is 0 or > 2 || (words.Length == 2 && !last)
            || !long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            return SmtpReply.Parse(phrases.ParameterSyntax);
        }

        // The octets follow whether the command is welcome or not, and must be read (RFC 3030 §2).
        lastChunk = last;
        ChunkSize = size;
        chunkRefusal = state is SmtpState.Rcpt ? null : WhyNoData();

        // No reply goes out before the octets have come; this one is never sent.
        return SmtpReply.Parse(phrases.Noop);
    }

    private SmtpReply Reset()
    {
        EndTransaction();
        return SmtpReply.Parse(phrases.Reset);
    }

    private SmtpReply Quit()
    {
        Closed = true;
        return SmtpReply.Parse(phrases.Bye);
    }
}
