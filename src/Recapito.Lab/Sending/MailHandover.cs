using Recapito.Core;

namespace Recapito.Lab;

/// <summary>How one hop ended.</summary>
/// <param name="Failure">Null where the message was taken.</param>
/// <param name="Taker">The host that took it; null where none did.</param>
/// <param name="Address">Its IP address in text.</param>
/// <param name="Envelope">What it knew.</param>
internal sealed record Handover(Attempt? Failure, LabHost? Taker, string Address, SmtpEnvelope Envelope);

/// <summary>Hands a message from a system to a host.</summary>
/// <param name="world">The world.</param>
/// <param name="view">The mail hosts of the moment.</param>
/// <param name="hosts">Who listens where.</param>
internal sealed class MailHandover(World world, MailView view, ILabHosts hosts)
{
    /// <summary>One attempt at one address.</summary>
    public Handover Try(MailSystem system, NextHop hop, string name, string place, string recipient)
    {
        var terms = system.Terms(ConnectorOf(hop));
        var envelope = new SmtpEnvelope(system.Address) { Certificate = terms.Certificate, ReversePath = world.Message.From, Helo = system.Host };
        var target = hosts.At(place);
        var how = target is null ? ConnectResult.Refused : LabSender.Connect(target.Host);
        if (target is null || how is not ConnectResult.Answered)
        {
            return new(new UnansweredAttempt(recipient, name, place, how), null, place, envelope);
        }

        var dialogue = SmtpHosts.DialogueFor(view, target.Name, target.Host, system.Address, certificate: terms.Certificate)!;
        if (dialogue.Banner.IsPositive && terms.Objection(SmtpHosts.TlsFor(target.Name, target.Host, system.Address), view.Clock, system.IsOnline) is { } objection)
        {
            return new(new RefusedAttempt(recipient, name, place, objection, "STARTTLS"), null, place, envelope);
        }

        var answer = SmtpTransaction.Run(dialogue, system.Host, world.Message.From, [recipient], untilData: true)[0];
        return answer.Reply.IsPositive
            ? new(null, target, place, envelope)
            : new(new RefusedAttempt(recipient, name, place, answer.Reply, answer.Command), null, place, envelope);
    }

    private static string? ConnectorOf(NextHop hop) => hop switch
    {
        HandTo smart => smart.Connector,
        FollowMx mx => mx.Connector,
        _ => null,
    };
}
