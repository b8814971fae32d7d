using System.Text;
using System.Text.Json;

namespace Recapito.Cli.Tests;

public sealed class ReadTests
{
    public static TheoryData<string, string[]> Arguments => new()
    {
        { "text", ["lee@contoso.example", "5.4.1"] },
        { "jsonl", ["\"recipient\":\"lee@contoso.example\"", "\"status\":\"5.4.1\"", "\"kind\":\"bounce\""] },
        { "json", ["\"recipient\":\"lee@contoso.example\""] },
        { "csv", ["file,index,kind,recipient,status", "lee@contoso.example,5.4.1,550"] },
    };

    [Theory, MemberData(nameof(Arguments))]
    public async Task Each_form_names_recipient_and_status(string form, string[] says)
    {
        var run = await Run.Of("read", Repository.Bounce, "--format", form);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.All(says, words => Assert.Contains(words, run.Output, StringComparison.Ordinal));
        Assert.Equal(0, run.ProbesStarted);
    }

    [Fact]
    public async Task Json_is_one_array_and_jsonl_one_object_per_line()
    {
        using var folder = new Folder();
        folder.Write("1.eml", Mails.Bounce("a@contoso.example"));
        folder.Write("2.eml", Mails.Bounce("b@contoso.example"));
        var array = await Run.Of("read", folder.Path, "--format", "json");
        var lines = await Run.Of("read", folder.Path, "--format", "jsonl");

        using var whole = JsonDocument.Parse(array.Output);
        Assert.Equal(2, whole.RootElement.GetArrayLength());
        Assert.Equal(["a@contoso.example", "b@contoso.example"], RecipientsOf(lines));
    }

    [Fact]
    public async Task A_folder_is_read_in_the_order_of_names_with_all_below_it()
    {
        using var folder = new Folder();
        folder.Write("b.eml", Mails.Bounce("second@contoso.example"));
        folder.Write("a/x.eml", Mails.Bounce("first@contoso.example"));
        folder.Write(".hidden/x.eml", Mails.Bounce("hidden@contoso.example"));
        folder.Write(".DS_Store", "not a mail");

        var run = await Run.Of("read", folder.Path, "--format", "jsonl");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["first@contoso.example", "second@contoso.example"], RecipientsOf(run));
    }

    [Fact]
    public async Task A_Maildir_gives_its_delivered_mails_only()
    {
        using var folder = new Folder();
        folder.Write("new/1", Mails.Bounce("new@contoso.example"));
        folder.Write("cur/2:2,S".Replace(':', OperatingSystem.IsWindows() ? '!' : ':'), Mails.Bounce("cur@contoso.example"));
        folder.Write("tmp/3", Mails.Bounce("tmp@contoso.example"));
        folder.Write(".Junk/new/4", Mails.Bounce("junk@contoso.example"));
        folder.Write(".Junk/cur/5", Mails.Bounce("junk-seen@contoso.example"));
        folder.Write("dovecot-uidlist", "3 V1 N2");

        var run = await Run.Of("read", folder.Path, "--format", "jsonl");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["cur@contoso.example", "junk-seen@contoso.example", "junk@contoso.example", "new@contoso.example"],
            RecipientsOf(run).Order(StringComparer.Ordinal));
    }

    [Theory, InlineData("\n"), InlineData("\r\n")]
    public async Task An_mbox_gives_each_of_its_mails_a_number(string lineEnd)
    {
        using var folder = new Folder();
        var text = $"From MAILER-DAEMON Mon Nov 23 09:30:00 2026\n{Mails.Bounce("a@contoso.example")}\nFrom x@y Mon Nov 23 09:30:00 2026\n{Mails.Letter}\nFrom here on this is text.\n";
        var mbox = folder.Write("bounces.mbox", text.ReplaceLineEndings(lineEnd));

        var run = await Run.Of("read", mbox, "--format", "jsonl");

        Assert.Equal(0, run.ExitCode);
        var records = Records(run);
        Assert.Equal([(mbox, 1), (mbox, 2), (mbox, 3)], records.Select(record => (record.GetProperty("file").GetString()!, record.GetProperty("mail").GetInt32())));
        Assert.Equal(["bounce", "not-a-bounce", "not-a-bounce"], records.Select(record => record.GetProperty("kind").GetString()));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task One_mail_with_a_From_line_before_it_keeps_the_name_of_its_file(string lineEnd)
    {
        using var folder = new Folder();
        var file = folder.Write("a.eml", $"From MAILER-DAEMON Mon Nov 23 09:30:00 2026\n{Mails.Bounce("a@contoso.example")}".ReplaceLineEndings(lineEnd));

        var record = Assert.Single(Records(await Run.Of("read", file, "--format", "jsonl")));

        Assert.Equal((file, "bounce", "a@contoso.example"),
            (record.GetProperty("file").GetString(), record.GetProperty("kind").GetString(), record.GetProperty("recipient").GetString()));
    }

    [Fact]
    public async Task Standard_input_is_read_for_a_hyphen()
    {
        var run = await Run.With(new() { Input = Mails.Bytes(Mails.Bounce()) }, "read", "-", "--format", "jsonl");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["lee@contoso.example"], RecipientsOf(run));
    }

    [Fact]
    public async Task One_bad_mail_is_named_and_the_rest_goes_on()
    {
        using var folder = new Folder();
        folder.Write("1.eml", Mails.Bounce("a@contoso.example"));
        var empty = folder.Write("2.eml", "");
        var outlook = folder.Write("3.msg", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]);
        folder.Write("4.eml", Mails.Bounce("b@contoso.example"));

        var run = await Run.Of("read", folder.Path, folder.Below("gone.eml"), "--format", "jsonl", "--quiet");

        run.EndsInOrder();
        Assert.Equal(4, run.ExitCode);
        Assert.Equal(["a@contoso.example", "b@contoso.example"], RecipientsOf(run));
        Assert.Contains($"{empty}: is empty", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{outlook}: is a file of Outlook", run.Error, StringComparison.Ordinal);
        Assert.Contains("gone.eml: there is no such file", run.Error, StringComparison.Ordinal);
    }

    [Theory, InlineData("utf-8"), InlineData("utf-16"), InlineData("utf-16BE")]
    public async Task A_text_with_a_byte_order_mark_is_read(string encoding)
    {
        using var folder = new Folder();
        var form = Encoding.GetEncoding(encoding);
        var path = folder.Write("bounce.txt", [.. form.GetPreamble(), .. form.GetBytes(Mails.Bounce())]);

        var run = await Run.Of("read", path, "--format", "jsonl");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["lee@contoso.example"], RecipientsOf(run));
    }

    [Theory]
    [InlineData("=HYPERLINK(1)", "\"'=HYPERLINK(1)")]
    [InlineData("+1 550 no", "\"'+1 550 no")]
    [InlineData("550 say \"no\", friend", "\"550 say \"\"no\"\", friend\"")]
    public async Task A_spreadsheet_runs_no_formula_out_of_a_bounce(string diagnostic, string cell)
    {
        var run = await Run.With(new() { Input = Mails.Bytes(Mails.Bounce(diagnostic: diagnostic)) }, "read", "-", "--format", "csv");

        Assert.Contains(cell, run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.Output.TrimEnd('\n').Split('\n').Length);
    }

    private static List<JsonElement> Records(Run run) => [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static IEnumerable<string?> RecipientsOf(Run run) => Records(run).Select(record => record.GetProperty("recipient").GetString());
}
