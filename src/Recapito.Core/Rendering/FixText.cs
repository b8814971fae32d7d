using System.Globalization;

namespace Recapito.Core;

/// <summary>How an apply or an undo ended, and what a plan changes, as people read it.</summary>
public static class FixText
{
    /// <summary>The changes, before and after, each record on a line of its own as a master file has it.</summary>
    public static string Diff(IReadOnlyList<RrSetChange> changes, TextStyle style)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(style);
        var page = new Page(style);
        foreach (var change in changes)
        {
            Diff(page, change);
        }

        return page.ToString();
    }

    /// <summary>The end of an apply or an undo.</summary>
    public static string Write(FixReport report, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(style);
        var (page, words) = (new Page(style), new Wording(catalogue, style.Language));
        page.Paragraph(words.Say(KeyOf(report.IsUndo, report.Outcome), ArgumentsOf(report)), 0, InkOf(report.Outcome));
        if (report.Reply is { IsGood: false } reply)
        {
            page.Hanging("  ", "  ", words.Say($"fix.reply.{reply.Key}", ArgumentsOf(report)));
            if (reply.Why.Length > 0)
            {
                page.Hanging("  ", "  ", SafeText.Escape(reply.Why), Ink.Dim);
            }
        }

        Seen(page, words, report);
        if (report.VisibleAt is { } at)
        {
            page.Paragraph(words.Say("fix.caches", ("time", ObservationText.Time(at))));
        }

        return page.ToString();
    }

    /// <summary>The key of the words for an end.</summary>
    public static string KeyOf(bool isUndo, FixOutcome outcome) => $"fix.{(isUndo ? "undo" : "apply")}.{Kebab.Of(outcome)}";

    private static void Seen(Page page, Wording words, FixReport report)
    {
        if (report.Outcome is FixOutcome.Done or FixOutcome.DoneBefore or FixOutcome.FoundDone or FixOutcome.Declined || report.Present.Count == 0)
        {
            return;
        }

        page.Paragraph(words.Say("fix.present"));
        foreach (var present in report.Present)
        {
            Records(page, present, words);
        }

        if (report.Outcome is FixOutcome.Changed)
        {
            page.Paragraph(words.Say("fix.wanted"));
            foreach (var change in report.Changes)
            {
                Records(page, new(change.Owner, change.Type, 0, change.Before), words, withTtl: false);
            }
        }
    }

    private static void Records(Page page, PresentRrSet set, Wording words, bool withTtl = true)
    {
        foreach (var data in set.Data)
        {
            page.Hanging("    ", "      ", withTtl ? SafeText.Escape(MasterText.Line(set.Owner, set.Type, set.Ttl, data)) : Record(set.Owner, set.Type, data));
        }

        if (set.Data.Count == 0)
        {
            page.Hanging("    ", "      ", words.Say("fix.no-records", ("name", set.Owner), ("type", ObservationJson.TypeName(set.Type))), Ink.Dim);
        }
    }

    private static void Diff(Page page, RrSetChange change)
    {
        foreach (var data in change.Before.Where(data => !change.After.Contains(data)))
        {
            page.Hanging("    - ", "      ", Record(change.Owner, change.Type, data), Ink.Bad);
        }

        foreach (var data in change.After)
        {
            var kept = change.Before.Contains(data);
            page.Hanging(kept ? "      " : "    + ", "      ", SafeText.Escape(MasterText.Line(change.Owner, change.Type, change.Ttl, data)), kept ? Ink.Plain : Ink.Good);
        }
    }

    private static string Record(string owner, RrType type, string data) => SafeText.Escape($"{owner}. {ObservationJson.TypeName(type)} {MasterText.Write(type, data)}");

    private static Dictionary<string, string> ArgumentsOf(FixReport report) => new()
    {
        ["server"] = report.Server,
        ["zone"] = report.Zone ?? "",
        ["serial"] = report.Serial?.ToString(CultureInfo.InvariantCulture) ?? "?",
        ["time"] = report.DoneAt is { } at ? ObservationText.Time(at) : "",
        ["serverTime"] = report.Reply?.ServerTime is { } clock ? ObservationText.Time(clock) : "?",
    };

    private static Ink InkOf(FixOutcome outcome) => outcome switch
    {
        FixOutcome.Done or FixOutcome.DoneBefore or FixOutcome.FoundDone or FixOutcome.AlreadySo => Ink.Good,
        FixOutcome.Unknown or FixOutcome.DoneUnseen or FixOutcome.NotDone or FixOutcome.NotReached => Ink.Unsure,
        FixOutcome.NothingToUndo or FixOutcome.Declined => Ink.Plain,
        _ => Ink.Bad,
    };
}
