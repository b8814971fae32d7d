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

    private const string OldMx = "contoso.example MX 10 mx.oldhost.example";
    private const string OldText = "contoso.example TXT \"v=spf1 -all\"";

    /// <summary>What one place holds instead of the record in order, what is wanted, and what follows.</summary>
    [Theory]
    [InlineData("resolver", OldMx, "contoso.example MX 10 mx.contoso.example", "expected-record-found mx-resolver-differs", "expected-record-missing unexpected-record")]
    [InlineData("resolver", OldMx, "contoso.example MX 10 mx.oldhost.example", "expected-record-missing unexpected-record", "expected-record-found")]
    [InlineData("resolver", OldText, "contoso.example TXT v=spf1 mx -all", "expected-record-found", "expected-record-missing unexpected-record")]
    [InlineData("resolver", OldText, "contoso.example TXT v=spf1 -all", "expected-record-missing unexpected-record", "expected-record-found")]
    [InlineData("servers", OldMx, "contoso.example MX 10 mx.contoso.example", "expected-record-missing unexpected-record", "expected-record-found")]
    [InlineData("one server", OldMx, "contoso.example MX 10 mx.contoso.example", "mx-servers-disagree", "expected-record-missing expected-record-found unexpected-record")]
    [InlineData("resolver, servers silent", OldMx, "contoso.example MX 10 mx.oldhost.example", "expected-record-found", "expected-record-missing unexpected-record")]
    public void Wanted_records_are_looked_for_at_the_zones_own_servers(string place, string held, string wanted, string must, string mustNot)
    {
        string[] places = place switch { "servers" => [ZoneWorld.Ns1, ZoneWorld.Ns2], "one server" => [ZoneWorld.Ns1], _ => ["resolver"] };
        var world = new ZoneWorld().Change(places, string.Join(' ', held.Split(' ').Take(2)) + " ", held);
        if (place.EndsWith("silent", StringComparison.Ordinal))
        {
            world.Silent(asked => asked.From.Address is ZoneWorld.Ns1 or ZoneWorld.Ns2);
        }

        Findings.Are(world.Scene(expected: ExpectedRecord.Parse(wanted, out _)!).Examine(), must, mustNot);
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
