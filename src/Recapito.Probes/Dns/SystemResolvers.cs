using System.Net;
using System.Net.NetworkInformation;

namespace Recapito.Probes;

/// <summary>The resolvers that this machine is set up with.</summary>
internal static class SystemResolvers
{
    private const int Most = 3;
    private const string File = "/etc/resolv.conf";

    /// <summary>Their addresses, the first one first, three at most as resolv.conf(5) has it; none where the system tells none.</summary>
    public static IReadOnlyList<string> Read()
    {
        try
        {
            return [.. (OperatingSystem.IsWindows() ? OfNetworks() : OfFile(System.IO.File.ReadLines(File))).Distinct().Take(Most)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NetworkInformationException)
        {
            return [];
        }
    }

    /// <summary>The addresses of the lines <c>nameserver</c>; what is none is left out.</summary>
    public static IEnumerable<string> OfFile(IEnumerable<string> lines) => lines
        .Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words is ["nameserver", _, ..] && IPAddress.TryParse(words[1], out _))
        .Select(words => words[1]);

    // Site-local addresses (RFC 3879) are what Windows shows where nothing was set up.
    private static IEnumerable<string> OfNetworks() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus is OperationalStatus.Up && network.NetworkInterfaceType is not NetworkInterfaceType.Loopback)
        .SelectMany(network => network.GetIPProperties().DnsAddresses)
        .Where(address => !address.IsIPv6SiteLocal)
        .Select(address => address.ToString());
}
