namespace Recapito.Core.Tests;

/// <summary>A connection that broke off is no refusal.</summary>
public sealed class LostConnectionTests
{
    [Fact]
    public void Nobody_is_drawn_as_refusing_where_a_connection_broke_off()
    {
        const string host = "mx1.contoso.example";
        var scene = new Scene().Mx($"10 {host}").Host(host, "203.0.113.31").Bounce("550 5.1.1 unknown", host);
        var symptom = scene.Symptom with { Meaning = Meanings.ConnectionLost, RefusingHost = null, RemoteMta = host };
        var figure = PathFigure.Of(Diagnoser.Judge(symptom, scene.Evidence, scene.Inquiry, Catalogue.Default)).ToList();
        Assert.Contains(figure, station => station is { Name: host, StateKey: "broke-off" });
        Assert.DoesNotContain(figure, station => station.StateKey is "refused");
    }
}
