using System.Text;

namespace Recapito.Core.Tests;

public sealed class FixPlanFileTests
{
    private const string Change = """{ "owner": "contoso.example.", "type": "MX", "ttl": 3600, "before": ["10 mx.oldhost.example."], "after": ["0 new.example."] }""";

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "recapito.fix-plan/1", "recapito.fix-plan/2", "line 2, column 13, $.schema" },
        { "\"recipient\"", "\"recipent\"", "there is no member \"recipent\"" },
        { "\"lee@contoso.example\"", "\"lee\"", "expected a mail address" },
        { "\"proven\"", "\"sure\"", "expected one of \"undetermined\", \"likely\", \"proven\"" },
        { "\"type\": \"MX\"", "\"type\": \"SOA\"", "a type that a plan may change: A, AAAA, CNAME, MX" },
        { "\"type\": \"MX\"", "\"type\": \"NS\"", "a type that a plan may change" },
        { "\"10 mx.oldhost.example.\"", "\"mx.oldhost.example.\"", "RDATA of type MX" },
        { "\"10 mx.oldhost.example.\"", "\"0 NEW.example.\"", "nothing would change" },
        { "\"ttl\": 3600", "\"ttl\": 2147483648", "a whole number from 0 to 2147483647" },
        { "\"ttl\": 3600", "\"ttl\": -1", "a whole number" },
        { "\"contoso.example.\"", "\"contoso example\"", "a domain name" },
        { "\"madeAt\": \"2026-11-23T10:15:00Z\"", "\"madeAt\": \"today\"", "a time with its zone" },
    };

    private static string Whole => $$"""
        {
          "schema": "recapito.fix-plan/1",
          "madeAt": "2026-11-23T10:15:00Z",
          "recipient": "lee@contoso.example",
          "cause": "mx-host-does-not-accept-domain",
          "verdict": "proven",
          "remedy": "replace-mx",
          "party": "recipients-admin",
          "changes": [{{Change}}]
        }
        """;

    [Fact]
    public void A_diagnosis_becomes_a_plan_that_is_the_same_after_it_was_saved()
    {
        var plan = FixPlan.Of(Samples.Proven, Samples.Now)!;
        var text = FixPlanFile.Write(plan);
        Assert.Contains("\"10 mx.oldhost.example.\"", text, StringComparison.Ordinal);

        var again = Read(text);
        Assert.Equal(text, FixPlanFile.Write(again));
        Assert.Equal(("lee@contoso.example", Verdict.Proven, "replace-mx", Samples.Now), (again.Recipient, again.Verdict, again.Remedy, again.MadeAt));
        var change = Assert.Single(again.Changes);
        Assert.Equal(("contoso.example", RrType.Mx, 3600u), (change.Owner, change.Type, change.Ttl));
        Assert.Equal(["10 mx.oldhost.example"], change.Before);
        Assert.Equal(["0 contoso-example.mail.protection.outlook.com"], change.After);
    }

    [Fact]
    public void Every_plan_fits_the_published_schema_and_one_without_a_party_does_not()
    {
        var schema = Schema.Load("fix-plan.schema.json");
        var plans = Samples.All.Values.Select(diagnosis => FixPlan.Of(diagnosis, Samples.Now)).OfType<FixPlan>().ToList();
        Assert.True(plans.Count > 2);
        Assert.All(plans, plan => schema.AssertFits(FixPlanFile.Write(plan)));
        Assert.ThrowsAny<Exception>(() => schema.AssertFits(FixPlanFile.Write(plans[0]).Replace("\"party\"", "\"partei\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_a_remedy_there_is_no_plan() => Assert.Null(FixPlan.Of(Samples.Undetermined, Samples.Now));

    [Theory, MemberData(nameof(Wrong))]
    public void A_plan_that_is_not_in_order_is_refused_with_its_place(string right, string wrong, string says)
    {
        Assert.Contains(right, Whole, StringComparison.Ordinal);
        var problem = Assert.Throws<EvidenceFileException>(() => Read(Whole.Replace(right, wrong, StringComparison.Ordinal))).Message;
        Assert.Contains(says, problem, StringComparison.Ordinal);
        Assert.StartsWith("plan.json, line ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RrType.Mx, "10  MX.example.", "10 mx.example", "10 mx.example.")]
    [InlineData(RrType.Mx, "10 mx.example", "10 mx.example", "10 mx.example.")]
    [InlineData(RrType.Mx, "0 .", "0 .", "0 .")]
    [InlineData(RrType.Mx, "10 mx..", null, null)]
    [InlineData(RrType.A, "192.0.2.1", "192.0.2.1", "192.0.2.1")]
    [InlineData(RrType.A, "192.0.2.256", null, null)]
    [InlineData(RrType.Txt, "\"a;  b\" \"c\"", "\"a;  b\" \"c\"", "\"a;  b\" \"c\"")]
    [InlineData(RrType.Txt, "", null, null)]
    [InlineData(RrType.Ds, "4711 13 2 AB01", "4711 13 2 AB01", "4711 13 2 AB01")]
    public void Records_are_read_and_written_as_a_master_file_has_them(RrType type, string text, string? read, string? written)
    {
        var data = MasterText.Read(type, text);
        Assert.Equal(read, data);
        Assert.Equal(written, data is null ? null : MasterText.Write(type, data));
    }

    private static FixPlan Read(string text) => FixPlanFile.Read(Encoding.UTF8.GetBytes(text), "plan.json");
}
