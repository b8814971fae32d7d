namespace Recapito.Lab;

/// <summary>Reads the key "web" of a world file.</summary>
internal static class WorldFileWeb
{
    private const int LongestTarget = 2000;

    public static IReadOnlyDictionary<string, WorldWebHost> ReadAll(WorldFileScope scope, YamlNode node) =>
        scope.ByNamed(node, "web", key => scope.HostName(key, "host name"), (name, value) => Read(scope, value, name));

    public static WorldWebHost Read(WorldFileScope scope, YamlNode node, string name)
    {
        var keys = scope.Keys(node, "a web host", "is", "address", "addresses", "tls", "pages");
        var standard = new WorldWebHost();
        var tls = keys.Or("tls", standard.Tls, value => WorldFileTls.Read(scope, value, name));
        return new()
        {
            Is = keys.Or("is", standard.Is, word => scope.Word(word, "kind of web host", ["https", "silent", "closed", "unreachable"])),
            Addresses = WorldFileDns.Addresses(scope, keys),
            Tls = tls.Names.Count > 0 ? tls : tls with { Names = [name] },
            Pages = keys.Or("pages", standard.Pages, value => scope.ByName(value, "pages", key => Target(scope, key), page => Page(scope, page))),
        };
    }

    // RFC 9112 §3.2.1: what stands in the request line, a path that begins with "/" and perhaps a query.
    private static string Target(WorldFileScope scope, YamlText key)
    {
        var target = scope.Line(key, "path");
        return target.Length <= LongestTarget && target.StartsWith('/') && target.All(c => c is > ' ' and < (char)127 and not '#') ? target
            : throw scope.Error(key, $"\"{target}\" is no path of a page; expected one that begins with / and has no blanks, such as /.well-known/mta-sts.txt");
    }

    private static WorldPage Page(WorldFileScope scope, YamlNode node)
    {
        if (node is YamlText { IsNull: false } text)
        {
            return new(200, TypeOf(text.Value), text.Value);
        }

        var keys = scope.Keys(node, "a page", "status", "type", "body", "location", "does", "ms");
        var body = keys.Or("body", "", value => scope.Text(value, "body"));
        var location = keys.Or<string?>("location", null, value => Field(scope, value, "location"));
        var does = keys.Or<string?>("does", null, value => scope.Word(value, "misdeed of a web host", Misbehaviour.Misdeeds));
        return keys["ms"] is { } wait && does is not "slow" ? throw scope.Error(wait, "\"ms\" is for pages that are slow; write does: slow") : new(
            keys.Or("status", location is null ? 200 : 301, value => scope.Number(value, "status", 200, 599)),
            keys.Or("type", TypeOf(body), value => Field(scope, value, "type")), body, location)
        {
            Does = does,
            Milliseconds = keys.Or("ms", 1000, value => scope.Number(value, "ms", 0, 600_000)),
        };
    }

    // RFC 9110 §5.5: the world's fields are those of US-ASCII, so that they arrive as they are written.
    private static string Field(WorldFileScope scope, YamlNode node, string what) =>
        scope.Line(node, what) is var value && value.All(char.IsAscii) ? value
            : throw scope.Error(node, $"{what} holds characters that a header field cannot carry; write ASCII");

    private static string TypeOf(string body) => body.TrimStart() switch
    {
        ['{' or '[', ..] => "application/json",
        ['<', ..] => "text/html",
        [] => "",
        _ => "text/plain",
    };
}
