namespace Recapito.Core;

/// <summary>Where a message is on its way.</summary>
public enum PathPlace
{
    /// <summary>Before it has reached the organisation.</summary>
    Outside,

    /// <summary>The organisation's tenant.</summary>
    ExchangeOnline,

    /// <summary>The organisation's own servers.</summary>
    Servers,

    /// <summary>A host of somebody else's.</summary>
    Elsewhere,
}

/// <summary>How a path ends.</summary>
public enum PathEnd
{
    /// <summary>In a mailbox of the organisation.</summary>
    Delivered,

    /// <summary>It leaves the organisation; what others do with it is not predicted.</summary>
    Leaves,

    /// <summary>It comes back to the sender.</summary>
    Returned,

    /// <summary>It goes round.</summary>
    Loop,

    /// <summary>What would decide was not listed.</summary>
    NotKnown,
}

/// <summary>One station of a path.</summary>
/// <param name="Place">Where.</param>
/// <param name="Host">The host by which it came in; null where that does not matter.</param>
/// <param name="Recipient">The address that the message is for there.</param>
public sealed record PathStation(PathPlace Place, string? Host, string Recipient)
{
    /// <summary>Word key, below "path.by", of what leads on from here; null at the end.</summary>
    public string? By { get; init; }

    /// <summary>The connector that leads on; null where none does.</summary>
    public string? Connector { get; init; }
}

/// <summary>A real message whose hops may show a circle.</summary>
/// <param name="From">Its sender's address, as the report has it; null where that is not known.</param>
/// <param name="To">The recipients that the report is about.</param>
/// <param name="Hops">Its hops, the first one first.</param>
public sealed record PathMessage(string? From, IReadOnlyList<string> To, IReadOnlyList<ReceivedHop> Hops)
{
    /// <summary>The message that a report is about.</summary>
    public static PathMessage Of(DsnReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new(report.Returned?.Sender, [.. report.Recipients.SelectMany(recipient => new[] { recipient.FinalRecipient, recipient.OriginalRecipient }).OfType<string>().Distinct()], report.Returned?.Hops ?? []);
    }

    /// <summary>True where it is of the sender and for the recipient of a path.</summary>
    internal bool IsOf(MailPath path) => From is not null && Names.CanonicalAddress(From) == path.From && To.Any(address => Names.CanonicalAddress(address) == path.To);
}

/// <summary>The way that a message takes by the configuration: a prediction, which proves nothing about a real message.</summary>
/// <param name="From">The sender's canonical address.</param>
/// <param name="To">The recipient's canonical address.</param>
/// <param name="Stations">In order; never empty.</param>
/// <param name="End">How it ends.</param>
public sealed record MailPath(string From, string To, IReadOnlyList<PathStation> Stations, PathEnd End)
{
    /// <summary>Word key, below "path.why", of why it ends so; null where the end says it all.</summary>
    public string? Why { get; init; }

    /// <summary>The reply with which it comes back; null for other ends.</summary>
    public SmtpReply? Reply { get; init; }

    /// <summary>For a loop: the station at which the circle begins; else null.</summary>
    public int? CircleFrom { get; init; }

    /// <summary>True where a real message of the same sender to the same recipient went round in the circle that is predicted: another one's shows the circle, not this way.</summary>
    /// <param name="message">The message; null where none was given.</param>
    public bool IsProvenBy(PathMessage? message) => message is not null && message.IsOf(this) && IsShownBy(message.Hops);

    /// <summary>
    /// True where the hops of a real message show the circle that is predicted: Exchange Online alone, or Exchange Online and hosts of the organisation by turns.
    /// </summary>
    /// <param name="hops">The hops, the first one first.</param>
    public bool IsShownBy(IReadOnlyList<ReceivedHop> hops)
    {
        ArgumentNullException.ThrowIfNull(hops);
        if (End is not PathEnd.Loop || CircleFrom is not { } start || HopCircle.Of(hops) is not { } circle)
        {
            return false;
        }

        var places = Stations.Skip(start).Select(station => station.Place).Distinct().ToList();
        return circle.HasExchangeOnline == places.Contains(PathPlace.ExchangeOnline)
            && circle.Systems.Any(system => system != HopCircle.ExchangeOnline) == places.Contains(PathPlace.Servers);
    }
}
