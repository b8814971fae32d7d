using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

public class LabSenderTests
{
    private static readonly WorldHost Takes = new() { Accepts = ["contoso.example"] };
    private static readonly WorldHost Relays = new() { Accepts = ["other.example"] };

    /// <summary>What stands in the DNS, and how the attempt for lee@contoso.example ends.</summary>
    public static TheoryData<string, string> Endings => new()
    {
        { "taken", "delivered at mx1.contoso.example" },
        { "no MX but an address", "delivered at contoso.example" },
        { "refused", "mx1.contoso.example: 554 5.7.1 <lee@contoso.example>: Relay access denied (RCPT TO)" },
        { "refused by the first, taken by the second", "mx1.contoso.example: 554 5.7.1 <lee@contoso.example>: Relay access denied (RCPT TO)" },
        { "second is named first", "delivered at mx1.contoso.example" },
        { "first is silent", "delivered at mx2.contoso.example" },
        { "first is busy", "delivered at mx2.contoso.example" },
        { "first refuses in its greeting", "delivered at mx2.contoso.example" },
        { "all busy", "mx2.contoso.example: 451 4.3.2 busy (RCPT TO)" },
        { "all silent", "mx2.contoso.example Silent" },
        { "closed", "mx1.contoso.example Refused" },
        { "unreachable", "mx1.contoso.example Unreachable" },
        { "no banner", "mx1.contoso.example NoBanner" },
        { "address where nothing is", "mx1.contoso.example Refused" },
        { "first host has no address", "delivered at mx2.contoso.example" },
        { "no host has an address", "A of mx1.contoso.example: DoesNotExist" },
        { "only the sixth version", "delivered at mx1.contoso.example" },
        { "nothing", "A of contoso.example: DoesNotExist" },
        { "no mail here", "Mx of contoso.example: TakesNoMail" },
        { "broken", "Mx of contoso.example: CannotBeAsked" },
        { "refused after DATA", "mx1.contoso.example: 554 5.6.0 bad content (end of DATA)" },
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public void The_message_takes_the_way_of_RFC_5321(string internet, string ending)
    {
        var world = new World { Message = new() { To = ["lee@contoso.example"] } };
        Assert.Equal(ending, Describe(Assert.Single(Internet(internet).Deliver(world))));
    }

    [Fact]
    public void Recipients_of_one_domain_share_a_transaction_and_fail_alone()
    {
        var world = new World { Message = new() { To = ["no@contoso.example", "lee@contoso.example", "kim@nowhere.example"] } };
        var internet = new TinyInternet().Mx("contoso.example", "10 mx1.contoso.example")
            .Host("mx1.contoso.example", "203.0.113.1", Takes with { Recipients = ["lee@contoso.example"] });
        Assert.Equal(
            ["mx1.contoso.example: 550 5.1.1 <no@contoso.example>: Recipient address rejected: User unknown in local recipient table (RCPT TO)", "delivered at mx1.contoso.example", "A of nowhere.example: DoesNotExist"],
            internet.Deliver(world).Select(Describe));
    }

    [Fact]
    public void The_sender_meets_the_hosts_as_they_were_when_it_bounced()
    {
        var bounce = new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);
        var world = new World
        {
            BounceAt = bounce,
            Message = new() { To = ["lee@contoso.example"] },
            Tenants = new Dictionary<string, WorldTenant> { ["contoso.onmicrosoft.example"] = new() },
            Timeline = [new(bounce.AddMinutes(5), Tenant: "contoso.onmicrosoft.example", TenantIs: new() { AcceptedDomains = [new("contoso.example", AcceptedDomainType.InternalRelay, false)], Recipients = [new("lee@contoso.example", "UserMailbox")] })],
        };
        var internet = new TinyInternet().Mx("contoso.example", "0 contoso-example.mail.protection.outlook.com")
            .Host("contoso-example.mail.protection.outlook.com", "198.51.100.9", new() { Is = "exchange-online" });
        Assert.StartsWith("550 5.7.64", SmtpWire.OneLine(((RefusedAttempt)internet.Deliver(world)[0]).Reply), StringComparison.Ordinal);
        Assert.IsType<DeliveredAttempt>(internet.Deliver(world with { BounceAt = bounce.AddMinutes(6) })[0]);
    }

    private static TinyInternet Internet(string name)
    {
        var one = new TinyInternet().Mx("contoso.example", "10 mx1.contoso.example");
        var two = new TinyInternet().Mx("contoso.example", "20 mx2.contoso.example", "10 mx1.contoso.example").Host("mx2.contoso.example", "203.0.113.2", Takes);
        var busy = Takes with { Refuses = [new("rcpt", null, null, null, "451 4.3.2 busy")] };
        const string First = "mx1.contoso.example";
        const string At = "203.0.113.1";
        return name switch
        {
            "taken" => one.Host(First, At, Takes),
            "no MX but an address" => new TinyInternet().Host("contoso.example", At, Takes),
            "refused" => one.Host(First, At, Relays),
            "refused by the first, taken by the second" => two.Host(First, At, Relays),
            "second is named first" => two.Host(First, At, Takes),
            "first is silent" => two.Host(First, At, new() { Is = "silent" }),
            "first is busy" => two.Host(First, At, busy),
            "first refuses in its greeting" => two.Host(First, At, Takes with { Refuses = [new("connect", null, null, null, "554 no service")] }),
            "all busy" => two.Host(First, At, busy).Host("mx2.contoso.example", "203.0.113.2", busy),
            "all silent" => two.Host(First, At, new() { Is = "silent" }).Host("mx2.contoso.example", "203.0.113.2", new() { Is = "silent" }),
            "closed" => one.Host(First, At, new() { Is = "closed" }),
            "unreachable" => one.Host(First, At, new() { Is = "unreachable" }),
            "no banner" => one.Host(First, At, new() { Is = "no-banner" }),
            "address where nothing is" => one.Host(First, At),
            "first host has no address" => two,
            "no host has an address" => one,
            "only the sixth version" => one.Host(First, "2001:db8::1", Takes),
            "nothing" => new(),
            "no mail here" => new TinyInternet().Mx("contoso.example", "0 ."),
            "broken" => new TinyInternet().Fails("contoso.example", RrType.Mx),
            "refused after DATA" => one.Host(First, At, Takes with { Refuses = [new("data", null, null, null, "554 5.6.0 bad content")] }),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
    }

    private static string Describe(Attempt attempt) => attempt switch
    {
        DeliveredAttempt delivered => $"delivered at {delivered.Host}",
        RefusedAttempt refused => $"{refused.Host}: {SmtpWire.OneLine(refused.Reply)} ({refused.Command})",
        UnansweredAttempt unanswered => $"{unanswered.Host} {unanswered.How}",
        UnresolvedAttempt unresolved => $"{unresolved.Type} of {unresolved.Name}: {unresolved.Problem}",
        _ => attempt.ToString(),
    };
}
