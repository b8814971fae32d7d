using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Writes the non-delivery report that the sender of a world's message gets, as the system that the world names would write it.</summary>
public static class NdrWriter
{
    /// <summary>
    /// The report as bytes with CRLF, the same for the same world; null where every recipient got the message. Recipients that got it are not
    /// in the report.
    /// </summary>
    /// <exception cref="ArgumentException"><see cref="WorldMessage.NdrBy"/> names no known system.</exception>
    public static byte[]? Write(World world, IReadOnlyList<Attempt> attempts)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(attempts);
        var failures = attempts.Where(attempt => attempt is not DeliveredAttempt).ToList();
        if (failures.Count == 0)
        {
            return null;
        }

        // Whoever gave the message back writes; a sender's own report comes first where there are both.
        var own = failures.Where(attempt => attempt is not ReturnedAttempt).ToList();
        if (own.Count == 0)
        {
            var first = (ReturnedAttempt)failures[0];
            var queued = first.Failure is { } met && SendingSystem.Expired(met) ? SendingSystem.QueueLifetime(first.By) : TimeSpan.Zero;
            var sent = new SentMessage(world, world.BounceAt - queued - TimeSpan.FromSeconds(45));
            return Write(first.By, new(world, first.Host, failures.FindAll(attempt => ((ReturnedAttempt)attempt).Host == first.Host), sent) { Hops = [.. first.Hops.Select(hop => hop with { At = hop.At - queued })] });
        }

        failures = own;

        // One report tells of all: it is written when the last of them failed, so the message came in a queue lifetime before where one expired.
        var arrival = world.BounceAt - (failures.Any(SendingSystem.Expired) ? SendingSystem.QueueLifetime(world.Message.NdrBy) : TimeSpan.FromSeconds(2));
        var letter = new NdrLetter(world, SendingSystem.Name(world), failures, new SentMessage(world, arrival));
        return Write(world.Message.NdrBy, letter);
    }

    private static byte[] Write(string design, NdrLetter letter) => design switch
    {
        "postfix" => PostfixNdr.Write(letter),
        "exchange-2010" => Exchange2010Ndr.Write(letter),
        "exchange-online-2014" => ExchangeOnlineNdr.Write(letter),
        _ => throw new ArgumentException($"No known system writes NDRs as \"{design}\".", nameof(design)),
    };
}

/// <summary>What every design says.</summary>
/// <param name="World">The world.</param>
/// <param name="Host">The generating server.</param>
/// <param name="Failures">The recipients that did not get it, in order.</param>
/// <param name="Message">The message.</param>
internal sealed record NdrLetter(World World, string Host, IReadOnlyList<Attempt> Failures, SentMessage Message)
{
    /// <summary>The hosts that the message went through before it came back, the first one first; empty where the sender's own system reports.</summary>
    public IReadOnlyList<MailHop> Hops { get; init; } = [];

    /// <summary>The domain in whose name the report is written: that of the sender, or of the organisation that gave the message back.</summary>
    public string Author => Names.DomainOf(Hops.Count == 0 ? Sender : Failures[0].Recipient)!;

    /// <summary>The same of Exchange Online, which may be the sender's: the organisation in the world that has the domain.</summary>
    public string OnlineAuthor => Names.DomainOf(Sender) is { } own && !IsOnline(Author) && IsOnline(own) ? own : Author;

    /// <summary>The recipient of the report.</summary>
    public string Sender => World.Message.From;

    private bool IsOnline(string domain) => World.Tenants.Values.Any(tenant => tenant.AcceptedDomains.Any(held => held.Holds(domain)));

    /// <summary>An id for this report that is the same in every run.</summary>
    public string Id(string use) => StableDigest.Guid([use, Host, Sender, .. World.Message.To, World.Message.Subject]);
}
