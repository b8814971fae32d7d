namespace Recapito.Core;

/// <summary>The circle that a message went in, by the hops of the message itself: the same systems in the same order at least three times.</summary>
/// <param name="Systems">The systems of one round: "Exchange Online", or a host's name.</param>
/// <param name="Rounds">How often it went round, 3 or more.</param>
internal sealed record HopCircle(IReadOnlyList<string> Systems, int Rounds)
{
    public const string ExchangeOnline = "Exchange Online";

    private const int FewestRounds = 3;

    // A message that goes straight through Exchange Online is handed from machine to machine there, mostly three or four times.
    private const int FewestWithinExchangeOnline = 8;

    /// <summary>True where Exchange Online handed the message to itself only.</summary>
    public bool IsExchangeOnlineAlone => Systems is [ExchangeOnline];

    /// <summary>True where Exchange Online takes part.</summary>
    public bool HasExchangeOnline => Systems.Contains(ExchangeOnline);

    /// <summary>The circle at the end of the way; null where the hops show none.</summary>
    public static HopCircle? Of(IReadOnlyList<ReceivedHop> hops)
    {
        var every = hops.Select(hop => hop.By).OfType<string>().Select(SystemOf).ToList();
        if (RoundsOf(every, 1) is var alone && every.Count > 0 && alone >= (every[^1] is ExchangeOnline ? FewestWithinExchangeOnline : FewestRounds))
        {
            return new([every[^1]], alone);
        }

        // However many machines of Exchange Online have a message one after the other, it was there once.
        var systems = every.Where((system, place) => place == 0 || system is not ExchangeOnline || every[place - 1] is not ExchangeOnline).ToList();
        for (var length = 2; length * FewestRounds <= systems.Count && length <= 6; length++)
        {
            var rounds = RoundsOf(systems, length);
            if (rounds >= FewestRounds)
            {
                // Where it began within a round is chance; the names in order are the same circle.
                return new([.. systems.TakeLast(length)], rounds);
            }
        }

        return null;
    }

    private static int RoundsOf(List<string> systems, int length)
    {
        var same = 0;
        for (var place = systems.Count - 1; place - length >= 0 && systems[place] == systems[place - length]; place--)
        {
            same++;
        }

        return (same / length) + 1;
    }

    // Exchange Online has another machine at each hop.
    private static string SystemOf(string host) => MicrosoftNames.IsExchangeOnline(host) ? ExchangeOnline : host;
}
