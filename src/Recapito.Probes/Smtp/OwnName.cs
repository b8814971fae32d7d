using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>What we call ourselves in EHLO.</summary>
internal static class OwnName
{
    /// <summary>The name that was given, or this machine's where it is a full one; null where its address literal must do.</summary>
    // An untrue name is refused by some and misleads the rest; the address literal is always true (RFC 5321 §4.1.4).
    public static string? Of(ProbeOptions options, Dialer dialer)
    {
        var name = options.EhloName ?? (dialer.IsLab ? null : IPGlobalProperties.GetIPGlobalProperties() is var here
            && here.DomainName.Length > 0 ? $"{here.HostName}.{here.DomainName}" : Environment.MachineName);
        return name is not null && name.Contains('.', StringComparison.Ordinal) && Names.IsHostName(Names.Canonical(name)) ? Names.Canonical(name) : null;
    }

    /// <summary>An address literal (RFC 5321 §4.1.3).</summary>
    public static string Literal(IPAddress local) =>
        local.IsIPv4MappedToIPv6 ? Literal(local.MapToIPv4())
        : local.AddressFamily is AddressFamily.InterNetworkV6 ? $"[IPv6:{new IPAddress(local.GetAddressBytes())}]"
        : $"[{local}]";
}
