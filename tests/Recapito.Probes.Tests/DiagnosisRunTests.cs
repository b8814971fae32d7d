using Recapito.Core;

namespace Recapito.Probes.Tests;

/// <summary>A case with many recipients: whom it asks for, and what it says of the others.</summary>
public sealed class DiagnosisRunTests
{
    private const string TooMany = "one case asks for 50 recipients; hand in the refusal of this one alone to have it asked for";
    private const string TimeIsUp = "time is up after 900 s";

    [Theory]
    [InlineData(true, 50)]
    [InlineData(false, 52)]
    public async Task One_mail_has_no_more_recipients_asked_for_than_a_case_may_and_judges_all(bool isOnline, int most)
    {
        var asked = new List<string>();
        var run = new DiagnosisRun(() => new() { LabRoutes = Nowhere }, new() { Dns = isOnline, Smtp = false }, EvidenceSet.Empty, inside: symptom =>
        {
            asked.Add(symptom.Recipient);
            return null;
        });
        var symptoms = Named(52);
        var found = await run.DiagnoseAllAsync(symptoms, TestContext.Current.CancellationToken);
        Assert.Equal(symptoms.Take(most).Select(symptom => symptom.Recipient), asked);
        Assert.Equal(symptoms.Select(symptom => symptom.Recipient), found.Select(one => one.Symptom.Recipient));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(49, false)]
    [InlineData(50, true)]
    [InlineData(51, true)]
    public void Who_is_not_asked_for_is_told_why_and_what_to_do(int place, bool isTooMany)
    {
        var why = DiagnosisRun.JudgeAll(Named(52), EvidenceSet.Empty, EvidenceSet.Empty, new())[place].NotChecked.Select(gap => gap.Why).ToList();
        Assert.Equal((isTooMany, !isTooMany), (why.Contains(TooMany), why.Contains("gap.not-asked")));
        Assert.Contains("gap.no-inside", why);
    }

    [Fact]
    public async Task A_case_ends_though_each_of_its_recipients_takes_its_time()
    {
        var run = new DiagnosisRun(() => throw new InvalidOperationException("nobody is asked"), new(), EvidenceSet.Empty) { Clock = new Hurried() };
        var found = await run.DiagnoseAllAsync(Named(2), TestContext.Current.CancellationToken);
        Assert.All(found, one => Assert.Contains(one.NotChecked, gap => gap.Why == TimeIsUp));
        Assert.All(run.Evidence.All, seen => Assert.Equal(TimeIsUp, seen.Why));
    }

    // Nothing leads anywhere.
    private static LabRoutes Nowhere => new([], "192.0.2.10", [], DateTimeOffset.UnixEpoch);

    private static List<Symptom> Named(int count) => [.. Enumerable.Range(0, count).Select(i => Symptoms.OfAddress($"lee@contoso{i}.example"))];

    /// <summary>A clock on which 1000 seconds pass between two looks.</summary>
    private sealed class Hurried : TimeProvider
    {
        private long looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => 1000 * looks++;
    }
}
