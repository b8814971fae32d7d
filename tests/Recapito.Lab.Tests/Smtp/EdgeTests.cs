using System.Globalization;
using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

public class EdgeTests
{
    private const string Host = "contoso-example.mail.protection.outlook.com";
    private static readonly DateTimeOffset Clock = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);

    private const string Sid = "{sid}";
    private const string OldHost = "AM0EUR01FT{n}.eop-EUR01.prod.protection.outlook.com";
    private const string NewHost = "AM0PEPF000{n}.eurprd01.prod.outlook.com";
    private const string Now = "2026-11-23T10:15:00.000Z";

    /// <summary>Age, recipient, reply with {n} and {sid} where the world draws them.</summary>
    public static TheoryData<string, string, string> Texts => new()
    {
        { "legacy", "no@contoso.example", $"550 5.4.1 [no@contoso.example]: Recipient address rejected: Access denied [{OldHost}]" },
        { "2017", "no@contoso.example", $"550 5.4.1 [no@contoso.example]: Recipient address rejected: Access denied [{OldHost}]" },
        { "2018", "no@contoso.example", $"550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [{OldHost}]" },
        { "2022", "no@contoso.example", $"550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [{OldHost} {Now} {Sid}]" },
        { "2024", "no@contoso.example", $"550 5.4.1 Recipient address rejected: Access denied. [{NewHost} {Now} {Sid}]" },
        { "2026", "no@contoso.example", $"550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors [{NewHost} {Now} {Sid}]" },
        { "2026", "stale@contoso.example", $"550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors [{NewHost} {Now} {Sid}]" },
        { "legacy", "lee@unknown.example", "550 5.4.1 Relay Access Denied" },
        { "2017", "lee@unknown.example", $"550 5.7.64 TenantAttribution; Relay Access Denied [{OldHost}]" },
        { "2026", "lee@unknown.example", $"550 5.7.64 TenantAttribution; Relay Access Denied [{NewHost} {Now} {Sid}]" },
        { "2026", "lee@sub.contoso.example", $"550 5.7.64 TenantAttribution; Relay Access Denied [{NewHost} {Now} {Sid}]" },
        { "2026", "LEE@Contoso.example", "250 2.1.5 Recipient OK" },
        { "2026", "no@relay.example", "250 2.1.5 Recipient OK" },
        { "2026", "no@deep.sub.relay.example", "250 2.1.5 Recipient OK" },
        { "2026", "kim@second.example", "250 2.1.5 Recipient OK" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Each_age_refuses_in_its_own_text(string age, string recipient, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reply = SmtpWire.OneLine(Ask(World(new(age)), recipient));
        Assert.Equal(text, Blank(reply, text));
    }

    [Theory]
    [InlineData("no@contoso.example", "550 5.4.1 All recipient addresses rejected : Access denied. AS(201806271) [")]
    [InlineData("lee@contoso.example", "250 2.6.0")]
    public void An_edge_may_refuse_at_the_end_of_DATA(string recipient, string end)
    {
        var view = World(new("2018", RefusesAt: "data"));
        Assert.True(Ask(view, recipient).IsPositive);
        var answer = Assert.Single(SmtpTransaction.Run(Open(view), "a.example", "", [recipient], untilData: true));
        Assert.Equal("end of DATA", answer.Command);
        Assert.StartsWith(end, SmtpWire.OneLine(answer.Reply), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exchange-online", true)]
    [InlineData(Host, true)]
    [InlineData("mx.oldhost.example", false)]
    public void A_banned_observer_hears_of_itself_before_anything_else(string blocker, bool banned)
    {
        var view = World(new()) with { Observer = new() { Address = "198.51.100.77", BlockedBy = [blocker] } };
        var reply = SmtpWire.OneLine(Ask(view, "no@contoso.example", "198.51.100.77"));
        Assert.Equal(banned, reply.StartsWith("550 5.7.606 Access denied, banned sending IP [198.51.100.77]", StringComparison.Ordinal));
        Assert.StartsWith("550 5.4.1", SmtpWire.OneLine(Ask(view, "no@contoso.example", "192.0.2.25")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2022")]
    [InlineData("2024")]
    [InlineData("2026")]
    public void The_session_id_passes_the_forgery_test(string age)
    {
        var reply = SmtpWire.OneLine(Ask(World(new(age)), "no@contoso.example"));
        var ticks = long.Parse(reply[^17..^1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var gap = Clock.UtcDateTime - new DateTime(ticks, DateTimeKind.Utc);
        Assert.InRange(gap, TimeSpan.FromHours(1), TimeSpan.FromDays(30));
    }

    [Fact]
    public void A_host_that_the_world_writes_speaks_in_its_own_age_where_the_tenant_is_silent()
    {
        var dialogue = SmtpHosts.DialogueFor(World(new()), Host, new() { Is = "exchange-online", Edge = new("2018", "NAM02") }, "192.0.2.25")!;
        var reply = SmtpTransaction.Run(dialogue, "a.example", "", ["no@contoso.example"], untilData: false)[0].Reply;
        Assert.Contains("AS(201806281) [BN1NAM02FT", SmtpWire.OneLine(reply), StringComparison.Ordinal);
    }

    [Fact]
    public void The_banner_and_EHLO_are_Microsofts()
    {
        var dialogue = Open(World(new()));
        Assert.Matches("^220 AM0PEPF000[0-9A-F]{5}\\.mail\\.protection\\.outlook\\.com Microsoft ESMTP MAIL Service ready at Mon, 23 Nov 2026 10:15:00 \\+0000$", SmtpWire.OneLine(dialogue.Banner));
        var hello = dialogue.Handle("EHLO a.example");
        Assert.EndsWith("Hello [192.0.2.25]", hello.Lines[0], StringComparison.Ordinal);
        Assert.Contains("STARTTLS", hello.Lines);
        Assert.DoesNotContain(hello.Lines, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    private static MailView World(WorldEdge edge) => new(
        Clock,
        new Dictionary<string, WorldHost>(),
        new Dictionary<string, WorldTenant>
        {
            ["contoso.onmicrosoft.example"] = new()
            {
                Edge = edge,
                AcceptedDomains =
                [
                    new("contoso.example", AcceptedDomainType.Authoritative, MatchSubDomains: false),
                    new("relay.example", AcceptedDomainType.InternalRelay, MatchSubDomains: true),
                ],
                Recipients = [new("lee@contoso.example", "UserMailbox"), new("stale@contoso.example", "UserMailbox")],
                MissingAtEdge = ["stale@contoso.example"],
            },
            ["second.onmicrosoft.example"] = new()
            {
                Edge = edge,
                AcceptedDomains = [new("second.example", AcceptedDomainType.Authoritative, MatchSubDomains: false)],
                Recipients = [new("kim@second.example", "UserMailbox")],
            },
        },
        new());

    private static SmtpDialogue Open(MailView view, string client = "192.0.2.25") => SmtpHosts.DialogueFor(view, Host, new() { Is = "exchange-online" }, client)!;

    private static SmtpReply Ask(MailView view, string recipient, string client = "192.0.2.25") =>
        Assert.Single(SmtpTransaction.Run(Open(view, client), "a.example", "", [recipient], untilData: false)).Reply;

    // Puts the template's marks where the world drew digits, so that the whole rest is compared.
    private static string Blank(string reply, string template)
    {
        var mark = template.IndexOf("{n}", StringComparison.Ordinal);
        if (mark < 0)
        {
            return reply;
        }

        var length = template.Contains("PEPF", StringComparison.Ordinal) ? 5 : 3;
        var blanked = string.Concat(reply.AsSpan(0, mark), "{n}", reply.AsSpan(mark + length));
        return template.Contains(Sid, StringComparison.Ordinal) ? blanked[..^17] + Sid + "]" : blanked;
    }
}
