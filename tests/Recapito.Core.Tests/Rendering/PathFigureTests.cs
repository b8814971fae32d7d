namespace Recapito.Core.Tests;

public class PathFigureTests
{
    private const string Machine = "DB5PEPF00014B8A.eurprd02.prod.outlook.com";

    /// <summary>Between the systems of a circle mail does pass; only the mailbox is not reached.</summary>
    [Theory]
    [InlineData(false, "║◀─▶║", "║ ✕ ╎", "↺ goes round")]
    [InlineData(true, "#<->#", "# X :", "@ goes round")]
    public void In_a_circle_mail_passes_both_ways_and_does_not_reach_the_mailbox(bool ascii, string between, string last, string state)
    {
        var diagnosis = Loop();
        Assert.Equal(["sender", "circle", "circle", "mailbox"], PathFigure.Of(diagnosis).Select(station => station.Role));
        var text = DiagnosisText.Write(diagnosis, new() { Ascii = ascii }, Catalogue.Default);
        Assert.Contains(between, text, StringComparison.Ordinal);
        Assert.Contains(last, text, StringComparison.Ordinal);
        Assert.Contains(state, text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_drawing_of_a_circle_crosses_out_only_the_way_to_the_mailbox()
    {
        var svg = PathFigureSvg.Write(Loop(), Catalogue.Default, "en");
        Assert.Equal(1, svg.Split("l12 16 m0 -16 l-12 16").Length - 1);
        Assert.Equal(1, svg.Split("l-7 6 l7 6\"/>").Length - 1);
    }

    /// <summary>A box of the drawing is 200 units wide, of which a letter in bold takes about 7.5, beside the shape about 21 letters stand.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("it")]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("es")]
    public void What_became_of_the_message_stands_within_its_box(string language)
    {
        var scene = new Scene().Mx("10 mail.contoso.example").Zone((3, "10 mail.contoso.example"), (3, "10 mail.contoso.example")).Host("mail.contoso.example", "192.0.2.80")
            .Smtp("mail.contoso.example", "192.0.2.80", "250 2.1.5 Ok", "550 5.1.1 User unknown").Bounce(Scene.RelayDenied, Scene.Old).From("ana@fabrikam.example").ReportedBy("mail.fabrikam.example");
        var svg = PathFigureSvg.Write(scene.Judge(), Catalogue.Default, language, new() { HasQuote = false, HasStyle = false });
        var texts = svg.Split("<text ")[1..].Select(text => System.Net.WebUtility.HtmlDecode(text.Split('>')[1].Split('<')[0])).ToList();
        Assert.Contains(new Wording(Catalogue.Default, language).Say("ui.state.refused-then").Split(' ')[0], string.Join(' ', texts), StringComparison.Ordinal);
        Assert.All(texts, text => Assert.InRange(text.Length, 1, 22));
    }

    /// <summary>Where only an address is asked about, nobody has sent anything: no sender is drawn, spoken to or cleared.</summary>
    [Fact]
    public void Of_an_address_alone_no_message_is_drawn_or_told_of()
    {
        var scene = new Scene().Mx($"10 {Scene.Old}").Zone((1, $"10 {Scene.Old}"), (1, $"10 {Scene.Old}")).Host(Scene.Old, Scene.OldAddress).Smtp(Scene.Old, Scene.OldAddress, Scene.RelayDenied, Scene.RelayDenied);
        var judged = Diagnoser.Judge(new() { Recipient = Scene.Recipient, Domain = Scene.Domain }, scene.Evidence, scene.Inquiry with { Dns = true, Smtp = true, Rcpt = true }, Catalogue.Default);
        Assert.Equal("mx-host-does-not-accept-domain", judged.Cause?.Cause);
        Assert.Equal(["here", "next", "mailbox"], PathFigure.Of(judged).Select(station => station.Role));
        var text = DiagnosisText.Write(judged, new() { Width = 400 }, Catalogue.Default);
        Assert.DoesNotContain("If you sent the message", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the sender's side", text, StringComparison.Ordinal);
    }

    private static Diagnosis Loop() => new Scene().Bounce($"554 5.4.14 Hop count exceeded - possible mail loop ATTR34 [{Machine} 2026-11-23T09:30:00.123Z 08DE2A0F1B2C3D4E]", Scene.Edge)
        .From("ana@fabrikam.example").Through(Enumerable.Repeat<string[]>([Machine, "mail.contoso.example"], 6).SelectMany(round => round)).Judge();
}
