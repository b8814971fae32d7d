namespace Recapito.Core.Tests;

public class ExpectedRecordsTests
{
    private const string Scene = "contoso.example MX 10 mx.contoso.example|mx.contoso.example A 203.0.113.25|contoso.example TXT \"v=spf1 mx \" \"-all\"|_x.contoso.example TXT ?timeout";

    [Theory]
    [InlineData("contoso.example. MX 10 mx.contoso.example.", "expected-record-found", "expected-record-missing unexpected-record")]
    [InlineData("Contoso.Example 3600 IN mx 10 MX.contoso.example", "expected-record-found", "expected-record-missing unexpected-record")]
    [InlineData("contoso.example. MX 20 mx.contoso.example.", "expected-record-missing unexpected-record", "expected-record-found")]
    [InlineData("contoso.example. TXT v=spf1 mx -all", "expected-record-found", "expected-record-missing unexpected-record")]
    [InlineData("contoso.example. TXT \"v=spf1 mx -all\"", "expected-record-found", "expected-record-missing unexpected-record")]
    [InlineData("www.contoso.example. A 203.0.113.80", "expected-record-missing", "expected-record-found unexpected-record")]
    [InlineData("_x.contoso.example. TXT hello", "", "expected-record-found expected-record-missing unexpected-record")]
    [InlineData("fabrikam.example. A 203.0.113.80", "", "expected-record-found expected-record-missing unexpected-record")]
    public void Wanted_records_are_compared_with_those_that_are_there(string line, string must, string mustNot)
    {
        var wanted = ExpectedRecord.Parse(line, out var problem);
        Assert.Null(problem);
        Findings.Are(new DomainScene(Scene.Split('|')) { Inquiry = new() { InLab = true, Expected = [wanted!] } }.Examine(), must, mustNot);
    }

    [Theory]
    [InlineData("contoso.example.", "is no record type")]
    [InlineData("contoso.example. MX", "the data is missing")]
    [InlineData("contoso.example. BOGUS 1", "\"BOGUS\" is no record type")]
    [InlineData("con toso MX 10 mx", "\"toso\" is no record type")]
    [InlineData("con!toso MX 10 mx", "is no domain name")]
    [InlineData("contoso.example. 15 IN", "is no record type")]
    public void A_line_that_cannot_be_read_says_why(string line, string why)
    {
        Assert.Null(ExpectedRecord.Parse(line, out var problem));
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }
}
