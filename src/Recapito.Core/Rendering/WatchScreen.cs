using System.Globalization;

namespace Recapito.Core;

/// <summary>How a change stands, on one screen: two clocks, the servers, and a strip for each resolver.</summary>
public static class WatchScreen
{
    /// <summary>The screen, wrapped, with LF line ends. Everything that others wrote passes <see cref="SafeText"/>.</summary>
    /// <param name="state">How the change stands.</param>
    /// <param name="begin">The time of day at the beginning of the watch, by the clock of now.</param>
    /// <param name="style">How text is laid out.</param>
    /// <param name="catalogue">Where the words stand.</param>
    public static string Write(WatchState state, DateTimeOffset begin, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(style);
        var view = new WatchView(state, new WatchTimes(begin, state.Now), new Page(style), new Wording(catalogue, style.Language));
        Head(view);
        WatchClocks.Write(view);
        Servers(view);
        Parent(view);
        WatchStrip.Write(view);
        MailHosts(view);
        Contradictions(view);
        return view.Page.ToString();
    }

    /// <summary>How it ended, in one sentence.</summary>
    /// <param name="end">How it ended.</param>
    /// <param name="style">How text is laid out.</param>
    /// <param name="catalogue">Where the words stand.</param>
    /// <param name="state">The last look.</param>
    /// <param name="once">Only one look was wanted.</param>
    public static string End(WatchEnd end, TextStyle style, Catalogue catalogue, WatchState state, bool once)
    {
        ArgumentNullException.ThrowIfNull(style);
        ArgumentNullException.ThrowIfNull(state);
        var page = new Page(style);
        var words = new Wording(catalogue, style.Language);
        var key = (end, once) switch
        {
            (WatchEnd.Done, _) when state.MailHosts.Count > 0 => "done-mail",
            (WatchEnd.Contradicted, _) when state.Contradictions.All(contradiction => contradiction.What is Contradiction.ExpectedNowhere) => "expected-nowhere",
            (WatchEnd.Undetermined, true) => "once",
            _ => Kebab.Of(end),
        };
        var (sign, ink) = end switch
        {
            WatchEnd.Done or WatchEnd.NoChange => (page.Sign("✓", "+"), Ink.Good),
            WatchEnd.Contradicted => (page.Sign("✕", "x"), Ink.Bad),
            _ => ("?", Ink.Unsure),
        };
        page.Hanging($"{page.Paint(sign, ink)} ", "  ", words.Say("watch.end." + key), Ink.Bold);
        return page.ToString();
    }

    private static void Head(WatchView view)
    {
        var (state, page, words) = (view.State, view.Page, view.Words);
        var title = words.Say("watch.title", ("domain", state.Subject.Domain), ("type", ObservationJson.TypeName(state.Subject.Type)));
        var clock = view.Times.At(state.Now).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        var room = page.Columns - TextWidth.Of(title) - clock.Length;
        page.Line(page.Paint(title, Ink.Bold) + (room > 1 ? new string(' ', room) + page.Paint(clock, Ink.Dim) : ""));
        if (state.Subject.Expected is { } expected)
        {
            page.Hanging($"{words.Say("watch.waits-for")}: ", "  ", SafeText.Escape(expected.Text));
        }

        if (state.Newest is { } newest && !(state.Subject.Expected?.Fits(newest) ?? false))
        {
            page.Hanging($"{words.Say("watch.newest")}: ", "  ", SafeText.Escape(newest.ToString()));
        }

        if (Ttl(view) is { } ttl)
        {
            page.Paragraph(ttl, 0, Ink.Dim);
        }
    }

    private static string? Ttl(WatchView view) => view.State switch
    {
        { Caches.OldTtl: { } old } => view.Words.Say("watch.old-ttl", ("ttl", WatchTimes.Ttl(old))),
        { Ttl: { } ttl, Caches.Knowledge: CacheKnowledge.NoChange } => view.Words.Say("watch.ttl", ("ttl", WatchTimes.Ttl(ttl))),
        _ => null,
    };

    private static void Servers(WatchView view)
    {
        if (view.State.Servers.Count == 0)
        {
            return;
        }

        view.Page.Heading(view.Words.Say("watch.head.servers"));
        var width = view.State.Servers.Max(server => TextWidth.Of(SafeText.Escape(server.Name)));
        foreach (var server in view.State.Servers)
        {
            var (cell, ink) = view.Cell(server.Shows);
            var facts = string.Join(", ", Facts(view, server));
            view.Page.Hanging($"  {view.Page.Paint(cell, ink)} {TextWidth.Pad(SafeText.Escape(server.Name), width)}  ", "      ", facts);
        }
    }

    private static IEnumerable<string> Facts(WatchView view, ServerState server)
    {
        yield return server.Gap is { } why ? $"{view.Words.Say("watch.shows.gap")} ({SafeText.Escape(why)})" : view.Words.Say("watch.shows." + Kebab.Of(server.Shows));
        if (server.Serial is { } serial)
        {
            yield return view.Words.Say("watch.server.serial", ("serial", serial.ToString(CultureInfo.InvariantCulture)));
        }

        if (server.Since is { } since)
        {
            yield return view.Words.Say("watch.server.since", ("time", view.Times.Clock(since)));
        }

        if (server.IsAdded)
        {
            yield return view.Words.Say("watch.server.added");
        }

        if (server.IsFormer)
        {
            yield return server.AskedUntil is { } until ? view.Words.Say("watch.server.former", ("time", view.Times.Clock(until))) : view.Words.Say("watch.server.former-unknown");
        }
    }

    private static void Parent(WatchView view)
    {
        var parent = view.State.Parent;
        view.Page.Heading(view.Words.Say("watch.head.parent"));
        var key = parent switch
        {
            { Zone: null } => "unknown",
            { Answering: 0 } => "silent",
            { Agree: false } => "agree-not",
            { Since: not null } => "agree-since",
            _ => "agree",
        };
        var total = parent.Servers.ToString(CultureInfo.InvariantCulture);
        var says = view.Words.Say("watch.parent." + key, ("zone", parent.Zone), ("total", total),
            ("count", key is "silent" ? total : parent.Answering.ToString(CultureInfo.InvariantCulture)), ("time", parent.Since is { } since ? view.Times.Clock(since) : null));
        var ds = parent.Ds switch
        {
            null => "",
            { Kind: AnswerKind.Records } => "  " + view.Words.Say("watch.parent.ds", ("ds", parent.ShortDs)),
            _ => "  " + view.Words.Say("watch.parent.no-ds"),
        };
        view.Page.Paragraph(says + ds, 2);
    }

    private static void MailHosts(WatchView view)
    {
        if (view.State.MailHosts.Count == 0)
        {
            return;
        }

        view.Page.Heading(view.Words.Say("watch.head.mail"));
        foreach (var host in view.State.MailHosts)
        {
            var (sign, ink) = host switch
            {
                { Outcome: Outcome.Present } => (view.Page.Sign("✓", "+"), Ink.Good),
                { Outcome: Outcome.Absent } => (view.Page.Sign("✕", "x"), Ink.Bad),
                _ => ("?", Ink.Unsure),
            };
            var says = host switch
            {
                { Address: null, Outcome: Outcome.Absent } => view.Words.Say("watch.mail.no-address"),
                { Tries: 0 } => view.Words.Say("watch.mail.waiting"),
                { Outcome: Outcome.Present } => SafeText.Escape(host.Says),
                { Outcome: Outcome.Absent } => view.Words.Say("watch.mail.refuses", ("why", host.Says)),
                _ => view.Words.Say("watch.mail.gap", ("why", host.Says)),
            };
            var place = host.Address is { } address ? $" [{SafeText.Escape(address)}]" : "";
            view.Page.Hanging($"  {view.Page.Paint(sign, ink)} ", "      ", $"{SafeText.Escape(host.Host)}{place}: {says}");
        }
    }

    private static void Contradictions(WatchView view)
    {
        // That the awaited answer is nowhere yet stands at the first clock.
        var others = view.State.Contradictions.Where(contradiction => contradiction.What is not Contradiction.ExpectedNowhere).ToList();
        if (others.Count == 0)
        {
            return;
        }

        view.Page.Heading(view.Words.Say("watch.head.contradictions"));
        foreach (var contradiction in others)
        {
            view.Page.Hanging($"  {view.Page.Paint("!", Ink.Unsure)} ", "    ", view.Words.Say("watch.contradiction." + Kebab.Of(contradiction.What),
                ("who", contradiction.Who)));
        }
    }
}
