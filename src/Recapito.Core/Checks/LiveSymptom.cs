namespace Recapito.Core;

/// <summary>Without a bounce, the symptom is what the hosts answer now.</summary>
internal static class LiveSymptom
{
    /// <summary>The symptom as the first host that does not take the recipient shows it; unchanged where every host takes it or none was asked.</summary>
    public static Symptom Complete(Symptom symptom, Case now)
    {
        // Where an older view is still given out, its hosts are the ones that some senders meet.
        var isOldSeen = now.Zone.ResolverDiffers || now.Zone.Lagging.Count > 0;
        foreach (var host in isOldSeen ? now.Hosts.OrderBy(host => host.IsCurrent) : now.UsableHosts.AsEnumerable())
        {
            var seen = Rcpt(host, symptom, now.Evidence);
            if (seen is Present<RcptAnswer> { Value.Accepted: true })
            {
                if (isOldSeen)
                {
                    continue;
                }

                return symptom;
            }

            if (seen is Present<RcptAnswer> refused)
            {
                return symptom with
                {
                    Meaning = now.MeaningOf(refused.Value.Reply), Reply = refused.Value.Reply, RefusingHost = host.Name, RemoteMta = host.Name,
                    SmtpCommand = refused.Value.Command, At = refused.Source.At,
                };
            }
        }

        // A resolver that answers, and says that it could not find out.
        var isUnanswered = now.Zone is { Resolver: Unavailable<RrSet> { Reason: "SERVFAIL" }, CurrentMx: null };
        return now.Zone.IsNoName || isUnanswered ? symptom with { Meaning = Meanings.NameNotFound, RemoteMta = symptom.Domain }
            : now.Zone.TakesNoMail ? symptom with { Meaning = Meanings.DomainAcceptsNoMail }
            : now.CurrentHosts.Count > 0 ? WithoutReply(symptom, now)
            : symptom;
    }

    private static Symptom WithoutReply(Symptom symptom, Case now)
    {
        var first = now.CurrentHosts[0];
        return now.CurrentHosts.All(host => host.HasNoAddress) ? symptom with { Meaning = Meanings.NameNotFound, RemoteMta = first.Name }
            : now.UsableHosts.All(host => Reach.Of(host, now).IsDead) ? symptom with { Meaning = Meanings.NoAnswer, RemoteMta = first.Name }
            : symptom;
    }

    private static Present<RcptAnswer>? Rcpt(MailHost host, Symptom symptom, EvidenceSet evidence) => host.Addresses
        .Select(address => evidence.Find(new RcptRequest(host.Name, address, RcptRole.Target, symptom.Recipient)))
        .OfType<Present<RcptAnswer>>().FirstOrDefault();
}

/// <summary>Whether anybody answers at a host's addresses. Those of IPv6 beside others are asked only where the others are silent, and then each beside a control host.</summary>
internal sealed record Reach(IReadOnlyList<Observation> Seen, bool Answered, bool IsDead, bool RefusedWithoutControl)
{
    /// <summary>What its IPv6 addresses leave open where the others are silent: they answer, or nothing could be compared. Null for nothing.</summary>
    public string? Doubt { get; private init; }

    /// <summary>It takes connections, at each address that was tried beside a control host, and says nothing.</summary>
    public bool IsMute => IsDead && Seen.OfType<Present<Reachability>>().All(seen => seen.Value.Target is ConnectResult.NoBanner);

    /// <summary>Ids of words under "why." for what is missing to call it dead.</summary>
    public IReadOnlyList<string> WhyNotDead => !IsDead ? ["why.no-control-host"] : Doubt is null ? [] : [Doubt];

    /// <summary>Nobody answered at an address, while a control host did.</summary>
    public static bool IsDeadBeside(Observation<Reachability>? seen) => seen is Present<Reachability> { Value.Target: not ConnectResult.Answered };

    public static Reach Of(MailHost host, Case now)
    {
        var control = now.Inquiry.ControlHost;
        var sessions = host.Addresses.Select(address => now.Evidence.Find(new SmtpSessionRequest(host.Name, address))).ToList();
        var beside = control is null
            ? []
            : host.Addresses.Select(address => now.Evidence.Find(new ReachabilityRequest(host.Name, address, control))).ToList();
        var answered = sessions.OfType<Present<SmtpSession>>().Any()
            || beside.OfType<Present<Reachability>>().Any(seen => seen.Value.Target is ConnectResult.Answered);
        var dead = beside.Count > 0 && beside.All(IsDeadBeside);
        List<Observation<Reachability>?> further = control is null ? [] : [.. host.FurtherAddresses.Select(address => now.Evidence.Find(new ReachabilityRequest(host.Name, address, control)))];
        return new(
            [.. beside.Concat(further).OfType<Observation>().Concat(sessions.OfType<Observation>())], answered, dead && !answered,
            sessions.Count > 0 && sessions.All(seen => seen is Absent<SmtpSession>))
        {
            Doubt = further.OfType<Present<Reachability>>().Any(seen => seen.Value.Target is ConnectResult.Answered) ? "why.answers-over-ipv6"
                : !host.IsV6Known || further.Exists(seen => seen is not Present<Reachability>) ? "why.ipv6-not-compared"
                : null,
        };
    }
}
