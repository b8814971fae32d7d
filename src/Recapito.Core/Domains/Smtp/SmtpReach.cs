namespace Recapito.Core;

/// <summary>Whether anybody answers at the addresses of the mail hosts. Silence means something only beside a control host that answers (docs/adr/0004).</summary>
internal sealed class SmtpReach : DomainCheck
{
    private enum State
    {
        Unknown,
        Alive,
        Dead,
    }

    public override IReadOnlyList<string> Findings { get; } =
        ["mx-all-unreachable", "mx-host-unreachable", "mx-address-unreachable", "mx-ipv6-unreachable"];

    public override IEnumerable<Request> Asks(DomainView view) =>
        view.Inquiry is { Smtp: true, ControlHost: not null }
            ? MailTarget.Of(view).Where(target => target.Session(view) is { } seen && WasNotTaken(seen) && Facts.IsPublic(target.Address))
                .Select(target => Beside(view, target))
            : [];

    public override bool MayAsk(Request request) => request is ReachabilityRequest;

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var hosts = view.Hosts.Select(host => (Host: host, State: StateOf(view, host))).ToList();
        var dead = hosts.Where(one => one.State is State.Dead && !one.Host.HasNoAddress).ToList();
        if (dead.Count > 0 && IsComplete(view) && hosts.TrueForAll(one => one.State is State.Dead))
        {
            yield return view.Found("mx-all-unreachable", dead.SelectMany(one => Seen(view, one.Host)), ("hosts", string.Join(", ", dead.Select(one => one.Host.Name))));
            yield break;
        }

        foreach (var (host, state) in hosts)
        {
            var unanswered = Targets(view, host).Where(target => StateOf(view, target) is State.Dead).ToList();
            if (state is State.Dead && unanswered.Count > 0)
            {
                yield return Found(view, "mx-host-unreachable", host, unanswered);
            }
            else if (state is State.Alive)
            {
                foreach (var family in unanswered.GroupBy(target => target.IsV6))
                {
                    yield return Found(view, family.Key ? "mx-ipv6-unreachable" : "mx-address-unreachable", host, [.. family]);
                }
            }
        }
    }

    private static DomainFinding Found(DomainView view, string id, MxHost host, IReadOnlyList<MailTarget> targets) =>
        view.Found(id, targets.SelectMany(target => Seen(view, target)), ("host", host.Name), ("addresses", MailTarget.List(targets)));

    private static ReachabilityRequest Beside(DomainView view, MailTarget target) => new(target.Host.Name, target.Address, view.Inquiry.ControlHost!);

    // Every host that the MX names was looked at, and each of their addresses.
    private static bool IsComplete(DomainView view) =>
        view.Hosts.Count < MxHost.Most && MailTarget.Of(view).Count < MailTarget.Most;

    private static State StateOf(DomainView view, MxHost host)
    {
        var states = Targets(view, host).Select(target => StateOf(view, target)).ToList();
        return states.Contains(State.Alive) ? State.Alive
            : host.HasNoAddress || (states.Count > 0 && states.TrueForAll(state => state is State.Dead) && IsWhole(host)) ? State.Dead
            : State.Unknown;
    }

    // Addresses of the other family may exist where the DNS did not say so.
    private static bool IsWhole(MxHost host) => host.Answers.All(answer => answer is Present<RrSet> or Absent<RrSet>);

    private static State StateOf(DomainView view, MailTarget target)
    {
        var beside = view.Inquiry.ControlHost is null ? null : view.Evidence.Find(Beside(view, target)) as Present<Reachability>;
        return target.Session(view) switch
        {
            null => State.Unknown,
            var session when !WasNotTaken(session) => State.Alive,
            _ => beside?.Value.Target switch
            {
                null => State.Unknown,
                ConnectResult.Answered or ConnectResult.NoBanner => State.Alive,
                _ => State.Dead,
            },
        };
    }

    /// <summary>The connection itself did not come about. Where the host said or closed something, somebody is there.</summary>
    private static bool WasNotTaken(Observation<SmtpSession> seen) =>
        seen is Absent<SmtpSession>
        || (seen is Unavailable<SmtpSession> { Finding: null } && !(seen.Source.Transcript ?? []).Any(line => line.StartsWith("S:", StringComparison.Ordinal)));

    private static IEnumerable<MailTarget> Targets(DomainView view, MxHost host) => MailTarget.Of(view).Where(target => target.Host.Name == host.Name);

    private static IEnumerable<Observation?> Seen(DomainView view, MxHost host) => Targets(view, host).SelectMany(target => Seen(view, target));

    private static IEnumerable<Observation?> Seen(DomainView view, MailTarget target) =>
        [view.Inquiry.ControlHost is null ? null : view.Evidence.Find(Beside(view, target)), target.Session(view)];
}
