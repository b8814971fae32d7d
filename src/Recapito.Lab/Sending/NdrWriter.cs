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

        // One report tells of all: it is written when the last of them failed, so the message came in a queue lifetime before where one expired.
        var arrival = world.BounceAt - (failures.Any(SendingSystem.Expired) ? SendingSystem.QueueLifetime(world) : TimeSpan.FromSeconds(2));
        var letter = new NdrLetter(world, SendingSystem.Name(world), failures, new SentMessage(world, arrival));
        return world.Message.NdrBy switch
        {
            "postfix" => PostfixNdr.Write(letter),
            "exchange-2010" => Exchange2010Ndr.Write(letter),
            "exchange-online-2014" => ExchangeOnlineNdr.Write(letter),
            var other => throw new ArgumentException($"No known system writes NDRs as \"{other}\".", nameof(world)),
        };
    }
}

/// <summary>What every design says.</summary>
/// <param name="World">The world.</param>
/// <param name="Host">The generating server.</param>
/// <param name="Failures">The recipients that did not get it, in order.</param>
/// <param name="Message">The message.</param>
internal sealed record NdrLetter(World World, string Host, IReadOnlyList<Attempt> Failures, SentMessage Message)
{
    /// <summary>The recipient of the report.</summary>
    public string Sender => World.Message.From;

    /// <summary>An id for this report that is the same in every run.</summary>
    public string Id(string use) => StableDigest.Guid([use, Host, Sender, .. World.Message.To, World.Message.Subject]);
}
