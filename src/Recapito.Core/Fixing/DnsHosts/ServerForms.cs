using System.Globalization;

namespace Recapito.Core;

/// <summary>Cmdlets of Windows' DNS server.</summary>
internal static class WindowsDns
{
    public static IReadOnlyList<string> Write(RrSetChange change, string zone)
    {
        var name = MxValue.Relative(change.Owner, zone);
        return
        [
            .. MxValue.Of(change.After.Except(change.Before)).Select(mx => string.Create(CultureInfo.InvariantCulture,
                $"Add-DnsServerResourceRecordMX -ZoneName '{zone}' -Name '{name}' -MailExchange '{mx.Exchange}' -Preference {mx.Preference} -TimeToLive ([TimeSpan]::FromSeconds({change.Ttl}))")),
            .. MxValue.Of(change.Before.Except(change.After)).Select(mx => string.Create(CultureInfo.InvariantCulture,
                $"Get-DnsServerResourceRecord -ZoneName '{zone}' -Name '{name}' -RRType Mx | Where-Object {{ $_.RecordData.MailExchange -eq '{mx.Exchange}' -and $_.RecordData.Preference -eq {mx.Preference} }} | Remove-DnsServerResourceRecord -ZoneName '{zone}' -Force")),
        ];
    }
}

/// <summary>Lines of a master file, the old ones as comments; and the serial, which secondaries look at (RFC 1034 §4.3.5).</summary>
internal static class ZoneText
{
    public static IReadOnlyList<string> Write(RrSetChange change, string zone) =>
    [
        .. change.Before.Except(change.After).Select(data => "; " + MasterText.Line(change.Owner, change.Type, change.Ttl, data)),
        .. change.After.Select(data => MasterText.Line(change.Owner, change.Type, change.Ttl, data)),
        $"; raise the serial in the SOA of {zone}, and reload the zone",
    ];
}

/// <summary>A script for nsupdate with the same prerequisites that apply sends (RFC 2136 §2.4).</summary>
internal static class Nsupdate
{
    public static IReadOnlyList<string> Write(RrSetChange change, string zone) =>
    [
        $"zone {zone}.",
        .. change.Before.Count == 0 ? [$"prereq nxrrset {change.Owner}. MX"] : MxValue.Of(change.Before).Select(mx => $"prereq yxrrset {change.Owner}. MX {mx.Text}"),
        $"update delete {change.Owner}. MX",
        .. MxValue.Of(change.After).Select(mx => string.Create(CultureInfo.InvariantCulture, $"update add {change.Owner}. {change.Ttl} MX {mx.Text}")),
        "send",
    ];
}

/// <summary>The record of an octoDNS zone file.</summary>
internal static class OctoDns
{
    // An empty list of values is refused: the entry itself must go.
    public static IReadOnlyList<string> Write(RrSetChange change, string zone) => change.After.Count == 0
        ? [$"# remove the record of type MX below '{(MxValue.Relative(change.Owner, zone) is var owner && owner is "@" ? "" : owner)}'"]
        :
    [
        MxValue.Relative(change.Owner, zone) is var name && name is "@" ? "'':" : name + ":",
        "  type: MX",
        string.Create(CultureInfo.InvariantCulture, $"  ttl: {change.Ttl}"),
        "  values:",
        .. MxValue.Of(change.After).SelectMany(mx => new[] { string.Create(CultureInfo.InvariantCulture, $"    - preference: {mx.Preference}"), $"      exchange: {mx.Exchange}" }),
    ];
}

/// <summary>A resource of Terraform's provider for servers that take RFC 2136.</summary>
internal static class TerraformDns
{
    public static IReadOnlyList<string> Write(RrSetChange change, string zone) => change.After.Count == 0
        ? [$"# remove the resource dns_mx_record_set.{change.Owner.Replace('.', '_')}"]
        :
    [
        $"resource \"dns_mx_record_set\" \"{change.Owner.Replace('.', '_')}\" {{",
        $"  zone = \"{zone}.\"",
        .. MxValue.Relative(change.Owner, zone) is var name && name is not "@" ? [$"  name = \"{name}\""] : Array.Empty<string>(),
        string.Create(CultureInfo.InvariantCulture, $"  ttl  = {change.Ttl}"),
        .. MxValue.Of(change.After).SelectMany(mx => new[] { "  mx {", string.Create(CultureInfo.InvariantCulture, $"    preference = {mx.Preference}"), $"    exchange   = \"{mx.Exchange}\"", "  }" }),
        "}",
    ];
}
