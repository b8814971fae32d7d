using static Recapito.Core.Tests.Scene;

namespace Recapito.Core.Tests;

/// <summary>Where the remedy is to write to the address that was meant, that one is tried, and the mistyped one is not made.</summary>
public sealed class MeantTrialTests
{
    private const string Meant = "leo.rossi@contoso.example";
    private const string Written = "leo.rosis@contoso.example";
    private static readonly SendToMeant Change = new(Written, Meant);

    [Theory]
    [InlineData(InsideGaps.NoObjectButNear + Meant, "send-to-meant", 1)]
    [InlineData(InsideGaps.NoObject, "add-recipient", 0)]
    public void The_meant_address_is_asked_for_once_where_one_is_almost_alike(string why, string kind, int asked)
    {
        var found = Judged(why);
        var first = Assert.Single(found.Remedies);

        Assert.Equal(kind, Assert.Single(first.Changes).Kind);
        Assert.Equal(asked, RemedyPlan.Next(found, found.Evidence, new() { KnownGood = [] }).OfType<RcptRequest>().Count(request => request.Subject == Meant && request.Role is RcptRole.KnownGood));
        Assert.Empty(RemedyPlan.Next(found, found.Evidence, new() { Smtp = false }).OfType<RcptRequest>());
    }

    [Fact]
    public void An_address_whose_question_went_unanswered_was_not_seen()
    {
        var asked = new RcptRequest(Edge, EdgeAddress, RcptRole.KnownGood, Meant);
        Assert.False(RemedyPlan.IsSeen(Change, EvidenceSet.Empty));
        Assert.False(RemedyPlan.IsSeen(Change, EvidenceSet.Empty.With(new Unavailable<RcptAnswer>(asked, "timeout", new(Edge, Now)))));
        Assert.True(RemedyPlan.IsSeen(Change, EvidenceSet.Empty.With(new Present<RcptAnswer>(asked, new(Meant, false, SmtpReply.Parse(EdgeRejected), "RCPT TO"), new(Edge, Now)))));
    }

    [Theory]
    [InlineData(TrialEnd.Mends, Meant, "Sent to leo.rossi@contoso.example instead", "only the sender knows")]
    [InlineData(TrialEnd.NotTriable, null, "leo.rossi@contoso.example is taken was not seen", "could not be tried")]
    public void The_trial_speaks_of_the_meant_address(TrialEnd end, string? sentTo, params string[] says)
    {
        var found = Judged(InsideGaps.NoObjectButNear + Meant);
        var trial = new FixTrial { End = end, Observations = 9, InCopy = found, Before = new(false, Edge, EdgeRejected), After = sentTo is null ? null : new(true, Edge, null), SentTo = sentTo };
        var text = string.Join(' ', FixTrialText.Write(trial, found, new(), Catalogue.Default).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.All(says, said => Assert.Contains(said, text, StringComparison.Ordinal));
        Assert.DoesNotContain("takes it for done", text, StringComparison.Ordinal);
    }

    private static Diagnosis Judged(string why)
    {
        var scene = new Scene().Mx($"0 {Edge}").Zone((3, $"0 {Edge}"), (3, $"0 {Edge}")).Host(Edge, EdgeAddress).BouncedAt("09:30").Bounce(EdgeRejected, Edge).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected)
            .Inside(AcceptedDomainType.Authoritative, null).See(new Absent<DirectoryRecipient>(new RecipientRequest(Written), why, new("tenant", Now)))
            .See(new Present<RcptAnswer>(new RcptRequest(Edge, EdgeAddress, RcptRole.Target, Written), new(Written, false, SmtpReply.Parse(EdgeRejected), "RCPT TO"), new(Edge, Now)));
        return Diagnoser.Judge(scene.Symptom with { Recipient = Written }, scene.Evidence, scene.Inquiry, Catalogue.Default);
    }
}
