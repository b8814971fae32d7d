using System.Buffers;
using System.Text;
using System.Text.Json;
using Recapito.Core;

namespace Recapito.Cli.Tests;

/// <summary>A batch outlives an error of ours at one of its mails, wherever in reading and writing it happens.</summary>
public sealed class InternalErrorTests
{
    private const string From = "From MAILER-DAEMON Mon Nov 23 09:30:00 2026\n";
    private const string Broken = "broken@contoso.example";
    private const string Words = "internal error: InvalidOperationException: no \\x1b[31msuch\\x0astate. Please report it with the input; RECAPITO_DEBUG=1 shows more.\n";
    private const string Why = "an internal error of Recapito (InvalidOperationException); please report it with this mail";

    public static TheoryData<int, bool, bool> Ways => new MatrixTheoryData<int, bool, bool>([1, 2], [false, true], [false, true]);

    [Theory, MemberData(nameof(Ways))]
    public void The_mail_is_named_and_listed_in_its_place_and_all_others_are_read(int jobs, bool atWriting, bool isLarge)
    {
        using var folder = new Folder();
        folder.Write("1.eml", Mails.Bounce("first@contoso.example"));
        var single = folder.Write("2.eml", Mails.Bounce(Broken));
        var mbox = folder.Write("3.mbox", Mailbox(isLarge ? 400 : 3));
        folder.Write("4.eml", Mails.Bounce("last@contoso.example"));

        var (code, output, error) = Read(folder.Path, "jsonl", jobs, atWriting);

        var records = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        string?[] expected = ["first@contoso.example", null, .. Enumerable.Range(0, isLarge ? 400 : 3).Select(i => i == 1 ? null : $"m{i}@contoso.example"), "last@contoso.example"];
        Assert.Equal(expected, records.Select(record => record.GetProperty("recipient").GetString()));
        var unread = records.Where(record => record.GetProperty("recipient").ValueKind == JsonValueKind.Null).ToList();
        Assert.Equal([(single, 1), (mbox, 2)], unread.Select(record => (record.GetProperty("file").GetString()!, record.GetProperty("mail").GetInt32())));
        Assert.All(unread, record => Assert.Equal(("not-a-bounce", Why), (record.GetProperty("kind").GetString(), record.GetProperty("unrecognised").GetString())));
        Assert.StartsWith($"recapito: {single}: {Words}recapito: {mbox}#2: {Words}", error, StringComparison.Ordinal);
        Assert.Contains(", 2 unrecognised (", error, StringComparison.Ordinal);
        Assert.Contains($"unrecognised: {mbox}#2: {Why}\n", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Internal, code);
    }

    [Theory]
    [InlineData("text", "an internal error of Recapito")]
    [InlineData("json", "\"an internal error of Recapito")]
    [InlineData("csv", ",an internal error of Recapito")]
    [InlineData("sisimai", null)]
    public void Every_format_that_lists_unrecognised_mails_lists_it(string format, string? says)
    {
        using var folder = new Folder();
        var mbox = folder.Write("mails.mbox", Mailbox(3));

        var (code, output, error) = Read(mbox, format, 1, atWriting: false);

        Assert.Equal((ExitCode.Internal, true), (code, error.StartsWith($"recapito: {mbox}#2: {Words}", StringComparison.Ordinal)));
        var unwrapped = string.Join(' ', output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(says is not null, unwrapped.Contains(says ?? "internal error", StringComparison.Ordinal));
        Assert.Contains("m0@contoso.example", output, StringComparison.Ordinal);
        Assert.Contains("m2@contoso.example", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_asks_for_the_stack_trace_gets_it()
    {
        using var folder = new Folder();
        var (_, _, error) = Read(folder.Write("mail.eml", Mails.Bounce(Broken)), "jsonl", 1, atWriting: false, showsTrace: true);
        Assert.Contains($"   at {typeof(InternalErrorTests).FullName}.", error, StringComparison.Ordinal);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Lack_of_memory_and_Ctrl_C_end_the_batch(int jobs)
    {
        using var folder = new Folder();
        var mbox = folder.Write("mails.mbox", Mailbox(400));
        Assert.Throws<InsufficientMemoryException>(() => Read(mbox, new(RecordForm.Of("jsonl"), null, jobs) { Reader = (_, _, _, _) => throw new InsufficientMemoryException() }));
        Assert.Throws<OperationCanceledException>(() => Read(mbox, new(RecordForm.Of("jsonl"), null, jobs) { Reader = (_, _, _, _) => throw new OperationCanceledException() }));
    }

    private static string Mailbox(int mails) =>
        string.Concat(Enumerable.Range(0, mails).Select(i => From + Mails.Bounce(i == 1 ? Broken : $"m{i}@contoso.example") + "\n"));

    private static (int Code, string Output, string Error) Read(string path, string format, int jobs, bool atWriting, bool showsTrace = false)
    {
        var form = format == "text" ? null : RecordForm.Of(format);
        return Read(path, atWriting
            ? new(new FailingForm(form!), null, jobs) { ShowsTrace = showsTrace }
            : new(form, null, jobs) { Reader = ReadOrFail, ShowsTrace = showsTrace });
    }

    private static (int Code, string Output, string Error) Read(string path, ReadPlan plan)
    {
        using var input = new MemoryStream();
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var around = new Surroundings(input, output, error);
        var code = ReadCommand.Read([path], plan, new(), new(around, quiet: false, noColour: true), around, TestContext.Current.CancellationToken);
        return (code, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    private static void ReadOrFail(MailName name, ReadOnlySpan<byte> mail, bool isCut, IReportSink sink)
    {
        if (mail.IndexOf(Encoding.ASCII.GetBytes(Broken)) >= 0)
        {
            throw Error();
        }

        MailReports.Read(name, mail, isCut, sink);
    }

    private static InvalidOperationException Error() => new("no \u001b[31msuch\nstate.");

    /// <summary>Meets an error in the middle of a record, when some of it is written and some is with the writer.</summary>
    private sealed class FailingForm(RecordForm form) : RecordForm
    {
        public override void Write(ReadRecord record, ArrayBufferWriter<byte> output, Utf8JsonWriter json)
        {
            if (record.Recipient == Broken)
            {
                output.Write("{\"file\":"u8);
                json.WriteStartObject();
                json.WritePropertyName("file");
                throw Error();
            }

            form.Write(record, output, json);
        }
    }
}
