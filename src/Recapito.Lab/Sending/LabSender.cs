using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Sends a world's message through the world as a real mail system would (RFC 5321 §5.1), in process and without waiting for its queue.</summary>
/// <param name="view">The mail hosts when the message bounces.</param>
/// <param name="resolver">The DNS as the sender sees it then.</param>
/// <param name="hosts">Who listens where.</param>
/// <param name="address">The sending system's IP address in text.</param>
public sealed class LabSender(MailView view, ILabResolver resolver, ILabHosts hosts, string address = LabSender.DefaultAddress)
{
    private readonly MailRouter router = new(resolver);

    /// <summary>The sending system's address where nothing else is said.</summary>
    public const string DefaultAddress = "192.0.2.25";

    /// <summary>Sends the world's message through the world as it stood when it bounced; the sender uses the observer's resolver.</summary>
    public static IReadOnlyList<Attempt> Send(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var snapshot = WorldSnapshot.At(world, world.BounceAt);
        return Send(world, snapshot, new SnapshotInternet(snapshot));
    }

    /// <summary>
    /// The same from a sender for whom it fails, if there is one: where the observer's resolver would lead the message to its goal, a sender is taken whose
    /// resolver had asked another of the world's servers.
    /// </summary>
    public static IReadOnlyList<Attempt> SendAtWorst(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var snapshot = WorldSnapshot.At(world, world.BounceAt);
        var all = SenderViews.All(snapshot).Select(resolver => Send(world, snapshot, resolver)).ToList();
        return all.Find(attempts => attempts.Any(attempt => attempt is not DeliveredAttempt)) ?? all[0];
    }

    private static IReadOnlyList<Attempt> Send(World world, WorldSnapshot snapshot, ILabResolver resolver) =>
        new LabSender(MailView.Of(snapshot), resolver, new SnapshotInternet(snapshot), snapshot.AddressesOf[snapshot.SendingHost][0]).Deliver(world);

    /// <summary>One attempt per recipient, in the message's order. What stays temporary counts as failed, as the queue gives up in the end.</summary>
    public IReadOnlyList<Attempt> Deliver(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var results = new Dictionary<string, Attempt>(StringComparer.Ordinal);
        var system = SystemOf(world);
        var journey = new MailJourney(world, view, resolver, hosts);
        var all = world.Message.To.Distinct(StringComparer.Ordinal).ToList();
        var groups = system is null ? all.GroupBy(recipient => Names.DomainOf(recipient) ?? "").SelectMany(group => DeliverTo(world, group.Key, [.. group], journey))
            : all.Select(recipient => journey.Relay(system, Names.CanonicalAddress(recipient), new(world, recipient), new(recipient, system.Host, system.Address)));
        foreach (var attempt in groups)
        {
            // What the sender's own system met, it reports as its own.
            results[attempt.Recipient] = attempt is ReturnedAttempt { Hops.Count: 0, Failure: { } first } ? first with { Recipient = attempt.Recipient } : attempt;
        }

        return [.. all.Select(recipient => results[recipient])];
    }

    /// <summary>The sending system where it routes by a configuration of its own; null for one that goes by the MX.</summary>
    private MailSystem? SystemOf(World world)
    {
        if (world.Message.SendingHost is { } host && MailSystem.Server(world, view, host) is { } server)
        {
            return server;
        }

        var domain = Names.DomainOf(world.Message.From) ?? "";
        return world.Message.NdrBy is "exchange-online-2014" && EdgeAttribution.Of(view.Tenants, world.Message.From) is { Domain: not null } own && own.Domain.Holds(domain)
            ? MailSystem.Tenant(world, view, own.Name, fromOwnServers: false)
            : null;
    }

    private List<Attempt> DeliverTo(World world, string domain, IReadOnlyList<string> recipients, MailJourney journey)
    {
        var route = router.ByMx(domain, SenderHabits.Of(world.Message));
        if (route.Problem is { } problem)
        {
            return [.. recipients.Select(recipient => new UnresolvedAttempt(recipient, route.Name, route.Type, problem))];
        }

        var done = new List<Attempt>();
        IReadOnlyList<Attempt> open = [.. recipients.Select(recipient => new UnansweredAttempt(recipient, domain, "", ConnectResult.Silent))];
        foreach (var (host, place) in route.Targets)
        {
            var tried = Try(world, host, place, [.. open.Select(attempt => attempt.Recipient)]);
            done.AddRange(tried.Where(IsFinal));
            open = [.. tried.Where(attempt => !IsFinal(attempt))];
            if (open.Count == 0)
            {
                break;
            }
        }

        var envelope = new SmtpEnvelope(address) { ReversePath = world.Message.From };
        return [.. done.Select(attempt => attempt is DeliveredAttempt taken ? journey.Follow(taken, SendingSystem.Name(world), envelope) : attempt), .. open];
    }

    /// <summary>5xx in the greeting or to EHLO is a word about this connection: real systems go on to the next host (Postfix: smtp_skip_5xx_greeting).</summary>
    private static bool IsFinal(Attempt attempt) => attempt is DeliveredAttempt
        || attempt is RefusedAttempt { Reply.IsTransient: false, Command: not ("greeting" or "EHLO") };

    private List<Attempt> Try(World world, string name, string place, IReadOnlyList<string> recipients)
    {
        // Where nothing is described, a machine stands that runs no such service, as in a running lab.
        var target = hosts.At(place);
        var how = target is null ? ConnectResult.Refused : Connect(target.Host);
        if (target is null || how is not ConnectResult.Answered)
        {
            return [.. recipients.Select(recipient => new UnansweredAttempt(recipient, name, place, how))];
        }

        var sender = SendingSystem.Name(world);
        var dialogue = SmtpHosts.DialogueFor(view, target.Name, target.Host, address)!;
        var alias = world.Message.RewritesAliases ? new RrSet(resolver.Ask(name, RrType.A).Records, false).Alias : null;
        var written = recipients.ToDictionary(recipient => alias is null ? recipient : $"{recipient[..recipient.LastIndexOf('@')]}@{alias}", recipient => recipient);
        return [.. SmtpTransaction.Run(dialogue, sender, world.Message.From, [.. written.Keys], untilData: true)
            .Select(answer => answer.Reply.IsPositive
                ? (Attempt)new DeliveredAttempt(written[answer.Recipient], name, place)
                : new RefusedAttempt(written[answer.Recipient], name, place, answer.Reply, answer.Command))];
    }

    /// <summary>What a connection to a host meets.</summary>
    internal static ConnectResult Connect(WorldHost host) => host.Is switch
    {
        "silent" => ConnectResult.Silent,
        "closed" => ConnectResult.Refused,
        "unreachable" => ConnectResult.Unreachable,
        "no-banner" => ConnectResult.NoBanner,
        _ => ConnectResult.Answered,
    };
}
