using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>Shows a watch while it goes on, and at its end.</summary>
internal interface IWatchView : IWatchFollower
{
    void IWatchFollower.Heard(int round, TimeSpan asked, Observation seen, TimeSpan at)
    {
        // the looks are shown, not the answers
    }

    /// <summary>The end.</summary>
    /// <param name="look">The last look.</param>
    /// <param name="end">How it ended; null where it was interrupted.</param>
    /// <param name="once">Only one look was wanted.</param>
    void End(WatchLook look, WatchEnd? end, bool once);
}

/// <summary>Only the whole, at the end: for a single look.</summary>
internal class WatchPicture(TextWriter output, TextStyle style) : IWatchView
{
    public virtual void Show(WatchLook look)
    {
    }

    public void Refresh(Func<WatchLook> look)
    {
    }

    public virtual void End(WatchLook look, WatchEnd? end, bool once)
    {
        output.Write(WatchScreen.Write(look.State, look.Begin, style, Catalogue.Default));
        if (end is { } ended)
        {
            output.WriteLine();
            output.Write(WatchScreen.End(ended, style, Catalogue.Default, look.State, look.Begin, once));
        }
    }
}

/// <summary>A line for each event, and the whole at the end.</summary>
internal sealed class WatchLines(TextWriter output, TextStyle style) : WatchPicture(output, style)
{
    private readonly TextWriter output = output;
    private readonly string language = style.Language;

    public override void Show(WatchLook look)
    {
        foreach (var happened in look.Events)
        {
            output.WriteLine(WatchText.Line(happened, look.Begin, look.State, language, Catalogue.Default));
        }
    }

    public override void End(WatchLook look, WatchEnd? end, bool once)
    {
        output.WriteLine();
        base.End(look, end, once);
    }
}

/// <summary>One JSON object for each look, the last of which says how it ended; or only that one.</summary>
internal sealed class WatchObjects(TextWriter output, bool onlyEnd) : IWatchView
{
    private WatchLook? pending;

    public void Show(WatchLook look)
    {
        if (pending is not null && !onlyEnd)
        {
            output.WriteLine(WatchJson.Write(pending.State, pending.Begin, pending.Events, null));
        }

        pending = look;
    }

    public void Refresh(Func<WatchLook> look)
    {
        // Who reads along wants the look now, not with the next one; none is the last while time still passes.
        if (pending is not null && !onlyEnd)
        {
            output.WriteLine(WatchJson.Write(pending.State, pending.Begin, pending.Events, null));
            pending = null;
        }
    }

    public void End(WatchLook look, WatchEnd? end, bool once)
    {
        pending = null;
        output.WriteLine(WatchJson.Write(look.State, look.Begin, look.Events, end, indented: onlyEnd));
    }
}

/// <summary>One screen that is drawn anew in its place.</summary>
internal sealed class LiveScreen(TextWriter output, TextStyle style, int rows) : IWatchView, IDisposable
{
    private readonly LiveText live = new(output);

    public void Show(WatchLook look) => Draw(WatchScreen.Write(look.State, look.Begin, style, Catalogue.Default), whole: false);

    public void Refresh(Func<WatchLook> look) => Show(look());

    public void End(WatchLook look, WatchEnd? end, bool once)
    {
        var text = WatchScreen.Write(look.State, look.Begin, style, Catalogue.Default);
        Draw(end is { } ended ? text + "\n" + WatchScreen.End(ended, style, Catalogue.Default, look.State, look.Begin, once) : text, whole: true);
    }

    public void Dispose() => live.Dispose();

    // The clocks stand first; what does not fit into the window is shown at the end.
    private void Draw(string text, bool whole)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        live.Draw(whole || lines.Length < rows ? lines : lines[..Math.Max(1, rows - 1)]);
    }
}
