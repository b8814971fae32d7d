namespace Recapito.Core.Tests;

public class DmarcCheckTests
{
    private const string Mx = "contoso.example MX 10 mx.contoso.example|mx.contoso.example A 203.0.113.25|";

    [Theory]
    [InlineData("v=DMARC1; p=reject; rua=mailto:d@contoso.example", "dmarc-found", "dmarc-no-reports dmarc-policy-none dmarc-tag-unknown")]
    [InlineData("v=DMARC1;p=reject;rua=mailto:d@contoso.example!10m", "dmarc-found", "dmarc-report-uri-invalid")]
    [InlineData("v = DMARC1 ; p = REJECT ; rua = mailto:d@contoso.example ;", "dmarc-found", "dmarc-policy-invalid dmarc-policy-none")]
    [InlineData("v=DMARC1; p=none; rua=mailto:d@contoso.example", "dmarc-policy-none", "dmarc-no-reports")]
    [InlineData("v=DMARC1; p=reject", "dmarc-no-reports", "dmarc-policy-none")]
    [InlineData("v=DMARC1; p=reject; ruf=mailto:d@contoso.example", "dmarc-no-reports", "")]
    [InlineData("v=DMARC1; rua=mailto:d@contoso.example", "dmarc-policy-invalid dmarc-read", "dmarc-policy-none dmarc-found")]
    [InlineData("v=DMARC1; p=rejected; rua=mailto:d@contoso.example", "dmarc-policy-invalid", "dmarc-tag-invalid dmarc-policy-none")]
    [InlineData("v=DMARC1; p=reject; sp=none; rua=mailto:d@contoso.example", "dmarc-subdomains-open", "")]
    [InlineData("v=DMARC1; p=reject; sp=reject; np=none; rua=mailto:d@contoso.example", "dmarc-subdomains-open", "")]
    [InlineData("v=DMARC1; p=none; sp=none; rua=mailto:d@contoso.example", "dmarc-policy-none", "dmarc-subdomains-open")]
    [InlineData("v=DMARC1; p=reject; sp=nothing; rua=mailto:d@contoso.example", "dmarc-tag-invalid", "dmarc-subdomains-open dmarc-policy-invalid")]
    [InlineData("v=DMARC1; p=reject; adkim=strict; rua=mailto:d@contoso.example", "dmarc-tag-invalid", "")]
    [InlineData("v=DMARC1; p=reject; adkim=s; aspf=R; fo=0:1:d:s; psd=n; ri=86400; rf=afrf; rua=mailto:d@contoso.example", "dmarc-found", "dmarc-tag-invalid dmarc-tag-unknown dmarc-public-suffix")]
    [InlineData("v=DMARC1; p=reject; fo=2; rua=mailto:d@contoso.example", "dmarc-tag-invalid", "")]
    [InlineData("v=DMARC1; p=reject; policy=x; rua=mailto:d@contoso.example", "dmarc-tag-unknown", "dmarc-tag-invalid")]
    [InlineData("v=DMARC1; p=reject; t=y; rua=mailto:d@contoso.example", "dmarc-testing", "dmarc-policy-none")]
    [InlineData("v=DMARC1; p=reject; pct=50; rua=mailto:d@contoso.example", "dmarc-percent", "dmarc-tag-invalid")]
    [InlineData("v=DMARC1; p=reject; pct=100; rua=mailto:d@contoso.example", "dmarc-found", "dmarc-percent")]
    [InlineData("v=DMARC1; p=none; pct=50; rua=mailto:d@contoso.example", "dmarc-policy-none", "dmarc-percent")]
    [InlineData("v=DMARC1; p=reject; pct=101; rua=mailto:d@contoso.example", "dmarc-tag-invalid", "dmarc-percent")]
    [InlineData("v=DMARC1; p=reject; psd=y; rua=mailto:d@contoso.example", "dmarc-public-suffix", "")]
    [InlineData("v=DMARC1; p=reject; rua=d@contoso.example", "dmarc-report-uri-invalid dmarc-no-reports", "")]
    [InlineData("v=DMARC1; p=reject; rua=mailto:d@contoso.example, https://contoso.example/r", "dmarc-report-uri-invalid", "dmarc-no-reports")]
    [InlineData("v=DMARC1; p=reject, rua=mailto:d@contoso.example", "dmarc-policy-invalid", "")]
    [InlineData("v=DMARC1; p=reject; rua=mailto:d@contoso.example; p=none", "dmarc-list-broken", "")]
    [InlineData("v=DMARC1; p=reject; oops; rua=mailto:d@contoso.example", "dmarc-list-broken", "")]
    [InlineData("V=DMARC1; p=reject", "dmarc-version-wrong", "dmarc-missing dmarc-found")]
    [InlineData("v=dmarc1; p=reject", "dmarc-version-wrong", "dmarc-missing dmarc-found")]
    [InlineData("p=reject; v=DMARC1", "dmarc-missing", "dmarc-found")]
    [InlineData("v=DMARC1 p=reject", "dmarc-version-wrong", "dmarc-found")]
    [InlineData("v=spf1 -all", "dmarc-missing", "dmarc-version-wrong")]
    public void The_record_is_judged_right(string record, string must, string mustNot) =>
        Findings.Are(new DomainScene((Mx + $"_dmarc.contoso.example TXT \"{record}\"").Split('|')).Examine(), must, mustNot);

    [Theory]
    [InlineData("_dmarc.contoso.example TXT !NXDOMAIN", "dmarc-missing", "dmarc-found")]
    [InlineData("_dmarc.contoso.example TXT ?SERVFAIL", "", "dmarc-missing dmarc-found dmarc-inherited")]
    [InlineData("_dmarc.contoso.example TXT \"v=DMARC1; p=reject\"|_dmarc.contoso.example TXT \"v=DMARC1; p=none\"", "dmarc-several-records", "dmarc-found dmarc-missing")]
    [InlineData("_dmarc.contoso.example TXT \"v=DMARC1; p=reject\"|_dmarc.contoso.example TXT \"other\"", "dmarc-found", "dmarc-several-records")]
    [InlineData("_dmarc.example TXT \"v=DMARC1; p=reject; sp=quarantine; psd=y\"", "dmarc-inherited", "dmarc-missing dmarc-public-suffix")]
    [InlineData("_dmarc.example TXT \"v=DMARC1; p=reject; sp=none; psd=y\"", "dmarc-inherited dmarc-policy-none", "dmarc-missing")]
    [InlineData("_dmarc.example TXT ?timeout", "", "dmarc-missing")]
    public void The_walk_up_the_tree_finds_what_holds(string lines, string must, string mustNot) =>
        Findings.Are(new DomainScene((Mx + lines).Split('|')).Examine(), must, mustNot);

    [Theory]
    [InlineData("a.b.contoso.example", "_dmarc.contoso.example TXT \"v=DMARC1; p=reject\"", "contoso.example", "contoso.example")]
    [InlineData("a.b.contoso.example", "_dmarc.b.contoso.example TXT \"v=DMARC1; p=reject\"|_dmarc.contoso.example TXT \"v=DMARC1; p=none\"", "contoso.example", "contoso.example")]
    [InlineData("a.b.contoso.example", "_dmarc.b.contoso.example TXT \"v=DMARC1; p=reject; psd=n\"|_dmarc.contoso.example TXT \"v=DMARC1; p=none\"", "b.contoso.example", "b.contoso.example")]
    [InlineData("a.b.contoso.example", "_dmarc.contoso.example TXT \"v=DMARC1; p=reject; psd=y\"", "b.contoso.example", "contoso.example")]
    [InlineData("a.b.contoso.example", "_dmarc.a.b.contoso.example TXT \"v=DMARC1; p=reject\"", "a.b.contoso.example", "a.b.contoso.example")]
    [InlineData("a.b.contoso.example", "_dmarc.contoso.example TXT \"v=DMARC1; p=reject\"|_dmarc.contoso.example TXT \"v=DMARC1; p=none\"", "a.b.contoso.example", null)]
    [InlineData("a.b.contoso.example", "", "a.b.contoso.example", null)]
    public void The_organizational_domain_is_that_of_the_standard(string domain, string lines, string organization, string? applied)
    {
        var scene = new DomainScene(lines.Split('|', StringSplitOptions.RemoveEmptyEntries));
        var evidence = DmarcWalk.Places(domain).Aggregate(EvidenceSet.Empty, (all, place) => all.With(scene.Answer(DomainView.At($"_dmarc.{place}", RrType.Txt))));
        var walk = DmarcWalk.Of(domain, new(domain, evidence, new(), DomainScene.Now, Catalogue.Default));
        Assert.Equal((organization, applied), (walk.Organization, walk.Applied?.Domain));
    }

    [Theory]
    [InlineData("contoso.example", "contoso.example example")]
    [InlineData("a.b.c.d.e.f.g.h", "a.b.c.d.e.f.g.h b.c.d.e.f.g.h c.d.e.f.g.h d.e.f.g.h e.f.g.h f.g.h g.h h")]
    [InlineData("a.b.c.d.e.f.g.h.i.j", "a.b.c.d.e.f.g.h.i.j d.e.f.g.h.i.j e.f.g.h.i.j f.g.h.i.j g.h.i.j h.i.j i.j j")]
    public void The_walk_has_eight_questions_at_most(string domain, string places) => Assert.Equal(places.Split(' '), DmarcWalk.Places(domain));

    [Theory]
    [InlineData("mailto:d@fabrikam.example", "", "dmarc-report-unauthorised", "")]
    [InlineData("mailto:d@fabrikam.example", "contoso.example._report._dmarc.fabrikam.example TXT \"v=DMARC1\"", "", "dmarc-report-unauthorised")]
    [InlineData("mailto:d@fabrikam.example", "contoso.example._report._dmarc.fabrikam.example TXT \"v=DMARC1; rua=mailto:x@fabrikam.example\"", "", "dmarc-report-unauthorised")]
    [InlineData("mailto:d@fabrikam.example", "contoso.example._report._dmarc.fabrikam.example TXT \"other\"", "dmarc-report-unauthorised", "")]
    [InlineData("mailto:d@fabrikam.example", "contoso.example._report._dmarc.fabrikam.example TXT ?timeout", "", "dmarc-report-unauthorised")]
    [InlineData("mailto:d@mail.contoso.example", "", "", "dmarc-report-unauthorised")]
    public void Foreign_addresses_must_agree(string rua, string line, string must, string mustNot) =>
        Findings.Are(new DomainScene((Mx + $"_dmarc.contoso.example TXT \"v=DMARC1; p=reject; rua={rua}\"" + (line.Length > 0 ? "|" + line : "")).Split('|')).Examine(), must, mustNot);
}
