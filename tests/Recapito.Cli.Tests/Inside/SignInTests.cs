using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli.Tests;

/// <summary>Every way of signing in, over HTTPS against the lab's Microsoft Entra; in order and not.</summary>
public sealed class SignInTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("recapito-sign-in-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("app.pfx", null)]
    [InlineData("app.pfx", "CANARY-PASSWORD")]
    [InlineData("app.pem", null)]
    [InlineData("app.pem", "CANARY-PASSWORD")]
    public async Task A_registered_certificate_signs_in(string file, string? password) =>
        Assert.Null(await GapAsync(InsideWorlds.SignIn(SignInWay.Certificate) with { CertificateFile = Written(file, InsideWorlds.Certificate, password), CertificatePassword = password }, new()));

    [Fact]
    public async Task Another_certificate_is_refused_in_Microsofts_words()
    {
        using var other = InsideWorlds.Made("CN=Other");
        var gap = await GapAsync(InsideWorlds.SignIn(SignInWay.Certificate) with { CertificateFile = Written("other.pfx", other, null) }, new());
        Assert.Equal("AADSTS700027", gap!.Code);
        Assert.StartsWith("AADSTS700027: The certificate", gap.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.pfx", "Could not find file")]
    [InlineData("bad.pfx", "cannot be decoded")]
    [InlineData("public.pem", "no private key")]
    [InlineData("ec.pem", "no RSA key")]
    [InlineData("locked.pfx", "its password is another one")]
    public async Task A_file_that_is_no_use_is_bad_input_and_nobody_is_asked(string file, string words)
    {
        File.WriteAllText(Path.Combine(folder, "bad.pfx"), "no certificate");
        File.WriteAllText(Path.Combine(folder, "public.pem"), InsideWorlds.Certificate.ExportCertificatePem());
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = new CertificateRequest("CN=EC", ec, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        File.WriteAllText(Path.Combine(folder, "ec.pem"), other.ExportCertificatePem() + "\n" + ec.ExportPkcs8PrivateKeyPem());
        Written("locked.pfx", InsideWorlds.Certificate, "right");
        var signIn = InsideWorlds.SignIn(SignInWay.Certificate) with { CertificateFile = Path.Combine(folder, file), CertificatePassword = "CANARY-WRONG" };
        var refused = await Assert.ThrowsAsync<SignInException>(() => GapAsync(signIn, new()));
        Assert.True(refused.IsInput);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_machines_identity_signs_in() => Assert.Null(await GapAsync(InsideWorlds.SignIn(), new()));

    [Fact]
    public async Task A_client_secret_signs_in() => Assert.Null(await GapAsync(InsideWorlds.SignIn(SignInWay.ClientSecret), new()));

    [Theory]
    [InlineData("AADSTS7000215", "the secret is another one")]
    [InlineData("AADSTS700016", "the application is another one")]
    [InlineData("AADSTS90002", "the tenant is in another cloud")]
    public async Task A_refusal_is_told_with_its_code_and_without_the_secret(string code, string because)
    {
        var signIn = InsideWorlds.SignIn(SignInWay.ClientSecret);
        var gap = await GapAsync(signIn with { ClientId = code is "AADSTS700016" ? Guid.Empty.ToString() : signIn.ClientId }, new() { Secret = code is "AADSTS7000215" ? "other" : null, Cloud = code is "AADSTS90002" ? "dod" : "worldwide" });
        Assert.NotNull(gap);
        Assert.True(gap.Code == code, $"{because}: {gap.Text}");
        Assert.Equal(ApiGapKind.NotSignedIn, gap.Kind);
        Assert.DoesNotContain("CANARY", gap.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_signs_in_with_a_code_once_they_have_typed_it()
    {
        var told = new List<string>();
        Assert.Null(await GapAsync(InsideWorlds.SignIn(SignInWay.DeviceCode) with { TellCode = told.Add }, new() { DeviceCodePolls = 1 }));
        Assert.Contains("LABCODE99", Assert.Single(told), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_clusters_token_signs_in_where_it_is_the_right_one(bool right)
    {
        var file = Path.Combine(folder, "token");
        File.WriteAllText(file, Assertion(right ? InsideWorlds.Certificate : InsideWorlds.Made("CN=Other")));
        var gap = await GapAsync(InsideWorlds.SignIn(SignInWay.WorkloadIdentity) with { FederatedTokenFile = file }, new());
        Assert.Equal(right ? null : "AADSTS700027", gap?.Code);
    }

    [Theory]
    [InlineData("gcc-high")]
    [InlineData("dod")]
    [InlineData("21vianet")]
    public async Task Each_cloud_signs_in_at_its_own_authority(string cloud)
    {
        var app = new WorldApp { Cloud = cloud };
        Assert.Null(await GapAsync(InsideWorlds.SignIn(SignInWay.ClientSecret, app), app));
    }

    [Fact]
    public async Task Whoever_cancels_a_sign_in_gets_no_gap()
    {
        using var cancel = new CancellationTokenSource();
        var signIn = InsideWorlds.SignIn(SignInWay.DeviceCode) with { TellCode = _ => cancel.Cancel() };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GapAsync(signIn, new() { DeviceCodePolls = 100 }, cancel.Token));
    }

    public void Dispose() => Directory.Delete(folder, true);

    private static async Task<ApiGap?> GapAsync(SignInOptions signIn, WorldApp app, CancellationToken? cancel = null)
    {
        await using var lab = LabRun.Start(InsideWorlds.Of(app));
        using var access = InsideAccess.Open(new() { LabRoutes = lab.Routes }, signIn);
        return (await new InsideSource(access, [], false).ListAsync(ExchangeObjectKind.TenantDomain, null, cancel ?? Cancel)).Gap;
    }

    private string Written(string file, X509Certificate2 certificate, string? password)
    {
        var path = Path.Combine(folder, file);
        using var key = certificate.GetRSAPrivateKey()!;
        if (file.EndsWith(".pfx", StringComparison.Ordinal))
        {
            File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, password));
        }
        else
        {
            File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + (password is null ? key.ExportPkcs8PrivateKeyPem()
                : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000))));
        }

        return path;
    }

    // What a cluster signs; the lab knows no cluster, and takes the application's own key for it.
    private static string Assertion(X509Certificate2 certificate)
    {
        var now = TimeProvider.System.GetUtcNow();
        var header = $$"""{"alg":"PS256","typ":"JWT","x5t#S256":"{{Base64Url.EncodeToString(SHA256.HashData(certificate.RawData))}}"}""";
        var id = new WorldApp().ClientId;
        var claims = $$"""{"iss":"{{id}}","sub":"{{id}}","aud":"https://login.microsoftonline.com/{{InsideWorlds.Initial}}/oauth2/v2.0/token","nbf":{{now.ToUnixTimeSeconds()}},"exp":{{now.AddMinutes(10).ToUnixTimeSeconds()}}}""";
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        using var key = certificate.GetRSAPrivateKey()!;
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pss))}";
    }
}
