namespace Recapito.Lab;

/// <summary>Reads the key "delegations" under "dns" of a world file.</summary>
internal static class WorldFileDelegations
{
    public static Dictionary<string, WorldDelegation> Read(WorldFileScope scope, YamlNode node) =>
        scope.ByName(node, "delegations", key => scope.HostName(key, "zone name"), value => Delegation(scope, value));

    private static WorldDelegation Delegation(WorldFileScope scope, YamlNode node)
    {
        var keys = scope.Keys(node, "a delegation", "servers", "glue", "ds");
        return new(
            keys.Has("servers") ? keys.Or<IReadOnlyList<string>>("servers", [], list => [.. scope.OneOrMore(list, "servers").Select(item => scope.HostName(item, "name of a name server"))]) : null,
            keys.Or("glue", [], map => scope.ByName<IReadOnlyList<string>>(map, "glue", key => scope.HostName(key, "name of a name server"),
                list => [.. scope.OneOrMore(list, "glue").Select(item => scope.IpAddress(item, "glue"))])),
            keys.Or<IReadOnlyList<string>>("ds", [], list => [.. scope.OneOrMore(list, "ds").Select(item => Ds(scope, item))]));
    }

    private static string Ds(WorldFileScope scope, YamlNode node)
    {
        var text = scope.Line(node, "ds");
        try
        {
            return ZoneFile.Parse(".", $"@ DS {text}")[0].Text;
        }
        catch (ZoneFileException e)
        {
            throw scope.Error(node, $"\"{text}\": {e.Message}");
        }
    }
}
