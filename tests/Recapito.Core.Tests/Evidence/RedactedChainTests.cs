using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Recapito.Core.Tests;

/// <summary>Which certificate chains stay in redacted evidence: those that a server shows to everybody, and that name nobody.</summary>
public sealed class RedactedChainTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("CN=mail.contoso.example", "mail.contoso.example", null, true)]
    [InlineData("CN=mail.contoso.example, O=Contoso Ltd, C=IT", "*.contoso.example", null, true)]
    [InlineData("CN=EX01", "ex01", null, true)]
    [InlineData("E=lee@contoso.example, CN=mail.contoso.example", "mail.contoso.example", null, false)]
    [InlineData("CN=lee@contoso.example", "mail.contoso.example", null, false)]
    [InlineData("G=Lee, SN=Smith, CN=mail.contoso.example", "mail.contoso.example", null, false)]
    [InlineData("OID.0.9.2342.19200300.100.1.1=leesmith, CN=mail.contoso.example", "mail.contoso.example", null, false)]
    [InlineData("CN=mail.contoso.example", "mail.contoso.example", "lee@contoso.example", false)]
    public void A_chain_stays_where_it_names_no_person(string subject, string host, string? mail, bool stays)
    {
        var chain = Convert.ToBase64String(Made(subject, host, mail));
        Assert.Equal(stays, Redacted(chain).Contains(chain, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MIIB")]
    [InlineData("bGVlQGNvbnRvc28uZXhhbXBsZQ==")]
    public void What_is_no_certificate_goes(string chain) => Assert.DoesNotContain(chain, Redacted(chain), StringComparison.Ordinal);

    private static string Redacted(string chain)
    {
        var session = new SmtpSession(SmtpReply.Parse("220 mail.contoso.example ESMTP"), ["SIZE"], new("TLS 1.3", ["mail.contoso.example"], false, "UntrustedRoot") { Chain = [chain] });
        var seen = new Present<SmtpSession>(new SmtpSessionRequest("mail.contoso.example", "192.0.2.60"), session, new("mail.contoso.example", Begin));
        var key = CaseKey.OfSecret(Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef"), "00112233445566778899aabbccddeeff");
        return EvidenceFile.Write(CaseRedaction.Redact(Samples.Set([seen]), key, []));
    }

    private static byte[] Made(string subject, string host, string? mail)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (mail is not null)
        {
            names.AddEmailAddress(mail);
        }

        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(Begin, Begin.AddYears(1));
        return certificate.RawData;
    }
}
