using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>What hosts show in a handshake.</summary>
public sealed class TlsVariantTests
{
    private const string Mx = "mx.contoso.example";
    private const string Address = "203.0.113.25";

    // what is written under tls; status of the chain that a client with the lab's clock and root builds; certificates sent; size of the key
    [Theory]
    [InlineData("names: [mx.contoso.example]", X509ChainStatusFlags.NoError, 1, 256)]
    [InlineData("trusted: false", X509ChainStatusFlags.PartialChain, 1, 256)]
    [InlineData("expired: true", X509ChainStatusFlags.NotTimeValid, 1, 256)]
    [InlineData("notYetValid: true", X509ChainStatusFlags.NotTimeValid, 1, 256)]
    [InlineData("notAfter: 2026-11-22T00:00:00Z", X509ChainStatusFlags.NotTimeValid, 1, 256)]
    [InlineData("notBefore: 2026-11-22T00:00:00Z, notAfter: 2026-11-24T00:00:00Z", X509ChainStatusFlags.NoError, 1, 256)]
    [InlineData("selfSigned: true", X509ChainStatusFlags.UntrustedRoot, 1, 256)]
    [InlineData("chain: intermediate", X509ChainStatusFlags.NoError, 2, 256)]
    [InlineData("chain: incomplete", X509ChainStatusFlags.PartialChain, 1, 256)]
    [InlineData("key: ecdsa384", X509ChainStatusFlags.NoError, 1, 384)]
    [InlineData("key: rsa2048", X509ChainStatusFlags.NoError, 1, 2048)]
    public async Task A_certificate_is_such(string tls, X509ChainStatusFlags status, int sent, int bits)
    {
        await using var lab = Start($"tls: {{ {tls} }}");
        var (leaf, others, _) = await Shake(lab);
        using var root = X509CertificateLoader.LoadCertificate(lab.Routes.TrustedRoots[0].Span);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = lab.Routes.Now.UtcDateTime;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.Build(leaf);

        Assert.Equal(status, chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status));
        Assert.Equal(sent, 1 + others.Count);
        Assert.True(leaf.MatchesHostname(Mx));
        Assert.Equal(bits, leaf.GetRSAPublicKey()?.KeySize ?? leaf.GetECDsaPublicKey()!.KeySize);
    }

    [Theory]
    [InlineData("versions: [1.2]", SslProtocols.Tls12)]
    [InlineData("versions: [1.3]", SslProtocols.Tls13)]
    public async Task Only_these_versions_are_spoken(string versions, SslProtocols spoken)
    {
        await using var lab = Start($"tls: {{ {versions} }}");

        Assert.Equal(spoken, (await Shake(lab)).Protocol);
        await Assert.ThrowsAnyAsync<Exception>(() => Shake(lab, spoken is SslProtocols.Tls12 ? SslProtocols.Tls13 : SslProtocols.Tls12));
    }

    // TLS 1.1 and 1.0 in a hello that OpenSSL would send; the first octets of the answer: a handshake of that version, or the alert protocol_version
    [Theory]
    [InlineData("oldTls: true", 2, "160302002a020000" + "260302")]
    [InlineData("oldTls: true", 1, "160301002a020000" + "260301")]
    [InlineData("oldTls: false", 2, "15030100020246")]
    [InlineData("oldTls: false", 1, "15030100020246")]
    public async Task A_client_that_knows_no_newer_TLS_is_answered_so(string old, int minor, string answer)
    {
        await using var lab = Start($"tls: {{ names: [{Mx}] }}, {old}");
        await using var client = await StartTls(lab);
        byte[] body = [3, (byte)minor, .. new byte[32], 0, 0, 4, 0xC0, 0x13, 0, 0xFF, 1, 0];
        await client.Stream.WriteAsync((byte[])[22, 3, 1, 0, (byte)(body.Length + 4), 1, 0, 0, (byte)body.Length, .. body], TestContext.Current.CancellationToken);
        var heard = new byte[answer.Length / 2];
        await client.Stream.ReadExactlyAsync(heard, TestContext.Current.CancellationToken);

        Assert.Equal(answer, Convert.ToHexStringLower(heard));
    }

    [Theory]
    [InlineData("oldTls: true", "-tls1_1", "<<< TLS 1.1, Handshake [length 002a], ServerHello")]
    [InlineData("oldTls: false", "-tls1_1", "fatal protocol_version")]
    [InlineData("oldTls: true", "-tls1_2", "Protocol  : TLSv1.2")]
    [InlineData("oldTls: false", "-tls1_3", "TLSv1.3")]
    public async Task OpenSSL_hears_the_same(string old, string version, string wanted)
    {
        await using var lab = Start($"tls: {{ names: [{Mx}] }}, {old}");
        var output = await LabClient.RunAsync("openssl", "", "s_client", "-connect", $"127.0.0.1:{LabClient.PortOf(lab.Routes, Address, 25)}", "-starttls", "smtp", version, "-cipher", "DEFAULT:@SECLEVEL=0", "-msg");
        Assert.SkipWhen(output is null, "openssl is not installed");

        Assert.Contains(wanted, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spki-sha256", "1 1")]
    [InlineData("cert-sha256", "0 1")]
    [InlineData("ca-spki-sha256", "1 1")]
    [InlineData("ca-cert-sha256", "0 1")]
    [InlineData("spki", "1 0")]
    [InlineData("cert", "0 0")]
    [InlineData("spki-sha512", "1 2")]
    [InlineData("cert-sha512", "0 2")]
    public async Task A_placeholder_stands_for_the_certificate_that_is_shown(string kind, string form)
    {
        await using var lab = Start("tls: { chain: intermediate }", $"_25._tcp.mx TLSA 3 {form} {{{kind}:{Mx}}}");
        var data = lab.World.Resolve($"_25._tcp.{Mx}", RrType.Tlsa).Found!.Records[0].Data;
        var (leaf, others, _) = await Shake(lab);
        var certificate = kind.StartsWith("ca-", StringComparison.Ordinal) ? others[0] : leaf;
        var octets = form[0] is '1' ? certificate.PublicKey.ExportSubjectPublicKeyInfo() : certificate.RawData;

        Assert.Equal($"3 {form} " + Convert.ToHexStringLower(form[2] switch { '1' => SHA256.HashData(octets), '2' => SHA512.HashData(octets), _ => octets }), data);
    }

    [Theory]
    [InlineData("dns:\n  zones:\n    a.example: |\n      _25._tcp.mx TLSA 3 1 1 {spki-sha256:mx.a.example}\nhosts: { mx.a.example: { } }\n", "4:30")]
    [InlineData("dns:\n  zones:\n    a.example: |\n      _25._tcp.mx TLSA 3 1 1 {spki-sha256:mx.b.example}\n", "4:30")]
    [InlineData("hosts:\n  mx.a.example: { tls: { notBefore: 2026-11-24T00:00:00Z, notAfter: 2026-11-22T00:00:00Z } }\n", "2:24")]
    [InlineData("hosts:\n  mx.a.example: { tls: { versions: [1.1] } }\n", "2:37")]
    public void What_cannot_be_shown_is_an_error(string text, string place) =>
        Assert.StartsWith($"w:{place}: ", Assert.Throws<WorldFileException>(() => WorldFile.Read("w", text)).Message, StringComparison.Ordinal);

    private static RunningLab Start(string host, string record = "") => LabRun.Start(WorldFile.Read("w", $$"""
        dns:
          zones:
            contoso.example: |
              @ MX 10 mx
              mx A {{Address}}
              {{record}}
        hosts: { {{Mx}}: { {{host}} } }
        """));

    private static async Task<LabClient> StartTls(RunningLab lab)
    {
        var client = await LabClient.ConnectAsync(lab.Routes, Address);
        await client.TurnAsync("");
        await client.TurnAsync("EHLO a");
        await client.TurnAsync("STARTTLS");
        return client;
    }

    private static async Task<(X509Certificate2 Leaf, X509Certificate2Collection Others, SslProtocols Protocol)> Shake(RunningLab lab, SslProtocols wanted = SslProtocols.None)
    {
        await using var client = await StartTls(lab);
        var others = new X509Certificate2Collection();
        X509Certificate2? leaf = null;
        await using var secure = new SslStream(client.Stream, false, (_, certificate, chain, _) =>
        {
            leaf = X509CertificateLoader.LoadCertificate(certificate!.GetRawCertData());
            others.AddRange(chain!.ChainPolicy.ExtraStore.Where(sent => sent.Thumbprint != leaf.Thumbprint).Select(sent => X509CertificateLoader.LoadCertificate(sent.RawData)).ToArray());
            return true;
        });
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = Mx, EnabledSslProtocols = wanted }, TestContext.Current.CancellationToken);
        return (leaf!, others, secure.SslProtocol);
    }
}
