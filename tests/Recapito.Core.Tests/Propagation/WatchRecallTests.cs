namespace Recapito.Core.Tests;

/// <summary>A watch that is told again what it heard knows what it knew: nothing is lost, nothing is made up.</summary>
public sealed class WatchRecallTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, double> Scenes => new()
    {
        { "plain", 4 }, { "plain", 5.2 }, { "plain", 70 }, { "late server", 30 }, { "silent server", 30 }, { "absent before", 20 }, { "delegation changes", 90 },
    };

    [Theory]
    [MemberData(nameof(Scenes))]
    public void The_state_and_the_next_questions_are_the_same(string name, double minutes)
    {
        var scene = Scene(name).Run(WatchScene.Minutes(minutes));
        var again = new PropagationWatch(scene.Watch.Subject);
        foreach (var (asked, answers) in scene.Rounds)
        {
            again.Recall(asked, answers);
        }

        var now = scene.Rounds[^1].Asked;
        Assert.Equal(Json(scene.Watch, now), Json(again, now));
        var due = scene.Watch.NextDue(now);
        Assert.Equal(due, again.NextDue(now));
        Assert.Equal(scene.Watch.Next(due!.Value), again.Next(due.Value));
    }

    [Fact]
    public void A_question_whose_answer_was_never_kept_is_asked_again()
    {
        var scene = Scene("plain").Run(WatchScene.Minutes(2));
        var again = new PropagationWatch(scene.Watch.Subject);
        foreach (var (asked, answers) in scene.Rounds.Take(3))
        {
            again.Recall(asked, answers);
        }

        var (last, cut) = scene.Rounds[3];
        Assert.True(cut.Count > 1);
        again.Recall(last, [cut[0]]);
        Assert.Superset(cut.Skip(1).Select(answer => answer.Seen.Request).ToHashSet(), again.Next(last + WatchSubject.ShortestInterval).ToHashSet());
    }

    [Fact]
    public void What_a_server_showed_over_time_is_kept_with_its_state()
    {
        var scene = Scene("late server").Run(WatchScene.Minutes(30));
        var late = scene.End.Servers.Single(server => server.Name == "ns2.dnshost.example");
        Assert.Equal([Shows.Old, Shows.New], late.History.Select(stretch => stretch.Shows));
        Assert.InRange(late.History[1].From, WatchScene.Minutes(15), WatchScene.Minutes(16));
        var sheet = WatchSheets.Of(scene.End, Begin, null, [], "en", Catalogue.Default);
        Assert.Equal(sheet.Columns.Count - 1, sheet.Strips[0].Cells.Count);
        Assert.Equal([Shows.Old, Shows.New], sheet.Strips.Single(strip => strip.Name == late.Name).Cells.Distinct());
    }

    [Fact]
    public void Where_nobody_asked_the_strip_is_empty()
    {
        var scene = Scene("plain").Run(WatchScene.Minutes(60));
        var sheet = WatchSheets.Of(scene.End, Begin, null, [new(WatchScene.Minutes(20), WatchScene.Minutes(40))], "en", Catalogue.Default);
        Assert.All(sheet.Strips, strip => Assert.Equal([Shows.Nothing], strip.Cells.Skip(22).Take(15).Distinct()));
        Assert.All(sheet.Strips, strip => Assert.DoesNotContain(Shows.Nothing, strip.Cells.Skip(42)));
    }

    [Fact]
    public void The_drawing_names_everybody_and_holds_nothing_that_a_server_could_put_there()
    {
        var scene = Scene("plain").Run(WatchScene.Minutes(10));
        var sheet = WatchSheets.Of(scene.End, Begin, null, [], "en", Catalogue.Default);
        var hostile = sheet with { Title = "<script>", Strips = [sheet.Strips[0] with { Name = "<b>&\"'", Says = "</desc><script>" }, .. sheet.Strips.Skip(1)] };
        var svg = WatchStripSvg.Write(hostile, "en", Catalogue.Default);
        var drawing = System.Xml.Linq.XDocument.Parse(svg);
        Assert.DoesNotContain(drawing.Descendants(), element => element.Name.LocalName is "script" or "b");
        Assert.Contains("&lt;b&gt;", svg, StringComparison.Ordinal);
        Assert.All(sheet.Strips.Skip(1), strip => Assert.Contains(strip.Name, svg, StringComparison.Ordinal));
        Assert.Contains(drawing.Descendants(), element => element.Name.LocalName is "desc" && element.Value.Contains("</desc><script>", StringComparison.Ordinal));
    }

    private static string Json(PropagationWatch watch, TimeSpan now) => WatchJson.Write(watch.State(now), Begin, [], null, indented: true);

    private static WatchScene Scene(string name) => name switch
    {
        "late server" => new() { Server = (server, now) => (now < WatchScene.Minutes(server[2] == '2' ? 15 : 5) ? WatchScene.Old : WatchScene.New, 3600) },
        "silent server" => new() { Server = (server, now) => (server[2] == '2' ? null : now < WatchScene.Minutes(5) ? WatchScene.Old : WatchScene.New, 3600) },
        "absent before" => new() { Server = (_, now) => (now < WatchScene.Minutes(5) ? "" : WatchScene.New, 3600), Resolver = (_, now) => (now < WatchScene.Minutes(8) ? "!" : WatchScene.New, 600) },
        "delegation changes" => new() { Delegation = now => now < WatchScene.Minutes(10) ? ["ns1.dnshost.example", "ns2.dnshost.example"] : ["ns1.dnshost.example", "ns3.dnshost.example"] },
        _ => new(),
    };
}
