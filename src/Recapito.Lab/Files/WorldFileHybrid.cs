using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Reads the key "hybrid" of a world file. Which ids there are, the lab does not know.</summary>
internal static class WorldFileHybrid
{
    private static readonly ExchangeObjectKind[] Kinds = [.. Enum.GetValues<ExchangeObjectKind>().Where(WorldExport.IsByCmdlet)];

    /// <summary>One comparison, or a list of them.</summary>
    public static IReadOnlyList<WorldHybrid> Read(WorldFileScope scope, YamlNode node, World world) =>
        [.. (node is YamlMap ? [node] : scope.Items(node, "hybrid")).Select(item => Comparison(scope, item, WorldExport.Names(world)))];

    private static WorldHybrid Comparison(WorldFileScope scope, YamlNode node, IReadOnlyList<string> names)
    {
        var keys = scope.Keys(node, "a comparison of settings", "of", "without", "must", "mustNot", "notSeen", "worst");
        if (names.Count == 0)
        {
            throw scope.Error(node, "this world has neither a tenant nor an Exchange server, so there are no settings to compare; add one under microsoft365 or hosts");
        }

        var (must, mustNot) = WorldFileCheck.Findings(scope, keys);
        return new(keys.Or("of", names, list => [.. scope.OneOrMore(list, "of").Select(item => scope.Word(item, "tenant or Exchange server of this world", names))]), must, mustNot)
        {
            Without = OfKinds(scope, keys, "without"),
            NotSeen = OfKinds(scope, keys, "notSeen"),
            Worst = WorldFileCheck.Worst(scope, keys),
        };
    }

    private static IReadOnlyList<ExchangeObjectKind> OfKinds(WorldFileScope scope, Keys keys, string key) => keys.Or<IReadOnlyList<ExchangeObjectKind>>(key, [], list =>
        [.. scope.OneOrMore(list, key).Select(item => Enum.Parse<ExchangeObjectKind>(scope.Word(item, "kind of object that a cmdlet lists", [.. Kinds.Select(kind => kind.ToString())])))]);
}
