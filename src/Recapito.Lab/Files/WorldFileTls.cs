namespace Recapito.Lab;

/// <summary>Reads the key "tls" of a host in a world file.</summary>
internal static class WorldFileTls
{
    // Certificates of hosts are valid from 2015 to 2049; the clock of a world stands between these.
    private static readonly DateTimeOffset Past = new(2016, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Future = new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The mapping's value; an empty one offers no TLS, one without names stands for the host's own.</summary>
    public static WorldTls Read(WorldFileScope scope, YamlNode node, string host)
    {
        var keys = scope.Keys(node, "tls", "names", "trusted", "expired", "notYetValid", "notBefore", "notAfter", "selfSigned", "chain", "key", "versions");
        var standard = new WorldTls();
        var tls = new WorldTls
        {
            Names = keys.Or<IReadOnlyList<string>>("names", scope.Pairs(node, "tls").Count > 0 ? [host] : [], list => [.. scope.OneOrMore(list, "names").Select(item => Name(scope, item))]),
            Trusted = keys.Or("trusted", true, flag => scope.Flag(flag, "trusted")),
            NotBefore = keys.Or("notYetValid", false, flag => scope.Flag(flag, "notYetValid")) ? Future : keys["notBefore"] is { } from ? scope.Time(from, "notBefore") : null,
            NotAfter = keys.Or("expired", false, flag => scope.Flag(flag, "expired")) ? Past : keys["notAfter"] is { } until ? scope.Time(until, "notAfter") : null,
            SelfSigned = keys.Or("selfSigned", false, flag => scope.Flag(flag, "selfSigned")),
            Chain = keys.Or("chain", standard.Chain, word => scope.Word(word, "chain of certificates", ["leaf", "intermediate", "incomplete"])),
            Key = keys.Or("key", standard.Key, word => scope.Word(word, "key of a certificate", ["ecdsa256", "ecdsa384", "rsa2048"])),
            Versions = keys.Or<IReadOnlyList<string>>("versions", [], list => [.. scope.OneOrMore(list, "versions").Select(item => scope.Word(item, "version of TLS", ["1.2", "1.3"]))]),
        };
        return tls.NotBefore is null || tls.NotAfter is null || tls.NotBefore < tls.NotAfter ? tls
            : throw scope.Error(node, "the certificate ends before it begins; write notBefore and notAfter in order, or one of expired and notYetValid");
    }

    private static string Name(WorldFileScope scope, YamlNode node)
    {
        var name = scope.Line(node, "name in a certificate");
        return name.StartsWith("*.", StringComparison.Ordinal) && Core.Names.IsHostName(Core.Names.Canonical(name[2..]))
            ? "*." + Core.Names.Canonical(name[2..])
            : scope.HostName(node, "name in a certificate");
    }
}
