using System.Security.Cryptography.X509Certificates;

namespace Recapito.Core.Tests;

public sealed class HostCertificatesTests : IDisposable
{
    private const string Every =
        "tls-certificate-trusted tls-name-mismatch tls-certificate-expired tls-certificate-not-yet-valid tls-self-signed tls-chain-incomplete tls-unknown-issuer "
        + "tls-not-trusted tls-weak-key tls-broken-signature tls-certificate-expires-in-14-days tls-certificate-expires-in-30-days";

    private readonly Certificates certificates = new();

    public void Dispose() => certificates.Dispose();

    [Theory]
    [InlineData("good", "", "tls-certificate-trusted")]
    [InlineData("star", "", "tls-certificate-trusted")]
    [InlineData("other name", "no name of the certificate is the host's", "tls-name-mismatch")]
    [InlineData("deep star", "no name of the certificate is the host's", "tls-name-mismatch")]
    [InlineData("no name", "no name of the certificate is the host's", "tls-name-mismatch")]
    [InlineData("expired", "NotTimeValid", "tls-certificate-expired")]
    [InlineData("not yet", "NotTimeValid", "tls-certificate-not-yet-valid")]
    [InlineData("self", "UntrustedRoot", "tls-self-signed")]
    [InlineData("self", "PartialChain", "tls-self-signed")]
    [InlineData("alone", "PartialChain", "tls-chain-incomplete")]
    [InlineData("gap in the chain", "PartialChain", "tls-chain-incomplete")]
    [InlineData("with its root", "UntrustedRoot", "tls-unknown-issuer")]
    [InlineData("with its root", "PartialChain", "tls-unknown-issuer")]
    [InlineData("with intermediate", "PartialChain", "tls-unknown-issuer")]
    [InlineData("good", "NotValidForUsage", "tls-not-trusted")]
    [InlineData("unreadable", "PartialChain", "tls-not-trusted")]
    [InlineData("other and expired", "no name of the certificate is the host's, NotTimeValid", "tls-name-mismatch tls-certificate-expired")]
    [InlineData("rsa 2048", "", "tls-certificate-trusted")]
    [InlineData("rsa 1024", "", "tls-certificate-trusted tls-weak-key")]
    [InlineData("sha1", "", "tls-certificate-trusted tls-broken-signature")]
    [InlineData("20 days left", "", "tls-certificate-trusted tls-certificate-expires-in-30-days")]
    [InlineData("10 days left", "", "tls-certificate-trusted tls-certificate-expires-in-14-days")]
    [InlineData("6 days in all, 4 left", "", "tls-certificate-trusted")]
    [InlineData("6 days in all, 1 left", "", "tls-certificate-trusted tls-certificate-expires-in-14-days")]
    [InlineData("90 days in all, 29 left", "", "tls-certificate-trusted tls-certificate-expires-in-30-days")]
    public void A_certificate_is_what_it_is(string kind, string problem, string must)
    {
        var chain = Chain(kind);
        var tls = new TlsSession("TLS 1.3", [], problem.Length == 0, problem.Length == 0 ? null : problem)
        {
            Chain = kind is "unreadable" ? ["AAAA", "not base64"] : [.. chain.Select(certificate => Convert.ToBase64String(certificate.RawData))],
        };
        var report = new HostScene().Says(HostScene.Session(ehlo: "250-mx.contoso.example\n250 STARTTLS", tls: tls)).Examine();
        Findings.Are(report, must, string.Join(' ', Every.Split(' ').Except(must.Split(' '))));
        Findings.Are(report, "tls-encrypts", "starttls-not-offered tls-handshake-fails");
        Assert.All(report.Findings.Where(finding => finding.Subject is Subject.Tls && must.Contains("trusted", StringComparison.Ordinal) is false), finding => Assert.InRange(finding.Severity, Severity.Ok, Severity.Notice));
    }

    private X509Certificate2[] Chain(string kind)
    {
        var above = certificates.Intermediate;
        return kind switch
        {
            "star" => [certificates.Host("*.contoso.example", issuer: above), above],
            "other name" => [certificates.Host("www.contoso.example", issuer: above), above],
            "deep star" => [certificates.Host("*.example", issuer: above), above],
            "no name" => [certificates.Host(null, issuer: above), above],
            "expired" => [certificates.Host(HostScene.Mx, until: -1, issuer: above), above],
            "not yet" => [certificates.Host(HostScene.Mx, from: 1, issuer: above), above],
            "self" => [certificates.Host(HostScene.Mx)],
            "alone" => [certificates.Host(HostScene.Mx, issuer: above)],
            "gap in the chain" => [certificates.Host(HostScene.Mx, issuer: certificates.Root), above],
            "with its root" => [certificates.Host(HostScene.Mx, issuer: above), above, certificates.Root],
            "other and expired" => [certificates.Host("www.contoso.example", until: -1, issuer: above), above],
            "rsa 2048" => [certificates.Host(HostScene.Mx, issuer: above, kind: "rsa2048"), above],
            "rsa 1024" => [certificates.Host(HostScene.Mx, issuer: above, kind: "rsa1024"), above],
            "sha1" => [certificates.Host(HostScene.Mx, issuer: above, kind: "sha1"), above],
            "20 days left" => [certificates.Host(HostScene.Mx, until: 20, issuer: above), above],
            "10 days left" => [certificates.Host(HostScene.Mx, until: 10, issuer: above), above],
            "6 days in all, 4 left" => [certificates.Host(HostScene.Mx, -2, 4, above), above],
            "6 days in all, 1 left" => [certificates.Host(HostScene.Mx, -5, 1, above), above],
            "90 days in all, 29 left" => [certificates.Host(HostScene.Mx, -61, 29, above), above],
            _ => [certificates.Host(HostScene.Mx, issuer: above), above],
        };
    }
}
