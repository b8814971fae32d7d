namespace Recapito.Core.Tests;

public class WatchRenderingTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 9, 55, 0, TimeSpan.Zero);

    private static readonly WatchScene InFlight = new WatchScene
    {
        Server = (server, now) => (now < WatchScene.Minutes(5) || server[2] is '2' ? WatchScene.Old : WatchScene.New, 3600),
        Resolver = (name, now) => name is "two" ? (null, 0) : (now < WatchScene.Minutes(8) ? WatchScene.Old : WatchScene.New, 600 - (uint)(now.TotalSeconds % 480)),
    }.Run(WatchScene.Minutes(12));

    private static readonly WatchScene Done = new WatchScene().Run(WatchScene.Minutes(30));

    public static TheoryData<int> Widths => [40, 60, 80, 120];

    [Theory, MemberData(nameof(Widths))]
    public void No_line_is_wider_than_the_screen(int width)
    {
        foreach (var language in new[] { "en", "it" })
        {
            var text = WatchScreen.Write(InFlight.End, Begin, new() { Width = width, Language = language }, Catalogue.Default);
            Assert.All(text.Split('\n').Where(line => !line.Contains('▒', StringComparison.Ordinal)), line => Assert.True(TextWidth.Of(line) <= width, line));
        }
    }

    [Fact]
    public void Shapes_and_not_only_colours_tell_old_from_new()
    {
        var text = WatchScreen.Write(Done.End, Begin, new(), Catalogue.Default);

        Assert.Matches("one  ▒+█+  new", text);
        Assert.Contains("✓ Authoritative servers agree, 2 of 2 since 10:00:00.", text, StringComparison.Ordinal);
        Assert.Contains("by 11:00:00 at", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Beyond_midnight_every_moment_has_its_day()
    {
        var text = WatchScreen.Write(Done.End, Begin.AddHours(14 - 0.25), new() { Width = 120 }, Catalogue.Default);

        Assert.Contains("since 2026-11-23 23:45:00.", text, StringComparison.Ordinal);
        Assert.Contains("by 2026-11-24 00:45:00 at", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_screen_without_Unicode_gets_none_of_ours()
    {
        var text = WatchScreen.Write(Done.End, Begin, new() { Ascii = true }, Catalogue.Default) + WatchScreen.End(WatchEnd.Done, new() { Ascii = true }, Catalogue.Default, Done.End, Begin, once: false);

        Assert.True(System.Text.Ascii.IsValid(text), text);
        Assert.Matches("one  o+#+  new", text);
    }

    [Fact]
    public void What_cannot_be_computed_and_why_stands_on_the_screen()
    {
        var text = WatchScreen.Write(InFlight.End, Begin, new() { Width = 120 }, Catalogue.Default);

        Assert.Contains("not computable, at most", text, StringComparison.Ordinal);
        Assert.Contains("ns2.dnshost.example", text, StringComparison.Ordinal);
        Assert.Matches("two  ·+ +no answer|two  ·+  no answer", text);
    }

    [Fact]
    public void What_others_wrote_steers_no_terminal()
    {
        var scene = new WatchScene { Resolver = (_, _) => ("10 \u001b[2Jmx\u202e.example", 300), Server = (_, _) => ("10 \u001b[2Jmx\u202e.example", 300) }.Run(WatchScene.Minutes(2));
        var text = WatchScreen.Write(scene.End, Begin, new(), Catalogue.Default)
            + string.Join('\n', scene.Events.Select(happened => WatchText.Line(happened, Begin, scene.End, "en", Catalogue.Default)));

        Assert.Contains(@"\x1b[2Jmx\u202e.example", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u202e', text);
    }

    [Fact]
    public void Every_look_fits_the_published_schema_on_one_line()
    {
        var schema = Schema.Load("watch.schema.json");
        foreach (var scene in new[] { InFlight, Done })
        {
            for (var i = 0; i < scene.States.Count; i += 7)
            {
                var line = WatchJson.Write(scene.States[i], Begin, WatchEvents.Between(i == 0 ? null : scene.States[i - 1], scene.States[i]), i == 0 ? WatchEnd.Undetermined : null);
                schema.AssertFits(line);
                Assert.DoesNotContain('\n', line);
            }
        }
    }

    [Fact]
    public void Every_event_reason_and_end_has_words()
    {
        var words = Catalogue.Default.WordsIn("en")!;
        Assert.All(Enum.GetValues<Uncertainty>(), why => Assert.Contains("watch.why." + Kebab.Of(why), words.Keys));
        Assert.All(Enum.GetValues<WatchEnd>(), end => Assert.Contains("watch.end." + Kebab.Of(end), words.Keys));
        Assert.All(Enum.GetValues<Shows>(), shows => Assert.Contains("watch.shows." + Kebab.Of(shows), words.Keys));
        Assert.All(Enum.GetValues<Contradiction>().Where(what => what is not Contradiction.ExpectedNowhere), what => Assert.Contains("watch.contradiction." + Kebab.Of(what), words.Keys));
        Assert.All(Enum.GetValues<Outcome>(), outcome => Assert.Contains("watch.event.mail-" + Kebab.Of(outcome), words.Keys));
        Assert.All(InFlight.Events.Concat(Done.Events), happened => Assert.Contains("watch.event." + happened.Id, words.Keys));
        Assert.DoesNotContain(InFlight.Events.Concat(Done.Events), happened => WatchText.Line(happened, Begin, InFlight.End, "en", Catalogue.Default).Contains('{', StringComparison.Ordinal));
    }
}
