using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Recapito.Core.Tests;

public sealed class ReadRecordTests
{
    private static readonly DsnReport Full = new()
    {
        Kind = ReportKind.Bounce,
        System = "postfix",
        Message = new() { ReportingMta = "mail.fabrikam.example", ArrivalDate = Date, EnvelopeId = "QQ314159" },
        Recipients =
        [
            new()
            {
                FinalRecipient = "lee@contoso.example",
                OriginalRecipient = "sales@contoso.example",
                Action = "failed",
                Status = new(5, 1, 1),
                StatusField = new(5, 0, 0),
                RemoteMta = "mx.contoso.example",
                RefusingHost = "mx.contoso.example",
                DiagnosticCode = "550 5.1.1 <lee@contoso.example>: user unknown",
                DiagnosticType = "smtp",
                Replies = [new(new(550, new(5, 1, 1), ["<lee@contoso.example>: user unknown"]), "mx.contoso.example") { DecidingServer = "a.outlook.com" }],
                SmtpCommand = "RCPT TO",
                LastAttempt = Date,
            },
        ],
        Returned = new() { Sender = "ana@fabrikam.example", Subject = "Größe \"7\"", MessageId = "1@fabrikam.example", Date = Date, ListId = "news.fabrikam.example", CampaignId = "c7" },
        Complaint = new() { FeedbackType = "abuse" },
        Issues = [new("part 2", 17, "a field without a name", "left it out")],
    };

    public static TheoryData<string> Texts => ["Größe <7> & 'so'", "日本語 🎉", "say \"no\" \\ yes", "\u001b[31mred", "a\u202eb", "\"\u2066\\", "\U000E0001", "one\r\ntwo", ""];

    private static DateTimeOffset Date => new(2026, 11, 23, 10, 30, 0, TimeSpan.FromHours(1));

    [Theory, MemberData(nameof(Texts))]
    public void Text_of_others_arrives_as_it_is_and_steers_no_terminal(string subject)
    {
        var line = ReportJson.WriteLine(ReadRecord.Of("a.eml", Full with { Returned = new() { Subject = subject } }, Catalogue.Default).First());
        Assert.Equal(subject, JsonDocument.Parse(line).RootElement.GetProperty("subject").GetString());
        Assert.DoesNotContain(line.EnumerateRunes(), SafeText.IsUnseen);
    }

    [Fact]
    public void Letters_of_all_scripts_stay_readable()
    {
        var line = ReportJson.WriteLine(ReadRecord.Of("a.eml", Full with { Returned = new() { Subject = "Größe <7> & 'so' 日本語" } }, Catalogue.Default).First());
        Assert.Contains("\"subject\":\"Größe <7> & 'so' 日本語\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_record_fits_the_schema_and_the_schema_has_no_other_field()
    {
        var schema = Schema.Load("read.schema.json");
        var empty = new DsnReport { Kind = ReportKind.NotABounce };
        string[] lines = [.. ((DsnReport[])[Full, empty]).Select(report => ReportJson.WriteLine(ReadRecord.Of("a.eml", report, Catalogue.Default).First()))];
        Assert.All(lines, schema.AssertFits);
        using var written = JsonDocument.Parse(lines[0]);
        using var described = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("docs", "reference", "read.schema.json")));
        Assert.Equal(described.RootElement.GetProperty("properties").EnumerateObject().Select(field => field.Name), written.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.DoesNotContain(written.RootElement.EnumerateObject(), field => field.Value.ValueKind == JsonValueKind.Null && field.Name is not ("verpRecipient" or "unrecognised"));
    }

    [Theory]
    [InlineData("unrecognised: no form fits", ReportKind.NotABounce, "no form fits")]
    [InlineData("unrecognised", ReportKind.NotABounce, "")]
    [InlineData("unrecognised: no form fits", ReportKind.Bounce, null)]
    [InlineData("a field without a name", ReportKind.NotABounce, null)]
    public void What_looks_like_a_report_and_is_not_understood_says_why(string problem, ReportKind kind, string? why) =>
        Assert.Equal(why, ReadRecord.UnrecognisedIn(new() { Kind = kind, Issues = [new("mail", 0, "x", "y"), new("mail", 0, problem, "left it")] }));

    // The token is the one that Sisimai 4.25 prints for these addresses and this time.
    [Fact]
    public void Sisimais_users_find_its_fields()
    {
        var report = Full with { Returned = Full.Returned! with { Date = DateTimeOffset.FromUnixTimeSeconds(1795426198).ToOffset(TimeSpan.FromHours(-5)) } };
        using var fields = Sisimai(report);
        (string Name, object? Value)[] expected =
        [
            ("addresser", "ana@fabrikam.example"), ("recipient", "lee@contoso.example"), ("senderdomain", "fabrikam.example"), ("destination", "contoso.example"),
            ("alias", "sales@contoso.example"), ("timestamp", 1795426198L), ("timezoneoffset", "-0500"), ("token", "9a273afd1a0634cc33cfb70c06f2beb9e27d8a58"),
            ("action", "failed"), ("deliverystatus", "5.1.1"), ("replycode", "550"), ("reason", "userunknown"), ("hardbounce", 1L), ("softbounce", 0L),
            ("diagnosticcode", "550 5.1.1 <lee@contoso.example>: user unknown"), ("diagnostictype", "SMTP"), ("smtpcommand", "RCPT"), ("command", "RCPT"),
            ("lhost", "mail.fabrikam.example"), ("rhost", "mx.contoso.example"), ("smtpagent", "Postfix"), ("decodedby", "Postfix"), ("feedbacktype", "abuse"),
            ("feedbackid", "c7"), ("subject", "Größe \"7\""), ("messageid", "1@fabrikam.example"), ("listid", "news.fabrikam.example"), ("origin", "a.eml"), ("catch", null),
        ];
        Assert.Equal(expected, fields.RootElement.EnumerateObject().Select(field => (field.Name, field.Value.ValueKind switch
        {
            JsonValueKind.Number => field.Value.GetInt64(),
            JsonValueKind.Null => null,
            _ => (object?)field.Value.GetString(),
        })));
    }

    [Theory]
    [InlineData(ReportKind.Bounce, true)]
    [InlineData(ReportKind.Delay, true)]
    [InlineData(ReportKind.Delivered, false)]
    public void Sisimais_dump_leaves_successes_out(ReportKind kind, bool isListed)
    {
        var report = Full with { Kind = kind, Recipients = [Full.Recipients[0] with { Kind = kind }] };
        Assert.Equal(isListed, SisimaiJson.Lists(ReadRecord.Of("a", report, Catalogue.Default).First()));
    }

    [Fact]
    public void A_mail_without_recipients_is_not_in_Sisimais_dump() =>
        Assert.False(SisimaiJson.Lists(ReadRecord.Of("a", new() { Kind = ReportKind.Complaint }, Catalogue.Default).First()));

    private static JsonDocument Sisimai(DsnReport report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ReportJson.Options))
        {
            SisimaiJson.Write(json, ReadRecord.Of("a.eml", report, Catalogue.Default).First());
        }

        return JsonDocument.Parse(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
