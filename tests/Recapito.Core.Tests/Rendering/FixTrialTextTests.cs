namespace Recapito.Core.Tests;

/// <summary>What is said of a trial whose copy is not alike, and what a page repeats.</summary>
public class FixTrialTextTests
{
    private const string CopysReply = "550 5.9.9 What the copy says";

    public static TheoryData<string> Limited => [.. CopyLimits.Causes.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Limited))]
    public void What_a_copy_cannot_imitate_is_named_and_its_reply_is_not_shown(string cause)
    {
        Assert.Contains(cause, Catalogue.Default.Causes.Keys);
        foreach (var (language, instead) in new[] { ("en", "diagnose again"), ("it", "ripetere la diagnosi") })
        {
            var limit = Catalogue.Default.WordsIn(language)![$"fix.trial.beyond.{CopyLimits.Of(cause)}"];
            var text = Said(cause, language, Answers(delivered: true), saysOtherwise: false);
            Assert.Contains(limit, text, StringComparison.Ordinal);
            Assert.Contains(instead, text, StringComparison.Ordinal);
            Assert.DoesNotContain("As it is", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Così com'è", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Catalogue.Default.WordsIn(language)!["fix.trial.not-failing"], text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true, false, "too little was seen of what makes it fail")]
    [InlineData(false, true, "with another reply than the real one")]
    [InlineData(false, false, "does not show the same fault")]
    public void Another_copy_that_is_not_alike_says_why_and_shows_no_reply_as_how_things_are(bool delivered, bool otherwise, string says)
    {
        var text = Said("mx-host-does-not-accept-domain", "en", Answers(delivered), otherwise);
        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.DoesNotContain(CopysReply, text, StringComparison.Ordinal);
        Assert.DoesNotContain("As it is", text, StringComparison.Ordinal);
    }

    /// <summary>Where only time helps there is nothing to try; and a refusal for the moment gives no message back at once.</summary>
    [Theory]
    [InlineData("wait", TrialEnd.NotAlike, "450 4.4.317 Later", "as nothing is to be changed", "Nothing could be tried")]
    [InlineData("wait-for-microsoft", TrialEnd.NotTriable, "450 4.4.317 Later", "as nothing is to be changed", "no change that can be made")]
    [InlineData("replace-mx", TrialEnd.NotAlike, "450 4.4.317 Later", "Nothing could be tried", "as nothing is to be changed")]
    [InlineData("replace-mx", TrialEnd.StillFails, "450 4.4.317 Later", "the message waits in a queue", "As it is, the message comes back")]
    [InlineData("replace-mx", TrialEnd.StillFails, "550 5.4.1 No", "As it is, the message comes back", "waits in a queue")]
    public void A_trial_says_no_more_than_there_was_to_try(string remedy, TrialEnd end, string reply, string says, string not)
    {
        var found = Samples.Proven with { Remedies = [Samples.Proven.Remedies[0] with { Id = remedy }] };
        var trial = new FixTrial { End = end, Observations = 9, InCopy = Samples.Proven, Before = new(false, "mx.contoso.example", reply) };
        var text = string.Join(' ', FixTrialText.Write(trial, found, new(), Catalogue.Default).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.DoesNotContain(not, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_must_act_is_said_once_and_the_fix_comes_before_what_was_seen()
    {
        var text = DiagnosisText.Write(Samples.Proven, new(), Catalogue.Default);
        Assert.Single(text.Split("Who must act").Skip(1));
        Assert.True(text.IndexOf("The fix", StringComparison.Ordinal) < text.IndexOf("See it yourself", StringComparison.Ordinal), text);
    }

    [Fact]
    public void That_there_is_none_is_said_once()
    {
        var seen = new Absent<ExchangeObjects>(new ConfigurationRequest("contoso.example", ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector), "there is none", new("an export", Samples.Now));
        Assert.Equal("There is none", new ObservationText(new Wording(Catalogue.Default, "en")).Answer(seen));
    }

    [Theory]
    [InlineData("550 5.4.300 Message expired(Cannot deliver to mail.contoso.example)", null, "gave up after trying", "refused for good")]
    [InlineData("550 4.4.7 QUEUE.Expired; message expired", null, "gave up after trying", "sending the same again will fail again")]
    [InlineData("550 5.4.310 DNS domain contoso.example does not exist", null, "failed for good", "gave up after trying")]
    [InlineData("550 5.4.1 Relay access denied", "mx.contoso.example", "refused for good", "gave up after trying")]
    [InlineData("550 5.7.1 The message expired here", "mx.contoso.example", "refused for good", "gave up after trying")]
    public void Who_gave_up_after_trying_refused_nothing_for_good(string reply, string? host, string says, string not)
    {
        var symptom = Samples.Proven.Symptom with { Reply = SmtpReply.Parse(reply), RefusingHost = host };
        var text = string.Join(' ', ExplainText.Write(Samples.Report, [symptom], new(), Catalogue.Default).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.DoesNotContain(not, text, StringComparison.Ordinal);
    }

    private static TrialDelivery Answers(bool delivered) => new(delivered, "mx.contoso.example", delivered ? null : CopysReply);

    private static string Said(string cause, string language, TrialDelivery before, bool saysOtherwise)
    {
        var found = Samples.Proven with { Cause = Samples.Proven.Cause! with { Cause = cause } };
        var trial = new FixTrial { End = TrialEnd.NotAlike, Observations = 9, InCopy = Samples.Proven, Before = before, SaysOtherwise = saysOtherwise };
        return string.Join(' ', FixTrialText.Write(trial, found, new() { Language = language }, Catalogue.Default).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }
}
