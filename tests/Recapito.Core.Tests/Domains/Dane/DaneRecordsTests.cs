using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Recapito.Core.Tests;

public sealed class DaneRecordsTests : IDisposable
{
    private const string Every =
        "dane-absent dane-partial dane-not-signed dane-mx-not-signed dane-address-not-signed dane-undetermined dane-record-unusable dane-matches dane-rollover "
        + "dane-mismatch dane-ta-certificate-invalid dane-without-starttls";

    private readonly Certificates certificates = new();

    public void Dispose() => certificates.Dispose();

    [Theory]
    [InlineData("3 1 1 own", "", "dane-matches")]
    [InlineData("3 0 1 own", "", "dane-matches")]
    [InlineData("3 1 2 own", "", "dane-matches")]
    [InlineData("3 0 0 own", "", "dane-matches")]
    [InlineData("3 1 0 own", "", "dane-matches")]
    [InlineData("3 1 1 own", "expired", "dane-matches")]
    [InlineData("3 1 1 own", "other name", "dane-matches")]
    [InlineData("3 1 1 other", "", "dane-mismatch")]
    [InlineData("3 1 1 above", "", "dane-mismatch")]
    [InlineData("2 1 1 above", "", "dane-matches")]
    [InlineData("2 0 2 above", "", "dane-matches")]
    [InlineData("2 1 1 above", "expired", "dane-ta-certificate-invalid")]
    [InlineData("2 1 1 above", "other name", "dane-ta-certificate-invalid")]
    [InlineData("2 1 1 above", "domain name", "dane-matches")]
    [InlineData("2 1 1 other", "", "dane-mismatch")]
    [InlineData("2 0 1 root", "root sent", "dane-matches")]
    [InlineData("2 0 1 root", "root sent, upside down", "dane-matches")]
    [InlineData("2 0 1 root", "root sent, link missing", "dane-mismatch")]
    [InlineData("2 0 1 root", "", "dane-mismatch")]
    [InlineData("2 1 1 stranger", "stranger beside", "dane-mismatch")]
    [InlineData("2 0 1 stranger", "namesake beside", "dane-mismatch")]
    [InlineData("2 1 1 above|2 1 1 stranger", "stranger beside", "dane-matches dane-rollover")]
    [InlineData("2 1 1 own", "", "")]
    [InlineData("2 0 1 above", "signature unknown here", "")]
    [InlineData("2 0 1 above|3 1 1 own", "signature unknown here", "dane-matches")]
    [InlineData("3 1 1 own|3 1 1 other", "", "dane-matches dane-rollover")]
    [InlineData("3 1 1 other|2 1 1 above", "", "dane-matches dane-rollover")]
    [InlineData("1 1 1 own", "", "dane-record-unusable")]
    [InlineData("0 0 1 above|3 1 1 own", "", "dane-record-unusable dane-matches")]
    [InlineData("0 0 1 above|3 1 1 other", "", "dane-record-unusable dane-mismatch")]
    [InlineData("3 1 1 short", "", "dane-record-unusable")]
    [InlineData("3 2 1 own", "", "dane-record-unusable")]
    [InlineData("3 1 9 own", "", "dane-record-unusable")]
    [InlineData("nonsense", "", "dane-record-unusable")]
    [InlineData("3 1 1 own", "no STARTTLS", "dane-without-starttls")]
    [InlineData("3 1 1 own", "no session", "")]
    [InlineData("3 1 1 own", "handshake fails", "")]
    public void Records_are_compared_with_the_certificates_that_the_host_sends(string records, string how, string must) => Are(records, how, "", must);

    [Theory]
    [InlineData("3 1 1 other", "", "dane-mismatch")]
    [InlineData("3 1 1 other", "TLSA", "dane-not-signed")]
    [InlineData("3 1 1 other", "MX", "dane-mx-not-signed")]
    [InlineData("3 1 1 other", "A", "dane-address-not-signed")]
    [InlineData("3 1 1 other", "AAAA", "dane-address-not-signed")]
    [InlineData("3 1 1 other", "TLSA MX A AAAA SOA", "dane-undetermined")]
    [InlineData("3 1 1 other", "?TLSA", "")]
    [InlineData("3 1 1 other", "?MX", "")]
    [InlineData("3 1 1 other", "?AAAA", "")]
    [InlineData("3 1 1 other", "TLSA ?SOA", "")]
    [InlineData("", "", "dane-absent")]
    [InlineData("", "TLSA", "dane-absent")]
    [InlineData("", "?TLSA", "")]
    public void Records_count_only_when_the_whole_way_to_them_was_validated(string records, string without, string must) => Are(records, "", without, must);

    [Fact]
    public void That_one_host_has_records_and_the_other_none_is_said()
    {
        var scene = new HostScene("contoso.example MX 10 mx.contoso.example|contoso.example MX 20 mx2.contoso.example|mx.contoso.example A 203.0.113.25|mx2.contoso.example A 203.0.113.26");
        scene.Domain.Answering(request => request is DnsMessageRequest asked ? Message(asked, asked.Name.EndsWith(".mx.contoso.example", StringComparison.Ordinal) ? "3 1 1 " + new string('a', 64) : "", "") : null);
        Findings.Are(scene.Examine(), "dane-partial", "dane-absent");
    }

    private void Are(string records, string how, string without, string must)
    {
        var above = certificates.Intermediate;
        var own = how switch
        {
            "expired" => certificates.Host(HostScene.Mx, until: -1, issuer: above),
            "other name" => certificates.Host("www.contoso.example", issuer: above),
            "domain name" => certificates.Host("contoso.example", issuer: above),
            "signature unknown here" => certificates.Host(HostScene.Mx, issuer: above, kind: "unknown"),
            _ => certificates.Host(HostScene.Mx, issuer: above, kind: "rsa2048"),
        };
        var stranger = certificates.Authority(how is "namesake beside" ? "CN=Intermediate" : "CN=Stranger");
        X509Certificate2[] sent = how switch
        {
            "root sent" => [own, above, certificates.Root],
            "root sent, upside down" => [own, certificates.Root, above],
            "root sent, link missing" => [own, certificates.Root],
            "stranger beside" => [own, above, stranger],
            "namesake beside" => [own, stranger],
            _ => [own, above],
        };
        var tls = new TlsSession("TLS 1.3", [], false, "PartialChain") { Chain = [.. sent.Select(certificate => Convert.ToBase64String(certificate.RawData))] };
        var session = HostScene.Session(ehlo: "250-mx.contoso.example\n250 STARTTLS", tls: tls);
        var scene = new HostScene();
        _ = how switch
        {
            "no session" => scene,
            "no STARTTLS" => scene.Says(HostScene.Session()),
            "handshake fails" => scene.Says(session with { Tls = new(null, [], false, "alert") { Failure = TlsFailure.Handshake } }),
            _ => scene.Says(session),
        };
        var written = string.Join('|', records.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(record => Written(record, own, above, stranger)));
        scene.Domain.Answering(request => request is DnsMessageRequest asked ? Message(asked, written, without) : null);
        Findings.Are(scene.Examine(), must, string.Join(' ', Every.Split(' ').Except(must.Split(' '))));
    }

    private static Observation<DnsMessage> Message(DnsMessageRequest asked, string records, string without)
    {
        var type = asked.Type.ToString().ToUpperInvariant();
        var marks = without.Split(' ');
        var answer = asked.Type is RrType.Tlsa
            ? records.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(data => new DnsRecord(asked.Name, RrType.Tlsa, 3600, data))
            : [];
        return marks.Contains("?" + type)
            ? new Unavailable<DnsMessage>(asked, "timeout", HostScene.Heard)
            : new Present<DnsMessage>(asked, new("NOERROR", false, [.. answer], [], []) { AuthenticData = !marks.Contains(type) }, HostScene.Heard);
    }

    private string Written(string record, X509Certificate2 own, X509Certificate2 above, X509Certificate2 stranger)
    {
        if (record.Split(' ') is not [var usage, var selector, var matching, var what])
        {
            return record;
        }

        var certificate = what switch
        {
            "above" => above,
            "root" => certificates.Root,
            "stranger" => stranger,
            _ => own,
        };
        var content = selector is "0" ? certificate.RawData : certificate.PublicKey.ExportSubjectPublicKeyInfo();
        var association = what switch
        {
            "other" => new byte[matching is "2" ? 64 : 32],
            "short" => new byte[20],
            _ => matching switch
            {
                "1" => SHA256.HashData(content),
                "2" => SHA512.HashData(content),
                _ => content,
            },
        };
        return $"{usage} {selector} {matching} {Convert.ToHexStringLower(association)}";
    }
}
