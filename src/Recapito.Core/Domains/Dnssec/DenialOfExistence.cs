using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Recapito.Core;

/// <summary>Whether the zone's servers prove what does not exist, and with which parameters (Zonemaster: DNSSEC03 and DNSSEC10).</summary>
internal sealed class DenialOfExistence : DomainCheck
{
    private const int ManyIterations = 100;

    public override IReadOnlyList<string> Findings { get; } = ["denial-unproven", "nsec3-iterations", "nsec3-iterations-high", "nsec3-parameters"];

    public override IEnumerable<Request> Asks(DomainView view) =>
        view.Authority.Apex is null || !view.Chain.IsSigned ? [] : view.Authority.FirstPlaces.SelectMany(place => QuestionsAt(view, place));

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        if (view.Authority.Apex is not { } apex || !view.Chain.IsSigned)
        {
            return [];
        }

        var places = view.Chain.Places.ToDictionary(place => place.Place);
        List<(ServerPlace Place, DnsMessageRequest Asked, Present<DnsMessage> Seen)> answers = [.. view.Authority.Credible.Where(places.ContainsKey)
            .SelectMany(place => QuestionsAt(view, place).Select(asked => (place, asked, view.Evidence.Find(asked) as Present<DnsMessage>)))
            .Where(answer => answer.Item3?.Value is { Authoritative: true, Rcode: "NOERROR" or "NXDOMAIN", EdnsVersion: not null })
            .Select(answer => (answer.place, answer.asked, answer.Item3!))];
        return [.. Unproven(view, apex, places, answers), .. OfParent(view), .. Parameters(view, apex, answers)];
    }

    private static DnsMessageRequest[] QuestionsAt(DomainView view, ServerPlace place) =>
        [new(NameThatNobodyHas(view.Authority.Apex!), RrType.A, place.From), new(view.Authority.Apex!, TypeThatNobodyHas, place.From)];

    // A pointer at the top of a zone of hosts.
    private const RrType TypeThatNobodyHas = RrType.Ptr;

    // Drawn from the zone's name, since there is no chance here, and the same question then gets the same answer.
    private static string NameThatNobodyHas(string zone) => $"nobody-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(zone)).AsSpan(0, 6))}.{zone}";

    private static IEnumerable<DomainFinding> Unproven(
        DomainView view, string apex, Dictionary<ServerPlace, PlaceSignatures> places, List<(ServerPlace Place, DnsMessageRequest Asked, Present<DnsMessage> Seen)> answers)
    {
        if (!view.Chain.IsBound)
        {
            return [];
        }

        return answers.Where(answer => places[answer.Place] is { Named.Count: > 0, KeySet.IsBad: false } place
                && !IsProven(view, apex, place.Keys, answer.Asked, answer.Seen.Value))
            .GroupBy(answer => answer.Asked.Name == apex ? TypeNames.Of(TypeThatNobodyHas) : "NXDOMAIN")
            .Select(same => view.Found("denial-unproven", same.Select(answer => answer.Seen), ("zone", apex), ("servers", ServerPlace.Join(same.Select(answer => answer.Place))),
                ("name", same.First().Asked.Name), ("type", TypeNames.Of(same.First().Asked.Type)), ("answer", same.First().Seen.Value.Rcode)));
    }

    /// <summary>A parent that is signed has to prove that the zone has no DS, or validators take the zone for forged (RFC 4035 §3.1.4).</summary>
    private static IEnumerable<DomainFinding> OfParent(DomainView view)
    {
        if (view.Chain is not { Above: Trust.Secure, Ds: { Records.Count: 0 } ds } || view.Authority.Parent is not { } parent || ds.Seen.Value.EdnsVersion is null)
        {
            return [];
        }

        var records = Records(view, ds.Seen.Value, parent, view.Chain.ParentKeys);
        return records is null || !DenialProof.CanJudge(records) || DenialProof.OfType(ds.Zone, RrType.Ds, parent, records)
            ? []
            : [view.Found("denial-unproven", ds.Seen, ("zone", parent), ("servers", ds.Seen.Request.From.ToString()), ("name", ds.Zone), ("type", "DS"), ("answer", ds.Seen.Value.Rcode))];
    }

    private static bool IsProven(DomainView view, string apex, IReadOnlyList<Dnskey> keys, DnsMessageRequest asked, DnsMessage message)
    {
        if (Records(view, message, apex, keys) is not { } records || !DenialProof.CanJudge(records))
        {
            return true;
        }

        var given = message.Answer.Where(record => record.Name == asked.Name && record.Type is not RrType.Rrsig).Select(record => record.Type).FirstOrDefault();
        if (given is RrType.Unknown)
        {
            return message.Rcode is "NXDOMAIN"
                ? DenialProof.OfName(asked.Name, apex, records)
                : DenialProof.OfType(asked.Name, asked.Type, apex, records);
        }

        // There is something after all, by a wildcard or by itself; its own signature says which.
        var set = SetSignatures.Of(message, message.Answer, asked.Name, given, apex, keys, view.Now);
        return set.State is SetState.NotVerified
            || (set is { State: SetState.Valid, Telling: { } signature }
                && (DnsName.Labels(asked.Name) is not { } labels || labels.Count <= signature.Labels || DenialProof.OfNearerName(asked.Name, signature.Labels, records)));
    }

    /// <summary>The records of a proof whose signatures are good; null where one of them cannot be verified here.</summary>
    private static List<DenialRecord>? Records(DomainView view, DnsMessage message, string zone, IReadOnlyList<Dnskey> keys)
    {
        var good = new List<DenialRecord>();
        foreach (var record in message.Authority.Where(record => record.Type is RrType.Nsec or RrType.Nsec3).Take(MostRecords))
        {
            switch (SetSignatures.Of(message, message.Authority, record.Name, record.Type, zone, keys, view.Now).State)
            {
                case SetState.NotVerified:
                    return null;
                case SetState.Valid when DenialRecord.Read(record, zone) is { } read:
                    good.Add(read);
                    break;
            }
        }

        return good;
    }

    // A proof needs three at most (RFC 5155 §7.2).
    private const int MostRecords = 8;

    private static IEnumerable<DomainFinding> Parameters(DomainView view, string apex, List<(ServerPlace Place, DnsMessageRequest Asked, Present<DnsMessage> Seen)> answers)
    {
        var hashed = answers.SelectMany(answer => answer.Seen.Value.Authority.Select(record => DenialRecord.Read(record, apex)).OfType<Nsec3Record>().Select(record => (answer.Seen, Record: record))).ToList();
        if (hashed.Count == 0)
        {
            yield break;
        }

        var most = hashed.MaxBy(one => one.Record.Iterations);
        if (most.Record.Iterations > 0)
        {
            yield return view.Found(most.Record.Iterations > ManyIterations ? "nsec3-iterations-high" : "nsec3-iterations", most.Seen, ("zone", apex),
                ("iterations", most.Record.Iterations.ToString(CultureInfo.InvariantCulture)));
        }

        if (hashed.Exists(one => one.Record.Salt.Length > 0 || one.Record.OptOut))
        {
            var salt = hashed.Max(one => one.Record.Salt.Length);
            yield return view.Found("nsec3-parameters", hashed[0].Seen, ("zone", apex), ("salt", salt.ToString(CultureInfo.InvariantCulture)), ("optout", hashed.Exists(one => one.Record.OptOut) ? "1" : "0"));
        }
    }
}
