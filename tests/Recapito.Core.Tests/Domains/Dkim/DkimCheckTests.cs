using System.Security.Cryptography;

namespace Recapito.Core.Tests;

public class DkimCheckTests
{
    private const string Mx = "contoso.example MX 10 mx.contoso.example|mx.contoso.example A 203.0.113.25|";
    private const string ExchangeOnline = "contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso-example.mail.protection.outlook.com A 203.0.113.25|";

    // Keys are made once and used by their name in the rows.
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["KEY2048"] = Rsa(2048, wrapped: true),
        ["KEY1024"] = Rsa(1024, wrapped: true),
        ["KEY512"] = Rsa(512, wrapped: true),
        ["BARE2048"] = Rsa(2048, wrapped: false),
        ["ED"] = Convert.ToBase64String(new byte[32]),
        ["EC"] = Convert.ToBase64String(ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportSubjectPublicKeyInfo()),
    };

    [Theory]
    [InlineData("v=DKIM1; k=rsa; p=KEY2048", "dkim-key-found", "dkim-key-short dkim-key-testing")]
    [InlineData("p=KEY2048", "dkim-key-found", "")]
    [InlineData("v=DKIM1; p=BARE2048", "dkim-key-found", "dkim-key-broken")]
    [InlineData("v=DKIM1; k=ed25519; p=ED", "dkim-key-found", "dkim-key-too-short dkim-key-short")]
    [InlineData("v=DKIM1; t=s; p=KEY2048", "dkim-key-found", "dkim-key-testing")]
    [InlineData("v=DKIM1; t=y:s; p=KEY2048", "dkim-key-found dkim-key-testing", "")]
    [InlineData("v=DKIM1; h=sha256:sha1; s=email; p=KEY2048", "dkim-key-found", "dkim-key-unusable")]
    [InlineData("v=DKIM1; h=sha1; p=KEY2048", "dkim-key-unusable", "dkim-key-found")]
    [InlineData("v=DKIM1; s=tlsrpt; p=KEY2048", "dkim-key-unusable", "dkim-key-found")]
    [InlineData("v=DKIM1; p=KEY1024", "dkim-key-short", "dkim-key-too-short dkim-key-found")]
    [InlineData("v=DKIM1; p=KEY512", "dkim-key-too-short", "dkim-key-short")]
    [InlineData("v=DKIM1; p=", "dkim-key-revoked", "dkim-key-broken dkim-none-found")]
    [InlineData("v=DKIM1; p", "dkim-record-broken", "dkim-key-revoked")]
    [InlineData("v=DKIM1; k=rsa", "dkim-record-broken", "")]
    [InlineData("v=DKIM2; p=KEY2048", "dkim-record-broken", "")]
    [InlineData("p=KEY2048; v=DKIM1", "dkim-record-broken", "")]
    [InlineData("v=DKIM1; p=KEY2048; p=KEY2048", "dkim-record-broken", "")]
    [InlineData("v=DKIM1; p=not/base64!", "dkim-key-broken", "")]
    [InlineData("v=DKIM1; p=EC", "dkim-key-broken", "")]
    [InlineData("v=DKIM1; p=ED", "dkim-key-broken", "")]
    [InlineData("v=DKIM1; k=ed25519; p=KEY2048", "dkim-key-broken", "")]
    [InlineData("v=DKIM1; k=dsa; p=KEY2048", "dkim-key-broken", "")]
    [InlineData("v=spf1 -all", "", "dkim-key-broken dkim-record-broken dkim-selector-missing")]
    public void A_key_is_judged_right(string record, string must, string mustNot) =>
        Findings.Are(new DomainScene((Mx + $"google._domainkey.contoso.example TXT \"{Filled(record)}\"").Split('|')).Examine(), must, mustNot);

    [Theory]
    [InlineData("_domainkey.contoso.example TXT !NXDOMAIN", "dkim-no-keys", "dkim-none-found")]
    [InlineData("_domainkey.contoso.example TXT !NXDOMAIN|google._domainkey.contoso.example TXT \"v=spf1 -all\"", "", "dkim-no-keys")]
    [InlineData("_domainkey.contoso.example TXT !NXDOMAIN|k1._domainkey.contoso.example TXT ?timeout", "", "dkim-no-keys dkim-none-found")]
    [InlineData("_domainkey.contoso.example TXT !NXDOMAIN|selector1._domainkey.contoso.example CNAME selector1-contoso-example._domainkey.contoso.onmicrosoft.com", "", "dkim-no-keys")]
    [InlineData("_domainkey.contoso.example TXT !NODATA", "dkim-none-found", "dkim-no-keys")]
    [InlineData("_domainkey.contoso.example TXT ?timeout", "", "dkim-none-found dkim-no-keys")]
    [InlineData("_domainkey.contoso.example TXT !NODATA|s1._domainkey.contoso.example TXT ?timeout", "", "dkim-none-found dkim-no-keys")]
    [InlineData("contoso.example A 192.0.2.1|_domainkey.contoso.example TXT !NODATA|recapito-no-such-selector._domainkey.contoso.example TXT ?timeout", "", "dkim-none-found dkim-no-keys")]
    public void That_nothing_is_found_shows_that_nothing_is_there_only_where_nothing_can_be(string lines, string must, string mustNot) =>
        Findings.Are(new DomainScene((Mx + lines).Split('|')).Examine(), must, mustNot);

    [Theory]
    [InlineData("google")]
    [InlineData("default")]
    [InlineData("s1")]
    [InlineData("k1")]
    [InlineData("selector2")]
    public void A_server_that_denies_the_name_above_a_key_hides_no_common_selector(string selector) => Findings.Are(
        new DomainScene(Filled(Mx + $"_domainkey.contoso.example TXT !NXDOMAIN|{selector}._domainkey.contoso.example TXT \"v=DKIM1; p=KEY2048\"").Split('|')).Examine(),
        "dkim-key-found", "dkim-no-keys dkim-none-found");

    [Fact]
    public void A_domain_without_mail_need_not_sign() =>
        Findings.Are(new DomainScene("contoso.example MX 0 .", "contoso.example MX 0 .").Examine(), "", "dkim-no-keys dkim-none-found");

    [Theory]
    [InlineData("x1", "x1._domainkey.contoso.example TXT \"v=DKIM1; p=KEY2048\"", "dkim-key-found", "dkim-selector-missing")]
    [InlineData("X1", "x2._domainkey.contoso.example TXT \"v=DKIM1; p=KEY2048\"", "dkim-selector-missing", "dkim-key-found")]
    [InlineData("x1", "x1._domainkey.contoso.example TXT ?timeout", "", "dkim-selector-missing")]
    [InlineData("x1", "x1._domainkey.contoso.example TXT \"v=DKIM1; p=KEY2048\"|x1._domainkey.contoso.example TXT \"v=DKIM1; p=BARE2048\"", "dkim-several-records", "dkim-key-found")]
    [InlineData("x1", "x1._domainkey.contoso.example TXT \"v=DKIM1; p=KEY2048\"|x1._domainkey.contoso.example TXT \"v=spf1 -all\"", "dkim-key-found", "dkim-several-records")]
    [InlineData("x 1", "contoso.example TXT \"x\"", "", "dkim-selector-missing")]
    public void Named_selectors_must_be_there(string selector, string lines, string must, string mustNot) =>
        Findings.Are(new DomainScene(Filled(Mx + lines).Split('|')) { Inquiry = new() { Selectors = [selector] } }.Examine(), must, mustNot);

    [Theory]
    [InlineData("v=DKIM1; p=", "dkim-wildcard-revoked", "dkim-wildcard dkim-key-revoked dkim-none-found")]
    [InlineData("v=DKIM1; p=KEY2048", "dkim-wildcard", "dkim-key-found dkim-none-found")]
    [InlineData("v=spf1 -all", "", "dkim-wildcard dkim-wildcard-revoked dkim-key-broken dkim-selector-missing dkim-none-found")]
    public void A_wildcard_is_no_key(string record, string must, string mustNot)
    {
        var asked = new List<string>();
        var scene = new DomainScene(Mx.TrimEnd('|').Split('|')) { Inquiry = new() { Selectors = ["x1"] } }.Answering(request => Wildcard(request, Filled(record), asked));
        Findings.Are(scene.Examine(), must, mustNot);
        Assert.DoesNotContain(asked, name => name.StartsWith("google.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("selector1._domainkey.contoso.example CNAME selector1-contoso-example._domainkey.contoso.onmicrosoft.com|selector2._domainkey.contoso.example CNAME selector2-contoso-example._domainkey.contoso.onmicrosoft.com|selector1-contoso-example._domainkey.contoso.onmicrosoft.com TXT \"v=DKIM1; p=KEY2048\"|selector2-contoso-example._domainkey.contoso.onmicrosoft.com TXT \"v=DKIM1; p=KEY2048\"", "dkim-key-found", "dkim-alias-dangling dkim-microsoft-other-domain dkim-microsoft-missing")]
    [InlineData("selector1._domainkey.contoso.example CNAME selector1-contoso-example._domainkey.contoso.n-v1.dkim.mail.microsoft|selector1-contoso-example._domainkey.contoso.n-v1.dkim.mail.microsoft TXT \"v=DKIM1; p=KEY2048\"", "dkim-key-found", "dkim-alias-dangling dkim-microsoft-other-domain dkim-microsoft-missing")]
    [InlineData("selector1._domainkey.contoso.example CNAME selector1-contoso-example._domainkey.contoso.n-v1.dkim.mail.microsoft|selector2._domainkey.contoso.example CNAME selector2-contoso-example._domainkey.contoso.n-v1.dkim.mail.microsoft", "dkim-microsoft-not-enabled", "dkim-alias-dangling dkim-microsoft-missing")]
    [InlineData("selector1._domainkey.contoso.example CNAME selector1-contoso-example._domainkey.contoso.onmicrosoft.com|selector2._domainkey.contoso.example CNAME selector2-contoso-example._domainkey.contoso.onmicrosoft.com|selector1-contoso-example._domainkey.contoso.onmicrosoft.com TXT \"v=DKIM1; p=KEY2048\"", "dkim-alias-dangling dkim-key-found", "dkim-microsoft-not-enabled")]
    [InlineData("selector1._domainkey.contoso.example CNAME selector1-fabrikam-example._domainkey.contoso.onmicrosoft.com|selector1-fabrikam-example._domainkey.contoso.onmicrosoft.com TXT \"v=DKIM1; p=KEY2048\"", "dkim-microsoft-other-domain", "dkim-microsoft-not-enabled")]
    [InlineData("selector1._domainkey.contoso.example CNAME selector1-contoso-example02c._domainkey.contoso.onmicrosoft.com|selector1-contoso-example02c._domainkey.contoso.onmicrosoft.com TXT ?timeout", "", "dkim-microsoft-other-domain dkim-microsoft-not-enabled dkim-microsoft-missing")]
    [InlineData("contoso.example TXT \"x\"", "dkim-microsoft-missing", "dkim-microsoft-not-enabled")]
    [InlineData("selector1._domainkey.contoso.example TXT ?timeout", "", "dkim-microsoft-missing")]
    [InlineData("selector1._domainkey.contoso.example CNAME keys.fabrikam.example", "", "dkim-microsoft-missing dkim-microsoft-not-enabled dkim-microsoft-other-domain")]
    public void Both_forms_of_Microsofts_aliases_are_known(string lines, string must, string mustNot) =>
        Findings.Are(new DomainScene(Filled(ExchangeOnline + lines).Split('|')).Examine(), must, mustNot);

    private static Present<RrSet>? Wildcard(Request request, string record, List<string> asked)
    {
        if (request is not DnsRequest { Type: RrType.Txt } dns || !dns.Name.EndsWith("._domainkey.contoso.example", StringComparison.Ordinal))
        {
            return null;
        }

        asked.Add(dns.Name);
        return new(dns, new([new(dns.Name, RrType.Txt, 60, $"\"{record}\"")], false), new("the scene", DomainScene.Now));
    }

    private static string Filled(string text) => Keys.Aggregate(text, (all, key) => all.Replace("p=" + key.Key, "p=" + key.Value, StringComparison.Ordinal));

    private static string Rsa(int bits, bool wrapped)
    {
        using var rsa = RSA.Create(bits);
        return Convert.ToBase64String(wrapped ? rsa.ExportSubjectPublicKeyInfo() : rsa.ExportRSAPublicKey());
    }
}
