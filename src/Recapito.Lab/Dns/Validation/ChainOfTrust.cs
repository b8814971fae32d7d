using System.Collections.Concurrent;
using System.Globalization;

namespace Recapito.Lab;

/// <summary>The keys from a trust anchor down to a name, asked for as far as answers need them.</summary>
internal sealed class ChainOfTrust(IReadOnlyList<string> anchors, DateTimeOffset moment, Func<DnsQuestion, DnsAnswer> ask)
{
    private const int SignatureExpired = 7, SignatureNotYetValid = 8, KeyMissing = 9, SignatureMissing = 10, DenialMissing = 12, Other = 6;

    /// <summary>More rounds than these are not computed; the data then count as unsigned (RFC 9276 §3.2).</summary>
    private const int MostIterations = 150;

    private readonly ConcurrentDictionary<string, Trust> known = new(StringComparer.Ordinal);

    /// <summary>Judges an RRset of an answer.</summary>
    /// <param name="set">The RRset.</param>
    /// <param name="section">Where its signatures stand.</param>
    /// <param name="authority">Where the proof stands that a wildcard may have been expanded.</param>
    public Judgement Judge(List<ZoneRecord> set, IReadOnlyList<ZoneRecord> section, IReadOnlyList<ZoneRecord> authority)
    {
        var signatures = SignaturesOf(set, section);
        var trust = TrustFor(set[0].Name, signatures, set[0].Type is DnsType.Ds);
        if (trust.Judgement.Security is not Security.Secure)
        {
            return trust.Judgement;
        }

        var judged = Verify(set, signatures, trust);
        if (judged.Security is not Security.Secure)
        {
            return judged;
        }

        var labels = DnsName.Labels(set[0].Name).Count;
        var expanded = signatures.Exists(signature => int.Parse(signature.Fields[2], CultureInfo.InvariantCulture) < labels) && DnsName.Labels(set[0].Name) is not [[(byte)'*'], ..];
        var proof = Proof(expanded ? authority : [], trust);
        return !expanded ? judged
            : proof.OptsOut(set[0].Name) ? new(Security.Insecure)
            : proof.Covers(set[0].Name) ? judged
            : new(Security.Bogus, DenialMissing, "no proof that the name itself does not exist");
    }

    /// <summary>Judges that something does not exist.</summary>
    public Judgement JudgeDenial(DnsQuestion question, bool noName, IReadOnlyList<ZoneRecord> authority)
    {
        var signatures = authority.Where(record => record is { Type: DnsType.Rrsig, IsGeneric: false } && record.Fields[0] is "SOA" or "NSEC" or "NSEC3").ToList();
        var trust = TrustFor(question.Name, signatures, question.Type is DnsType.Ds);
        if (trust.Judgement.Security is not Security.Secure)
        {
            return trust.Judgement;
        }

        var unproven = Validation.RrSets(authority).Where(set => set[0].Type is DnsType.Soa or DnsType.Nsec or DnsType.Nsec3)
            .Select(set => Verify(set, SignaturesOf(set, authority), trust)).FirstOrDefault(judged => judged.Security is Security.Bogus);
        var proof = Proof(authority, trust);
        return unproven.Security is Security.Bogus ? unproven
            : proof.Iterations > MostIterations ? new(Security.Insecure)

            // RFC 5155 §9.2: what may be left out is not proven to be absent.
            : proof.OptsOut(question.Name) ? new(Security.Insecure)
            : (noName ? proof.DeniesName(question.Name) : proof.DeniesType(question.Name, question.Type)) ? new(Security.Secure)
            : new(Security.Bogus, DenialMissing, $"no proof that {question.Name} has no {DnsTypeName.Of(question.Type)}");
    }

    private static List<ZoneRecord> SignaturesOf(List<ZoneRecord> set, IReadOnlyList<ZoneRecord> section) =>
        [.. section.Where(record => record is { Type: DnsType.Rrsig, IsGeneric: false } && record.Name == set[0].Name && record.Fields[0] == DnsTypeName.Of(set[0].Type))];

    // The zone that is to have signed a name: the one that its signatures name, or else the closest one, so that it can be proven that there are to be none.
    private Trust TrustFor(string name, List<ZoneRecord> signatures, bool inParent)
    {
        var signer = signatures.Select(signature => signature.Fields[7]).FirstOrDefault(signer => DnsName.IsWithin(name, signer));
        var trust = Root();
        var way = new Stack<string>();
        for (var at = inParent ? DnsName.Parent(name) : name; at is not null and not "."; at = DnsName.Parent(at))
        {
            way.Push(at);
        }

        foreach (var at in way)
        {
            if (trust.Judgement.Security is not Security.Secure || (signer is not null && trust.Zone == signer))
            {
                break;
            }

            trust = Below(trust, at);
        }

        return trust;
    }

    private Trust Root() => Remembered(".", () => WithKeys(".", [.. anchors.Select(anchor => ZoneFile.Parse(".", ". DS " + anchor)[0])]));

    // The zone of a name one label below a zone that is trusted: a zone of its own, or the same one.
    private Trust Below(Trust above, string name) => Remembered(name, () =>
    {
        var answer = ask(new(name, DnsType.Ds));
        var signers = answer.Answers.Where(record => record.Type is DnsType.Ds && record.Name == name).ToList();
        if (signers.Count > 0)
        {
            var judged = Verify(signers, SignaturesOf(signers, answer.Answers), above);
            return judged.Security is not Security.Secure ? above with { Judgement = judged } : WithKeys(name, signers);
        }

        var signed = Validation.RrSets(answer.Authority).Where(set => set[0].Type is DnsType.Nsec or DnsType.Nsec3)
            .Select(set => Verify(set, SignaturesOf(set, answer.Authority), above)).FirstOrDefault(judged => judged.Security is Security.Bogus);
        var proof = Proof(answer.Authority, above);
        return answer.Answers.Any(record => record.Type is DnsType.Cname) ? above
            : signed.Security is Security.Bogus ? above with { Judgement = signed }
            : proof.Iterations > MostIterations || proof.DelegatesInsecurely(name) || proof.OptsOut(name) ? above with { Judgement = new(Security.Insecure) }
            : proof.DeniesType(name, DnsType.Ds) || proof.DeniesName(name) ? above
            : above with { Judgement = new(Security.Bogus, DenialMissing, $"no proof that {name} has no DS") };
    });

    private Trust Remembered(string name, Func<Trust> find) => known.GetOrAdd(name, _ => find());

    private Trust WithKeys(string zone, List<ZoneRecord> signers)
    {
        if (!signers.Exists(ds => !ds.IsGeneric && ZoneKey.Knows(Number(ds, 1)) && ds.Fields[2] is "1" or "2" or "4"))
        {
            return new(zone, [], new(Security.Insecure));
        }

        var answer = ask(new(zone, DnsType.Dnskey));
        var keys = answer.Answers.Where(record => record is { Type: DnsType.Dnskey, IsGeneric: false } && record.Name == zone).ToList();
        var entries = keys.Where(key => signers.Exists(ds => Number(ds, 2) is 1 or 2 or 4 && ZoneKey.Ds(key, Number(ds, 2)).SequenceEqual(ds.Fields))).ToList();
        if (entries.Count == 0)
        {
            return new(zone, [], new(Security.Bogus, KeyMissing, $"no DNSKEY of {zone} fits its DS"));
        }

        return new(zone, keys, Verify(keys, SignaturesOf(keys, answer.Answers), new(zone, entries, new(Security.Secure))));
    }

    private Judgement Verify(List<ZoneRecord> set, List<ZoneRecord> signatures, Trust trust)
    {
        var problem = new Judgement(Security.Bogus, SignatureMissing, $"no signature of {set[0].Name} {DnsTypeName.Of(set[0].Type)}");
        foreach (var signature in signatures.Where(signature => signature.Fields[7] == trust.Zone))
        {
            var now = (uint)moment.ToUnixTimeSeconds();
            var key = trust.Keys.Where(key => key.Fields[2] == signature.Fields[1] && ZoneKey.TagOf(RDataOctets.Canonical(key)) == Number(signature, 6)).ToList();
            problem = now > RData.Seconds(signature.Fields[4]) ? new(Security.Bogus, SignatureExpired, $"the signature of {set[0].Name} expired at {signature.Fields[4]}")
                : now < RData.Seconds(signature.Fields[5]) ? new(Security.Bogus, SignatureNotYetValid, $"the signature of {set[0].Name} is valid from {signature.Fields[5]}")
                : key.Count == 0 ? new(Security.Bogus, KeyMissing, $"no key {signature.Fields[6]} of {trust.Zone}")
                : key.Exists(one => ZoneKey.Verify(one, RrSignature.Octets(signature, set), Convert.FromBase64String(signature.Fields[8]))) ? new(Security.Secure)
                : new(Security.Bogus, Other, $"the signature of {set[0].Name} does not fit");
            if (problem.Security is Security.Secure)
            {
                return problem;
            }
        }

        return problem;
    }

    private static Proof Proof(IReadOnlyList<ZoneRecord> authority, Trust trust) => new(trust.Zone, [.. authority.Where(record => record is { Type: DnsType.Nsec or DnsType.Nsec3, IsGeneric: false })]);

    private static int Number(ZoneRecord record, int field) => int.Parse(record.Fields[field], CultureInfo.InvariantCulture);

    /// <summary>A zone and the keys that it is trusted by.</summary>
    private sealed record Trust(string Zone, List<ZoneRecord> Keys, Judgement Judgement);
}
