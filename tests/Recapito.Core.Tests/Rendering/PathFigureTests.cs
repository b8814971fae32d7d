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

    private static Diagnosis Loop() => new Scene().Bounce($"554 5.4.14 Hop count exceeded - possible mail loop ATTR34 [{Machine} 2026-11-23T09:30:00.123Z 08DE2A0F1B2C3D4E]", Scene.Edge)
        .From("ana@fabrikam.example").Through(Enumerable.Repeat<string[]>([Machine, "mail.contoso.example"], 6).SelectMany(round => round)).Judge();
}
