namespace Recapito.Core.Tests;

/// <summary>A root, "example" and contoso.example as BIND signed and served them (Fixtures/dnssec/make), whole and then broken in one place.</summary>
public class SignedZoneTests
{
    private static readonly string[] Unsigned =
    [
        "example NS a.nic.example", "a.nic.example A 203.0.113.2", "contoso.example NS ns1.contoso.example", "contoso.example NS ns2.contoso.example",
        "contoso.example SOA ns1.contoso.example hostmaster.contoso.example 7 7200 3600 1209600 3600", "contoso.example MX 10 mx.contoso.example",
        "ns1.contoso.example A 192.0.2.53", "ns2.contoso.example A 198.51.100.53", "mx.contoso.example A 203.0.113.25", "contoso.example TXT \"v=spf1 mx -all\"",
    ];

    public static TheoryData<string> Zones => [.. Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    private static string Folder => Repository.PathOf("tests", "Recapito.Core.Tests", "Fixtures", "dnssec");

    [Theory]
    [MemberData(nameof(Zones))]
    public void What_BIND_signed_is_accused_of_nothing_and_its_chain_is_followed(string zone)
    {
        var report = Examine(zone, message => message);
        var old = zone.StartsWith("rsasha1", StringComparison.Ordinal);
        Assert.Empty(Accusations(report).Except(old ? ["algorithm-deprecated", "nsec3-iterations-high", "rsa-key-weak"] : []));
        Assert.True(old || report.Findings.Any(finding => finding.Id == "dnssec-chain-complete"), string.Join(' ', Dnssec(report)));
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void A_record_that_was_changed_after_signing_does_not_verify(string zone)
    {
        var report = Examine(zone, message => message with { Answer = [.. message.Answer.Select(Forged)] });
        Assert.Contains("signature-invalid", Dnssec(report));
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void A_signature_that_is_missing_is_missed(string zone)
    {
        var report = Examine(zone, message => message with { Answer = [.. message.Answer.Where(record => record.Type is not RrType.Rrsig || !record.Data.StartsWith("MX ", StringComparison.Ordinal))] });
        Assert.Contains("signature-missing", Dnssec(report));
    }

    [Theory]
    [InlineData("ecdsap256-nsec", "2026-12-20T00:00:00Z", "signature-expired")]
    [InlineData("ecdsap256-nsec", "2026-10-20T00:00:00Z", "signature-not-yet-valid")]
    [InlineData("rsasha256-nsec3", "2026-12-20T00:00:00Z", "signature-expired")]
    public void Signatures_are_held_against_the_moment(string zone, string now, string must) =>
        Assert.Contains(must, Dnssec(Examine(zone, message => message, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture))));

    [Theory]
    [MemberData(nameof(Zones))]
    public void A_root_of_ones_own_and_answers_that_do_not_come_accuse_nobody(string zone)
    {
        Assert.Empty(Accusations(Examine(zone, message => message, anchor: "1 8 2 0000000000000000000000000000000000000000000000000000000000000000")).Except(["algorithm-deprecated", "nsec3-iterations-high", "rsa-key-weak"]));
        Assert.Empty(Accusations(Examine(zone, _ => null)));
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void No_single_missing_answer_accuses_anybody(string zone)
    {
        var messages = DigText.Read(Path.Combine(Folder, zone + ".txt")).Messages;
        var usual = Accusations(Examine(zone, message => message)).ToHashSet(StringComparer.Ordinal);
        foreach (var key in messages.Keys)
        {
            Assert.Empty(Accusations(Examine(zone, message => message, without: key)).Except(usual));
        }
    }

    [Theory]
    [InlineData("chain-broken", false, true)]
    [InlineData("ds-without-keys", true, false)]
    [InlineData("ds-matches-no-key", false, false)]
    public void What_one_server_has_broken_is_not_said_of_another_whose_keys_did_not_come(string accused, bool withoutKeys, bool withoutSignatures)
    {
        Assert.Contains(accused, Dnssec(Examine("ecdsap256-nsec", Broken)));
        var one = Dnssec(Examine("ecdsap256-nsec", (asked, message) => asked.From.Address is "192.0.2.53" ? Broken(asked, message) : asked.Type is RrType.Dnskey && asked.From.Address is "198.51.100.53" ? null : message));
        Assert.DoesNotContain(one, id => id is "chain-broken" or "ds-without-keys" or "ds-matches-no-key");

        DnsMessage Broken(DnsMessageRequest asked, DnsMessage message) => asked.From.Address is not ("192.0.2.53" or "198.51.100.53") ? message : message with
        {
            Answer = withoutKeys ? [.. message.Answer.Where(record => record.Type is not (RrType.Dnskey or RrType.Rrsig))]
                : withoutSignatures ? [.. message.Answer.Where(record => record.Type is not RrType.Rrsig)]
                : [.. message.Answer.Select(record => record.Type is RrType.Dnskey ? record with { Data = record.Data[..^8] + "AAAAAAA=" } : record)],
        };
    }

    [Theory]
    [InlineData("256 3 13", true)]
    [InlineData("257 3 13", false)]
    public void Keys_may_differ_between_servers_where_each_publishes_those_that_the_other_signs_with(string changed, bool accused)
    {
        // RFC 8901 §2.1.2: each provider has a key-signing key of its own, and all zone-signing keys stand at both.
        var found = Dnssec(Examine("ecdsap256-nsec", (asked, message) => asked.From.Address is not "198.51.100.53" ? message : message with
        {
            Answer = [.. message.Answer.Select(record => record.Type is RrType.Dnskey && record.Data.StartsWith(changed, StringComparison.Ordinal) ? record with { Data = record.Data[..^8] + "AAAAAAA=" } : record)],
        }));
        Assert.Equal(accused, found.Contains("dnskey-differs"));
    }

    [Theory]
    [InlineData("6 DNSSEC Bogus", true, true)]
    [InlineData("7 Signature Expired", false, true)]
    [InlineData("", true, true)]
    [InlineData("", false, false)]
    [InlineData("22 No Reachable Authority", true, false)]
    [InlineData("23 Network Error", true, false)]
    [InlineData("22 No Reachable Authority", false, false)]
    [InlineData("3 Stale Answer", false, false)]
    public void A_resolver_that_fails_accuses_the_zone_only_where_signatures_can_be_the_reason(string error, bool hasDs, bool accused)
    {
        var found = Dnssec(Examine("ecdsap256-nsec", (_, message) => hasDs ? message : message with { Answer = [.. message.Answer.Where(IsNoDs)], Authority = [.. message.Authority.Where(IsNoDs)] },
            resolver: asked => asked is not { Type: RrType.Soa or RrType.Mx } ? null
                : asked.Form is QueryForm.CheckingDisabled ? new("NOERROR", false, [], [], [])
                : new("SERVFAIL", false, [], [], []) { ExtendedErrors = error is "" ? [] : [error] }));
        Assert.Equal(accused, found.Contains("validation-fails"));

        static bool IsNoDs(DnsRecord record) => record.Name != "contoso.example" || (record.Type is not RrType.Ds && !(record.Type is RrType.Rrsig && record.Data.StartsWith("DS ", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Dnssec(DomainReport report) => report.Findings.Where(finding => finding.Subject is Subject.Dnssec).Select(finding => finding.Id);

    private static IEnumerable<string> Accusations(DomainReport report) =>
        report.Findings.Where(finding => finding.Subject is Subject.Dnssec && finding.Severity >= Severity.Warning).Select(finding => finding.Id).Distinct();

    private static DnsRecord Forged(DnsRecord record) => record is { Type: RrType.Mx } ? record with { Data = "10 mx.fabrikam.example" } : record;

    private static DomainReport Examine(
        string zone, Func<DnsMessage, DnsMessage?> change, DateTimeOffset? now = null, string? anchor = null, (string At, string Name, RrType Type)? without = null) =>
        Examine(zone, (_, message) => change(message), now, anchor, without);

    private static DomainReport Examine(
        string zone, Func<DnsMessageRequest, DnsMessage, DnsMessage?> change, DateTimeOffset? now = null, string? anchor = null, (string At, string Name, RrType Type)? without = null,
        Func<DnsMessageRequest, DnsMessage?>? resolver = null)
    {
        var (root, messages) = DigText.Read(Path.Combine(Folder, zone + ".txt"));
        var inquiry = new DomainInquiry { InLab = true, TrustAnchors = [anchor ?? root] };
        var at = now ?? DomainScene.Now;
        var scene = new DomainScene(Unsigned) { Inquiry = inquiry }.Answering(request => request is DnsMessageRequest asked ? Answer(asked) : null);
        return scene.Examine(at);

        Observation<DnsMessage> Answer(DnsMessageRequest asked)
        {
            var place = asked.From.Kind is VantageKind.Resolver ? "resolver" : asked.From.Address == "203.0.113.2" ? "parent" : "child";
            var known = messages.TryGetValue((place, asked.Name, asked.Type), out var message) && without != (place, asked.Name, asked.Type) ? change(asked, message) : null;
            known = (place is "resolver" ? resolver?.Invoke(asked) : null) ?? known;
            return known is null
                ? new Unavailable<DnsMessage>(asked, "timeout after 2 s", new(place, at))
                : new Present<DnsMessage>(asked, known with { EdnsVersion = 0, EchoedName = asked.Name }, new(place, at));
        }
    }
}
