namespace Recapito.Core.Tests;

public class UnusualQuestionTests
{
    private const string Edns = "edns-version-wrong edns-option-wrong edns-flag-wrong";

    [Theory]
    [InlineData(QueryForm.EdnsVersion)]
    [InlineData(QueryForm.EdnsOption)]
    [InlineData(QueryForm.EdnsFlag)]
    public void Silence_beside_an_ordinary_answer_is_told_and_accuses_nobody(QueryForm form)
    {
        var report = new ZoneWorld().Silent(asked => asked.From.Address is ZoneWorld.Ns2 && asked.Form == form).Examine();
        Findings.Are(report, "edns-silent", Edns + " edns-missing edns-unanswered");
        Assert.Equal(Severity.Info, Assert.Single(report.Findings, finding => finding.Id == "edns-silent").Severity);
    }

    [Theory]
    [InlineData(QueryForm.EdnsVersion, "NOERROR", "edns-version-wrong")]
    [InlineData(QueryForm.EdnsOption, "FORMERR", "edns-option-wrong")]
    [InlineData(QueryForm.EdnsFlag, "FORMERR", "edns-flag-wrong")]
    public void A_wrong_answer_is_accused(QueryForm form, string rcode, string must)
    {
        var report = new ZoneWorld().Say(asked => asked.From.Address is ZoneWorld.Ns2 && asked.Form == form, honest => honest with { Rcode = rcode }).Examine();
        Findings.Are(report, must, "edns-silent " + string.Join(' ', Edns.Split(' ').Except([must])));
    }

    [Theory]
    [InlineData("NXDOMAIN", false, "case-sensitive", "case-not-kept")]
    [InlineData("NOERROR", false, "case-sensitive", "case-not-kept")]
    [InlineData("SERVFAIL", false, "", "case-sensitive")]
    [InlineData("REFUSED", false, "", "case-sensitive")]
    [InlineData("FORMERR", false, "", "case-sensitive")]
    [InlineData("NOERROR", true, "", "case-sensitive")]
    public void Only_an_answer_without_the_record_shows_that_the_case_counts(string rcode, bool whole, string must, string mustNot) => Findings.Are(
        new ZoneWorld().Say(asked => asked.From.Address is ZoneWorld.Ns2 && asked.Form is QueryForm.MixedCase, honest => honest with { Rcode = rcode, Answer = whole ? honest.Answer : [] }).Examine(),
        must, mustNot);
}
