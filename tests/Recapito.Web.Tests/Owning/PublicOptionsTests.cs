using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Recapito.Web.Tests;

/// <summary>What the command line says of who reaches the service.</summary>
public sealed class PublicOptionsTests
{
    private const string Name = "recapito.contoso.example";

    [Theory]
    [InlineData("--listen 0.0.0.0:80", "--host must say")]
    [InlineData("--listen [::]:80", "--host must say")]
    [InlineData("--listen 192.0.2.7:80", null)]
    [InlineData("--listen 0.0.0.0:80 --host recapito.contoso.example", null)]
    [InlineData("--listen 0.0.0.0:80 --host https://recapito.contoso.example", "without scheme and port")]
    [InlineData("--proxy 192.0.2.1", "--host must say")]
    [InlineData("--host recapito.contoso.example --proxy 192.0.2.1 --proxy 2001:db8::1", null)]
    [InlineData("--host recapito.contoso.example --proxy localhost", "expected an address")]
    [InlineData("--visitors", "--listen")]
    [InlineData("--certificate a.pem", "--listen")]
    [InlineData("--listen 192.0.2.7:443 --certificate-key a.pem", "expected with --certificate")]
    [InlineData("--listen somewhere", "no address with a port")]
    [InlineData("--keep 0", "--keep 0: expected a number from 1 to 3650")]
    [InlineData("--keep forever", "--keep forever: expected a number from 1 to 3650")]
    [InlineData("--keep 3650 --api-limit 1", null)]
    [InlineData("--api-limit 0", "--api-limit 0: expected a number from 1 to 1000000")]
    public async Task What_does_not_fit_together_is_refused_before_anything_is_served(string line, string? error)
    {
        ServeOptions? served = null;
        var parsed = ServeOptions.Command((options, _) =>
        {
            served = options;
            return Task.FromResult(0);
        }).Parse(line.Split(' '));
        using var output = new StringWriter();
        await parsed.InvokeAsync(new() { Output = output, Error = output }, TestContext.Current.CancellationToken);
        Assert.Equal(error is null, served is not null);
        Assert.Contains(error ?? "", string.Join('\n', parsed.Errors.Select(one => one.Message)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("--listen 127.0.0.1:80", false)]
    [InlineData("--listen [::1]:80", false)]
    [InlineData("--listen 192.0.2.7:80", true)]
    [InlineData("--listen 127.0.0.1:80 --host recapito.contoso.example", true)]
    [InlineData("--listen 127.0.0.1:80 --host recapito.contoso.example --proxy 127.0.0.1", true)]
    public void Others_reach_what_listens_beyond_this_machine_or_stands_behind_a_proxy_or_a_name(string line, bool isPublic)
    {
        var parsed = ServeOptions.Command((_, _) => Task.FromResult(0)).Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(parsed.Errors);
        Assert.Equal(isPublic, PublicOptions.Of(parsed, ServeOptions.ListenOf(parsed)) is not null);
    }

    [Fact]
    public async Task With_a_certificate_the_page_is_served_over_HTTPS()
    {
        var folder = Directory.CreateTempSubdirectory("recapito-").FullName;
        var (certificate, key) = (Path.Combine(folder, "chain.pem"), Path.Combine(folder, "key.pem"));
        using (var secret = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            using var made = new CertificateRequest("CN=localhost", secret, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            await File.WriteAllTextAsync(certificate, made.ExportCertificatePem(), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(key, secret.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        }

        Assert.Throws<InvalidDataException>(() => new PublicOptions { Certificate = key }.ReadCertificate());
        await using var served = await Served.StartAsync(others: new() { Certificate = certificate, CertificateKey = key, Hosts = [Name] });
        using var reader = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.Subject == "CN=localhost" } });
        using var answer = await reader.GetAsync(served.Address, TestContext.Current.CancellationToken);
        Assert.Equal(("https", HttpStatusCode.OK), (served.Address.Scheme, answer.StatusCode));
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"), "a browser that remembers it would not open what else is served on this machine");
        using var named = await reader.SendAsync(new(HttpMethod.Get, served.Address) { Headers = { Host = Name } }, TestContext.Current.CancellationToken);
        Assert.Equal(["max-age=2592000"], named.Headers.GetValues("Strict-Transport-Security"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Where_nothing_is_encrypted_no_browser_is_told_to_want_it()
    {
        await using var served = await Served.StartAsync(others: new() { Hosts = [Name] });
        using var answer = await served.Reader.SendAsync(new(HttpMethod.Get, "/") { Headers = { Host = Name } }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }
}
