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
        var why = DiagnosisRun.JudgeAll(Named(52), EvidenceSet.Empty, _ => EvidenceSet.Empty, new())[place].NotChecked.Select(gap => gap.Why).ToList();
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

    [Fact]
    public async Task A_visitors_case_ends_when_its_own_time_is_up()
    {
        var run = new DiagnosisRun(() => throw new InvalidOperationException("nobody is asked"), new(), EvidenceSet.Empty) { Clock = new Hurried(100), Longest = TimeSpan.FromSeconds(60) };
        var found = await run.DiagnoseAllAsync(Named(2), TestContext.Current.CancellationToken);
        Assert.All(found, one => Assert.Contains(one.NotChecked, gap => gap.Why == "time is up after 60 s"));
    }

    /// <summary>What is judged of each is counted: twice as many recipients are twice as much.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_known_of_one_recipient_is_not_weighed_for_the_others(bool isOnline)
    {
        Assert.Equal(100, await WeighedAsync(100));
        Assert.Equal(400, await WeighedAsync(400));

        async Task<int> WeighedAsync(int count)
        {
            var run = new DiagnosisRun(() => throw new InvalidOperationException("nobody is asked"), new() { Dns = isOnline, Smtp = false, Inside = true }, EvidenceSet.Empty)
            {
                Clock = new Hurried(100), Longest = TimeSpan.Zero, Known = symptom => EvidenceSet.Empty.With(Object(symptom)),
            };
            var found = await run.DiagnoseAllAsync(Named(count), TestContext.Current.CancellationToken);
            Assert.All(found, one => Assert.True(one.Evidence.Has(new RecipientRequest(one.Symptom.Recipient))));
            return found.Sum(one => one.Evidence.Asked<RecipientRequest>().Count());
        }

        static Observation Object(Symptom symptom) => new Absent<DirectoryRecipient>(new RecipientRequest(symptom.Recipient), "no object has this address", new("inside", DateTimeOffset.UnixEpoch));
    }

    // Nothing leads anywhere.
    private static LabRoutes Nowhere => new([], "192.0.2.10", [], DateTimeOffset.UnixEpoch);

    private static List<Symptom> Named(int count) => [.. Enumerable.Range(0, count).Select(i => Symptoms.OfAddress($"lee@contoso{i}.example"))];

    /// <summary>A clock on which many seconds pass between two looks.</summary>
    private sealed class Hurried(int step = 1000) : TimeProvider
    {
        private long looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => step * looks++;
    }
}
