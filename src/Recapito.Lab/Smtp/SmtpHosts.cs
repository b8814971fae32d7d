using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The SMTP hosts of a world: which dialogue each of them holds.</summary>
public static class SmtpHosts
{
    /// <summary>Hosts that a gateway chain may have, as Postfix's hopcount_limit stops a loop.</summary>
    private const int LongestChain = 8;

    private static readonly string[] EdgeNames = ["mail.protection.outlook.com", "*.mail.protection.outlook.com"];

    /// <summary>
    /// What serves a connection to <paramref name="hostName"/>; null for hosts that hold no dialogue ("silent", "closed", "unreachable", "no-banner").
    /// </summary>
    public static SmtpConnectionHandler? HandlerFor(MailView view, string hostName, WorldHost host)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(hostName);
        ArgumentNullException.ThrowIfNull(host);
        if (!Speaks(host))
        {
            return null;
        }

        var shown = TlsFor(hostName, host, view.Observer.Address);
        var tls = shown.Names.Count == 0 ? null : new TlsServer(shown, host.OldTls);
        return (connection, client, local, cancel) =>
        {
            var dialogue = DialogueFor(view, hostName, host, client)!;
            return host.Misdeed is { } misdeed && HostileDialogue.Meddles(misdeed)
                ? new HostileDialogue(connection, dialogue, tls, misdeed).ServeAsync(cancel)
                : new SmtpConnection(connection, dialogue, tls, TimeSpan.FromMilliseconds(host.BannerDelayMilliseconds)).ServeAsync(cancel);
        };
    }

    /// <summary>The same for a host of a snapshot, in the form that <see cref="RunningLab.Start"/> asks for.</summary>
    public static SmtpConnectionHandler? HandlerFor(WorldSnapshot snapshot, string hostName, WorldHost host) => HandlerFor(MailView.Of(snapshot), hostName, host);

    /// <summary>The dialogue that a host holds with a client; null where it holds none.</summary>
    internal static SmtpDialogue? DialogueFor(MailView view, string hostName, WorldHost host, string client, int depth = 0, IReadOnlyList<string>? certificate = null)
    {
        if (!Speaks(host))
        {
            return null;
        }

        var offersTls = TlsFor(hostName, host, client).Names.Count > 0;
        return host.Is is "exchange-online"
            ? EdgeDialogue(view, hostName, host, client, offersTls, certificate)
            : new(Phrases(view, hostName, host, client), Policy(view, hostName, host, depth), client, offersTls, certificate);
    }

    private static bool Speaks(WorldHost host) => host.Is is not ("silent" or "closed" or "unreachable" or "no-banner");

    /// <summary>What a host shows in a handshake: without names, nothing; edges and hostile hosts have some of their own.</summary>
    internal static WorldTls TlsOf(string hostName, WorldHost host) => host switch
    {
        { Misdeed.Does: "no-starttls" } => new(),
        { Tls.Names.Count: > 0 } => host.Tls,
        { Is: "exchange-online" } => host.Tls with { Names = EdgeNames },
        { Is: "hostile" } => host.Tls with { Names = [hostName] },
        _ => host.Tls,
    };

    /// <summary>What it shows to a certain client: an Exchange server that is described with receive connectors, by the one that is for that client.</summary>
    internal static WorldTls TlsFor(string hostName, WorldHost host, string client) =>
        ServerReceiving.IsDescribed(host) ? ServerReceiving.Tls(hostName, host, client) : TlsOf(hostName, host);

    private static SmtpDialogue EdgeDialogue(MailView view, string hostName, WorldHost host, string client, bool offersTls, IReadOnlyList<string>? certificate)
    {
        var name = Names.Canonical(hostName);
        var bans = view.Observer.BlockedBy.Any(blocker => blocker is "exchange-online" || Names.Canonical(blocker) == name);
        var edge = new EdgePolicy(view, host.Edge, name, bans);
        var speaker = new EdgeStamp(edge.DefaultEdge, name, view.Clock).Machine + ".mail.protection.outlook.com";
        var phrases = PhraseBook.Exchange(speaker, client, StableDigest.Guid(name, client), view.Clock);
        return new(phrases, new PolicyChain([new RefusalPolicy(host.Refuses), edge]), client, offersTls, certificate);
    }

    private static SmtpPhrases Phrases(MailView view, string hostName, WorldHost host, string client)
    {
        var id = StableDigest.Hex(11, hostName, client);
        return host.Is switch
        {
            "exim" => PhraseBook.Exim(hostName, client, $"1{id[..5]}-{id[5..11]}-00", view.Clock),
            "exchange-server" => PhraseBook.Exchange(hostName, client, StableDigest.Guid(hostName, client), view.Clock),
            _ => PhraseBook.Postfix(hostName, id),
        };
    }

    private static PolicyChain Policy(MailView view, string hostName, WorldHost host, int depth)
    {
        List<IHostPolicy> policies = [new RefusalPolicy(host.Refuses)];
        if (view.Observer.BlockedBy.Any(blocker => Names.Canonical(blocker) == Names.Canonical(hostName)))
        {
            policies.Add(new BlockListPolicy(view.Observer.Address));
        }

        if (ServerReceiving.IsDescribed(host))
        {
            policies.Add(new ReceiveConnectorPolicy(hostName, host));
        }

        if (host.Misdeed is { Does: "greylist" })
        {
            policies.Add(new GreylistPolicy());
        }

        if (host.Misdeed is { Does: "accept-all" })
        {
            return new(policies);
        }

        policies.Add(new LocalDomainPolicy(host, RecipientTexts.Of(host)));
        if (host.RelaysTo is { } next)
        {
            policies.Add(new GatewayPolicy(host.Is, () => NextDialogue(view, next, AddressOf(view, hostName, host), depth + 1)));
        }

        return new(policies);
    }

    private static SmtpDialogue? NextDialogue(MailView view, string name, string client, int depth)
    {
        var canonical = Names.Canonical(name);
        var next = view.Hosts.GetValueOrDefault(canonical) ?? (MicrosoftMail.IsEdge(canonical) ? MicrosoftMail.Edge : null);
        return next is null || depth > LongestChain ? null : DialogueFor(view, canonical, next, client, depth);
    }

    private static string AddressOf(MailView view, string hostName, WorldHost host) =>
        view.AddressesOf.TryGetValue(Names.Canonical(hostName), out var known) && known is [var first, ..] ? first
        : host.Addresses is [var own, ..] ? own : "192.0.2.1";
}
