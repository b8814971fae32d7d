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

    /// <summary>What a diagnosis gives as a plan, for whoever decides about it.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="plan">Its plan; null where it has none.</param>
    /// <param name="file">Where the plan was saved; null where it was not.</param>
    /// <param name="host">One of <see cref="DnsHostForms.Ids"/>; null for the DNS host that serves the domain, where it is known.</param>
    /// <param name="style">How text is laid out.</param>
    /// <param name="catalogue">Where the words stand.</param>
    public static string WritePlan(Diagnosis diagnosis, FixPlan? plan, string? file, string? host, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        ArgumentNullException.ThrowIfNull(style);
        var (page, words) = (new Page(style), new Wording(catalogue, style.Language));
        if (plan is null)
        {
            page.Paragraph(words.Say("fix.plan.none"));
            return DiagnosisText.WriteFix(diagnosis, style, catalogue) + "\n" + page;
        }

        page.Blank();
        if (plan.Commands.Count > 0)
        {
            page.Paragraph(words.Say("fix.plan.commands"));
        }

        if ((host ?? DnsHostForms.Of(diagnosis.Symptom.Domain, diagnosis.Evidence, catalogue)) is { } form)
        {
            InFormOf(page, words, form, plan, diagnosis);
        }

        if (plan.Verdict is not Verdict.Proven)
        {
            page.Paragraph(words.Say("fix.plan.not-proven"), 0, Ink.Unsure);
        }

        if (plan.Changes.Count > 0)
        {
            // A plan's TTL is that of the old records: how long caches may keep them.
            page.Paragraph(words.Say("fix.plan.visible", ("time", ObservationText.Time(plan.MadeAt.AddSeconds(plan.Changes.Max(change => change.Ttl))))));
        }

        page.Paragraph(plan.Changes.Count == 0 ? WhoActs(words, PartyWords.Of(diagnosis, diagnosis.Remedies[0], words)) : file is null ? words.Say("fix.plan.save") : words.Say("fix.plan.saved", ("file", file)));
        return DiagnosisText.WriteFix(diagnosis, style, catalogue) + "\n" + page;
    }

    private static void InFormOf(Page page, Wording words, string form, FixPlan plan, Diagnosis diagnosis)
    {
        InFormOf(page, words, "fix.plan.form", form, plan.Changes, diagnosis);
        InFormOf(page, words, "fix.plan.form-undo", form, [.. plan.Changes.Select(change => change.Back(change.Ttl, change.Before))], diagnosis);
    }

    private static void InFormOf(Page page, Wording words, string key, string form, IReadOnlyList<RrSetChange> changes, Diagnosis diagnosis)
    {
        var lines = changes.SelectMany(change => DnsHostForms.Write(form, change, DnsHostForms.ZoneOf(change.Owner, diagnosis.Evidence))).ToList();
        if (lines.Count > 0)
        {
            page.Paragraph(words.Say(key, ("host", DnsHostForms.TitleOf(form))));
            lines.ForEach(line => page.Line("    " + SafeText.Escape(line)));
        }
    }

    /// <summary>Why a plan without a change of the DNS cannot be applied, and who must act.</summary>
    public static string WhoActs(FixPlan plan, string language, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var words = new Wording(catalogue, language);
        return WhoActs(words, PartyWords.Of(plan.Cause, plan.Party, words));
    }

    /// <summary>Words of this subject.</summary>
    /// <param name="key">The key behind "fix.".</param>
    /// <param name="language">BCP 47 tag.</param>
    /// <param name="catalogue">Where the words stand.</param>
    /// <param name="arguments">Values of placeholders.</param>
    public static string Say(string key, string language, Catalogue catalogue, params ReadOnlySpan<(string Name, string? Value)> arguments) =>
        new Wording(catalogue, language).Say("fix." + key, arguments);

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

    private static string WhoActs(Wording words, string party) => words.Say("fix.plan.no-dns-change", ("party", party));

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
