using Recapito.Core;

namespace Recapito.Lab;

/// <summary>A failure as Exchange tells it.</summary>
/// <param name="Recipient">The address.</param>
/// <param name="Reason">Which text fits.</param>
/// <param name="Status">For the Status field.</param>
/// <param name="Diagnostic">For the Diagnostic-Code field.</param>
/// <param name="Quoted">The line for administrators.</param>
/// <param name="RemoteHost">The host that refused; null where the sending system gave up by itself.</param>
internal sealed record ExchangeFault(string Recipient, ExchangeReason Reason, string Status, string Diagnostic, string Quoted, string? RemoteHost)
{
    /// <summary>What the last host said or did in the end, as Exchange Online adds it for administrators; null where it adds nothing.</summary>
    public string? Met { get; init; }

    /// <summary>Local part and domain of the address.</summary>
    public (string Local, string Domain) Parts =>
        (Recipient[..Math.Max(0, Recipient.LastIndexOf('@'))], Recipient[(Recipient.LastIndexOf('@') + 1)..]);

    /// <summary>As Exchange 2007 and 2010 say it: "#550 5.4.1 … ##", and for a refused session "#&lt;host #5.7.1 smtp;530 …&gt; #SMTP#".</summary>
    public static ExchangeFault Of2010(Attempt attempt)
    {
        switch (attempt)
        {
            case ReturnedAttempt { Failure: { } met } returned:
                return Of2010(met with { Recipient = returned.Recipient });
            case ReturnedAttempt returned:
                return Own(returned, ReasonOf(returned.Reply), StatusOf(returned.Reply), SmtpWire.OneLine(returned.Reply));
            case RefusedAttempt refused when !SendingSystem.Expired(refused):
                var reply = SmtpWire.OneLine(refused.Reply);
                var status = StatusOf(refused.Reply);
                var quoted = refused.Command is "RCPT TO" or "DATA" or "end of DATA"
                    ? $"{refused.Host} #{reply} ##"
                    : $"{refused.Host} #<{refused.Host} #{status} smtp;{reply}> #SMTP#";
                return new(refused.Recipient, ReasonOf(refused.Reply), status, reply, quoted, refused.Host);
            case UnansweredAttempt unanswered:
                return Own(unanswered, ExchangeReason.NoAnswer, "5.4.1", "550 5.4.1 No answer from host");
            case UnresolvedAttempt { Problem: NameProblem.TakesNoMail } nullMx:
                return Own(nullMx, ExchangeReason.NoSuchDomain, "5.1.10", "556 5.1.10 Recipient address has null MX");
            case UnresolvedAttempt { Problem: not NameProblem.CannotBeAsked } unresolved:
                return Own(unresolved, ExchangeReason.NoSuchDomain, "5.4.4", "550 5.4.4 SMTPSEND.DNS.NonExistentDomain; nonexistent domain");
            default:
                return Own(attempt, ExchangeReason.NoAnswer, "4.4.7", "550 4.4.7 QUEUE.Expired; message expired");
        }

        static ExchangeFault Own(Attempt attempt, ExchangeReason reason, string status, string diagnostic) =>
            new(attempt.Recipient, reason, status, diagnostic, $"#{diagnostic} ##", null);
    }

    /// <summary>As Exchange Online says it since about 2014: codes of the form x.y.3nn wrap what another system said after "->".</summary>
    public static ExchangeFault OfOnline(Attempt attempt)
    {
        switch (attempt)
        {
            case ReturnedAttempt { Failure: { } met } returned:
                return OfOnline(met with { Recipient = returned.Recipient });
            case ReturnedAttempt returned:
                return Own(returned, ReasonOf(returned.Reply), StatusOf(returned.Reply), SmtpWire.OneLine(returned.Reply));
            case RefusedAttempt refused when !SendingSystem.Expired(refused):
                var (status, text) = Wrapped(refused.Reply);
                return new(refused.Recipient, ReasonOf(refused.Reply), status, text, text, refused.Host);
            case RefusedAttempt expired:
                return Own(expired, ExchangeReason.NoAnswer, "5.4.300", $"550 5.4.300 Message expired -> {SmtpWire.OneLine(expired.Reply)}");
            case UnansweredAttempt { How: ConnectResult.NoBanner } lost:
                return Own(lost, ExchangeReason.NoAnswer, "5.4.318", "550 5.4.318 Message expired, connection reset(SuspiciousRemoteServerError)");
            case UnansweredAttempt { How: ConnectResult.Refused } closed:
                return Own(closed, ExchangeReason.NoAnswer, "5.4.316", "550 5.4.316 Message expired, connection refused(Socket error code 10061)") with
                {
                    Met = Last(closed.Host, closed.Address, "450 4.4.316 Connection refused [Message=Socket error code 10061]", "-1;-1"),
                };
            case UnansweredAttempt silent:
                var socket = silent.How is ConnectResult.Unreachable ? 10065 : 10060;
                return Own(silent, ExchangeReason.NoAnswer, "5.4.300",
                    $"550 5.4.300 Message expired -> 450 4.4.316 Connection refused [Message=Socket error code {socket}] "
                    + $"[LastAttemptedServerName={silent.Host}] [LastAttemptedIP={silent.Address}:25] [SmtpSecurity=-1;-1]");
            case TlsAttempt tls:
                return Own(tls, ExchangeReason.NoAnswer, "5.4.317", $"550 5.4.317 Message expired, cannot connect to remote server({tls.Problem})") with
                {
                    Met = Last(tls.Host, tls.Address, $"450 4.4.317 Cannot connect to remote server [Message={tls.Problem.Replace(". Expected", " Expected", StringComparison.Ordinal)}]", "-2;-2"),
                };
            case UnresolvedAttempt { Problem: NameProblem.TakesNoMail } nullMx:
                return Own(nullMx, ExchangeReason.NoSuchDomain, "5.1.10", "556 5.1.10 Recipient address has null MX");
            case UnresolvedAttempt { Problem: NameProblem.DoesNotExist } unresolved:
                return Own(unresolved, ExchangeReason.NoSuchDomain, "5.4.310",
                    $"550 5.4.310 DNS domain {unresolved.Name} does not exist [Message=InfoDomainNonexistent] [LastAttemptedServerName={unresolved.Name}]");
            default:
                var how = attempt is UnresolvedAttempt { Problem: NameProblem.HasNoAddress } ? "InfoNoRecords" : "ErrorRetry";
                return Own(attempt, ExchangeReason.NoSuchDomain, "5.4.312", $"550 5.4.312 Message expired, DNS query failed({how})");
        }

        static ExchangeFault Own(Attempt attempt, ExchangeReason reason, string status, string diagnostic) =>
            new(attempt.Recipient, reason, status, diagnostic, diagnostic, null);

        static string Last(string host, string address, string met, string security) =>
            $"Server at {host} ({address}) returned '{met} [LastAttemptedServerName={host}] [LastAttemptedIP={address}:25] [SmtpSecurity={security}]'";
    }

    private static (string Status, string Text) Wrapped(SmtpReply reply)
    {
        var text = SmtpWire.OneLine(reply);
        var own = reply.Status is { } status && status != new EnhancedStatusCode(5, 1, 1) && status != new EnhancedStatusCode(5, 7, 1);
        if (own)
        {
            return (StatusOf(reply), text);
        }

        return ReasonOf(reply) switch
        {
            ExchangeReason.UnknownRecipient => ("5.1.351", $"550 5.1.351 Remote server returned unknown recipient or mailbox unavailable -> {text}"),
            ExchangeReason.NotRelayed => ("5.7.367", $"550 5.7.367 Remote server returned not permitted to relay -> {text}"),
            _ => ("5.0.350", $"550 5.0.350 Remote server returned an error -> {text}"),
        };
    }

    private static ExchangeReason ReasonOf(SmtpReply reply)
    {
        var text = reply.Text;
        if (text.Contains("relay", StringComparison.OrdinalIgnoreCase))
        {
            return ExchangeReason.NotRelayed;
        }

        var unknown = reply.Status is { Subject: 1 } || text.Contains("Recipient address rejected", StringComparison.Ordinal)
            || text.Contains("recipient addresses rejected", StringComparison.Ordinal) || text.Contains("unknown", StringComparison.OrdinalIgnoreCase)
            || text.Contains("Unrouteable", StringComparison.Ordinal);
        return unknown ? ExchangeReason.UnknownRecipient : ExchangeReason.Refused;
    }

    private static string StatusOf(SmtpReply reply) => reply.Status?.ToString() ?? (reply.IsTransient ? "4.0.0" : "5.0.0");
}
