namespace Recapito.Core.Tests;

/// <summary>A gateway that quotes Microsoft's refusal: what that shows of the message's way, and whose words they are.</summary>
public sealed class PassedOnTests
{
    private const string First = "d1.mailfilter.example";
    private const string Rejected = "550 5.4.1 Recipient address rejected: Access denied. [DB5PEPF00014B8A.eurprd02.prod.outlook.com 2026-11-23T09:30:00.123Z 08DE2A0F1B2C3D4E]";

    /// <summary>That the host takes the address at RCPT TO says something only where the refusal came there; that it answered shows that the message left.</summary>
    [Theory]
    [InlineData("end of DATA", true)]
    [InlineData("RCPT TO", false)]
    public void A_gateway_that_answered_shows_that_the_message_left_and_refuses_after_data_all_the_same(string command, bool mayBeSurplus)
    {
        var judged = Judge(command);
        Assert.Contains(judged.RuledOut, ruled => ruled is { Cause: "senders-tenant-owns-domain", Fact: "message-reached-other-system" });
        Assert.DoesNotContain("senders-tenant-owns-domain", judged.Candidates);
        Assert.Equal(mayBeSurplus, !judged.RuledOut.Any(ruled => ruled is { Cause: "surplus-mx", Fact: "target-accepted" }));
        var text = DiagnosisText.Write(judged, new() { Width = 400 }, Catalogue.Default);
        Assert.Contains($"{First} quoted a system behind it", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{First} said", text, StringComparison.Ordinal);
    }

    private static Diagnosis Judge(string command)
    {
        const string both = $"10 {First}, 20 d2.mailfilter.example";
        var scene = new Scene().Mx(both).Zone((3, both), (3, both)).Host(First, "203.0.113.31").Host("d2.mailfilter.example", "203.0.113.32").Bounce(Rejected, First)
            .Smtp(First, "203.0.113.31", "250 2.1.5 Ok", "250 2.1.5 Ok").Smtp("d2.mailfilter.example", "203.0.113.32", "250 2.1.5 Ok", "250 2.1.5 Ok");
        var symptom = scene.Symptom with { SmtpCommand = command, IsPassedOn = true, DecidingServer = "db5pepf00014b8a.eurprd02.prod.outlook.com" };
        return Diagnoser.Judge(symptom, scene.Evidence, scene.Inquiry with { Dns = true, Smtp = true, Rcpt = true, Inside = true }, Catalogue.Default);
    }
}
