namespace Recapito.Lab;

/// <summary>Reads world files (docs/reference/world.md).</summary>
public static class WorldFile
{
    private static readonly DateTimeOffset DefaultBounceAt = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);

    // Long enough for a person to have seen the bounce, shorter than the usual TTL of an hour.
    private static readonly TimeSpan DefaultLag = TimeSpan.FromMinutes(45);

    /// <summary>The world that a text describes.</summary>
    /// <param name="fileName">Name for messages; its folder is left out of the world's name.</param>
    /// <param name="text">YAML, at most 1 048 576 characters.</param>
    /// <exception cref="WorldFileException">The text is no world; the message says where, what is wrong, what was expected and what to do.</exception>
    public static World Read(string fileName, string text)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(text);
        var scope = new WorldFileScope(fileName, text);
        var root = YamlTree.Read(fileName, text);
        var keys = scope.Keys(root, "a world", "about", "source", "times", "timeline", "message", "dns", "hosts", "web", "microsoft365", "observer", "expect", "watch", "check", "hybrid");
        var world = new World
        {
            Name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..],
            About = keys.Or("about", "", node => scope.Text(node, "about").Trim()),
            Sources = keys.Or("source", [], node => Strings(scope, node, "source")),
            Message = keys.Or("message", new(), node => Message(scope, node)),
            Dns = keys.Or("dns", new(), node => WorldFileDns.Read(scope, node)),
            Hosts = keys.Or("hosts", Empty<WorldHost>(), node => WorldFileHosts.ReadAll(scope, node)),
            Web = keys.Or("web", Empty<WorldWebHost>(), node => WorldFileWeb.ReadAll(scope, node)),
            Check = keys.Or("check", Empty<WorldCheck>(), node => WorldFileCheck.Read(scope, node)),
            Tenants = keys.Or("microsoft365", Empty<WorldTenant>(), node => WorldFileTenants.ReadAll(scope, node)),
        };
        WorldFileDns.CheckPlaceholders(scope, keys["dns"], world);
        world = Times(scope, keys["times"], world);
        world = world with { Observer = keys.Or("observer", new(), node => WorldFileExpect.Observer(scope, node, world)) };
        world = WorldFileExpect.Read(scope, keys["expect"], world);
        world = keys.Or("watch", world, node => world with { Watch = WorldFileWatch.Read(scope, node, world) });
        world = keys.Or("hybrid", world, node => world with { Hybrid = WorldFileHybrid.Read(scope, node, world) });
        return WorldFileDns.Settle(keys.Or("timeline", world, node => WorldFileTimeline.Read(scope, node, world)));
    }

    internal static IReadOnlyList<string> Strings(WorldFileScope scope, YamlNode node, string what) =>
        [.. scope.OneOrMore(node, what).Select(item => scope.Text(item, what))];

    private static Dictionary<string, T> Empty<T>() => [];

    private static World Times(WorldFileScope scope, YamlNode? node, World world)
    {
        if (node is null)
        {
            return world with { BounceAt = DefaultBounceAt, Now = DefaultBounceAt + DefaultLag };
        }

        var keys = scope.Keys(node, "times", "bounceAt", "now");
        var now = keys["now"] is { } value ? scope.Time(value, "now") : (DateTimeOffset?)null;
        var bounceAt = keys.Or("bounceAt", now is { } moment ? moment - DefaultLag : DefaultBounceAt, given => scope.Time(given, "bounceAt"));
        return now < bounceAt
            ? throw scope.Error(keys["now"]!, "now lies before bounceAt; the diagnosis looks after the message bounced")
            : world with { BounceAt = bounceAt, Now = now ?? bounceAt + DefaultLag };
    }

    private static WorldMessage Message(WorldFileScope scope, YamlNode node)
    {
        var keys = scope.Keys(node, "message", "from", "to", "subject", "ndrBy", "language", "sendingHost", "obeysMixedNullMx", "rewritesAliases");
        var standard = new WorldMessage();
        return new()
        {
            From = keys.Or("from", standard.From, value => scope.Mailbox(value, "sender")),
            To = keys.Or("to", standard.To, value => [.. scope.OneOrMore(value, "to").Select(item => scope.Mailbox(item, "recipient"))]),
            Subject = keys.Or("subject", standard.Subject, value => scope.Line(value, "subject")),
            NdrBy = keys.Or("ndrBy", standard.NdrBy, value => scope.Word(value, "system that writes NDRs", ["postfix", "exchange-online-2014", "exchange-2010"])),
            Language = keys.Or("language", standard.Language, value => scope.Word(value, "language of an NDR", ["en", "it"])),
            SendingHost = keys.Or<string?>("sendingHost", null, value => scope.HostName(value, "host name")),
            RewritesAliases = keys.Or("rewritesAliases", false, flag => scope.Flag(flag, "rewritesAliases")),
            ObeysMixedNullMx = keys.Or("obeysMixedNullMx", false, flag => scope.Flag(flag, "obeysMixedNullMx")),
        };
    }
}
