using System.Globalization;

namespace Recapito.Core;

/// <summary>Something that is different from the look before, and held: a single changed opinion is none.</summary>
/// <param name="Id">The key of its words after "watch.event.".</param>
/// <param name="At">When it was seen.</param>
/// <param name="Arguments">Values for the words.</param>
/// <param name="Moment">A moment for the words' {time}; null where they have none.</param>
public sealed record WatchEvent(string Id, TimeSpan At, IReadOnlyDictionary<string, string> Arguments, TimeSpan? Moment = null);

/// <summary>What happened between two looks. One line for each real change: what goes to and fro is told once.</summary>
public static class WatchEvents
{
    /// <summary>The events, in the order of the screen.</summary>
    /// <param name="before">The look before; null for the first one.</param>
    /// <param name="now">The look.</param>
    public static IReadOnlyList<WatchEvent> Between(WatchState? before, WatchState now)
    {
        ArgumentNullException.ThrowIfNull(now);
        return [.. Servers(before, now), .. Parent(before, now), .. Clocks(before, now), .. Resolvers(before, now), .. MailHosts(before, now)];
    }

    private static IEnumerable<WatchEvent> Servers(WatchState? before, WatchState now)
    {
        foreach (var server in now.Servers)
        {
            var earlier = before?.Servers.FirstOrDefault(other => other.Name == server.Name && other.Addresses.Intersect(server.Addresses).Any());
            if (earlier is null ? server.IsAdded : earlier.IsFormer && !server.IsFormer)
            {
                yield return Event(now, "server-added", ("server", server.Name));
            }
            else if (earlier is { IsFormer: false } && server.IsFormer)
            {
                yield return Event(now, "server-removed", ("server", server.Name));
            }

            if (server.Shows is Shows.New or Shows.Old or Shows.Other && (earlier?.Shows != server.Shows || !Equals(earlier.Answer, server.Answer)))
            {
                (string, string)[] serial = server.Serial is { } number ? [("serial", number.ToString(CultureInfo.InvariantCulture))] : [];
                yield return Event(now, "server-" + Kebab.Of(server.Shows), [("server", server.Name), ("answer", server.Answer!.ToString()), .. serial]);
            }

            if (Silence(now, "server", server.Name, earlier?.Gap, server.Gap, earlier is not null) is { } silence)
            {
                yield return silence;
            }
        }
    }

    private static IEnumerable<WatchEvent> Parent(WatchState? before, WatchState now)
    {
        if (before is { Parent.NameServers.Count: > 0 } && !before.Parent.NameServers.SequenceEqual(now.Parent.NameServers))
        {
            yield return Event(now, "parent-changed", ("answer", string.Join(", ", now.Parent.NameServers)));
        }

        if (before?.Parent.Ds is { } ds && !ds.Equals(now.Parent.Ds))
        {
            yield return Event(now, "ds-changed", ("answer", now.Parent.ShortDs ?? ""));
        }
    }

    private static IEnumerable<WatchEvent> Clocks(WatchState? before, WatchState now)
    {
        var count = new[] { ("count", now.Agreeing.ToString(CultureInfo.InvariantCulture)), ("total", now.Today.Count.ToString(CultureInfo.InvariantCulture)) };
        if (now.Agreed != (before?.Agreed ?? false) || (now.Agreed && now.AgreedSince != before!.AgreedSince))
        {
            yield return now switch
            {
                { Agreed: true, AgreedSince: { } since } => Event(now, "agree", since, count),
                { Agreed: true } => Event(now, "agree-always", count),
                _ => Event(now, "agree-not", count),
            };
        }

        // While servers still take the change over, the moment moves with each of them.
        if (now.Agreed && now.Caches.By is { } by && before?.Caches.By != by)
        {
            yield return Event(now, "caches-by", by);
        }

        foreach (var reason in now.Caches.Reasons.Where(reason => now.Agreed && !(before?.Agreed == true && before.Caches.Reasons.Any(other => (other.Why, other.Who) == (reason.Why, reason.Who)))))
        {
            yield return Event(now, "caches-unknown", ("reason", Kebab.Of(reason.Why)), ("who", reason.Who ?? ""));
        }
    }

    private static IEnumerable<WatchEvent> Resolvers(WatchState? before, WatchState now)
    {
        foreach (var resolver in now.Resolvers)
        {
            var (name, earlier) = (resolver.Resolver.Name, before?.Resolvers.FirstOrDefault(other => other.Resolver == resolver.Resolver));
            if (resolver.Disagrees && earlier is { Disagrees: false })
            {
                yield return Event(now, "resolver-disagrees", ("resolver", name));
            }
            else if (now.Newest is not null && !resolver.Disagrees && resolver.Shows is Shows.New or Shows.Old or Shows.Other && resolver.Shows != LastShown(earlier))
            {
                yield return resolver is { Shows: Shows.Old, KeepsUntil: { } until } ? Event(now, "resolver-old-until", until, ("resolver", name))
                    : Event(now, "resolver-" + Kebab.Of(resolver.Shows), ("resolver", name), ("answer", resolver.Answer?.ToString() ?? ""));
            }

            if (Silence(now, "resolver", name, earlier?.Gap, resolver.Gap, earlier is { Shows: not Shows.Nothing }) is { } silence)
            {
                yield return silence;
            }

            if (resolver.ServesStale && earlier is { ServesStale: false })
            {
                yield return Event(now, "resolver-stale", ("resolver", name));
            }
        }
    }

    // What a resolver showed before it fell silent is no news when it speaks again.
    private static Shows LastShown(ResolverState? earlier) => earlier is null ? Shows.Nothing
        : earlier.Shows is not Shows.Gap ? earlier.Shows : earlier.History.LastOrDefault(stretch => stretch.Shows is not Shows.Gap)?.Shows ?? Shows.Nothing;

    private static IEnumerable<WatchEvent> MailHosts(WatchState? before, WatchState now) => now.MailHosts
        .Where(host => host.Tries > 0 && before?.MailHosts.FirstOrDefault(other => other.Host == host.Host) is var earlier && (earlier is null or { Tries: 0 } || earlier.Outcome != host.Outcome))
        .Select(host => Event(now, "mail-" + Kebab.Of(host.Outcome), ("host", host.Host), ("why", host.Says)));

    private static WatchEvent? Silence(WatchState now, string what, string name, string? before, string? gap, bool wasAsked) => (before, gap) switch
    {
        (null, { } why) => Event(now, what + "-silent", (what, name), ("why", why)),
        ({ }, null) when wasAsked => Event(now, what + "-answers", (what, name)),
        _ => null,
    };

    private static WatchEvent Event(WatchState now, string id, params ReadOnlySpan<(string Name, string Value)> arguments) => Event(now, id, null, arguments);

    private static WatchEvent Event(WatchState now, string id, TimeSpan? moment, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        var values = new Dictionary<string, string>();
        foreach (var (name, value) in arguments)
        {
            values[name] = value;
        }

        return new(id, now.Now, values, moment);
    }
}

/// <summary>How a watch ended.</summary>
public enum WatchEnd
{
    /// <summary>Everything that was asked shows the new answer, and its mail hosts answer.</summary>
    Done,

    /// <summary>Everything that was asked agrees, and nobody named a change that is to come.</summary>
    NoChange,

    /// <summary>Something speaks against the change.</summary>
    Contradicted,

    /// <summary>Everything shows the new answer; of its mail hosts nothing can be said.</summary>
    MailOpen,

    /// <summary>The change is not everywhere, or not everything could be seen.</summary>
    Undetermined,
}

/// <summary>Tells how a watch ended.</summary>
public static class WatchEnds
{
    /// <summary>The end as the last look shows it.</summary>
    public static WatchEnd Of(WatchState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state switch
        {
            { IsDone: true, Caches.Knowledge: CacheKnowledge.NoChange, Subject.Expected: null } => WatchEnd.NoChange,
            { IsDone: true } => WatchEnd.Done,
            { Contradictions.Count: > 0 } => WatchEnd.Contradicted,
            { IsVisible: true } => WatchEnd.MailOpen,
            _ => WatchEnd.Undetermined,
        };
    }
}
