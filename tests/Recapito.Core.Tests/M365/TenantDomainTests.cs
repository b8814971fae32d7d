using static Recapito.Core.Tests.TenantScene;

namespace Recapito.Core.Tests;

/// <summary>The records that Microsoft wants for a domain against those that are there.</summary>
public sealed class TenantDomainTests
{
    private const string Mx = "contoso.example MX";
    private const string Spf = "contoso.example TXT \"v=spf1";
    private const string Sign = "contoso.example TXT \"MS=";
    private const string Auto = "autodiscover.contoso.example CNAME";
    private const string Srv = "_sipfederationtls._tcp.contoso.example SRV";
    private const string Key = "selector1._domainkey.contoso.example CNAME";

    // What is taken away, what is put there, rows as "TYPE name standing[!] #notes" ("!" is a fault), the status.
    public static TheoryData<string, string[], string[], string> Changes => new()
    {
        { "", [], ["MX contoso.example matches", "TXT contoso.example matches", "CNAME autodiscover.contoso.example matches", "SRV _sipfederationtls._tcp.contoso.example matches", "CNAME selector1._domainkey.contoso.example matches", "CNAME selector2._domainkey.contoso.example matches"], "healthy" },

        // MX
        { Mx, [$"{Mx} 10 {Host}"], ["MX contoso.example matches #mx-preference-as-good"], "healthy" },
        { Mx, [$"{Mx} 5 {Host}"], ["MX contoso.example differs! #mx-preference"], "possible-service-issues" },
        { Mx, [$"{Mx} 10 mx.fabrikam.example"], ["MX contoso.example differs! #mx-elsewhere"], "possible-service-issues" },
        { Mx, [$"{Mx} 0 ."], ["MX contoso.example differs! #mx-null"], "possible-service-issues" },
        { Mx, [$"{Mx} 0 fabrikam-example.mail.protection.outlook.com"], ["MX contoso.example differs! #mx-other-name"], "possible-service-issues" },
        { Mx, [$"{Mx} 0 contoso-example.mail.eo.outlook.com"], ["MX contoso.example differs! #mx-other-form"], "possible-service-issues" },
        { Mx, [$"{Mx} 10 mx1.contoso.iphmx.com"], ["MX contoso.example differs #mx-gateway"], "healthy" },
        { Mx, [$"{Mx} !NODATA"], ["MX contoso.example missing! #mx-missing"], "possible-service-issues" },
        { Mx, [$"{Mx} ?timeout after 2 s"], ["MX contoso.example not-seen #no-answer"], "undetermined" },
        { "", [$"{Mx} 20 mx.fabrikam.example"], ["MX contoso.example matches", "MX contoso.example surplus! #mx-second"], "possible-service-issues" },
        { "", [$"{Mx} 20 mx1.contoso.iphmx.com"], ["MX contoso.example surplus! #mx-second-gateway"], "possible-service-issues" },
        { "", [$"{Mx} 32767 ms99999999.msv1.invalid"], ["MX contoso.example matches", "MX contoso.example surplus #mx-verification-leftover"], "healthy" },
        { "", [$"{Mx} 32767 ms12345678.msv1.invalid"], ["MX contoso.example matches", "MX contoso.example surplus #mx-verification-leftover"], "healthy" },
        { Mx, [$"{Mx} 32767 ms12345678.msv1.invalid"], ["MX contoso.example missing! #mx-missing", "MX contoso.example surplus #mx-verification-leftover"], "possible-service-issues" },

        // DNSSEC and DANE
        { Mx, [$"{Mx} 0 {Signed}", $"_25._tcp.{Signed} TLSA 3 1 1 00"], ["MX contoso.example matches #mx-dnssec-name", $"TLSA _25._tcp.{Signed} matches"], "healthy" },
        { Mx, [$"{Mx} 0 {Signed}"], [$"TLSA _25._tcp.{Signed} missing #dane-missing"], "healthy" },
        { Mx, [$"{Mx} 0 {Signed}", $"_25._tcp.{Signed} TLSA ?SERVFAIL"], [$"TLSA _25._tcp.{Signed} not-seen #no-answer"], "healthy" },
        { Mx, [$"{Mx} 30 {Host}", $"{Mx} 20 {Signed}"], ["MX contoso.example matches #mx-change-over", "MX contoso.example surplus #mx-change-over"], "healthy" },
        { Mx, [$"{Mx} 0 fabrikam-example.k-v1.mx.microsoft"], ["MX contoso.example differs! #mx-other-name"], "possible-service-issues" },

        // SPF
        { Spf, [$"{Spf} ip4:192.0.2.1 include:SPF.protection.outlook.com ?all\""], ["TXT contoso.example matches"], "healthy" },
        { Spf, [$"{Spf} redirect=spf.protection.outlook.com\""], ["TXT contoso.example matches"], "healthy" },
        { Spf, [$"{Spf} include:_spf.contoso.example -all\"", "_spf.contoso.example TXT \"v=spf1 include:spf.protection.outlook.com -all\""], ["TXT contoso.example matches #spf-include-nested"], "healthy" },
        { Spf, [$"{Spf} include:_spf.contoso.example -all\"", "_spf.contoso.example TXT ?SERVFAIL"], ["TXT contoso.example not-seen #spf-include-not-seen"], "undetermined" },
        { Spf, [$"{Spf} include:%{{d}}._spf.fabrikam.example -all\""], ["TXT contoso.example not-seen #spf-include-not-seen"], "undetermined" },
        { Spf, [$"{Spf} mx -all\""], ["TXT contoso.example differs! #spf-include-missing"], "possible-service-issues" },
        { Spf, [$"{Spf} include:spf.protection.outlook.com.fabrikam.example -all\""], ["TXT contoso.example differs! #spf-include-missing"], "possible-service-issues" },
        { Spf, [$"{Spf} -include:spf.protection.outlook.com -all\""], ["TXT contoso.example differs! #spf-include-missing"], "possible-service-issues" },
        { Spf, [$"{Spf} -all include:spf.protection.outlook.com\""], ["TXT contoso.example differs! #spf-include-ignored"], "possible-service-issues" },
        { Spf, [$"{Spf} include:spf.protection.outlook.com ip4:192.0.2 -all\""], ["TXT contoso.example differs! #spf-broken"], "possible-service-issues" },
        { "", [$"{Spf} mx -all\""], ["TXT contoso.example differs! #spf-several", "TXT contoso.example surplus! #spf-second"], "possible-service-issues" },
        { Spf, [], ["TXT contoso.example missing! #spf-missing"], "possible-service-issues" },
        { "contoso.example TXT", ["contoso.example TXT ?SERVFAIL"], ["TXT contoso.example not-seen #no-answer"], "undetermined" },

        // Verification, of a domain that is verified already
        { Sign, [], ["TXT contoso.example missing #verification-not-needed"], "healthy" },
        { Sign, [$"{Sign}ms99999999\""], ["TXT contoso.example differs #verification-other-number #verification-not-needed"], "healthy" },

        // Aliases and services
        { Auto, [$"{Auto} autodiscover.fabrikam.example"], ["CNAME autodiscover.contoso.example differs!"], "possible-service-issues" },
        { Auto, [], ["CNAME autodiscover.contoso.example missing!"], "possible-service-issues" },
        { Auto, [$"{Auto} ?REFUSED"], ["CNAME autodiscover.contoso.example not-seen #no-answer"], "undetermined" },
        { Auto, ["autodiscover.contoso.example A 203.0.113.26"], ["CNAME autodiscover.contoso.example not-seen #alias-addresses"], "undetermined" },
        { Auto, [$"{Auto} auto.contoso.example", "auto.contoso.example CNAME autodiscover.outlook.com"], ["CNAME autodiscover.contoso.example matches #alias-through"], "healthy" },
        { Srv, [$"{Srv} 100 1 443 sipfed.online.lync.com"], ["SRV _sipfederationtls._tcp.contoso.example differs!"], "possible-service-issues" },
        { Srv, [$"{Srv} ?SERVFAIL"], ["SRV _sipfederationtls._tcp.contoso.example not-seen #no-answer"], "undetermined" },
        { Srv, [], ["SRV _sipfederationtls._tcp.contoso.example missing!"], "incomplete-setup" },

        // DKIM
        { Key, [], ["CNAME selector1._domainkey.contoso.example missing #dkim-missing"], "healthy" },
        { Key, [$"{Key} ?SERVFAIL"], ["CNAME selector1._domainkey.contoso.example not-seen #no-answer"], "healthy" },
        { Key, ["selector1._domainkey.contoso.example TXT \"v=DKIM1; p=MIIBIjAN\""], ["CNAME selector1._domainkey.contoso.example differs #dkim-own-key"], "healthy" },
        { Key, [$"{Key} selector1-fabrikam-example._domainkey.contoso.onmicrosoft.com"], ["CNAME selector1._domainkey.contoso.example differs! #dkim-other-domain"], "possible-service-issues" },
        { Key, [$"{Key} selector1-contoso-example._domainkey.fabrikam.onmicrosoft.com"], ["CNAME selector1._domainkey.contoso.example differs! #dkim-other-tenant"], "possible-service-issues" },
        { Key, [$"{Key} selector2-contoso-example._domainkey.contoso.onmicrosoft.com"], ["CNAME selector1._domainkey.contoso.example differs! #dkim-other-selector"], "possible-service-issues" },
        { Key, [$"{Key} key.fabrikam.example"], ["CNAME selector1._domainkey.contoso.example differs #dkim-elsewhere"], "healthy" },
        { "selector1-contoso-example", [], ["CNAME selector1._domainkey.contoso.example matches #dkim-not-enabled"], "healthy" },

        // The zone's servers give no answer: the resolver's copy clears, and does not accuse.
        { Auto, ["contoso.example NS ns1.dnshost.example", "ns1.dnshost.example A 192.0.2.53"], ["CNAME autodiscover.contoso.example not-seen #resolver-only", "TXT contoso.example matches"], "undetermined" },
        { Mx, [$"{Mx} 10 mx.fabrikam.example", "contoso.example NS ns1.dnshost.example", "ns1.dnshost.example A 192.0.2.53"], ["MX contoso.example not-seen #resolver-only"], "undetermined" },
        { $"{Mx}|{Spf}|{Auto}", [], ["MX contoso.example missing! #mx-missing"], "incomplete-setup" },
        { $"{Mx}|{Spf}|{Auto}", [$"{Auto} ?timeout"], ["MX contoso.example missing! #mx-missing"], "possible-service-issues" },
    };

    [Theory, MemberData(nameof(Changes))]
    public void A_record_stands_as_the_servers_of_the_zone_say(string without, string[] with, string[] rows, string status)
    {
        var report = new TenantScene().Change(without, with).Examine();

        Assert.All(rows, row => Assert.Contains(row, report.Records.Select(Shown)));
        Assert.Equal(status, Kebab.Of(report.Status));
        Assert.Equal(status is "possible-service-issues", report.Records.Any(row => row.IsFault) && status is not "incomplete-setup");
        Assert.All(report.Records.Where(row => row.Standing is RecordStanding.NotSeen), row => Assert.False(row.IsFault));
        Assert.All(report.Records.SelectMany(row => row.Notes).Concat(report.Reasons), note => Assert.True(Catalogue.Default.WordsIn("en")!.ContainsKey("m365-domain.note." + note.Id), note.Id));
    }

    private static string Shown(TenantDomainRecord row) =>
        $"{row.Type.ToString().ToUpperInvariant()} {row.Name} {Kebab.Of(row.Standing)}{(row.IsFault ? "!" : "")}{string.Concat(row.Notes.Select(note => " #" + note.Id))}";
}
