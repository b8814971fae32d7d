using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Follows a message from host to host, as the configurations of the systems lead it, until it is at its goal, comes back, or has gone round too often.</summary>
/// <param name="world">The world.</param>
/// <param name="view">The mail hosts when the message is under way.</param>
/// <param name="resolver">The DNS as the systems see it.</param>
/// <param name="hosts">Who listens where.</param>
internal sealed class MailJourney(World world, MailView view, ILabResolver resolver, ILabHosts hosts)
{
    /// <summary>Hops after which a system takes the message for one that goes round (Microsoft: Fix NDR error codes 5.4.6 through 5.4.20).</summary>
    private const int LongestTrail = 20;

    private readonly MailRouter router = new(resolver);
    private readonly MailHandover handover = new(world, view, hosts);

    /// <summary>What becomes of a message that a host took.</summary>
    /// <param name="taken">The attempt that ended there.</param>
    /// <param name="from">Name of the host that handed it over.</param>
    /// <param name="envelope">What the taking host knew.</param>
    public Attempt Follow(DeliveredAttempt taken, string from, SmtpEnvelope envelope)
    {
        if (hosts.At(taken.Address) is not { } taker)
        {
            return taken;
        }

        var trail = new Trail(world, taken.Recipient);
        trail.Add(from, NameOf(taker));
        return MailSystem.Behind(world, view, taker, envelope, taken.Recipient) is { } system ? Relay(system, taken.Recipient, trail, taken) : taken;
    }

    /// <summary>What becomes of a message that a system has.</summary>
    public Attempt Relay(MailSystem system, string recipient, Trail trail, DeliveredAttempt last)
    {
        while (trail.Hops.Count <= LongestTrail)
        {
            var hop = system.Next(recipient);
            recipient = hop.Recipient;
            if (hop is DeliverHere)
            {
                return last with { Recipient = trail.Recipient };
            }

            if (hop is SendBack back)
            {
                return new ReturnedAttempt(trail.Recipient, system.Host, system.Design, null, back.Reply, trail.Hops);
            }

            var step = HandOver(system, recipient, hop);
            if (step.Failure is { } failure)
            {
                return new ReturnedAttempt(trail.Recipient, system.Host, system.Design, failure, (failure as RefusedAttempt)?.Reply ?? system.LoopReply, trail.Hops);
            }

            trail.Add(system.Host, NameOf(step.Taker!));
            last = new(recipient, step.Taker!.Name, step.Address);
            if (MailSystem.Behind(world, view, step.Taker, step.Envelope, recipient) is not { } behind)
            {
                return last with { Recipient = trail.Recipient };
            }

            system = behind;
        }

        return new ReturnedAttempt(trail.Recipient, system.Host, system.Design, null, system.LoopReply, trail.Hops);
    }

    private Handover HandOver(MailSystem system, string recipient, NextHop hop)
    {
        var route = hop is HandTo smart ? router.Resolve(smart.Hosts) : router.ByMx(Names.DomainOf(recipient) ?? "", new(system.Design is "postfix", world.Message.ObeysMixedNullMx));
        if (route.Problem is { } problem)
        {
            return new(new UnresolvedAttempt(recipient, route.Name, route.Type, problem), null, "", new(system.Address));
        }

        var step = new Handover(new UnansweredAttempt(recipient, route.Name, "", ConnectResult.Silent), null, "", new(system.Address));
        foreach (var (host, place) in route.Targets)
        {
            step = handover.Try(system, hop, host, place, recipient);
            if (step.Failure is null or RefusedAttempt { Reply.IsTransient: false })
            {
                break;
            }
        }

        return step;
    }

    private string NameOf(LabHost taker) => taker.Host.Is is "exchange-online"
        ? new EdgeStamp((taker.Host.Edge ?? view.Tenants.Values.Select(tenant => tenant.Edge).FirstOrDefault() ?? new WorldEdge()) with { Age = "2026" }, taker.Name, view.Clock).Machine + ".mail.protection.outlook.com"
        : taker.Name;
}

/// <summary>The hops of one message so far.</summary>
/// <param name="world">The world.</param>
/// <param name="recipient">The envelope recipient that the sender wrote.</param>
internal sealed class Trail(World world, string recipient)
{
    private readonly List<MailHop> hops = [];

    /// <summary>The envelope recipient that the sender wrote.</summary>
    public string Recipient => recipient;

    /// <summary>The first one first.</summary>
    public IReadOnlyList<MailHop> Hops => hops;

    /// <summary>One hop more, a second later; the last one that a trail may have is still before the report.</summary>
    public void Add(string from, string by) => hops.Add(new(from, by, world.BounceAt == default ? default : world.BounceAt - TimeSpan.FromSeconds(40 - hops.Count)));
}
