using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

public sealed class WorldFileTests
{
    /// <summary>What is wrong, the text, the place, and words that the message must hold.</summary>
    public static TheoryData<string, string, string, string> Errors => new()
    {
        { "unknown key, with the nearest one", "about: x\nmesage: {}\n", "2:1", "did you mean \"message\"" },
        { "unknown key inside", "message:\n  from: a@b.example\n  too: [x@b.example]\n", "3:3", "did you mean \"to\"" },
        { "unknown key of a host", "hosts:\n  mx.a.example: { is: postfix, accept: [a.example] }\n", "2:32", "did you mean \"accepts\"" },
        { "a list where a mapping belongs", "dns: [a]\n", "1:6", "must be a mapping, here is a list" },
        { "a mapping where one value belongs", "about:\n  x: y\n", "2:3", "must be one value" },
        { "a single value where a list belongs", "dns:\n  resolvers: office\n", "2:14", "must be a list" },
        { "a bad date", "times: { bounceAt: 2026-13-23T09:30:00Z }\n", "1:20", "2026-11-23T10:15:00Z" },
        { "a date without zone", "times: { now: 2026-11-23T09:30:00 }\n", "1:15", "with its zone" },
        { "now before the bounce", "times:\n  bounceAt: 2026-11-23T09:30:00Z\n  now: 2026-11-23T09:00:00Z\n", "3:8", "before bounceAt" },
        { "a bad IP address", "hosts:\n  mx.a.example:\n    addresses: [203.0.113.256]\n", "3:17", "no IP address" },
        { "half an IP address", "observer: { address: 192.0 }\n", "1:22", "no IP address" },
        { "a bad mail address", "message: { to: [lee] }\n", "1:17", "lee@contoso.example" },
        { "a line break in a domain", "hosts:\n  \"mx.a\\nb.example\": {}\n", "2:3", "line break" },
        { "a NUL in a domain", "hosts:\n  \"mx.a\\0b.example\": {}\n", "2:3", "control character" },
        { "a raw NUL in the file", "about: x\nhosts: a\0b\n", "2:9", "U+0000" },
        { "a bad host name", "hosts:\n  mx a.example: {}\n", "2:3", "no host name" },
        { "a record that does not parse, inside its block", "dns:\n  zones:\n    a.example: |\n      $TTL 3600\n      @ MX mx\n", "5:9", "MX takes a preference and a host name" },
        { "a bad address in a zone", "dns:\n  zones:\n    a.example: |   # text\n\n      mx A 203.0.113.999\n", "5:12", "not an IPv4 address" },
        { "an owner outside of the zone", "dns:\n  zones:\n    a.example: |\n      www.b.example. A 192.0.2.1\n", "4:7", "outside of the zone" },
        { "a parenthesis left open in a zone", "dns:\n  zones:\n    a.example: |\n      @ SOA ns. h. ( 1 2 3\n        4 5\n", "4:20", "not closed" },
        { "an unclosed bracket", "about: x\nmessage: { to: [lee@a.example }\nhosts: {}\n", "2:16", "\"[\" is not closed" },
        { "an unclosed brace that the parser of YAML trips over", "about: a\ntimes: { bounceAt: 2026-11-23T09:30:00Z\nmessage: [\n", "2:8", "\"{\" is not closed" },
        { "an unclosed bracket at the end", "about: x\nsource: [\"a\", \"b\"\n", "2:9", "\"[\" is not closed" },
        { "a tab", "hosts:\n\tmx.a.example: {}\n", "2:1", "tab" },
        { "a tab deeper", "dns:\n  zones:\n \t a: b\n", "3:2", "tab" },
        { "a duplicate key", "about: x\nhosts: {}\nabout: y\n", "3:1", "second time (first in line 1)" },
        { "a duplicate name in another spelling", "hosts:\n  mx.a.example: {}\n  MX.A.example.: {}\n", "3:3", "second time" },
        { "an unknown zone is served", "dns:\n  servers:\n    ns.a.example: { address: 192.0.2.1, serves: [a.example@old] }\n  zones:\n    a.example: \"@ A 192.0.2.2\"\n", "3:50", "has no text" },
        { "a permission with a slip", "microsoft365:\n  a.onmicrosoft.example:\n    app: { permissions: [Domain.Read.Al] }\n", "3:26", "did you mean \"Domain.Read.All\"" },
        { "an unknown resolver", "dns: { resolvers: [{ name: office, address: 192.0.2.1 }] }\nobserver: { resolver: ofice }\n", "2:23", "did you mean \"office\"" },
        { "an unknown access word", "observer: { access: [report, dsn] }\n", "1:30", "did you mean \"dns\"" },
        { "an unknown verdict", "expect: { a@b.example: { verdict: provn } }\n", "1:35", "did you mean \"proven\"" },
        { "an unknown party", "expect:\n  a@b.example:\n    verdict: proven\n    party: admin\n", "4:12", "senders-admin" },
        { "an expectation without verdict", "expect:\n  a@b.example:\n    cause: x\n", "3:5", "lacks \"verdict\"" },
        { "an expectation of nobody's", "message: { to: [a@b.example] }\nexpect:\n  c@b.example: { verdict: proven }\n", "3:3", "message.to" },
        { "an unknown kind of host", "hosts: { mx.a.example: { is: sendmail } }\n", "1:30", "no kind of host" },
        { "a fault at an unknown server", "dns:\n  faults:\n    - { server: ns9.a.example, do: drop }\n", "3:17", "ns9.a.example" },
        { "a delegation's DS that is none", "dns:\n  delegations:\n    a.example: { ds: \"1 13 2\" }\n", "3:22", "DS takes four values" },
        { "a resolver that serves what is not written", "dns:\n  resolvers: [{ name: r, serves: a.example }]\n", "2:34", "has no text" },
        { "a fault on a type that is none", "dns:\n  resolvers: [{ name: r }]\n  faults: [{ server: r, on: MXX, do: drop }]\n", "3:29", "did you mean \"MX\"" },
        { "a lie without records", "dns:\n  resolvers: [{ name: r, address: 192.0.2.9 }]\n  faults:\n    - { server: r, do: lie }\n", "4:7", "needs \"records\"" },
        { "a cache entry that is no record", "dns:\n  resolvers:\n    - { name: r, caches: [\"a.example. MX mx\"] }\n", "3:27", "MX takes" },
        { "a version that is not written", "timeline:\n  - { at: 2026-11-23T10:00:00Z, zone: a.example, version: new }\ndns: { zones: { a.example: \"@ A 192.0.2.2\" } }\n", "2:59", "neither" },
        { "an entry of two kinds", "timeline:\n  - { at: 2026-11-23T10:00:00Z, zone: a.example, host: b.example }\n", "2:5", "exactly one" },
        { "a reply without code", "hosts:\n  mx.a.example:\n    refuses: [{ reply: no }]\n", "3:24", "three-digit code" },
        { "an unknown severity", "check:\n  a.example: { worst: errror }\n", "2:23", "did you mean \"error\"" },
        { "an id that is none", "check:\n  a.example: { must: [mx_is_alias] }\n", "2:23", "mx-is-alias" },
        { "an id on both sides", "check:\n  a.example: { must: x, mustNot: [y, x] }\n", "2:34", "stands under must too" },
        { "a comparison without an organisation", "hybrid: { must: x }\n", "1:9", "neither a tenant nor an Exchange server" },
        { "a comparison of somebody unknown", "microsoft365: { a.example: { } }\nhybrid: { of: b.example }\n", "2:15", "did you mean \"a.example\"" },
        { "a kind that no cmdlet lists", "microsoft365: { a.example: { } }\nhybrid: [{ without: SendConector }]\n", "2:21", "did you mean \"SendConnector\"" },
        { "a finding demanded and forbidden", "microsoft365: { a.example: { } }\nhybrid: { must: x, mustNot: x }\n", "2:29", "stands under must too" },
        { "certificates of another host than Exchange", "hosts:\n  a.example: { certificates: [] }\n", "2:30", "write is: exchange-server" },
        { "an unknown key of a web host", "web:\n  w.a.example: { page: { } }\n", "2:18", "did you mean \"pages\"" },
        { "an unknown kind of web host", "web:\n  w.a.example: { is: postfix }\n", "2:22", "no kind of web host" },
        { "a web host of no name", "web:\n  w a.example: { }\n", "2:3", "no host name" },
        { "a page without slash", "web:\n  w.a.example: { pages: { x.txt: y } }\n", "2:27", "begins with /" },
        { "a page with a blank", "web:\n  w.a.example: { pages: { \"/x y\": y } }\n", "2:27", "has no blanks" },
        { "a page with a fragment", "web:\n  w.a.example: { pages: { \"/x#y\": y } }\n", "2:27", "no path of a page" },
        { "an unknown key of a page", "web:\n  w.a.example: { pages: { /x: { bdy: y } } }\n", "2:33", "did you mean \"body\"" },
        { "a list as a page", "web:\n  w.a.example: { pages: { /x: [y] } }\n", "2:31", "a page must be a mapping, here is a list" },
        { "a status of no answer", "web:\n  w.a.example: { pages: { /x: { status: 100 } } }\n", "2:41", "from 200 to 599" },
        { "a line break in a type", "web:\n  w.a.example: { pages: { /x: { type: \"a\\nb: c\" } } }\n", "2:39", "line break" },
        { "a location that no header carries", "web:\n  w.a.example: { pages: { /x: { location: \"https://ü.example\" } } }\n", "2:43", "write ASCII" },
        { "an unknown misdeed of a page", "web:\n  w.a.example: { pages: { /x: { does: tarpit } } }\n", "2:39", "no misdeed of a web host" },
        { "a wait that nobody waits", "web:\n  w.a.example: { pages: { /x: { does: huge, ms: 5 } } }\n", "2:49", "does: slow" },
        { "a change of an unknown web host", "web: { w.a.example: { } }\ntimeline:\n  - { at: 2026-11-23T10:00:00Z, web: v.a.example, is: { } }\n", "3:38", "did you mean \"w.a.example\"" },
        { "an anchor", "about: &a x\n", "1:8", "anchors" },
        { "an alias bomb", "a: &a [x]\nb: [*a, *a]\n", "1:4", "anchors" },
        { "a tag", "about: !!binary x\n", "1:8", "tags" },
        { "two documents", "about: x\n---\nabout: y\n", "2:1", "second document" },
        { "too deep", "about: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n", "1:32", "nested more than" },
        { "an empty file", "", "1:1", "empty" },
        { "only a comment", "# nothing\n", "1:1", "empty" },
        { "one word", "world\n", "1:1", "must be a mapping" },
    };

    [Theory, MemberData(nameof(Errors))]
    public void An_error_names_its_line_and_column(string what, string text, string place, string words)
    {
        var e = Assert.Throws<WorldFileException>(() => WorldFile.Read("w.yaml", text));

        Assert.True(e.Message.StartsWith($"w.yaml:{place}: ", StringComparison.Ordinal), $"{what}: {e.Message}");
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused_before_it_is_parsed() =>
        Assert.Contains("characters", Assert.Throws<WorldFileException>(() => WorldFile.Read("w", new string('[', 1_100_000))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    [InlineData('-')]
    [InlineData('"')]
    public void Half_a_megabyte_of_one_character_ends_in_an_error_or_a_world(char c) =>
        Assert.Throws<WorldFileException>(() => WorldFile.Read("w", new string(c, 500_000)));

    [Fact]
    public void Every_key_of_the_documented_example_is_read()
    {
        var world = WorldFile.Read("folder/full.yaml", Worlds.Full);

        Assert.Equal("full.yaml", world.Name);
        Assert.Equal(["RFC 5321 §5.1", "Microsoft KB 2827473"], world.Sources);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 10, 15, 0, TimeSpan.Zero), world.Now);
        Assert.Equal(3, world.Timeline.Count);
        Assert.Equal(("exchange-online-2014", "it"), (world.Message.NdrBy, world.Message.Language));
        Assert.Equal(["contoso.example@old"], world.Dns.Servers["ns2.dnshost.example"].Serves);
        Assert.Equal(["drop", "lie", "delay"], world.Dns.Faults.Select(fault => fault.Do));
        var host = world.Hosts["mail.contoso.example"];
        Assert.Equal(("exchange-server", "mx.oldhost.example", 5), (host.Is, host.RelaysTo, host.BannerDelayMilliseconds));
        Assert.Equal(new WorldRefusal("rcpt", "@contoso.example", "192.0.2.1", "<>", "550 5.7.1 no"), Assert.Single(host.Refuses));
        var tenant = world.Tenants["contoso.onmicrosoft.example"];
        Assert.Equal(new WorldEdge("2026", "EUR", "rcpt"), tenant.Edge);
        Assert.Equal(["UserMailbox", "MailUniversalDistributionGroup"], tenant.Recipients.Select(recipient => recipient.RecipientType));
        Assert.Equal(["left-over", "contoso-example.mail.eo.outlook.com"], tenant.Tokens);
        Assert.Equal("office", world.Observer.Resolver);
        var expect = world.Expect["lee@contoso.example"];
        Assert.Equal((Verdict.NoLongerReproducible, Party.Nobody, true, null, "healthy"), (expect.Verdict, expect.Party, expect.ComparesVisibility, expect.VisibleEverywhereAt, expect.After));
        Assert.Equal(["report"], expect.WithLess[0].Access!);
        Assert.Empty(expect.WithLess[1].KnownGood!);
        Assert.Null(expect.WithLess[0].KnownGood);
    }

    [Fact]
    public void Visibility_is_compared_only_where_the_key_is_written() =>
        Assert.False(WorldFile.Read("w", "expect: { a@b.example: { verdict: likely } }\n").Expect["a@b.example"].ComparesVisibility);

    [Fact]
    public void What_an_examination_must_say_is_read()
    {
        var check = WorldFile.Read("w", "check:\n  Contoso.example.: { must: [mx-is-alias, spf-missing], mustNot: mx-missing, worst: error }\n  fabrikam.example: { }\n").Check;

        Assert.Equal(["mx-is-alias", "spf-missing"], check["contoso.example"].Must);
        Assert.Equal(["mx-missing"], check["contoso.example"].MustNot);
        Assert.Equal(Severity.Error, check["contoso.example"].Worst);
        Assert.Null(check["fabrikam.example"].Worst);
        Assert.Empty(check["fabrikam.example"].Must);
    }

    [Fact]
    public void What_a_comparison_of_settings_must_say_is_read()
    {
        const string Text = """
            hosts: { mail.a.example: { is: exchange-server } }
            microsoft365: { a.onmicrosoft.example: { } }
            hybrid:
              - { must: [send-connector-missing], mustNot: hybrid-configuration-none, worst: warning }
              - { of: a.onmicrosoft.example, without: [Recipient, InboundConnector], notSeen: [InboundConnector] }
            """;
        var hybrid = WorldFile.Read("w", Text).Hybrid;

        Assert.Equal(["a.onmicrosoft.example", "mail.a.example"], hybrid[0].Of);
        Assert.Equal((Severity?)Severity.Warning, hybrid[0].Worst);
        Assert.Equal(["send-connector-missing"], hybrid[0].Must);
        Assert.Equal(["hybrid-configuration-none"], hybrid[0].MustNot);
        Assert.Equal(["a.onmicrosoft.example"], hybrid[1].Of);
        Assert.Equal([ExchangeObjectKind.Recipient, ExchangeObjectKind.InboundConnector], hybrid[1].Without);
        Assert.Equal([ExchangeObjectKind.InboundConnector], hybrid[1].NotSeen);
        Assert.Null(hybrid[1].Worst);
    }

    [Fact]
    public void A_web_host_is_read_with_its_certificate_and_pages()
    {
        var web = WorldFile.Read("w", """
            web:
              W.a.example.:
                addresses: [203.0.113.9, "2001:db8::9"]
                tls: { expired: true }
                pages:
                  /.well-known/mta-sts.txt: |
                    version: STSv1
                  /json: '{ "a": 1 }'
                  /x: { status: 302, location: /y, type: text/plain; charset=utf-8 }
                  /y: { does: slow, ms: 5 }
              v.a.example: { tls: { names: ["*.b.example"] }, is: closed }
            """).Web;

        var one = web["w.a.example"];
        Assert.Equal(("https", "w.a.example", true), (one.Is, one.Tls.Names[0], one.Tls.NotAfter is not null));
        Assert.Equal(["203.0.113.9", "2001:db8::9"], one.Addresses);
        Assert.Equal(new(200, "text/plain", "version: STSv1\n"), one.Pages["/.well-known/mta-sts.txt"]);
        Assert.Equal(new(200, "application/json", "{ \"a\": 1 }"), one.Pages["/json"]);
        Assert.Equal(new(302, "text/plain; charset=utf-8", "", "/y"), one.Pages["/x"]);
        Assert.Equal(new WorldPage(200, "", "") { Does = "slow", Milliseconds = 5 }, one.Pages["/y"]);
        Assert.Equal(("closed", "*.b.example"), (web["v.a.example"].Is, web["v.a.example"].Tls.Names[0]));
        Assert.Equal(["v.a.example"], WorldFile.Read("w", "web: { v.a.example: { tls: { } } }\n").Web["v.a.example"].Tls.Names);
    }

    [Fact]
    public void Recipients_of_the_message_follow_from_the_expectations() =>
        Assert.Equal(["a@b.example"], WorldFile.Read("w", "expect: { a@b.example: { verdict: likely } }\n").Message.To);

    [Fact]
    public void A_domain_list_follows_from_accepted_domains_but_an_empty_one_stays_empty()
    {
        var world = WorldFile.Read("w", "microsoft365:\n  a.onmicrosoft.com: { acceptedDomains: [a.example] }\n  b.onmicrosoft.com: { acceptedDomains: [b.example], domains: [] }\n");

        Assert.True(Assert.Single(world.Tenants["a.onmicrosoft.com"].Domains).IsVerified);
        Assert.Empty(world.Tenants["b.onmicrosoft.com"].Domains);
    }

    [Fact]
    public void Windows_line_ends_change_nothing()
    {
        var world = WorldFile.Read("w", Worlds.Full.ReplaceLineEndings("\r\n"));

        Assert.Equal(WorldFile.Read("w", Worlds.Full.ReplaceLineEndings("\n")).Dns.Zones["contoso.example"], world.Dns.Zones["contoso.example"].ReplaceLineEndings("\n"));
    }
}
