using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Reads the keys "observer" and "expect" of a world file.</summary>
internal static class WorldFileExpect
{
    private static readonly string[] Vantages = ["report", "dns", "smtp", "https", "graph", "exchange", "export"];

    private static readonly Dictionary<string, Verdict> Verdicts = new()
    {
        ["proven"] = Verdict.Proven, ["likely"] = Verdict.Likely, ["undetermined"] = Verdict.Undetermined,
        ["healthy"] = Verdict.Healthy, ["no-longer-reproducible"] = Verdict.NoLongerReproducible,
    };

    private static readonly Dictionary<string, Party> Parties = new()
    {
        ["sender"] = Party.Sender, ["senders-admin"] = Party.SendersAdmin, ["recipients-admin"] = Party.RecipientsAdmin,
        ["dns-host"] = Party.DnsHost, ["microsoft"] = Party.Microsoft, ["nobody"] = Party.Nobody,
    };

    public static WorldObserver Observer(WorldFileScope scope, YamlNode node, World world)
    {
        var keys = scope.Keys(node, "observer", "resolver", "access", "knownGood", "address", "blocked", "blockedBy", "port25", "port53");
        var standard = new WorldObserver();
        string[] resolvers = [.. world.Dns.Resolvers.Select(resolver => resolver.Name)];
        string[] blockers = ["exchange-online", .. world.Hosts.Keys];
        return new()
        {
            Resolver = keys.Or<string?>("resolver", null, value => scope.Word(value, "resolver under dns.resolvers", resolvers)),
            Access = keys.Or("access", standard.Access, value => Access(scope, value)),
            KnownGood = keys.Or<IReadOnlyList<string>>("knownGood", [], value => KnownGood(scope, value)),
            Address = keys.Or("address", standard.Address, value => scope.IpAddress(value, "address")),
            BlockedBy = keys["blockedBy", "blocked"] is { } list ? [.. scope.OneOrMore(list, "blockedBy").Select(item => scope.Word(item, "host of this world", blockers))] : [],
            Port25Open = keys.Or("port25", true, value => scope.Word(value, "state of port 25", ["open", "closed"]) is "open"),
            Port53Intercepted = keys.Or("port53", false, value => scope.Word(value, "state of port 53", ["open", "intercepted"]) is "intercepted"),
        };
    }

    public static World Read(WorldFileScope scope, YamlNode? node, World world)
    {
        if (node is null)
        {
            return world;
        }

        var pairs = scope.Pairs(node, "expect");
        var shared = new WorldExpectation
        {
            WithLess = Value(pairs, "withLess") is { } less ? WithLess(scope, less) : [],
            After = Value(pairs, "after") is { } after ? After(scope, after) : null,
        };
        var expect = new Dictionary<string, WorldExpectation>();
        foreach (var (key, value) in pairs.Where(pair => pair.Key.Value is not ("withLess" or "after")))
        {
            var recipient = scope.Mailbox(key, "recipient, \"withLess\" or \"after\"");
            if (world.Message.To.Count > 0 && !world.Message.To.Contains(recipient, StringComparer.OrdinalIgnoreCase))
            {
                throw scope.Error(key, $"\"{recipient}\" is expected to be judged and is not among message.to ({string.Join(", ", world.Message.To)}); add it there");
            }

            expect[recipient] = Expectation(scope, value, shared);
        }

        return world with { Expect = expect, Message = world.Message.To.Count > 0 ? world.Message : world.Message with { To = [.. expect.Keys] } };
    }

    private static YamlNode? Value(IReadOnlyList<(YamlText Key, YamlNode Value)> pairs, string key) =>
        pairs.Where(pair => pair.Key.Value == key).Select(pair => pair.Value).FirstOrDefault();

    private static WorldExpectation Expectation(WorldFileScope scope, YamlNode node, WorldExpectation shared)
    {
        var keys = scope.Keys(node, "an expectation", "verdict", "cause", "truth", "party", "remedy", "contributing", "forbidden", "visibleEverywhereAt", "withLess", "after");
        var cause = keys.Or<string?>("cause", null, value => scope.Line(value, "cause"));
        return new()
        {
            Verdict = VerdictOf(scope, keys.Must("verdict", "an expectation")),
            Cause = cause,
            Truth = keys.Or("truth", cause, value => scope.Line(value, "truth")),
            Party = keys.Or<Party?>("party", null, value => Parties[scope.Word(value, "party", [.. Parties.Keys])]),
            Remedy = keys.Or<string?>("remedy", null, value => scope.Line(value, "remedy")),
            Contributing = keys.Or("contributing", [], value => WorldFile.Strings(scope, value, "contributing")),
            Forbidden = keys.Or("forbidden", [], value => WorldFile.Strings(scope, value, "forbidden")),
            ComparesVisibility = keys.Has("visibleEverywhereAt"),
            VisibleEverywhereAt = keys.Or<DateTimeOffset?>("visibleEverywhereAt", null, value => scope.Time(value, "visibleEverywhereAt")),
            WithLess = keys.Or("withLess", shared.WithLess, value => WithLess(scope, value)),
            After = keys.Or("after", shared.After, value => After(scope, value)),
        };
    }

    private static IReadOnlyList<WorldLess> WithLess(WorldFileScope scope, YamlNode node) => [.. scope.Items(node, "withLess").Select(item =>
    {
        var keys = scope.Keys(item, "an entry of withLess", "access", "verdict", "cause", "knownGood");
        return new WorldLess(
            keys.Has("access") ? keys.Or("access", [], value => Access(scope, value)) : null,
            VerdictOf(scope, keys.Must("verdict", "an entry of withLess")),
            keys.Or<string?>("cause", null, value => scope.Line(value, "cause")),
            keys.Has("knownGood") ? keys.Or("knownGood", [], value => KnownGood(scope, value)) : null);
    })];

    private static string? After(WorldFileScope scope, YamlNode node) =>
        node is YamlText { IsNull: true } ? null : scope.Word(node, "state after the remedy", ["healthy", "waits", "unchanged"]);

    private static Verdict VerdictOf(WorldFileScope scope, YamlNode node) => Verdicts[scope.Word(node, "verdict", [.. Verdicts.Keys])];

    private static IReadOnlyList<string> Access(WorldFileScope scope, YamlNode node) =>
        [.. scope.OneOrMore(node, "access").Select(item => scope.Word(item, "kind of access", Vantages))];

    private static IReadOnlyList<string> KnownGood(WorldFileScope scope, YamlNode node) =>
        [.. scope.OneOrMore(node, "knownGood").Select(item => scope.Mailbox(item, "address"))];
}
