using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Sends a world's message through the world as a real mail system would (RFC 5321 §5.1), in process and without waiting for its queue.</summary>
/// <param name="view">The mail hosts when the message bounces.</param>
/// <param name="resolver">The DNS as the sender sees it then.</param>
/// <param name="hosts">Who listens where.</param>
/// <param name="address">The sending system's IP address in text.</param>
public sealed class LabSender(MailView view, ILabResolver resolver, ILabHosts hosts, string address = LabSender.DefaultAddress)
{
    /// <summary>The sending system's address where nothing else is said.</summary>
    public const string DefaultAddress = "192.0.2.25";

    /// <summary>Sends the world's message through the world as it stood when it bounced; the sender uses the observer's resolver.</summary>
    public static IReadOnlyList<Attempt> Send(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var snapshot = WorldSnapshot.At(world, world.BounceAt);
        var internet = new SnapshotInternet(snapshot);
        return new LabSender(MailView.Of(snapshot), internet, internet, snapshot.AddressesOf[snapshot.SendingHost][0]).Deliver(world);
    }

    /// <summary>One attempt per recipient, in the message's order. What stays temporary counts as failed, as the queue gives up in the end.</summary>
    public IReadOnlyList<Attempt> Deliver(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var results = new Dictionary<string, Attempt>(StringComparer.Ordinal);
        foreach (var group in world.Message.To.Distinct(StringComparer.Ordinal).GroupBy(recipient => Names.DomainOf(recipient) ?? ""))
        {
            foreach (var attempt in DeliverTo(world, group.Key, [.. group]))
            {
                results[attempt.Recipient] = attempt;
            }
        }

        return [.. world.Message.To.Distinct(StringComparer.Ordinal).Select(recipient => results[recipient])];
    }

    private List<Attempt> DeliverTo(World world, string domain, IReadOnlyList<string> recipients)
    {
        var route = Route(domain);
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

        return [.. done, .. open];
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
        return [.. SmtpTransaction.Run(dialogue, sender, world.Message.From, recipients, untilData: true)
            .Select(answer => answer.Reply.IsPositive
                ? (Attempt)new DeliveredAttempt(answer.Recipient, name, place)
                : new RefusedAttempt(answer.Recipient, name, place, answer.Reply, answer.Command))];
    }

    private static ConnectResult Connect(WorldHost host) => host.Is switch
    {
        "silent" => ConnectResult.Silent,
        "closed" => ConnectResult.Refused,
        "unreachable" => ConnectResult.Unreachable,
        "no-banner" => ConnectResult.NoBanner,
        _ => ConnectResult.Answered,
    };

    private MailRoute Route(string domain)
    {
        var answer = resolver.Ask(domain, RrType.Mx);
        if (answer.Kind is LabAnswerKind.ServFail)
        {
            return new(domain, RrType.Mx, NameProblem.CannotBeAsked, []);
        }

        var exchangers = answer.Kind is LabAnswerKind.Records ? new RrSet(answer.Records, false).Mx : [];
        if (exchangers.Count == 0)
        {
            // No MX: the domain's own address stands in (RFC 5321 §5.1).
            return Resolve([domain]);
        }

        return exchangers.All(mx => mx.Exchange is ".")
            ? new(domain, RrType.Mx, NameProblem.TakesNoMail, [])
            : Resolve([.. exchangers.Where(mx => mx.Exchange is not ".").Select(mx => mx.Exchange)]);
    }

    private MailRoute Resolve(IReadOnlyList<string> names)
    {
        var targets = new List<(string, string)>();
        var last = (Name: names[0], Kind: LabAnswerKind.NoData);
        foreach (var name in names)
        {
            var four = resolver.Ask(name, RrType.A);
            var six = resolver.Ask(name, RrType.Aaaa);
            targets.AddRange(Addresses(four).Concat(Addresses(six)).Select(place => (name, place)));
            last = (name, four.Kind is LabAnswerKind.Records ? LabAnswerKind.NoData : four.Kind);
        }

        NameProblem? problem = targets.Count > 0 ? null : last.Kind switch
        {
            LabAnswerKind.NxDomain => NameProblem.DoesNotExist,
            LabAnswerKind.ServFail => NameProblem.CannotBeAsked,
            _ => NameProblem.HasNoAddress,
        };
        return new(last.Name, RrType.A, problem, targets);
    }

    private static IReadOnlyList<string> Addresses(LabAnswer answer) =>
        answer.Kind is LabAnswerKind.Records ? new RrSet(answer.Records, false).Addresses : [];

    private sealed record MailRoute(string Name, RrType Type, NameProblem? Problem, IReadOnlyList<(string Host, string Address)> Targets);
}
