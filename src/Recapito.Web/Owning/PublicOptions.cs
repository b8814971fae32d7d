using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Recapito.Web;

/// <summary>How others may reach the service; there is none of it where only this machine can.</summary>
internal sealed record PublicOptions
{
    /// <summary>The names under which it is opened, canonical.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Who stands between readers and us, and is believed in what it says of them.</summary>
    public IReadOnlyList<IPAddress> Proxies { get; init; } = [];

    /// <summary>PEM files of the certificate with its chain, and of its key; null where the key stands in the same file, or where there is no TLS.</summary>
    public string? Certificate { get; init; }

    /// <summary>See <see cref="Certificate"/>.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Whoever is not signed in may ask the DNS.</summary>
    public bool AllowsVisitors { get; init; }

    private static readonly Option<string[]> HostOption = new("--host") { Description = "A name under which others open the page (repeatable), such as recapito.contoso.example. Requests for other names are refused.", HelpName = "NAME" };
    private static readonly Option<string[]> ProxyOption = new("--proxy") { Description = "Address of a reverse proxy in front (repeatable); only its X-Forwarded-For and X-Forwarded-Proto are believed.", HelpName = "ADDRESS" };
    private static readonly Option<string?> CertificateOption = new("--certificate") { Description = "PEM file of a certificate with its chain: serve over HTTPS.", HelpName = "FILE" };
    private static readonly Option<string?> KeyOption = new("--certificate-key") { Description = "PEM file of the certificate's key. Default: the same file.", HelpName = "FILE" };
    private static readonly Option<bool> VisitorsOption = new("--visitors") { Description = "Let anyone hand in a bounce or check a domain; for those who are not signed in, only the DNS is asked." };

    /// <summary>Adds the options to a command, and what must hold between them.</summary>
    public static void AddTo(Command command, Option<string> listen)
    {
        foreach (var option in new Option[] { HostOption, ProxyOption, CertificateOption, KeyOption, VisitorsOption })
        {
            command.Options.Add(option);
        }

        HostOption.Validators.Add(result => Refuse(result, token => Names.IsHostName(Names.Canonical(token)) || IPAddress.TryParse(token, out _), "expected a name such as recapito.contoso.example, without scheme and port"));
        ProxyOption.Validators.Add(result => Refuse(result, token => IPAddress.TryParse(token, out _), "expected an address such as 192.0.2.1"));
        command.Validators.Add(result =>
        {
            // What is no address is refused by the option itself.
            if (IPEndPoint.TryParse(result.GetValue(listen) ?? ServeOptions.UsualListen, out var end) && Problem(result, end) is { } problem)
            {
                result.AddError(problem);
            }
        });
    }

    /// <summary>What was chosen; null where only this machine reaches the service. With a proxy or a name, others do, whatever the address.</summary>
    public static PublicOptions? Of(ParseResult parsed, IPEndPoint listen)
    {
        var chosen = new PublicOptions
        {
            Hosts = [.. (parsed.GetValue(HostOption) ?? []).Select(name => IPAddress.TryParse(name, out var address) ? Bracketed(address) : Names.Canonical(name))],
            Proxies = [.. (parsed.GetValue(ProxyOption) ?? []).Select(IPAddress.Parse)],
            Certificate = parsed.GetValue(CertificateOption),
            CertificateKey = parsed.GetValue(KeyOption),
            AllowsVisitors = parsed.GetValue(VisitorsOption),
        };
        return IPAddress.IsLoopback(listen.Address) && chosen.Hosts.Count == 0 && chosen.Proxies.Count == 0 ? null : chosen;
    }

    /// <summary>An address as a Host header has it.</summary>
    public static string Bracketed(IPAddress address) => address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();

    /// <summary>The certificate with its chain.</summary>
    /// <exception cref="InvalidDataException">The files hold none.</exception>
    public (X509Certificate2 Certificate, X509Certificate2Collection Chain)? ReadCertificate()
    {
        if (Certificate is null)
        {
            return null;
        }

        try
        {
            var (read, chain) = (X509Certificate2.CreateFromPemFile(Certificate, CertificateKey), new X509Certificate2Collection());
            chain.ImportFromPemFile(Certificate);

            // Windows' TLS wants a key that is kept in a store.
            return (OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null) : read, chain);
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"--certificate {Certificate}: expected PEM with a certificate, and its key there or in --certificate-key: {e.Message}", e);
        }
    }

    private static string? Problem(CommandResult result, IPEndPoint listen)
    {
        var isAny = listen.Address.Equals(IPAddress.Any) || listen.Address.Equals(IPAddress.IPv6Any);
        var (hosts, proxies) = (result.GetValue(HostOption) ?? [], result.GetValue(ProxyOption) ?? []);
        return isAny && hosts.Length == 0 ? $"--listen {listen}: all addresses of this machine; --host must say under which name others open the page, such as --host recapito.contoso.example"
            : proxies.Length > 0 && hosts.Length == 0 ? "--proxy: --host must say under which name the proxy is reached, such as --host recapito.contoso.example"
            : result.GetValue(KeyOption) is not null && result.GetValue(CertificateOption) is null ? "--certificate-key: expected with --certificate"
            : IPAddress.IsLoopback(listen.Address) && hosts.Length == 0 && proxies.Length == 0 && (result.GetValue(VisitorsOption) || result.GetValue(CertificateOption) is not null)
                ? "--visitors and --certificate: expected with an address that others reach (--listen), or with --host or --proxy"
            : null;
    }

    private static void Refuse(OptionResult result, Func<string, bool> fits, string expected)
    {
        foreach (var token in result.Tokens.Where(token => !fits(token.Value)))
        {
            result.AddError($"{result.Option.Name} {token.Value}: {expected}");
        }
    }
}
