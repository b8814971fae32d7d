using System.Globalization;

namespace Recapito.Core;

/// <summary>Whether the zone's servers hold the same version of it (Zonemaster: CONSISTENCY01, 02, 03 and 06, DELEGATION06, ZONE10).</summary>
internal sealed class SoaCopies : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } =
        ["soa-serials-agree", "soa-serial-differs", "soa-primaries-differ", "soa-fields-differ", "mx-differs-between-servers", "soa-missing", "soa-several", "soa-mname-not-listed"];

    // The questions are those of the delegation.
    public override IEnumerable<Request> Asks(DomainView view) => [];

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var zone = view.Authority;
        if (zone.Apex is null || zone.IsIntercepted)
        {
            return [];
        }

        List<Copy> copies = [.. zone.Places.Select(place => Copy.Of(zone, place)).OfType<Copy>()];
        return [.. Counts(view, zone), .. Serials(view, zone, copies), .. SameSerial(view, zone, copies), .. Primary(view, zone, copies)];
    }

    private static IEnumerable<DomainFinding> Counts(DomainView view, AuthorityView zone)
    {
        foreach (var place in zone.Places)
        {
            if (zone.Authoritative(place, zone.Apex!, RrType.Soa) is not { Value.Rcode: "NOERROR" } seen)
            {
                continue;
            }

            var count = seen.Value.AnswersFor(zone.Apex!, RrType.Soa).Select(record => record.Data).Distinct().Count();
            if (count == 0)
            {
                yield return view.Found("soa-missing", seen, ("server", place.ToString()), ("zone", zone.Apex!));
            }

            if (count > 1)
            {
                yield return view.Found("soa-several", seen, ("server", place.ToString()), ("zone", zone.Apex!), ("count", Text(count)));
            }
        }
    }

    private static IEnumerable<DomainFinding> Serials(DomainView view, AuthorityView zone, List<Copy> copies)
    {
        if (copies.Count == 0)
        {
            yield break;
        }

        // Each primary counts for itself: two DNS hosts, or the domain controllers of a directory, have serials of their own.
        if (!SerialNumbers.AreComparable(copies.Select(copy => copy.Soa.PrimaryServer)))
        {
            yield return view.Found("soa-primaries-differ", copies.Select(copy => copy.Seen), ("zone", zone.Apex!),
                ("values", string.Join("; ", copies.GroupBy(copy => (copy.Soa.PrimaryServer, copy.Soa.Serial)).Select(same => $"{ServerPlace.Join(same.Select(copy => copy.Place))}: {same.Key.PrimaryServer} {Text(same.Key.Serial)}"))));
            yield break;
        }

        var newest = SerialNumbers.Newest(copies.Select(copy => copy.Soa.Serial))!.Value;
        foreach (var old in copies.Where(copy => copy.Soa.Serial != newest).GroupBy(copy => copy.Soa.Serial))
        {
            yield return view.Found("soa-serial-differs", [.. old.Select(copy => copy.Seen), .. copies.Where(copy => copy.Soa.Serial == newest).Select(copy => copy.Seen)],
                ("servers", ServerPlace.Join(old.Select(copy => copy.Place))), ("serial", Text(old.Key)), ("newest", Text(newest)), ("zone", zone.Apex!));
        }

        // One copy agrees with nobody.
        if (copies.Count > 1 && copies.Count == zone.Places.Count && copies.TrueForAll(copy => copy.Soa.Serial == newest))
        {
            yield return view.Found("soa-serials-agree", copies.Select(copy => copy.Seen), ("serial", Text(newest)), ("count", Text(copies.Count)), ("zone", zone.Apex!));
        }
    }

    /// <summary>Other content under the same serial is no older copy: no transfer will ever heal it.</summary>
    private static IEnumerable<DomainFinding> SameSerial(DomainView view, AuthorityView zone, List<Copy> copies)
    {
        foreach (var same in copies.GroupBy(copy => copy.Soa.Serial).Select(group => group.ToList()).Where(group => group.Count > 1))
        {
            var fields = Fields.Where(field => same.Select(copy => field.Value(copy.Soa)).Distinct().Skip(1).Any()).ToList();
            if (fields.Count > 0)
            {
                yield return view.Found("soa-fields-differ", same.Select(copy => copy.Seen), ("fields", string.Join(", ", fields.Select(field => field.Name))), ("zone", zone.Apex!), ("serial", Text(same[0].Soa.Serial)),
                    ("values", string.Join("; ", same.Select(copy => $"{copy.Place}: {string.Join(' ', fields.Select(field => field.Value(copy.Soa)))}"))));
            }

            var mx = same.Where(copy => copy.Mx is not null).GroupBy(copy => copy.MxText).ToList();
            if (mx.Count > 1)
            {
                yield return view.Found("mx-differs-between-servers", mx.SelectMany(group => group).Select(copy => copy.Mx), ("zone", zone.Apex!), ("serial", Text(same[0].Soa.Serial)),
                    ("values", string.Join("; ", mx.Select(group => $"{ServerPlace.Join(group.Select(copy => copy.Place))}: {group.Key}"))));
            }
        }
    }

    private static IEnumerable<DomainFinding> Primary(DomainView view, AuthorityView zone, List<Copy> copies) =>
        copies.Where(copy => !zone.Names.Contains(copy.Soa.PrimaryServer)).Take(1)
            .Select(copy => view.Found("soa-mname-not-listed", copy.Seen, ("primary", copy.Soa.PrimaryServer), ("zone", zone.Apex!)));

    private static readonly (string Name, Func<SoaFields, string> Value)[] Fields =
    [
        ("MNAME", soa => soa.PrimaryServer),
        ("RNAME", soa => soa.Mailbox),
        ("REFRESH", soa => Text(soa.Refresh)),
        ("RETRY", soa => Text(soa.Retry)),
        ("EXPIRE", soa => Text(soa.Expire)),
        ("MINIMUM", soa => Text(soa.Minimum)),
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The zone as one place holds it.</summary>
    private sealed record Copy(ServerPlace Place, SoaFields Soa, Observation Seen, Observation<RrSet>? Mx)
    {
        public string MxText => Mx is Present<RrSet> set ? string.Join(", ", set.Value.Mx.Select(mx => $"{Text(mx.Preference)} {mx.Exchange}")) : "–";

        public static Copy? Of(AuthorityView zone, ServerPlace place) =>
            zone.SoaOf(place) is { } soa ? new(place, soa, zone.Authoritative(place, zone.Apex!, RrType.Soa)!, zone.MxOf(place)) : null;
    }
}
