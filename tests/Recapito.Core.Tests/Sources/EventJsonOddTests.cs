using System.Text;
using CsCheck;
using Xunit;

namespace Recapito.Core.Tests;

/// <summary>Files that are not what a service writes.</summary>
public class EventJsonOddTests
{
    /// <summary>Found by fuzzing: the text is longer in UTF-8 than the file, and a place in it lay behind the file's end.</summary>
    [Theory]
    [InlineData("latin1")]
    [InlineData("utf-16")]
    public void No_place_lies_behind_the_end_of_the_file(string charset)
    {
        byte[] file = charset == "latin1"
            ? Encoding.Latin1.GetBytes($"{{\"{new string('\u00e9', 40)}\": 1}} {{ wrong")
            : [0xFF, 0xFE, .. Encoding.Unicode.GetBytes($"{{\"{new string('\u6f22', 80)}\": 1}} {{ wrong")];
        var issues = EventJson.Read(file).Issues;
        Assert.NotEmpty(issues);
        Assert.All(issues, issue => Assert.InRange(issue.Offset, 0, file.Length));
    }

    private const string Event = """{"email":"lee@contoso.example","event":"bounce","reason":"550 5.1.1 unknown","status":"5.1.1"}""";

    private static readonly byte[][] Files = [.. EventJsonTests.Events.Select(row => Encoding.UTF8.GetBytes(row.Data.Item2)), .. EventJsonTests.Envelopes.Select(row => Encoding.UTF8.GetBytes(row.Data.Item2))];

    private static readonly string[] Splinters =
    [
        "", "{", "}", "[", "]", "\"", ",", ":", "null", "true", "0", "1e999", "-1", "\\", "\\ud800", "\\u0000", "\n", "\n{", "\u00FF", "\"email\":", "\"email\":{}", "\"event\":[]", "\"mail\":null", "\"Message\":\"{\"", "\"timestamp\":99999999999999",
        "\"bounce\":[]", "\"Content\":\"\\n\\n\"", "{\"Records\":[[[", "//", "/*",
    ];

    [Theory]
    [InlineData(Event + "\n" + Event)]
    [InlineData(Event + Event)]
    [InlineData("[" + Event + "," + Event + "]")]
    [InlineData("[" + Event + ",\n" + Event + ",]\n")]
    [InlineData("[" + Event + "]\n[" + Event + "]")]
    [InlineData("  \r\n" + Event + "\r\n\r\n" + Event + "\r\n")]
    public void Events_stand_in_an_array_or_one_after_another(string json)
    {
        var reading = EventJson.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(reading.Issues);
        Assert.Equal(2, reading.Reports.Count);
    }

    /// <summary>The events that are read all the same, and where the issue is.</summary>
    [Theory]
    [InlineData("[" + Event + ",{\"email\":\"max@con", 1, "line 1, byte ")]
    [InlineData(Event + "\n{\"email\": lee}\n" + Event, 2, "line 2, byte 11")]
    [InlineData(Event + "\nnonsense\n" + Event, 2, "line 2, byte 2")]
    [InlineData("{\"a\":{\n" + Event, 1, "line 2, byte 1")]
    [InlineData("", 0, "no event at all")]
    [InlineData("[]", 0, "no event at all")]
    [InlineData("From: a@b.example", 0, "line 1, byte 1")]
    [InlineData("[{\"x\":1}," + Event + "]", 1, "no event of Amazon SES")]
    [InlineData("[7," + Event + "]", 1, "no event of Amazon SES")]
    [InlineData("[{\"Type\":\"Notification\",\"Message\":\"{\\\"a\\\":\"}," + Event + "]", 1, "the message in it is no JSON")]
    [InlineData("[{\"\\ud800\":1,\"event\":\"bounce\",\"email\":\"a@b.example\"}," + Event + "]", 1, "half of a surrogate pair")]
    [InlineData("{\"email\":\"a@b.example\",\"event\":\"teleported\"}", 1, "'teleported', which is no event of SendGrid")]
    [InlineData("{\"RecordType\":\"Bounce\",\"Type\":\"HardBounce\"}", 1, "no \"Email\"")]
    [InlineData("{\"RecordType\":\"Bounce\",\"Type\":\"Novel\",\"Email\":\"a@b.example\"}", 1, "'Novel', which is no bounce type")]
    [InlineData("{\"notificationType\":\"Bounce\",\"bounce\":{},\"mail\":{\"destination\":[\"a@b.example\"]}}", 1, "no \"bouncedRecipients\"")]
    [InlineData("{\"event\":\"failed\",\"recipient\":\"a@b.example\"}", 1, "without the severity")]
    [InlineData("{\"type\":\"Microsoft.Communication.EmailDeliveryReportReceived\",\"data\":{\"status\":\"Eaten\",\"recipient\":\"a@b.example\"}}", 1, "'Eaten', which is no status")]
    public void What_is_odd_is_said_and_the_rest_is_read(string json, int reports, string problem)
    {
        var reading = EventJson.Read(Encoding.UTF8.GetBytes(json));
        Assert.Equal(reports, reading.Reports.Count);
        Assert.Contains(problem, Assert.Single(reading.Issues).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_issue_says_where_its_event_begins()
    {
        var json = $"[{Event},\n  {{\"x\":1}}]";
        Assert.Equal(json.IndexOf("{\"x\"", StringComparison.Ordinal), Assert.Single(EventJson.Read(Encoding.UTF8.GetBytes(json)).Issues).Offset);
    }

    [Theory]
    [InlineData("From: ana@fabrikam.example\r\n\r\n{\"event\":1}", false)]
    [InlineData("{\"schema\":\"recapito.evidence/1\"}", false)]
    [InlineData("{\"event\":", true)]
    [InlineData("", false)]
    [InlineData("\u00EF\u00BB\u00BF\r\n [{\"RecordType\":\"Bounce\"", true)]
    public void Events_are_told_from_other_files_by_how_they_begin(string text, bool expected) =>
        Assert.Equal(expected, EventJson.LooksLikeEvents(Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void Envelopes_in_envelopes_end_at_a_depth()
    {
        var json = Event;
        for (var i = 0; i < 12; i++)
        {
            json = $"{{\"Records\":[{{\"detail\":{json}}}]}}";
        }

        Assert.Contains("6 deep", Assert.Single(EventJson.Read(Encoding.UTF8.GetBytes(json)).Issues).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_read_as_Latin_1()
    {
        var reading = EventJson.Read(Encoding.Latin1.GetBytes(Event.Replace("unknown", "unbekannt: ü", StringComparison.Ordinal)));
        Assert.Contains("no UTF-8", Assert.Single(reading.Issues).Problem, StringComparison.Ordinal);
        Assert.EndsWith("ü", Assert.Single(Assert.Single(reading.Reports).Recipients).DiagnosticCode, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_JSON_on_every_line_is_given_up_in_linear_time()
    {
        var json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[\n", 40)) + string.Concat(Enumerable.Repeat("{\"x\":\n[1]},\n", 40_000)));
        var issues = EventJson.Read(json).Issues;
        Assert.InRange(issues.Count, 1, 201);
    }

    [Fact]
    public void No_mutation_of_an_event_makes_the_reader_throw() =>
        (from file in Gen.Int[0, Files.Length - 1].Select(i => Files[i])
         from cuts in Gen.Select(Gen.Double[0, 1], Gen.Int[0, 12], Gen.Int[0, Splinters.Length - 1].Select(i => Splinters[i])).Array[1, 5]
         select cuts.Aggregate(file, (bytes, cut) => Mutate(bytes, cut.Item1, cut.Item2, cut.Item3))).Sample(
            json =>
            {
                var reading = EventJson.Read(json);
                Assert.All(reading.Issues, issue => Assert.InRange(issue.Offset, 0, 2 * json.Length));
                Assert.True(reading.Reports.Count + reading.Issues.Count > 0);
                foreach (var record in reading.Reports.SelectMany(report => ReadRecord.Of("x", report, Catalogue.Default)))
                {
                    Assert.NotEmpty(ReportJson.WriteLine(record));
                }
            },
            iter: 4000);

    [Fact]
    public void No_bytes_make_the_reader_throw() =>
        Gen.Byte.Array[0, 400].Sample(bytes => Assert.NotNull(EventJson.Read(bytes)), iter: 2000);

    private static byte[] Mutate(byte[] bytes, double at, int remove, string insert)
    {
        var start = (int)(at * bytes.Length);
        var end = Math.Min(bytes.Length, start + remove);
        return [.. bytes[..start], .. Encoding.Latin1.GetBytes(insert), .. bytes[end..]];
    }
}
