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

    private static Diagnosis Judge(string command, string reply, bool isPassedOn = true)
    {
        const string both = $"10 {First}, 20 d2.mailfilter.example";
        var scene = new Scene().Mx(both).Zone((3, both), (3, both)).Host(First, "203.0.113.31").Host("d2.mailfilter.example", "203.0.113.32").Bounce(reply, First)
            .Smtp(First, "203.0.113.31", "250 2.1.5 Ok", "250 2.1.5 Ok").Smtp("d2.mailfilter.example", "203.0.113.32", "250 2.1.5 Ok", "250 2.1.5 Ok");
        var symptom = scene.Symptom with { SmtpCommand = command, IsPassedOn = isPassedOn, DecidingServer = isPassedOn ? "db5pepf00014b8a.eurprd02.prod.outlook.com" : null };
        return Diagnoser.Judge(symptom, scene.Evidence, scene.Inquiry with { Dns = true, Smtp = true, Rcpt = true, Inside = true }, Catalogue.Default);
    }
}
