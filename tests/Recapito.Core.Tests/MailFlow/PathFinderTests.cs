
namespace Recapito.Core.Tests;

/// <summary>The ways of messages through one hybrid organisation, contoso.example, whose settings each row changes a little.</summary>
public class PathFinderTests
{
    private const string Edge = "contoso-example.mail.protection.outlook.com";
    private const string Server = "mail.contoso.example";

    /// <summary>Microsoft: "Transport routing in Exchange hybrid deployments": decentral and centralised, by the MX in the cloud and at the servers, and from inside.</summary>
    public static TheoryData<string, string, string, string, string> Paths => new()
    {
        { "MX in the cloud, mailbox in the cloud", "mx=cloud", "ana@fabrikam.example", "kim@contoso.example", "outside > exchange-online = delivered" },
        { "MX in the cloud, mailbox at the servers", "mx=cloud", "ana@fabrikam.example", "max@contoso.example", "outside > exchange-online [To our servers] > servers = delivered" },
        { "MX in the cloud, centralised, mailbox in the cloud", "mx=cloud central", "ana@fabrikam.example", "kim@contoso.example", "outside > exchange-online [To our servers] > servers [To the tenant] > exchange-online = delivered" },
        { "MX at the servers, mailbox in the cloud", "mx=servers", "ana@fabrikam.example", "kim@contoso.example", "outside > servers [To the tenant] > exchange-online = delivered" },
        { "MX at the servers, mailbox at the servers", "mx=servers", "ana@fabrikam.example", "max@contoso.example", "outside > servers = delivered" },
        { "from the cloud to others, decentral", "mx=cloud", "kim@contoso.example", "ana@fabrikam.example", "exchange-online > elsewhere = leaves" },
        { "from the cloud to others, centralised", "mx=cloud central-all", "kim@contoso.example", "ana@fabrikam.example", "exchange-online [To our servers] > servers [To the Internet] > elsewhere = leaves" },
        { "from one mailbox of the tenant to another, centralised", "mx=cloud central", "kim@contoso.example", "kim@contoso.example", "exchange-online = delivered" },
        { "nobody has the address, Authoritative below an InternalRelay parent", "mx=cloud parent", "ana@fabrikam.example", "no@contoso.example", "outside > exchange-online = returned 550 5.4.1, not-in-edge-directory" },
        { "a connector that is for tests only", "mx=cloud test", "ana@fabrikam.example", "max@contoso.example", "outside > exchange-online > exchange-online > exchange-online = loop from 2" },
        { "from the servers to others", "mx=cloud", "max@contoso.example", "ana@fabrikam.example", "servers [To the Internet] > elsewhere = leaves" },
        { "from the servers to the cloud", "mx=cloud", "max@contoso.example", "kim@contoso.example", "servers [To the tenant] > exchange-online = delivered" },
        { "nobody has the address, Authoritative in the cloud", "mx=cloud", "ana@fabrikam.example", "no@contoso.example", "outside > exchange-online = returned 550 5.4.1, not-in-edge-directory" },
        { "nobody has the address, InternalRelay in the cloud", "mx=cloud relay", "ana@fabrikam.example", "no@contoso.example", "outside > exchange-online [To our servers] > servers = returned 550 5.1.10" },
        { "InternalRelay on both sides", "mx=cloud relay relay-there", "ana@fabrikam.example", "no@contoso.example", "outside > exchange-online [To our servers] > servers [Back] > exchange-online [To our servers] > servers = loop from 2" },
        { "InternalRelay on both sides, MX at the servers", "mx=servers relay relay-there", "ana@fabrikam.example", "no@contoso.example", "outside > servers [Back] > exchange-online [To our servers] > servers = loop from 1" },
        { "InternalRelay and no connector", "mx=cloud relay no-outbound", "ana@fabrikam.example", "no@contoso.example", "outside > exchange-online > exchange-online > exchange-online = loop from 2" },
        { "a relay that no inbound connector knows", "mx=cloud no-inbound relay-out", "max@contoso.example", "ana@fabrikam.example", "servers [Through the tenant] > exchange-online = returned 550 5.7.64, no-connector-for-servers" },
        { "the MX is not known", "", "ana@fabrikam.example", "kim@contoso.example", "outside = not-known, mx-not-known" },
        { "the recipients of the tenant were not exported", "mx=cloud no-recipients", "ana@fabrikam.example", "kim@contoso.example", "outside > exchange-online = not-known, recipients-not-listed" },
        { "the connectors of the tenant were not exported", "mx=cloud no-connectors", "ana@fabrikam.example", "kim@contoso.example", "outside > exchange-online = not-known, connectors-not-listed" },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_message_takes_the_way_of_the_configuration(string about, string settings, string from, string to, string way)
    {
        var words = settings.Split(' ').ToHashSet(StringComparer.Ordinal);
        var mx = words.Contains("mx=cloud") ? Edge : words.Contains("mx=servers") ? Server : null;
        var path = new PathFinder(Organisation(words), domain => domain is "fabrikam.example" ? "mx.fabrikam.example" : domain.EndsWith("onmicrosoft.example", StringComparison.Ordinal) ? Edge : mx).Find(from, to);
        Assert.True(way == Describe(path), $"{about}: {Describe(path)}");
    }

    [Fact]
    public void A_loop_is_shown_only_by_hops_that_go_the_same_circle()
    {
        var loop = new PathFinder(Organisation(["relay", "relay-there"]), _ => Edge).Find("ana@fabrikam.example", "no@contoso.example");
        ReceivedHop[] round = [new("x", "AM0PEPF000145D2.mail.protection.outlook.com"), new("y", Server)];
        Assert.Equal(PathEnd.Loop, loop.End);
        Assert.True(loop.IsShownBy([.. round, .. round, .. round, .. round]));
        Assert.False(loop.IsShownBy([.. round, .. round]));
        Assert.False(loop.IsShownBy([.. Enumerable.Repeat(round[0], 12)]));
        Assert.False(loop.IsShownBy([]));
        Assert.False((loop with { End = PathEnd.Leaves }).IsShownBy([.. round, .. round, .. round, .. round]));
    }

    [Theory]
    [InlineData("ana@fabrikam.example", "no@contoso.example", "proven", "the loop is proven")]
    [InlineData("Ana@FABRIKAM.example", "<other@contoso.example> no@CONTOSO.example", "proven", "the loop is proven")]
    [InlineData("zoe@fabrikam.example", "no@contoso.example", "predicted", "(zoe@fabrikam.example to no@contoso.example) went round in this circle. That shows the circle, not that a message to no@contoso.example takes it.")]
    [InlineData("ana@fabrikam.example", "lee@contoso.example", "predicted", "(ana@fabrikam.example to lee@contoso.example) went round in this circle. That shows the circle, not that a message to no@contoso.example takes it.")]
    [InlineData(null, "no@contoso.example", "predicted", "(an address that it does not name to no@contoso.example) went round")]
    public void A_message_of_other_people_shows_the_circle_and_proves_nothing_of_this_one(string? from, string to, string standing, string says)
    {
        var loop = new PathFinder(Organisation(["relay", "relay-there"]), _ => Edge).Find("ana@fabrikam.example", "no@contoso.example");
        ReceivedHop[] round = [new("x", "AM0PEPF000145D2.mail.protection.outlook.com"), new("y", Server)];
        PathMessage message = new(from, to.Split(' '), [.. round, .. round, .. round, .. round]);
        Assert.Contains($"\"standing\": \"{standing}\"", MailPathJson.Write(loop, message), StringComparison.Ordinal);
        Assert.Contains(says, string.Join(' ', MailPathText.Write(loop, message, new(), Catalogue.Default).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("proven", MailPathText.Write(loop, message with { Hops = round }, new(), Catalogue.Default), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "↺ back to The organisation's own servers (◎ above)", "◎ The organisation's own servers")]
    [InlineData(true, "@ back to The organisation's own servers (@ above)", "@ The organisation's own servers")]
    public void A_circle_is_drawn_once(bool ascii, string back, string start)
    {
        var path = new PathFinder(Organisation(["relay", "relay-there"]), _ => Server).Find("ana@fabrikam.example", "no@contoso.example");
        var lines = MailPathText.Write(path, null, new() { Ascii = ascii }, Catalogue.Default).Split('\n');
        Assert.Contains(back, lines);
        Assert.Single(lines, line => line.StartsWith(start, StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("Exchange Online", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_path_fits_the_published_schema_and_has_words()
    {
        foreach (var row in Paths)
        {
            var (_, settings, from, to, _) = row.Data;
            var words = settings.Split(' ').ToHashSet(StringComparer.Ordinal);
            var path = new PathFinder(Organisation(words), _ => words.Contains("mx=cloud") ? Edge : null).Find(from, to);
            Schema.Load("path.schema.json").AssertFits(MailPathJson.Write(path, null));
            foreach (var language in new[] { "en", "it" })
            {
                var text = MailPathText.Write(path, new(from, [to], []), new TextStyle { Language = language }, Catalogue.Default);
                Assert.DoesNotContain("path.", text, StringComparison.Ordinal);
                Assert.DoesNotContain("{", text, StringComparison.Ordinal);
            }
        }
    }

    private static string Describe(MailPath path) =>
        string.Join(" > ", path.Stations.Select(station => Kebab.Of(station.Place) + (station.Connector is { } connector ? $" [{connector}]" : ""))) + " = " + Kebab.Of(path.End)
        + (path.Reply is { } reply ? $" {reply.Code} {reply.Status}" : "") + (path.CircleFrom is { } start ? $" from {start}" : "") + (path.Why is { } why ? $", {why}" : "");

    private static ExchangeInventory Organisation(HashSet<string> words)
    {
        List<ExchangeListing> listings =
        [
            Listed(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain,
                Item(("DomainName", words.Contains("parent") ? "example" : "litware.example"), ("DomainType", "InternalRelay"), ("MatchSubDomains", "True")),
                Item(("DomainName", "contoso.example"), ("DomainType", words.Contains("relay") ? "InternalRelay" : "Authoritative")), Item(("DomainName", "contoso.mail.onmicrosoft.example"), ("DomainType", "Authoritative"))),
            Listed(ExchangeSide.ExchangeServer, ExchangeObjectKind.AcceptedDomain, Item(("DomainName", "contoso.example"), ("DomainType", words.Contains("relay-there") ? "InternalRelay" : "Authoritative"))),
            Listed(ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector, words.Contains("no-inbound") ? [] : [Item(("Name", "From our servers"), ("ConnectorType", "OnPremises"), ("TlsSenderCertificateName", Server))]),
            Listed(ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector, Send(words)),
            Listed(ExchangeSide.ExchangeServer, ExchangeObjectKind.Recipient,
                Item(("PrimarySmtpAddress", "max@contoso.example"), ("RecipientTypeDetails", "UserMailbox")),
                Item(("PrimarySmtpAddress", "kim@contoso.example"), ("RecipientTypeDetails", "RemoteUserMailbox"), ("ExternalEmailAddress", "SMTP:kim@contoso.mail.onmicrosoft.example"))),
        ];
        if (!words.Contains("no-connectors"))
        {
            listings.Add(Listed(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector, words.Contains("no-outbound") ? [] : [Item(
                ("Name", "To our servers"), ("ConnectorType", "OnPremises"), ("RecipientDomains", words.Contains("central-all") ? "*" : "contoso.example"), ("SmartHosts", Server), ("UseMXRecord", "False"), ("TestMode", words.Contains("test") ? "True" : "False"),
                ("RouteAllMessagesViaOnPremises", words.Contains("central") || words.Contains("central-all") ? "True" : "False"))]));
        }

        if (!words.Contains("no-recipients"))
        {
            listings.Add(Listed(ExchangeSide.ExchangeOnline, ExchangeObjectKind.Recipient,
                Item(("PrimarySmtpAddress", "kim@contoso.example"), ("EmailAddresses", "smtp:kim@contoso.mail.onmicrosoft.example"), ("RecipientTypeDetails", "UserMailbox")),
                Item(("PrimarySmtpAddress", "max@contoso.example"), ("RecipientTypeDetails", "MailUser"), ("ExternalEmailAddress", "SMTP:max@contoso.example"))));
        }

        return new([.. listings]);
    }

    private static ExchangeObject[] Send(HashSet<string> words) =>
    [
        Item(("Name", "To the tenant"), ("AddressSpaces", "SMTP:contoso.mail.onmicrosoft.example;1"), ("DNSRoutingEnabled", "True")),
        .. words.Contains("relay-there") ? [Item(("Name", "Back"), ("AddressSpaces", "SMTP:contoso.example;1"), ("SmartHosts", Edge), ("DNSRoutingEnabled", "False"))] : Array.Empty<ExchangeObject>(),
        words.Contains("relay-out")
            ? Item(("Name", "Through the tenant"), ("AddressSpaces", "SMTP:*;1"), ("SmartHosts", Edge), ("DNSRoutingEnabled", "False"))
            : Item(("Name", "To the Internet"), ("AddressSpaces", "SMTP:*;1"), ("DNSRoutingEnabled", "True")),
    ];

    private static ExchangeListing Listed(ExchangeSide side, ExchangeObjectKind kind, params ExchangeObject[] items) => new(side, kind, [.. items], new("test", DateTimeOffset.UnixEpoch));

    private static ExchangeObject Item(params (string Name, string Value)[] properties) =>
        new(properties.Select(property => KeyValuePair.Create<string, IReadOnlyList<string>>(property.Name, [property.Value])));
}
