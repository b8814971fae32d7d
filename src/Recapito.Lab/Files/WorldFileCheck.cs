using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Reads the key "check" of a world file. Which ids there are, the lab does not know.</summary>
internal static class WorldFileCheck
{
    private static readonly Dictionary<string, Severity> Severities = Enum.GetValues<Severity>().ToDictionary(severity => severity.ToString().ToLowerInvariant());

    public static IReadOnlyDictionary<string, WorldCheck> Read(WorldFileScope scope, YamlNode node) =>
        scope.ByName(node, "check", key => scope.HostName(key, "domain"), value => Check(scope, value));

    private static WorldCheck Check(WorldFileScope scope, YamlNode node)
    {
        var keys = scope.Keys(node, "a check", "must", "mustNot", "worst");
        var (must, mustNot) = Findings(scope, keys);
        return new(must, mustNot, Worst(scope, keys));
    }

    /// <summary>The keys "must" and "mustNot", which have no id in common.</summary>
    public static (IReadOnlyList<string> Must, IReadOnlyList<string> MustNot) Findings(WorldFileScope scope, Keys keys)
    {
        var (must, mustNot) = (Ids(scope, keys, "must"), Ids(scope, keys, "mustNot"));
        return must.Intersect(mustNot, StringComparer.Ordinal).FirstOrDefault() is { } both
            ? throw scope.Error(keys["mustNot"]!, $"\"{both}\" stands under must too; remove it from one of them")
            : (must, mustNot);
    }

    /// <summary>The key "worst".</summary>
    public static Severity? Worst(WorldFileScope scope, Keys keys) =>
        keys.Or<Severity?>("worst", null, value => Severities[scope.Word(value, "severity", [.. Severities.Keys])]);

    private static IReadOnlyList<string> Ids(WorldFileScope scope, Keys keys, string key) => keys.Or<IReadOnlyList<string>>(key, [], list => [.. scope.OneOrMore(list, key).Select(item =>
    {
        var id = scope.Line(item, "id of a finding");
        return id.Length > 0 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-') ? id
            : throw scope.Error(item, $"\"{id}\" is no id of a finding; expected small letters, digits and hyphens, such as mx-is-alias");
    })]);
}
