using System.Net;

namespace Recapito.Core;

/// <summary>What an answer of a block list says (RFC 5782 §2.1).</summary>
internal enum ListAnswer
{
    /// <summary>Nothing by now, or a gap.</summary>
    Unknown,

    /// <summary>The address is not on it.</summary>
    NotListed,

    /// <summary>It is.</summary>
    Listed,

    /// <summary>The list does not answer this resolver, or not so often: 127.255.255.0/24, or 127.0.0.1.</summary>
    Declined,

    /// <summary>An address that is none of 127.0.0.0/8: whoever answers there is no block list.</summary>
    NoList,
}

/// <summary>One DNS block list as the resolver sees it.</summary>
/// <param name="Evidence">What is known.</param>
/// <param name="Zone">Canonical name of the list.</param>
internal sealed record Blocklist(EvidenceSet Evidence, string Zone)
{
    // Entries that every list has and has not (RFC 5782 §5).
    private const string Always = "127.0.0.2";
    private const string Never = "127.0.0.1";
    private const string AlwaysV6 = "::ffff:7f00:2";
    private const string NeverV6 = "::ffff:7f00:1";

    /// <summary>The lists that the user names, as far as they are names.</summary>
    public static IEnumerable<Blocklist> Of(DomainView view) =>
        view.Inquiry.Blocklists.Select(Names.Canonical).Where(zone => zone.Contains('.', StringComparison.Ordinal) && Names.IsHostName(At("::1", zone).Name))
            .Distinct().Take(50).Select(zone => new Blocklist(view.Evidence, zone));

    /// <summary>The questions that show whether it is a list at all.</summary>
    public IEnumerable<DnsRequest> Tests(bool v6) => [At(v6 ? AlwaysV6 : Always, Zone), At(v6 ? NeverV6 : Never, Zone)];

    /// <summary>What the tests said.</summary>
    public IEnumerable<Observation?> TestAnswers(bool v6) => Tests(v6).Select(test => Evidence.Find(test));

    /// <summary>The list has what it must have and has not what it must not have; null where that is not known.</summary>
    public bool? IsOne(bool v6)
    {
        var tests = Tests(v6).Select(test => Read(Evidence.Find(test))).ToList();
        return tests.Contains(ListAnswer.Unknown) || tests.Contains(ListAnswer.Declined) ? null : tests is [ListAnswer.Listed, ListAnswer.NotListed];
    }

    /// <summary>The list does not want to answer this resolver.</summary>
    public bool Declines(bool v6) => TestAnswers(v6).Any(answer => Read(answer as Observation<RrSet>) is ListAnswer.Declined);

    /// <summary>The question for an address.</summary>
    public DnsRequest Question(string address) => At(address, Zone);

    /// <summary>What the list says of an address.</summary>
    public ListAnswer Says(string address) => Read(Evidence.Find(Question(address)));

    /// <summary>The question for the reason of a listing.</summary>
    public DnsRequest Reason(string address) => Question(address) with { Type = RrType.Txt };

    private static DnsRequest At(string address, string zone) => DomainView.At($"{ReverseName.Labels(address)}.{zone}", RrType.A);

    private static ListAnswer Read(Observation<RrSet>? seen)
    {
        if (seen is Absent<RrSet>)
        {
            return ListAnswer.NotListed;
        }

        if (seen is not Present<RrSet> { Value.Addresses: { Count: > 0 } addresses })
        {
            return ListAnswer.Unknown;
        }

        var octets = addresses.Select(address => IPAddress.Parse(address).GetAddressBytes()).ToList();
        return octets.Exists(ip => ip is not [127, _, _, _]) ? ListAnswer.NoList
            : octets.Exists(ip => ip is [127, 255, 255, _] or [127, 0, 0, 1]) ? ListAnswer.Declined
            : ListAnswer.Listed;
    }
}
