using System.Globalization;

namespace Recapito.Core;

/// <summary>One RRset at every server of its zone.</summary>
/// <param name="zone">The zone.</param>
/// <param name="tracks">What was heard.</param>
/// <param name="question">The question at a place.</param>
internal sealed class ZoneStrand(WatchedZone zone, Tracks tracks, Func<Place, Request> question)
{
    // As long as an answer may be under way.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    public Track? At(Place place) => tracks.Of(question(place));

    /// <summary>Where the RRset was asked for.</summary>
    public IEnumerable<(Place Place, Track Track)> Sources(IEnumerable<Place> places) =>
        places.Select(place => (place, Track: At(place))).Where(source => source.Track is not null)!;

    /// <summary>Every answer that a server of today gives, held to be true: heard twice, or at two servers.</summary>
    public IReadOnlyList<(Place Place, WatchedAnswer Answer)> Held()
    {
        var last = Sources(zone.Current).Select(source => (source.Place, source.Track, Answer: source.Track.LastSaid?.Answer)).Where(source => source.Answer is not null).ToList();
        return [.. last.Select(source => (source.Place, Answer: last.Exists(other => other.Place.Server != source.Place.Server && Equals(other.Answer, source.Answer))
            ? source.Answer! : source.Track.Settled!.Answer!))];
    }

    /// <summary>The answer with the newest serial (RFC 1982); of several under one serial, that of the primary, else of most servers. Null before there
    /// is any, and where different primaries gave the serials, which then cannot be compared.</summary>
    public WatchedAnswer? Newest()
    {
        var held = Held();
        if (held.Count == 0 || held.All(source => Equals(source.Answer, held[0].Answer)))
        {
            return held.Count == 0 ? null : held[0].Answer;
        }

        if (!SerialNumbers.AreComparable(held.Select(source => zone.Soa(source.Place)?.Soa?.PrimaryServer).OfType<string>()))
        {
            return null;
        }

        var serials = held.Select(source => (source.Place, source.Answer, Serial: SerialOf(source.Place, source.Answer) ?? SerialAt(source.Place))).ToList();
        var newest = SerialNumbers.Newest(serials.Select(source => source.Serial).OfType<uint>());
        var candidates = serials.Where(source => newest is null || source.Serial == newest).ToList();
        var primary = candidates.FirstOrDefault(source => zone.Soa(source.Place)?.Soa?.PrimaryServer == source.Place.Server);
        return primary.Answer ?? candidates.GroupBy(source => source.Answer).OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key.ToString(), StringComparer.Ordinal).First().Key;
    }

    /// <summary>True where servers give different answers under the newest serial.</summary>
    public bool IsTornUnderOneSerial
    {
        get
        {
            var settled = Sources(zone.Current).Where(source => source.Track is { Settled: not null, IsUnsettled: false }).ToList();
            var newest = NewestSerial(settled.Select(source => source.Place));
            return newest is not null && settled.Where(source => SerialAt(source.Place) == newest && IsSteady(source.Place))
                .Select(source => source.Track.Settled!.Answer).Distinct().Count() > 1;
        }
    }

    public uint? SerialAt(Place place) => zone.Soa(place)?.Soa?.Serial;

    /// <summary>The serial under which a place gave an answer. Serial and record are two questions, between which the zone may change: null where no time is
    /// seen in which both held, but for the first look, before which nothing was.</summary>
    public uint? SerialOf(Place place, WatchedAnswer answer)
    {
        var (records, serials) = (At(place)?.Spells ?? [], tracks.Of(zone.SoaAt(place))?.Spells ?? []);
        if (!records.Any(one => one.Answer == answer))
        {
            return null;
        }

        var said = records.Last(one => one.Answer == answer);
        var both = serials.Where(serial => Earlier(said.Last, serial.Last) - Later(said.First, serial.First) > Slack).TakeLast(1);
        var atFirst = serials.Take(1).Where(serial => said == records[0] && (serial.First - said.First).Duration() <= Slack);
        return both.Concat(atFirst).Select(serial => SerialIn(serial.Answer)).FirstOrDefault();
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    // RFC 1035 §3.3.13: the third of its fields.
    private static uint? SerialIn(WatchedAnswer soa) => soa.Text.Split(' ') is [_, _, var serial, ..] && uint.TryParse(serial, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private uint? NewestSerial(IEnumerable<Place> places) => SerialNumbers.Newest(places.Select(SerialAt).OfType<uint>());

    // Serial and record are two questions: between them a server may change.
    private bool IsSteady(Place place) => tracks.Of(zone.SoaAt(place))?.LastRun is { Count: > 1, Answer: not null };
}
