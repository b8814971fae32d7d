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
        var view = WatchView.Of(state, begin, style, catalogue);
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
    /// <param name="begin">The time of day at the beginning of the watch, by the clock of now.</param>
    /// <param name="once">Only one look was wanted.</param>
    public static string End(WatchEnd end, TextStyle style, Catalogue catalogue, WatchState state, DateTimeOffset begin, bool once)
    {
        ArgumentNullException.ThrowIfNull(style);
        ArgumentNullException.ThrowIfNull(state);
        var page = new Page(style);
        var says = WatchView.Of(state, begin, style, catalogue).Says;
        var (sign, ink) = end switch
        {
            WatchEnd.Done or WatchEnd.NoChange => (page.Sign("✓", "+"), Ink.Good),
            WatchEnd.Contradicted => (page.Sign("✕", "x"), Ink.Bad),
            _ => ("?", Ink.Unsure),
        };
        page.Hanging($"{page.Paint(sign, ink)} ", "  ", says.Of(end, once), Ink.Bold);
        return page.ToString();
    }

    private static void Head(WatchView view)
    {
        var (state, page, words) = (view.State, view.Page, view.Words);
        var title = view.Says.Title;
        var clock = view.Times.At(state.Now).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        var room = page.Columns - TextWidth.Of(title) - clock.Length;
        page.Line(page.Paint(title, Ink.Bold) + (room > 1 ? new string(' ', room) + page.Paint(clock, Ink.Dim) : ""));
        if (state.Subject.Expected is { } expected)
        {
            page.Hanging($"{words.Say("watch.waits-for")}: ", "  ", SafeText.Escape(expected.Text));
        }

        if (view.Says.Newest is { } newest)
        {
            page.Hanging($"{words.Say("watch.newest")}: ", "  ", newest);
        }

        if (view.Says.Ttl is { } ttl)
        {
            page.Paragraph(ttl, 0, Ink.Dim);
        }
    }

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
            var facts = string.Join(", ", view.Says.Of(server));
            view.Page.Hanging($"  {view.Page.Paint(cell, ink)} {TextWidth.Pad(SafeText.Escape(server.Name), width)}  ", "      ", facts);
        }
    }

    private static void Parent(WatchView view)
    {
        view.Page.Heading(view.Words.Say("watch.head.parent"));
        view.Page.Paragraph(view.Says.Parent, 2);
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
            var (good, says) = view.Says.Of(host);
            var (sign, ink) = good switch
            {
                true => (view.Page.Sign("✓", "+"), Ink.Good),
                false => (view.Page.Sign("✕", "x"), Ink.Bad),
                null => ("?", Ink.Unsure),
            };
            view.Page.Hanging($"  {view.Page.Paint(sign, ink)} ", "      ", says);
        }
    }

    private static void Contradictions(WatchView view)
    {
        var others = view.Says.Contradictions.ToList();
        if (others.Count == 0)
        {
            return;
        }

        view.Page.Heading(view.Words.Say("watch.head.contradictions"));
        foreach (var says in others)
        {
            view.Page.Hanging($"  {view.Page.Paint("!", Ink.Unsure)} ", "    ", says);
        }
    }
}
