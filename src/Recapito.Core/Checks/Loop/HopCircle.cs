namespace Recapito.Core;

/// <summary>The circle that a message went in, by the hops of the message itself: the same systems in the same order at least three times.</summary>
/// <param name="Systems">The systems of one round: "Exchange Online", or a host's name, the one where it came in first.</param>
/// <param name="Returns">How often it came back to the first of them, 2 or more.</param>
internal sealed record HopCircle(IReadOnlyList<string> Systems, int Returns)
{
    public const string ExchangeOnline = "Exchange Online";

    private const int FewestRounds = 3;

    // A message that goes straight through Exchange Online is handed from machine to machine there, mostly three or four times.
    private const int FewestWithinExchangeOnline = 8;

    /// <summary>The system that handed the message into the circle; null where the hops do not show it.</summary>
    public string? Before { get; private init; }

    /// <summary>True where Exchange Online handed the message to itself only.</summary>
    public bool IsExchangeOnlineAlone => Systems is [ExchangeOnline];

    /// <summary>True where Exchange Online takes part.</summary>
    public bool HasExchangeOnline => Systems.Contains(ExchangeOnline);

    /// <summary>The circle at the end of the way; null where the hops show none.</summary>
    public static HopCircle? Of(IReadOnlyList<ReceivedHop> hops)
    {
        var every = hops.Select(hop => hop.By).OfType<string>().Select(SystemOf).ToList();
        if (LastRun(every, 1) is var alone && every.Count > 0 && alone >= (every[^1] is ExchangeOnline ? FewestWithinExchangeOnline : FewestRounds))
        {
            return OfRun(hops, every, alone, 1);
        }

        // However many machines of Exchange Online have a message one after the other, it was there once.
        var systems = every.Where((system, place) => place == 0 || system is not ExchangeOnline || every[place - 1] is not ExchangeOnline).ToList();
        for (var length = 2; length * FewestRounds <= systems.Count && length <= 6; length++)
        {
            if (LastRun(systems, length) is var run && run / length >= FewestRounds)
            {
                return OfRun(hops, systems, run, length);
            }
        }

        return null;
    }

    // From the place on at which the message came in, the run is one circle after the other.
    private static HopCircle OfRun(IReadOnlyList<ReceivedHop> hops, List<string> systems, int run, int length)
    {
        var start = systems.Count - run;
        List<string> circle = [.. systems.Skip(start).Take(length)];
        var before = start > 0 ? systems[start - 1] : hops[0] is { By: not null, From: { } from } && SystemOf(from) is var first && !circle.Contains(first) ? first : null;
        return new(circle, (run - 1) / length) { Before = before };
    }

    /// <summary>How many hops at the end of the way repeat each other at this distance, the first ones of them included.</summary>
    private static int LastRun(List<string> systems, int length)
    {
        var same = 0;
        for (var place = systems.Count - 1; place - length >= 0 && systems[place] == systems[place - length]; place--)
        {
            same++;
        }

        return same + length;
    }

    // Exchange Online has another machine at each hop.
    private static string SystemOf(string host) => MicrosoftNames.IsExchangeOnline(host) ? ExchangeOnline : host;
}
