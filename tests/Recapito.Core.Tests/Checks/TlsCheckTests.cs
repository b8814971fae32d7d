using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using static Recapito.Core.Tests.Scene;

namespace Recapito.Core.Tests;

/// <summary>What a report says of TLS beside what the host shows: each row is one case with its verdict.</summary>
public sealed class TlsCheckTests
{
    private const string Required = "550 5.4.317 Message expired, cannot connect to remote server(451 5.7.3 STARTTLS is required to send mail)";
    private const string Untrusted = "550 5.4.317 Message expired, cannot connect to remote server(UntrustedRoot)";
    private const string Mismatch = "550 5.4.317 Message expired, cannot connect to remote server(SubjectMismatch. Expected Subject: mx.oldhost.example)";
    private const string OtherName = "550 5.4.317 Message expired, cannot connect to remote server(SubjectMismatch. Expected Subject: mail.contoso.example)";

    private static readonly Lazy<ECDsa> Key = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));
    private static readonly DateTimeOffset Bounced = Moment("09:30");

    public static TheoryData<string, string> Cases => [.. All().Select(row => (row.Name, row.Want))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_has_its_verdict(string name, string want)
    {
        var got = All().Single(row => row.Name == name).Scene().Judge();
        Assert.True(want == $"{got.Verdict} {got.Cause?.Cause}", $"{name}: {got.Verdict} {got.Cause?.Cause}, want {want}; missing {string.Join(", ", got.WhyNotProven)}");
    }

    private static IEnumerable<(string Name, Func<Scene> Scene, string Want)> All() =>
    [
        ("no STARTTLS from here either", () => Bounce(Required, null), "Proven starttls-not-offered"),
        ("STARTTLS is there now", () => Bounce(Required, Trusted(Made(Old))), "Likely starttls-not-offered"),
        ("a device writes over what is offered", () => Bounce(Required, null, "XXXXXXXA"), "Likely starttls-not-offered"),
        ("the host says no to EHLO", () => Bounce(Required, null, ehlo: "554 go away"), "Likely starttls-not-offered"),
        ("no STARTTLS now, and the report tells of a certificate", () => Bounce(Untrusted, null), "Likely tls-certificate-invalid"),
        ("a certificate for another name", () => Bounce(Mismatch, Trusted(Made("edge.oldhost.example"))), "Proven tls-name-mismatch"),
        ("a certificate for the name", () => Bounce(Mismatch, Trusted(Made(Old))), "Likely tls-name-mismatch"),
        ("a wildcard over the name", () => Bounce(Mismatch, Trusted(Made("*.oldhost.example"))), "Likely tls-name-mismatch"),
        ("another name, in a certificate newer than the bounce", () => Bounce(Mismatch, Trusted(Made("edge.oldhost.example", Bounced.AddMinutes(5)))), "Likely tls-name-mismatch"),
        ("a name is demanded that is not the host's, by whom is not seen", () => Bounce(OtherName, Trusted(Made(Old))), "Likely tls-name-mismatch"),
        ("the same, and the recipient's connector demands it", () => Bounce(OtherName, Trusted(Made(Old))).Listed(Domain, ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector,
            "Name=To our servers; Enabled=True; TlsDomain=mail.contoso.example"), "Proven tls-name-mismatch"),
        ("a certificate that had ended", () => Bounce(Untrusted, Distrusted(Made(Old, until: Bounced.AddDays(-1)), "NotTimeValid")), "Proven tls-certificate-invalid"),
        ("a certificate that ended after the bounce", () => Bounce(Untrusted, Distrusted(Made(Old, until: Bounced.AddMinutes(5)), "NotTimeValid")), "Likely tls-certificate-invalid"),
        ("a self-signed certificate", () => Bounce(Untrusted, Distrusted(Made(Old, issuer: null), "UntrustedRoot")), "Proven tls-certificate-invalid"),
        ("an unknown authority, and another host is trusted", () => Bounce(Untrusted, Distrusted(Made(Old), "PartialChain")).See(Seen("mx.other.example", "203.0.113.99", Trusted(Made("mx.other.example")))),
            "Proven tls-certificate-invalid"),
        ("an unknown authority, and nobody is trusted from here", () => Bounce(Untrusted, Distrusted(Made(Old), "PartialChain")), "Likely tls-certificate-invalid"),
        ("the certificate is in order now", () => Bounce(Untrusted, Trusted(Made(Old))), "Likely tls-certificate-invalid"),
        ("the report says no more than that TLS failed", () => Bounce("Server certificate not verified", Distrusted(Made(Old, issuer: null), "UntrustedRoot")), "Likely tls-certificate-invalid"),
        ("the same, and nothing is wrong now", () => Bounce("Server certificate not verified", Trusted(Made(Old))), "Undetermined "),
    ];

    private static Scene Bounce(string text, TlsSession? tls, string? plain = null, string ehlo = "250 mx.oldhost.example") =>
        new Scene().Mx($"10 {Old}").Zone((3, $"10 {Old}"), (3, $"10 {Old}")).Host(Old, OldAddress).Bounce(text, Old).BouncedAt("09:30").See(Seen(Old, OldAddress, tls, plain, ehlo));

    private static Present<SmtpSession> Seen(string host, string address, TlsSession? tls, string? plain = null, string ehlo = "250 ok") => new(
        new SmtpSessionRequest(host, address),
        new(SmtpReply.Parse($"220 {host} ESMTP"), ["PIPELINING"], tls) { Ehlo = SmtpReply.Parse(ehlo), PlainExtensions = ["PIPELINING", .. plain is null ? Array.Empty<string>() : [plain]] },
        new(host, Now));

    private static TlsSession Trusted(byte[] own) => new("TLS 1.3", [], true, null) { Chain = [Convert.ToBase64String(own)] };

    private static TlsSession Distrusted(byte[] own, string problem) => new("TLS 1.3", [], false, problem) { Chain = [Convert.ToBase64String(own)] };

    private static byte[] Made(string name, DateTimeOffset? from = null, DateTimeOffset? until = null, string? issuer = "CN=Authority")
    {
        var request = new CertificateRequest($"CN={name}", Key.Value, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var (begin, end) = (from ?? Bounced.AddDays(-100), until ?? Bounced.AddDays(100));
        using var made = issuer is null ? request.CreateSelfSigned(begin, end)
            : request.Create(new X500DistinguishedName(issuer), X509SignatureGenerator.CreateForECDsa(Key.Value), begin, end, [1, 2, 3]);
        return made.RawData;
    }
}
