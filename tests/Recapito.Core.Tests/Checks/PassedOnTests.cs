namespace Recapito.Core.Tests;

/// <summary>A gateway that quotes Microsoft's refusal: what that shows of the message's way, and whose words they are.</summary>
public sealed class PassedOnTests
{
    private const string First = "d1.mailfilter.example";
    private const string Rejected = "550 5.4.1 Recipient address rejected: Access denied. [DB5PEPF00014B8A.eurprd02.prod.outlook.com 2026-11-23T09:30:00.123Z 08DE2A0F1B2C3D4E]";

    private const string Attribution = "550 5.7.64 TenantAttribution; Relay Access Denied [DB5PEPF00014B8A.eurprd02.prod.outlook.com 2026-11-23T09:30:00.123Z 08DE2A0F1B2C3D4E]";

    /// <summary>That the exchanger answered shows that the message left; that it handed the message on shows that it is there rightly, whenever the directory behind it said no.</summary>
    [Theory]
    [InlineData("end of DATA")]
    [InlineData("RCPT TO")]
    public void A_gateway_that_quotes_the_directory_behind_it_shows_that_the_message_left_and_is_no_surplus_exchanger(string command)
    {
        var judged = Judge(command, Rejected);
        Assert.Contains(judged.RuledOut, ruled => ruled is { Cause: "senders-tenant-owns-domain", Fact: "message-reached-other-system" });
        Assert.Contains(judged.RuledOut, ruled => ruled is { Cause: "surplus-mx", Fact: "refusal-is-passed-on" });
        Assert.DoesNotContain("senders-tenant-owns-domain", judged.Candidates);
        Assert.DoesNotContain("surplus-mx", judged.Candidates);
        var text = DiagnosisText.Write(judged, new() { Width = 400 }, Catalogue.Default);
        Assert.Contains($"{First} quoted a system behind it", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{First} said", text, StringComparison.Ordinal);
    }

    /// <summary>That the host takes the address at RCPT TO says something only where the refusal came there.</summary>
    [Theory]
    [InlineData("end of DATA", false)]
    [InlineData("RCPT TO", true)]
    public void That_an_exchanger_takes_the_address_now_says_nothing_of_a_refusal_after_data(string command, bool isExcluded) =>
        Assert.Equal(isExcluded, Judge(command, Attribution).RuledOut.Any(ruled => ruled is { Cause: "surplus-mx", Fact: "target-accepted" }));

    /// <summary>The cross stands at the system that refused, by its name where its signature gives one; the gateway only quoted it.</summary>
    [Theory]
    [InlineData(true, "passed,passed,refused", "passed-on-refusal,refused")]
    [InlineData(false, "passed,refused", "refused")]
    public void The_drawing_crosses_out_the_system_that_refused(bool isPassedOn, string shapes, string states)
    {
        var stations = PathFigure.Of(Judge("end of DATA", Rejected, isPassedOn)).ToList()[1..^1];
        Assert.Equal(shapes, string.Join(',', stations.Select(station => station.State.ToString().ToLowerInvariant())));
        Assert.EndsWith(states, string.Join(',', stations.Select(station => station.StateKey)), StringComparison.Ordinal);
        Assert.Equal(isPassedOn ? "db5pepf00014b8a.eurprd02.prod.outlook.com" : First, stations[^1].Name);
    }

    /// <summary>Each line of a reply repeats both codes (RFC 5321 §4.2.1), and the reporting MTA puts words of its own before a reply: neither is a passing on.</summary>
    [Theory]
    [InlineData("550-5.1.1 The account does not exist. Please check 550-5.1.1 the address. See 550 5.1.1 https://support.fabrikam.example/p=NoSuchUser x1 - gsmtp", false)]
    [InlineData("550-5.7.26 Unauthenticated. 550-5.7.26 550-5.7.26 Results: 550-5.7.26 DKIM = did not pass 550 5.7.26 See https://fabrikam.example", false)]
    [InlineData("550-5.1.1 The account does not exist.\n550 5.1.1 See https://fabrikam.example", false)]
    [InlineData("host mx1.fabrikam.example [192.0.2.25] SMTP error from remote mail server after RCPT TO:<bob@fabrikam.example>: 550 5.7.1 Client blocked", false)]
    [InlineData("SMTP error from remote mail server after end of data: 450 4.7.25 Client host rejected: retry timeout exceeded", false)]
    [InlineData("host mx1.fabrikam.example[192.0.2.25] said: 550-5.1.1 No such 550 5.1.1 account (in reply to RCPT TO command)", false)]
    [InlineData("550 550 5.1.1 <bob@fabrikam.example>: Recipient address rejected", false)]
    [InlineData("550 5.1.10 550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found", false)]
    [InlineData("550 5.1.1 host mx2.fabrikam.example[192.0.2.26] said: 550 5.1.1 No such user (in reply to RCPT TO command)", true)]
    [InlineData("host mx1.fabrikam.example [192.0.2.25]: 550 Callout verification failed: 550 5.1.1 No such user", true)]
    [InlineData("550-Verification failed for <bob@fabrikam.example> 550-Called: 192.0.2.26 550-Response: 550 5.1.1 No such user 550 Sender verify failed", true)]
    [InlineData("550-5.1.1 Refused behind us. 550 5.1.1 We were told: 550 5.1.1 No such user", true)]
    [InlineData("550 5.4.1 Remote server returned 550 5.4.1 Recipient address rejected: Access denied.", true)]
    public void Lines_of_one_reply_and_words_of_the_reporter_are_no_passing_on(string diagnostic, bool isPassedOn) =>
        Assert.Equal(isPassedOn, PassedOnReply.Is(diagnostic));

    private static Diagnosis Judge(string command, string reply, bool isPassedOn = true)
    {
        const string both = $"10 {First}, 20 d2.mailfilter.example";
        var scene = new Scene().Mx(both).Zone((3, both), (3, both)).Host(First, "203.0.113.31").Host("d2.mailfilter.example", "203.0.113.32").Bounce(reply, First)
            .Smtp(First, "203.0.113.31", "250 2.1.5 Ok", "250 2.1.5 Ok").Smtp("d2.mailfilter.example", "203.0.113.32", "250 2.1.5 Ok", "250 2.1.5 Ok");
        var symptom = scene.Symptom with { SmtpCommand = command, IsPassedOn = isPassedOn, DecidingServer = isPassedOn ? "db5pepf00014b8a.eurprd02.prod.outlook.com" : null };
        return Diagnoser.Judge(symptom, scene.Evidence, scene.Inquiry with { Dns = true, Smtp = true, Rcpt = true, Inside = true }, Catalogue.Default);
    }
}
