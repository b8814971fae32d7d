using Recapito.Core;
using Recapito.Probes;

namespace Recapito.SystemTests;

/// <summary>Domains at Knot DNS, NSD and BIND, looked at through a resolver that validates: what is right is accused of nothing, what is broken is proven.</summary>
public sealed class NameServerTests(DnsTree tree) : IClassFixture<DnsTree>
{
    private const string Whole = "dnssec-chain-complete name-servers-behave soa-serials-agree delegation-found";

    /// <summary>How real servers take unusual questions is right by definition.</summary>
    private static readonly string[] Never =
    [
        "edns-unanswered", "edns-missing", "edns-version-wrong", "edns-option-wrong", "edns-flag-wrong", "truncated-without-opt", "answers-from-other-address",
        "aaaa-wrong", "type-unanswered", "type-silent", "upward-referral", "case-not-kept", "case-sensitive", "udp-unanswered", "tcp-unanswered",
        "dns-resolver-unusable", "dns-malformed", "dns-mismatched-answer", "port-53-intercepted", "dnssec-not-verified",
    ];

    public static TheoryData<string, string, string, string, string> Domains => new()
    {
        // domain                        resolver   its word on the MX  accused of (all of it)                    found too
        { "knot-nsd.example",            "Unbound", "NOERROR, AD",      "",                                       Whole },
        { "nsd-bind.example",            "Unbound", "NOERROR, AD",      "",                                       Whole },
        { "bind-knot.example",           "Unbound", "NOERROR, AD",      "",                                       Whole },
        { "knot-nsd.example",            "BIND",    "NOERROR, AD",      "",                                       Whole },
        { "nsd-bind.example",            "BIND",    "NOERROR, AD",      "",                                       Whole },
        { "bind-knot.example",           "BIND",    "NOERROR, AD",      "",                                       Whole },
        { "unsigned.example",            "Unbound", "NOERROR",          "",                                       "dnssec-unsigned name-servers-behave" },
        { "unsigned.example",            "BIND",    "NOERROR",          "",                                       "dnssec-unsigned name-servers-behave" },
        { "hashed.example",              "Unbound", "NOERROR, AD",      "",                                       Whole },
        { "hashed.example",              "BIND",    "NOERROR, AD",      "",                                       Whole },
        { "salted.example",              "Unbound", "NOERROR, AD",      "",                                       Whole + " nsec3-iterations" },
        { "optout.example",              "Unbound", "NOERROR, AD",      "",                                       Whole },
        { "child.optout.example",        "Unbound", "NOERROR",          "",                                       "dnssec-unsigned name-servers-behave" },
        { "child.knot-nsd.example",      "Unbound", "NOERROR, AD",      "",                                       Whole },
        { "ed25519.example",             "Unbound", "NOERROR, AD",      "",                                       Whole },
        { "rsa.example",                 "Unbound", "NOERROR, AD",      "",                                       Whole },
        { "live.example",                "Unbound", "NOERROR, AD",      "",                                       Whole },
        { "online.example",              "Unbound", "NOERROR, AD",      "",                                       Whole },
        { "online.example",              "BIND",    "NOERROR, AD",      "",                                       Whole },
        { "team.any.online.example",     "Unbound", "NOERROR, AD",      "",                                       "dnssec-chain-complete" },
        { "nobody.knot-nsd.example",     "Unbound", "NXDOMAIN, AD",     "domain-does-not-exist",                  "dnssec-chain-complete" },
        { "nobody.hashed.example",       "Unbound", "NXDOMAIN, AD",     "domain-does-not-exist",                  "dnssec-chain-complete" },

        // Who signs while serving says of a name that does not exist that it has no records (RFC 9824).
        { "nobody.online.example",       "Unbound", "NOERROR, AD",      "mx-none spf-missing",                    "dnssec-chain-complete" },
        { "team.any.wildcard.example",   "Unbound", "NOERROR, AD",      "",                                       "dnssec-chain-complete" },
        { "alias.wildcard.example",      "Unbound", "NOERROR, AD",      "",                                       "dnssec-chain-complete" },
        { "team.any.hashed-wildcard.example", "Unbound", "NOERROR, AD", "",                                       "dnssec-chain-complete" },
        { "alias.hashed-wildcard.example", "BIND",  "NOERROR, AD",      "",                                       "dnssec-chain-complete" },
        { "expired.example",             "Unbound", "SERVFAIL",         "validation-fails chain-broken signature-expired", "" },
        { "expired.example",             "BIND",    "SERVFAIL",         "validation-fails chain-broken signature-expired", "" },
        { "mx-expired.example",          "Unbound", "SERVFAIL",         "validation-fails chain-broken signature-expired denial-unproven", "" },
        { "wrong-ds.example",            "Unbound", "SERVFAIL",         "validation-fails ds-matches-no-key",     "" },
        { "wrong-ds.example",            "BIND",    "SERVFAIL",         "validation-fails ds-matches-no-key",     "" },
        { "keyless.example",             "Unbound", "SERVFAIL",         "validation-fails ds-without-keys",       "" },
        { "mx-unsigned.example",         "Unbound", "SERVFAIL",         "chain-broken signature-missing",         "" },
        { "mx-unsigned.example",         "BIND",    "SERVFAIL",         "chain-broken signature-missing",         "" },
        { "unproven.example",            "Unbound", "NOERROR, AD",      "denial-unproven",                        "" },
        // BIND takes a zone without NSEC for unsigned, and leaves out the signatures that it has.
        { "unproven-at-bind.example",    "Unbound", "NOERROR, AD",      "denial-unproven signature-missing",      "" },
        { "behind.example",              "Unbound", "NOERROR, AD",      "",                                       "soa-serial-differs" },
        { "lame-knot.example",           "Unbound", "NOERROR, AD",      "server-refuses",                         "dnssec-chain-complete" },
        { "lame-nsd.example",            "Unbound", "NOERROR, AD",      "server-refuses",                         "dnssec-chain-complete" },
        { "lame-bind.example",           "Unbound", "NOERROR, AD",      "server-refuses",                         "dnssec-chain-complete" },
        { "closed.example",              "Unbound", "NOERROR, AD",      "server-silent",                          "dnssec-chain-complete" },
        { "silent.example",              "Unbound", "NOERROR, AD",      "server-silent",                          "dnssec-chain-complete" },
    };

    [Theory, MemberData(nameof(Domains))]
    public async Task What_real_servers_say_is_taken_for_what_it_is(string domain, string resolver, string word, string accused, string found)
    {
        Assert.SkipWhen(tree.Missing is not null, tree.Missing ?? "");
        var report = await ExamineAsync(domain, resolver);
        var all = report.Findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        var seen = $"\n{DomainText.Write(report, new TextStyle { Verbose = true }, Catalogue.Default)}";

        Assert.True(word == WordOn(report), WordOn(report) + seen);
        Assert.True(Words(accused).ToHashSet().SetEquals(Accusations(report)), string.Join(' ', Accusations(report)) + seen);
        Assert.True(all.IsSupersetOf(Words(found)), $"not found: {string.Join(' ', Words(found).Except(all))}{seen}");
        Assert.True(!all.Overlaps(Never), $"found: {string.Join(' ', all.Intersect(Never))}{seen}");
        Assert.Empty(WithGaps(report).Distinct());
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Accusations(DomainReport report) => report.Findings.Where(finding => finding.Severity >= Severity.Warning).Select(finding => finding.Id).Distinct();

    private static string WordOn(DomainReport report) => report.Evidence.Find(new DnsMessageRequest(report.Domain, RrType.Mx, Vantage.Resolver)) is Present<DnsMessage> { Value: var said }
        ? said.Rcode + (said.AuthenticData ? ", AD" : "")
        : "nothing";

    /// <summary>With each single answer missing, nobody may be accused of anything new.</summary>
    private IEnumerable<string> WithGaps(DomainReport report)
    {
        var usual = Accusations(report).ToHashSet(StringComparer.Ordinal);
        foreach (var seen in report.Evidence.All.Where(seen => seen.Outcome is not Core.Outcome.Unavailable))
        {
            var less = report.Evidence.Without(seen.Request).With(seen.Request.Unanswered("taken away", seen.Source));
            foreach (var accused in Accusations(DomainExamination.Judge(report.Domain, less, Inquiry, report.At, Catalogue.Default)).Where(id => !usual.Contains(id)))
            {
                yield return $"{accused} without {seen.Request.Question}";
            }
        }
    }

    /// <summary>
    /// Unlike a lab's, these servers take their time: a resolver asks and validates from the root on. Nothing here waits for a deadline in full, as the one
    /// silence of the tree is a route's (<see cref="ProbeLimits.LabSilence"/>).
    /// </summary>
    private static ProbeLimits Limits { get; } = ProbeLimits.ForCheckInLab with { Dns = TimeSpan.FromSeconds(20), Diagnosis = TimeSpan.FromMinutes(5) };

    private DomainInquiry Inquiry => new() { Smtp = false, Https = false, Registration = false, InLab = true, TrustAnchors = [tree.Anchor] };

    private async Task<DomainReport> ExamineAsync(string domain, string resolver)
    {
        var routes = tree.RoutesWith(resolver);
        var collector = EvidenceCollector.Create(new() { LabRoutes = routes, Limits = Limits }, _ => null);
        var evidence = await collector.CollectAsync(
            known => DomainExamination.Next(domain, known, Inquiry, routes.Now), EvidenceSet.Empty, null, TestContext.Current.CancellationToken);
        return DomainExamination.Judge(domain, evidence, Inquiry, routes.Now, Catalogue.Default);
    }
}
