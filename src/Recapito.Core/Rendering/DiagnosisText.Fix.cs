using System.Globalization;

namespace Recapito.Core;

public static partial class DiagnosisText
{
    /// <summary>The verdict and the first remedy alone: who must act, the steps, the exact change, and when it is visible everywhere.</summary>
    public static string WriteFix(Diagnosis diagnosis, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        ArgumentNullException.ThrowIfNull(style);
        var view = new View(diagnosis, new Page(style), new Wording(catalogue, style.Language), catalogue);
        Verdict(view);
        Fix(view, 1);
        return view.Page.ToString();
    }

    private static void Fix(View view, int most = int.MaxValue)
    {
        var (page, words, diagnosis) = (view.Page, view.Words, view.Diagnosis);
        for (var i = 0; i < Math.Min(most, diagnosis.Remedies.Count); i++)
        {
            var remedy = diagnosis.Remedies[i];
            var arguments = Arguments.Of(diagnosis, remedy);
            page.Heading($"{words.Say(i == 0 ? "ui.heading.fix" : "ui.heading.or-fix")}: {words.Say(RemedyKey(remedy, "title", words), arguments)}");
            if (WhoActs(diagnosis, remedy, words) is var who && who != WhoActs(diagnosis, words))
            {
                // The page begins with who must act; only another one is news.
                page.Hanging("  ", "  ", $"{words.Say("ui.who-acts")}: {who}");
            }

            if (remedy.Undo.NoteFirst.Count > 0)
            {
                page.Paragraph(words.Say("ui.note-first"), 2);
                Commands(page, remedy.Undo.NoteFirst);
            }

            Part(view, remedy, "steps", arguments);
            foreach (var change in remedy.Changes.Where(change => change is not LetTimePass || (diagnosis.VisibleEverywhereAt is null && remedy.Id is "wait")))
            {
                Change(view, change, remedy.Changes);
            }

            Records(view, remedy, arguments);
            if (i == 0 && diagnosis.VisibleEverywhereAt is { } at)
            {
                page.Paragraph(words.Say("ui.visible-everywhere", ("time", ObservationText.Time(at))), 2);
            }

            Part(view, remedy, "risk", arguments);
            Undo(view, remedy, arguments);
        }
    }

    // The way back of exact changes is exactly their inverse; the words stand where the evidence gives nothing exact.
    private static void Undo(View view, Remedy remedy, Dictionary<string, string> arguments)
    {
        var (page, words) = (view.Page, view.Words);
        if (remedy.Undo.Changes.Count > 0)
        {
            page.Step("  ", "     ", $"{words.Say("ui.undo")}: {words.Say("ui.undo.exact")}");
            foreach (var change in remedy.Undo.Changes)
            {
                Diff(page, change);
            }

            return;
        }

        Part(view, remedy, "undo", arguments);
        if (remedy.Undo.Commands.Count > 0)
        {
            page.Paragraph(words.Say("ui.undo.as-seen"), 5);
            Commands(page, remedy.Undo.Commands, "     ");
        }
    }

    // PowerShell takes a line that was broken for two commands.
    private static void Commands(Page page, IEnumerable<string> commands, string indent = "    ")
    {
        foreach (var command in commands)
        {
            page.Line(indent + SafeText.Escape(command));
        }
    }

    // Where only the administrator knows the new record, the old ones are shown all the same, and where the new one belongs.
    private static void Records(View view, Remedy remedy, Dictionary<string, string> arguments)
    {
        if (remedy.Id is not "replace-mx" || remedy.Changes.Count > 0 || remedy.Arguments.GetValueOrDefault("records") is not { } records)
        {
            return;
        }

        foreach (var record in records.Split("; "))
        {
            view.Page.Hanging("    - ", "      ", record, Ink.Bad);
        }

        view.Page.Hanging("    + ", "      ", view.Words.Say("ui.change.new-mx", arguments), Ink.Good);
    }

    private static void Part(View view, Remedy remedy, string part, Dictionary<string, string> arguments)
    {
        var key = RemedyKey(remedy, part, view.Words);
        if (!view.Words.Has(key))
        {
            return;
        }

        if (part is "steps")
        {
            view.Page.Steps(view.Words.SaySteps(key, arguments));
        }
        else
        {
            view.Page.Step("  ", "     ", $"{view.Words.Say("ui." + part)}: {view.Words.SaySteps(key, arguments)}");
        }
    }

    private static void Change(View view, WorldChange change, IReadOnlyList<WorldChange> all)
    {
        var (page, words) = (view.Page, view.Words);
        switch (change)
        {
            case SetMx mx:
                Diff(page, mx);
                page.Paragraph(words.Say("ui.change.old-ttl", ("ttl", mx.TtlSeconds.ToString(CultureInfo.InvariantCulture))), 4, Ink.Dim);
                break;
            case SetDs ds:
                Diff(page, ds);
                page.Paragraph(words.Say("ui.change.old-ttl", ("ttl", ds.TtlSeconds.ToString(CultureInfo.InvariantCulture))), 4, Ink.Dim);
                page.Paragraph(words.Say(ds.After.Count > 0 ? "ui.change.ds-compare" : "ui.change.ds-removed", ("zone", ds.Zone)), 4);
                break;
            case SetSpf spf:
                Diff(page, spf);
                page.Paragraph(words.Say("ui.change.old-ttl", ("ttl", spf.TtlSeconds.ToString(CultureInfo.InvariantCulture))), 4, Ink.Dim);
                break;
            case RestoreHost host:
                page.Paragraph(words.Say("ui.change.restore-host", ("host", host.Host), ("address", string.Join(", ", host.Addresses))), 4);
                break;
            case AddRecipient recipient:
                page.Paragraph(words.Say("ui.change.add-recipient", ("recipient", recipient.Address)), 4);
                break;
            case SendToMeant other:
                page.Paragraph(words.Say("ui.change.send-to-meant", ("recipient", other.Written), ("meant", other.Meant)), 4);
                break;
            case AddAcceptedDomain domain:
                page.Paragraph(words.Say("ui.change.add-accepted-domain", ("domain", domain.Domain)), 4);
                break;
            case LetTimePass wait:
                page.Paragraph(wait.Until is { } until
                    ? words.Say("ui.change.wait-until", ("time", ObservationText.Time(until)))
                    : words.Say("ui.change.wait"), 4);
                break;
            default:
                ExchangeChange(view, change);
                break;
        }

        Commands(page, ExchangeCommands.Of(change, all));
    }

    private static void ExchangeChange(View view, WorldChange change)
    {
        var (page, words) = (view.Page, view.Words);
        switch (change)
        {
            case SetExchangeProperty set:
                page.Paragraph(words.Say("ui.change.set-exchange-property", ("object", set.Objects.ToString()), ("connector", set.Identity)), 4);
                page.Hanging("    - ", "      ", $"{set.Property}: {SafeText.Escape(DecidingProperties.Values(set.Before))}", Ink.Bad);
                page.Hanging("    + ", "      ", $"{set.Property}: {SafeText.Escape(DecidingProperties.Values(set.After))}", Ink.Good);
                break;
            case AddExchangeObject add:
                page.Paragraph(words.Say("ui.change.add-exchange-object", ("object", add.Objects.ToString())), 4);
                break;
            case ResyncEdgeDirectory resync:
                page.Paragraph(words.Say("ui.change.resync-edge-directory", ("domain", resync.Domain)), 4);
                break;
            case EnableMailService mail:
                page.Paragraph(words.Say("ui.change.enable-mail-service", ("domain", mail.Domain)), 4);
                break;
            case RemoveAcceptedDomain remove:
                page.Paragraph(words.Say("ui.change.remove-accepted-domain", ("domain", remove.Domain), ("sender", remove.Organisation)), 4);
                break;
            case ShowCertificate show:
                page.Paragraph(words.Say("ui.change.show-certificate", ("host", show.Host), ("expected", string.Join(", ", show.Names))), 4);
                break;
            default:
                page.Paragraph(SafeText.Escape(change.Kind), 4);
                break;
        }
    }

    /// <summary>The exact RRset, before and after: each line with its sign.</summary>
    internal static IEnumerable<string> DiffOf(WorldChange change) => change switch
    {
        SetMx mx => DiffOf([.. mx.Before.Select(record => Record(mx.Domain, record))], [.. mx.After.Select(record => Record(mx.Domain, record))]),
        SetDs ds => DiffOf([.. ds.Before.Select(data => Record(ds.Zone, data))], [.. ds.After.Select(data => Record(ds.Zone, data))]),
        SetSpf spf => DiffOf([SpfRecord(spf.Domain, spf.Before)], [SpfRecord(spf.Domain, spf.After)]),
        _ => [],
    };

    private static IEnumerable<string> DiffOf(List<string> before, List<string> after) =>
        [.. before.Except(after).Select(record => "- " + record), .. after.Select(record => (before.Contains(record) ? "  " : "+ ") + record)];

    // Each record on a line that is never broken within its name.
    private static void Diff(Page page, WorldChange change)
    {
        foreach (var line in DiffOf(change))
        {
            page.Hanging("    " + line[..2], "      ", line[2..], line[0] switch { '-' => Ink.Bad, '+' => Ink.Good, _ => Ink.Plain });
        }
    }

    private static string SpfRecord(string domain, string record) => $"{SafeText.Escape(domain)}. TXT \"{SafeText.Escape(record)}\"";

    private static string Record(string zone, string ds) => $"{SafeText.Escape(zone)}. DS {SafeText.Escape(ds)}";

    internal static string Record(string domain, MxRecord record) =>
        string.Create(CultureInfo.InvariantCulture, $"{SafeText.Escape(domain)}. MX {record.Preference} {SafeText.Escape(record.Exchange)}{(record.Exchange is "." ? "" : ".")}");
}
