namespace Recapito.Core;

/// <summary>The steps at one address of a mail exchanger: port 25, and what the host says of itself.</summary>
/// <param name="view">What is known of the way.</param>
/// <param name="steps">Makes steps.</param>
/// <param name="host">The host.</param>
/// <param name="address">IP address in text.</param>
internal sealed class AddressSteps(InboundView view, StepFactory steps, MxHost host, string address)
{
    // Clients may give up after five minutes (RFC 5321 §4.5.3.2.1); many wait for much less.
    private static readonly TimeSpan SlowBanner = TimeSpan.FromSeconds(10);

    private readonly Observation<SmtpSession>? session = view.Session(host, address);

    private SmtpSessionRequest Request => new(host.Name, address);

    /// <summary>Is the port open? Silence is a failure only beside a control host that answers (docs/adr/0004).</summary>
    public Step Port()
    {
        if (session is null)
        {
            return steps.Wait("port", [Request], About());
        }

        if (session is Present<SmtpSession> or Unavailable<SmtpSession> { Finding: not null })
        {
            return Port(StepStatus.Ok, "open", "") with { Elapsed = Connecting() };
        }

        if (view.Reach(host, address) is not { } request)
        {
            return session is Absent<SmtpSession> ? Port(StepStatus.Fail, "refused", "") : Port(StepStatus.Undetermined, "silent-without-control", session.Why);
        }

        return steps.Find(request) switch
        {
            null => steps.Wait("port", [request], About()),
            Present<Reachability> { Value: var reach } seen => (reach.Target switch
            {
                ConnectResult.Answered => Port(StepStatus.Ok, "open-now", session.Why),
                ConnectResult.Refused => Port(StepStatus.Fail, "refused", ""),
                ConnectResult.Silent => Port(StepStatus.Fail, "silent", "", ("control", reach.ControlAddress)),
                ConnectResult.Unreachable => Port(StepStatus.Fail, "unreachable", "", ("control", reach.ControlAddress)),
                _ => Port(StepStatus.Warning, "no-banner", ""),
            }) with { Evidence = [session, seen], Elapsed = StepFactory.Longest([session, seen]) },
            var gap => Port(StepStatus.Undetermined, "closed-from-here", gap.Why) with { Evidence = [session, gap], Elapsed = StepFactory.Longest([session, gap]) },
        };
    }

    /// <summary>Banner, greeting, encryption.</summary>
    public Step Capabilities()
    {
        switch (session)
        {
            case null:
                return steps.Wait("capabilities", [Request], About());
            case Present<SmtpSession> seen:
                Step[] children = [Banner(seen.Value), Ehlo(seen), StartTls(seen), Certificate(seen.Value)];
                var status = StepStatuses.Together(children.Select(child => child.Status));
                return Done("capabilities", status, status is StepStatus.Ok ? "in-order" : status is StepStatus.Fail ? "failed" : "remarks") with
                {
                    Children = children,
                    Evidence = [seen],
                    Elapsed = seen.Source.Elapsed,
                };
            case Unavailable<SmtpSession> { Finding: { } id } gap:
                return Done("capabilities", Gravity(id), "misbehaves", ("why", gap.Reason)) with { Findings = Of(Subject.Smtp, "smtp-"), Evidence = [gap], Elapsed = gap.Source.Elapsed };
            case Unavailable<SmtpSession> gap when Port() is { Status: StepStatus.Ok }:
                return Done("capabilities", StepStatus.Undetermined, "broke-off", ("why", gap.Reason)) with { Evidence = [gap], Elapsed = gap.Source.Elapsed };
            default:
                return Done("capabilities", StepStatus.Skipped, StepFactory.NotReached);
        }
    }

    private Step Banner(SmtpSession seen)
    {
        var reply = ("reply", seen.Banner.ToString());
        var step = seen.Banner.Code switch
        {
            220 when seen.BannerDelay > SlowBanner => Done("banner", StepStatus.Warning, "slow", reply),
            220 => Done("banner", StepStatus.Ok, "invites", reply),
            // It says so of itself. Everything else may be about our address.
            _ when SmtpGreetings.TakesNoMail(seen.Banner) => Done("banner", StepStatus.Fail, "takes-no-mail", reply),
            _ => Done("banner", StepStatus.Undetermined, "declines", reply),
        };
        return step with { Elapsed = seen.BannerDelay, Details = [new("reply", seen.Banner.ToString())], Findings = Of(Subject.Smtp, "smtp-") };
    }

    private Step Ehlo(Present<SmtpSession> seen)
    {
        if (seen.Value.Banner.Code is not 220)
        {
            return Done("ehlo", StepStatus.Skipped, StepFactory.NotReached);
        }

        var reply = ("reply", seen.Value.Ehlo?.ToString() ?? "");
        var step = seen.Value.Ehlo switch
        {
            { Code: 500 or 502 } => Done("ehlo", StepStatus.Warning, "helo-only", reply),
            { IsPositive: false } => Done("ehlo", StepStatus.Undetermined, "refused", reply),
            _ => Done("ehlo", StepStatus.Ok, "greeted", reply),
        };
        return step with
        {
            Details = [.. seen.Value.Extensions.Take(30).Select(keyword => new StepDetail("extension", keyword))],
            Elapsed = SpokenTime.Of(seen.Source, "EHLO"),
        };
    }

    private Step StartTls(Present<SmtpSession> seen)
    {
        if (!InboundView.Talks(seen.Value))
        {
            return Done("starttls", StepStatus.Skipped, StepFactory.NotReached);
        }

        var tls = seen.Value.Tls;
        var step = tls switch
        {
            null => Done("starttls", StepStatus.Warning, "not-offered"),
            { Failure: TlsFailure.Refused } => Done("starttls", StepStatus.Warning, "refused", ("why", tls.Problem ?? "")),
            { Protocol: null } => Done("starttls", StepStatus.Warning, "handshake-failed", ("why", tls.Problem ?? "")),
            _ => Done("starttls", StepStatus.Ok, "encrypts", ("protocol", tls.Protocol)),
        };
        return step with
        {
            Details = tls?.CipherSuite is { } cipher ? [new("cipher", cipher)] : [],
            Findings = tls is { Protocol: not null } ? [] : Of(Subject.Tls, ""),
            Elapsed = SpokenTime.Of(seen.Source, "STARTTLS"),
        };
    }

    // Senders encrypt also to a host whose certificate they cannot check (RFC 7435), unless MTA-STS, DANE or a rule of theirs forbids it.
    private Step Certificate(SmtpSession seen) =>
        seen.Tls is not { Protocol: not null } tls ? Done("certificate", StepStatus.Skipped, StepFactory.NotReached)
        : Done("certificate", tls.Trusted ? StepStatus.Ok : StepStatus.Warning, tls.Trusted ? "trusted" : "not-trusted", ("why", tls.Problem ?? "")) with
        {
            Details = [.. tls.Subjects.Take(20).Select(name => new StepDetail("name", name))],
            Findings = Of(Subject.Tls, ""),
        };

    private Step Port(StepStatus status, string result, string? why, params ReadOnlySpan<(string, string)> more) =>
        Done("port", status, result, [.. more, ("why", why ?? "")]) with { Evidence = [session!], Elapsed = session!.Source.Elapsed };

    // The banner's wait is the host's; what went before it is the network's.
    private TimeSpan? Connecting() =>
        session is Present<SmtpSession> { Value.BannerDelay: { } delay, Source.Moments: [var first, ..] } && first > delay ? first - delay : null;

    private IReadOnlyList<DomainFinding> Of(Subject subject, string prefix) => InboundSteps.Notable(view.Findings.Where(finding =>
        finding.Subject == subject && finding.Id.StartsWith(prefix, StringComparison.Ordinal) && finding.Arguments.GetValueOrDefault("host") == host.Name && (!finding.Arguments.TryGetValue("address", out var at) || at == address)));

    // What the catalogue does not know is taken for half as bad: mail often gets through in the end.
    private static StepStatus Gravity(string finding) =>
        Catalogue.Default.Findings.TryGetValue(finding, out var entry) ? StepStatuses.Together(StepStatus.Warning, StepStatuses.Of(entry.Severity)) : StepStatus.Warning;

    private (string, string)[] About() => [("host", host.Name), ("address", address)];

    private Step Done(string id, StepStatus status, string result, params ReadOnlySpan<(string, string)> more) =>
        StepFactory.Done(id, status, result, [.. About(), .. more]);
}

/// <summary>How long one exchange of a conversation took.</summary>
internal static class SpokenTime
{
    /// <summary>From the command to the last line before the next one; null where that cannot be told, as where commands went out in one flight.</summary>
    public static TimeSpan? Of(Provenance source, string command)
    {
        if (source is not { Transcript: { } lines, Moments: { } moments } || moments.Count != lines.Count)
        {
            return null;
        }

        for (var at = 0; at < lines.Count; at++)
        {
            if (lines[at].StartsWith("C: " + command, StringComparison.Ordinal))
            {
                var last = at;
                while (last + 1 < lines.Count && !lines[last + 1].StartsWith("C: ", StringComparison.Ordinal))
                {
                    last++;
                }

                return last > at ? moments[last] - moments[at] : null;
            }
        }

        return null;
    }
}
