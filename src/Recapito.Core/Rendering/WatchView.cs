namespace Recapito.Core;

/// <summary>A state, and what it is written with.</summary>
internal sealed record WatchView(WatchState State, WatchTimes Times, Page Page, Wording Words, WatchWords Says)
{
    public static WatchView Of(WatchState state, DateTimeOffset begin, TextStyle style, Catalogue catalogue)
    {
        var (times, words) = (new WatchTimes(begin, state.Now), new Wording(catalogue, style.Language));
        return new(state, times, new Page(style), words, new(state, times, words));
    }

    /// <summary>The shape of what is shown; colour says nothing that the shape does not.</summary>
    public (string Cell, Ink Ink) Cell(Shows shows) => shows switch
    {
        Shows.Old => (Page.Sign("▒", "o"), Ink.Unsure),
        Shows.New => (Page.Sign("█", "#"), Ink.Good),
        Shows.Other => ("?", Ink.Bad),
        Shows.Gap => (Page.Sign("·", "."), Ink.Dim),
        _ => (" ", Ink.Plain),
    };

    /// <summary>Why a moment cannot be computed, in words.</summary>
    public static string Why(UncertaintyOf reason, Wording words, WatchTimes times)
    {
        var key = "watch.why." + Kebab.Of(reason.Why);
        var parts = new List<string> { words.Say(key, ("who", reason.Who)) };
        if (reason.Expected is { } expected && reason.AtMost is not null)
        {
            parts.Add(words.Say(key + ".expected", ("time", times.Clock(expected))));
        }

        if (reason.Why is Uncertainty.ServerBehind && reason.Expected is not null)
        {
            parts.Add(reason.AtMost is { } most ? words.Say(key + ".at-most", ("time", times.Clock(most))) : words.Say(key + ".at-most-none"));
        }

        return string.Join(' ', parts);
    }
}

/// <summary>The two clocks, and why the second one may stand still.</summary>
internal static class WatchClocks
{
    public static void Write(WatchView view)
    {
        view.Page.Blank();
        var (agreed, servers) = view.Says.Servers;
        Say(view, agreed, servers);
        if (view.Says.Caches is var (gone, caches))
        {
            Say(view, gone, caches);
        }

        if (view.Says.Left is var (share, left))
        {
            Bar(view, share, left);
        }

        if (view.State.Caches.Reasons.Count > 0)
        {
            view.Page.Heading(view.Words.Say("watch.head.why"));
            foreach (var reason in view.State.Caches.Reasons)
            {
                view.Page.Hanging($"  {view.Page.Paint("?", Ink.Unsure)} ", "    ", WatchView.Why(reason, view.Words, view.Times));
            }
        }
    }

    // Shrinks from the moment at which the servers agreed to the moment at which the caches do.
    private static void Bar(WatchView view, double share, string left)
    {
        var length = Math.Min(40, view.Page.Columns - TextWidth.Of(left) - 8);
        var filled = (int)Math.Ceiling(share * length);
        var bar = string.Concat(Enumerable.Repeat(view.Page.Sign("█", "="), filled)) + string.Concat(Enumerable.Repeat(view.Page.Sign("░", "-"), length - filled));
        view.Page.Line($"    {view.Page.Paint(bar, Ink.Unsure)}  {left}");
    }

    private static void Say(WatchView view, bool? good, string says)
    {
        var (sign, ink) = good switch
        {
            true => (view.Page.Sign("✓", "+"), Ink.Good),
            false => (view.Page.Sign("…", "-"), Ink.Unsure),
            null => ("?", Ink.Unsure),
        };
        view.Page.Hanging($"{view.Page.Paint(sign, ink)} ", "  ", says, Ink.Bold);
    }
}

/// <summary>The heat strip: resolvers in rows, time in columns.</summary>
internal static class WatchStrip
{
    private const int Longest = 60;
    private const int NameWidth = 18;

    // Below this, a column is no longer a stretch of time but noise.
    private static readonly TimeSpan Narrowest = TimeSpan.FromSeconds(5);

    public static void Write(WatchView view)
    {
        var state = view.State;
        view.Page.Heading(view.Words.Say("watch.head.resolvers"));
        var facts = state.Resolvers.Select(view.Says.Of).ToList();
        var names = Math.Min(NameWidth, state.Resolvers.Select(resolver => TextWidth.Of(SafeText.Escape(resolver.Resolver.Name))).DefaultIfEmpty(0).Max());
        var length = Math.Clamp(view.Page.Columns - names - 6 - facts.Select(TextWidth.Of).DefaultIfEmpty(0).Max(), 10, Longest);
        var begin = state.Resolvers.SelectMany(resolver => resolver.History).Select(stretch => stretch.From).DefaultIfEmpty(state.Now).Min();
        var width = (state.Now - begin) / length;
        width = width < Narrowest ? Narrowest : width;
        var (first, last) = (view.Times.Clock(begin), begin + (width * (length - 1)) > state.Now ? "" : view.Times.Clock(state.Now));
        if (first.Length + last.Length < length)
        {
            view.Page.Line($"  {new string(' ', names)}  {view.Page.Paint(first + new string(' ', length - first.Length - last.Length) + last, Ink.Dim)}");
        }

        foreach (var (resolver, fact) in state.Resolvers.Zip(facts))
        {
            var strip = string.Concat(Enumerable.Range(0, length).Select(i => At(resolver, begin + (width * i), begin + (width * (i + 1)), state.Now)).Select(view.Cell)
                .Select(cell => view.Page.Paint(cell.Cell, cell.Cell is " " ? Ink.Plain : cell.Ink)));
            view.Page.Line($"  {TextWidth.Pad(Cut(SafeText.Escape(resolver.Resolver.Name), names), names)}  {strip}  {fact}");
        }

        view.Page.Line("  " + view.Page.Paint(string.Join("  ", WatchWords.Legend.Select(shows => $"{view.Cell(shows).Cell} {view.Says.Word(shows)}")), Ink.Dim));
    }

    // A column shows what was heard last in its time, or, where nothing was asked then, what held from before.
    private static Shows At(ResolverState resolver, TimeSpan from, TimeSpan to, TimeSpan now) =>
        from > now ? Shows.Nothing : resolver.History.LastOrDefault(stretch => stretch.From < to)?.Shows ?? Shows.Nothing;

    private static string Cut(string name, int width) => TextWidth.Of(name) <= width ? name : name[..Math.Min(name.Length, width)];
}
