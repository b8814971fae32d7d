using System.Globalization;

namespace Recapito.Lab;

/// <summary>Reads the key "signing" under "dns" of a world file.</summary>
internal static class WorldFileSigning
{
    private static readonly string[] Faults =
    [
        "expired", "not-yet-valid", "no-rrsig", "bogus", "missing-denial", "no-ds", "wrong-ds", "extra-ds", "ds-unknown-algorithm", "unsigned-with-ds", "weak",
    ];

    public static Dictionary<string, WorldSigning> Read(WorldFileScope scope, YamlNode node, IReadOnlyCollection<string> zones) =>
        scope.ByName(node, "signing", key => Zone(scope, key, zones), value => Signing(scope, value));

    // Zones that are written, those above them, and Microsoft's, which are there in every world.
    private static string Zone(WorldFileScope scope, YamlNode node, IReadOnlyCollection<string> zones)
    {
        var name = WorldFileDns.ZoneName(scope, node);
        var known = zones.Contains(name) || zones.Select(key => key.Split('@')[0]).Concat(MicrosoftZones.Apexes).Any(apex => apex == name || (IsAbove(name, apex) && !name.Contains('@', StringComparison.Ordinal)));
        return known ? name : throw scope.Error(node, $"the zone \"{name}\" is signed here and has no text; write it under dns.zones");
    }

    private static bool IsAbove(string name, string apex) => DnsName.IsWithin(apex, name) && (name is "." or "in-addr.arpa" or "ip6.arpa" || !name.Contains('.', StringComparison.Ordinal));

    private static WorldSigning Signing(WorldFileScope scope, YamlNode node)
    {
        var keys = scope.Keys(node, "signing", "algorithm", "keys", "denial", "iterations", "salt", "optOut", "digest", "cds", "inception", "expiration", "fault", "on");
        var fault = keys.Or<string?>("fault", null, value => scope.Word(value, "fault of a signed zone", Faults));
        var denial = keys.Or("denial", "nsec", value => scope.Word(value, "denial of existence", ["nsec", "nsec3"]));
        var weak = fault is "weak";
        return new()
        {
            Fault = fault,
            Denial = denial,
            Algorithm = keys.Or("algorithm", weak ? denial is "nsec3" ? 7 : 5 : 13, value => Number(scope, value, "algorithm", ["5", "7", "8", "10", "13", "14"])),
            SingleKey = keys.Or("keys", false, value => scope.Word(value, "division of keys", ["split", "single"]) is "single"),
            Iterations = keys.Or("iterations", weak ? 150 : 0, value => scope.Number(value, "iterations", 0, 2500)),
            Salt = keys.Or("salt", weak ? "aabbccdd" : "-", value => Salt(scope, value)),
            OptOut = keys.Or("optOut", false, value => scope.Flag(value, "optOut")),
            Digests = keys.Or<IReadOnlyList<int>>("digest", [2], list => [.. scope.OneOrMore(list, "digest").Select(item => Number(scope, item, "digest type", ["1", "2", "4"]))]),
            Cds = keys.Or<string?>("cds", null, value => scope.Word(value, "kind of CDS", ["match", "other", "delete"])),
            Inception = keys["inception"] is { } from ? scope.Time(from, "inception") : null,
            Expiration = keys["expiration"] is { } until ? scope.Time(until, "expiration") : null,
            On = keys.Or<string?>("on", null, value => WorldFileDns.Type(scope, value)),
        };
    }

    private static int Number(WorldFileScope scope, YamlNode node, string what, string[] known) => int.Parse(scope.Word(node, what, known), CultureInfo.InvariantCulture);

    private static string Salt(WorldFileScope scope, YamlNode node)
    {
        var salt = scope.Line(node, "salt");
        return salt is "-" || (salt.Length is > 0 and <= 510 && salt.Length % 2 == 0 && salt.All(char.IsAsciiHexDigit)) ? salt.ToLowerInvariant()
            : throw scope.Error(node, $"\"{salt}\" is no salt; expected hexadecimal digits in pairs, or \"-\" for none");
    }
}
