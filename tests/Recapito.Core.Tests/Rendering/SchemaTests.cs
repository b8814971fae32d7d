namespace Recapito.Core.Tests;

public class SchemaTests
{
    [Fact]
    public void Every_diagnosis_fits_the_published_schema()
    {
        var schema = Schema.Load("diagnosis.schema.json");
        foreach (var diagnosis in Samples.All.Values)
        {
            schema.AssertFits(DiagnosisJson.Write([diagnosis], Samples.Report, "a.eml", Catalogue.Default));
            schema.AssertFits(DiagnosisJson.Write([diagnosis], null, null, Catalogue.Default, "it"));
        }
    }

    [Fact]
    public void A_diagnosis_that_lacks_a_member_does_not_fit()
    {
        var json = DiagnosisJson.Write([Samples.Proven], null, null, Catalogue.Default).Replace("\"advice\"", "\"advise\"", StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => Schema.Load("diagnosis.schema.json").AssertFits(json));
    }

    [Fact]
    public void Every_evidence_file_fits_the_published_schema() =>
        Schema.Load("evidence.schema.json").AssertFits(EvidenceFile.Write(EvidenceFileTests.EveryKind));

    [Fact]
    public void A_case_file_fits_the_published_schema_and_one_without_an_id_does_not()
    {
        var text = CaseFile.Write(EvidenceFileTests.EveryKind, CaseKey.OfPhrase("copper lantern quiet harbour", "00112233445566778899aabbccddeeff"));
        Schema.Load("evidence.schema.json").AssertFits(text);
        Assert.ThrowsAny<Exception>(() => Schema.Load("evidence.schema.json").AssertFits(text.Replace("\"id\"", "\"it\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_example_of_an_export_fits_the_published_schema_and_one_without_a_side_does_not()
    {
        Schema.Load("export.schema.json").AssertFits(Exported.Script);
        Assert.ThrowsAny<Exception>(() => Schema.Load("export.schema.json").AssertFits(Exported.Script.Replace("\"side\"", "\"site\"", StringComparison.Ordinal)));
    }
}
