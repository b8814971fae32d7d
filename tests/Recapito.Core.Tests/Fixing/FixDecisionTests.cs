using System.Text;

namespace Recapito.Core.Tests;

/// <summary>The tables of what is done next, and the journal they rest on.</summary>
public sealed class FixDecisionTests
{
    private static readonly RrSetChange Change = new("contoso.example", RrType.Mx, 600, ["10 old.example"], ["0 new.example"]);

    // Rows: what the journal says. Columns: what the server has: before, after, other, unseen. A hyphen: it is sent.
    public static TheoryData<JournalStanding, string, string> Beginnings => new()
    {
        { JournalStanding.Nothing, "- AlreadySo Changed NotReached", "NothingToUndo NothingToUndo NothingToUndo NothingToUndo" },
        { JournalStanding.Intended, "- FoundDone Changed NotReached", "- NothingToUndo Changed NotReached" },
        { JournalStanding.Applied, "Reverted DoneBefore Changed NotReached", "- AlreadySo Changed NotReached" },
        { JournalStanding.UndoIntended, "- DoneBefore Changed NotReached", "- FoundDone Changed NotReached" },
        { JournalStanding.Undone, "- AlreadySo Changed NotReached", "NothingToUndo DoneBefore NothingToUndo NotReached" },
    };

    // Columns: what the server has afterwards: before, after, other, unseen.
    public static TheoryData<ReplyState, string, bool, string> Ends => new()
    {
        { ReplyState.Answered, "noerror", false, "DoneThenChanged Done DoneThenChanged DoneUnseen" },
        { ReplyState.Answered, "nxrrset", false, "Refused AlreadySo Changed Refused" },
        { ReplyState.Answered, "nxrrset", true, "Refused FoundDone Changed Refused" },
        { ReplyState.Answered, "servfail", false, "Refused AlreadySo Changed Refused" },
        { ReplyState.Unproven, "wrong-mac", false, "NotDone FoundDone Unknown Unknown" },
        { ReplyState.Lost, "lost", false, "NotDone FoundDone Unknown Unknown" },
        { ReplyState.NotSent, "not-sent", false, "NotReached NotReached NotReached NotReached" },
    };

    [Theory, MemberData(nameof(Beginnings))]
    public void What_is_sent_follows_from_the_journal_and_from_what_the_server_has(JournalStanding journal, string apply, string undo)
    {
        Assert.Equal(apply, Row(present => FixDecision.BeforeApply(journal, present)));
        Assert.Equal(undo, Row(present => FixDecision.BeforeUndo(journal, present)));
    }

    [Theory, MemberData(nameof(Ends))]
    public void How_it_ended_follows_from_the_answer_and_from_what_the_server_has(ReplyState state, string key, bool wasIntended, string expected) =>
        Assert.Equal(expected, Row(present => FixDecision.AfterSending(new(state, key), present, wasIntended)));

    [Fact]
    public void Only_what_was_seen_or_vouched_for_is_recorded_as_done()
    {
        var done = Enum.GetValues<FixOutcome>().Where(outcome => FixDecision.RecordOf(outcome, isUndo: false, settles: true) is FixStep.Applied);
        Assert.Equal([FixOutcome.Done, FixOutcome.FoundDone, FixOutcome.DoneThenChanged, FixOutcome.DoneUnseen], done);
        Assert.All(new[] { FixOutcome.Unknown, FixOutcome.NotDone, FixOutcome.DoneBefore, FixOutcome.Declined, FixOutcome.Reverted, FixOutcome.NothingToUndo }, outcome =>
            Assert.Null(FixDecision.RecordOf(outcome, isUndo: false, settles: true)));
        Assert.Null(FixDecision.RecordOf(FixOutcome.Refused, isUndo: false, settles: false));
        Assert.Equal(FixStep.UndoRefused, FixDecision.RecordOf(FixOutcome.Refused, isUndo: true, settles: true));
    }

    [Theory]
    [InlineData("10 old.example", PresentStanding.Before)]
    [InlineData("10 OLD.example", PresentStanding.Before)]
    [InlineData("0 new.example", PresentStanding.After)]
    [InlineData("", PresentStanding.Other)]
    [InlineData("0 new.example|10 old.example", PresentStanding.Other)]
    [InlineData(null, PresentStanding.Unseen)]
    public void What_the_server_has_is_ours_the_old_or_anothers(string? data, PresentStanding expected) =>
        Assert.Equal(expected, FixDecision.StandingOf([Change], data is null ? [] : [new("contoso.example", RrType.Mx, 60, data.Split('|', StringSplitOptions.RemoveEmptyEntries))]));

    [Theory]
    [InlineData("", JournalStanding.Nothing)]
    [InlineData("Intended", JournalStanding.Intended)]
    [InlineData("Intended Refused", JournalStanding.Nothing)]
    [InlineData("Intended Applied", JournalStanding.Applied)]
    [InlineData("Intended Applied UndoIntended", JournalStanding.UndoIntended)]
    [InlineData("Intended Applied UndoIntended UndoRefused", JournalStanding.Applied)]
    [InlineData("Intended Applied UndoIntended Undone", JournalStanding.Undone)]
    [InlineData("Intended Applied UndoIntended Undone Intended", JournalStanding.Intended)]
    public void A_journal_is_the_same_after_it_was_written_and_says_how_things_should_stand(string steps, JournalStanding expected)
    {
        var records = steps.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((step, at) => new FixRecord(Samples.Now.AddSeconds(at), Enum.Parse<FixStep>(step), "ns1.example:5353", "contoso.example", [new(Change, 3600)], 8)).ToList();
        var text = string.Concat(records.Select(FixJournalFile.Write));
        var journal = FixJournalFile.Read(Encoding.UTF8.GetBytes(text), "plan.json.journal", out var whole);

        Assert.Equal(text.Length, whole);
        Assert.Equal(expected, journal.Standing);
        Assert.Equal(text, string.Concat(journal.Records.Select(FixJournalFile.Write)));
    }

    [Fact]
    public void A_last_line_that_was_cut_does_not_count_and_an_edited_one_is_refused()
    {
        var line = FixJournalFile.Write(new(Samples.Now, FixStep.Intended, "ns1.example", "contoso.example", [new(Change, 3600)]));
        for (var cut = 0; cut < line.Length - 1; cut++)
        {
            var journal = FixJournalFile.Read(Encoding.UTF8.GetBytes(line + line[..cut]), "j", out var whole);
            Assert.Equal((1, line.Length), (journal.Records.Count, whole));
        }

        var edited = Encoding.UTF8.GetBytes(line + line.Replace("intended", "maybe", StringComparison.Ordinal));
        Assert.Contains("j, record 2, line 1", Assert.Throws<EvidenceFileException>(() => FixJournalFile.Read(edited, "j", out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_way_back_has_the_saved_records_and_their_TTL()
    {
        var back = new JournaledChange(Change, 3600).Back;
        Assert.Equal((3600u, "0 new.example", "10 old.example"), (back.Ttl, back.Before.Single(), back.After.Single()));
    }

    [Fact]
    public void Every_end_has_words_in_every_language_that_is_complete()
    {
        var keys = Enum.GetValues<FixOutcome>().SelectMany(outcome => new[] { FixText.KeyOf(false, outcome), FixText.KeyOf(true, outcome) })
            .Concat(SignedReply.Rcodes.Concat(["other", "not-sent", "lost", "not-authoritative", "alias", "zones-differ"]).Select(key => "fix.reply." + key))
            .Concat(Enum.GetValues<TsigStanding>().Where(standing => standing is not TsigStanding.Good).Select(standing => "fix.reply." + Kebab.Of(standing))).ToList();
        foreach (var language in new[] { "en", "it" })
        {
            Assert.Empty(keys.Except(Catalogue.Default.WordsIn(language)!.Keys));
        }
    }

    private static string Row(Func<PresentStanding, FixOutcome?> decide) => string.Join(' ',
        new[] { PresentStanding.Before, PresentStanding.After, PresentStanding.Other, PresentStanding.Unseen }.Select(present => decide(present)?.ToString() ?? "-"));
}
