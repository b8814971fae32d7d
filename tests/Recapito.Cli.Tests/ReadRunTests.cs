using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Recapito.Cli.Tests;

public sealed class ReadRunTests
{
    private const string From = "From MAILER-DAEMON Mon Nov 23 09:30:00 2026\n";

    [Theory, InlineData("1"), InlineData("2"), InlineData("8")]
    public async Task Results_keep_the_order_of_the_input_whatever_the_number_of_jobs(string jobs)
    {
        using var folder = new Folder();
        var expected = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            folder.Write($"{i:000}.eml", Mails.Bounce($"f{i}@contoso.example"));
            expected.Add($"f{i}@contoso.example");
        }

        var mails = Enumerable.Range(0, 400).Select(i => From + Mails.Bounce($"m{i}@contoso.example") + "\n");
        var mbox = folder.Write("900.mbox", string.Concat(mails));
        expected.AddRange(Enumerable.Range(0, 400).Select(i => $"m{i}@contoso.example"));
        folder.Write("950.eml", Mails.Bounce("last@contoso.example"));
        expected.Add("last@contoso.example");
        Assert.True(new FileInfo(mbox).Length > 256 * 1024, "the mailbox is to be larger than what is read at once");

        var run = await Run.Of("read", folder.Path, "--format", "jsonl", "--jobs", jobs, "--quiet");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(expected, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("recipient").GetString()));
    }

    [Theory, InlineData("json"), InlineData("sisimai")]
    public async Task An_array_is_well_formed_whatever_is_in_it(string form)
    {
        using var folder = new Folder();
        folder.Write("0.eml", Mails.Letter);
        var none = await Run.Of("read", folder.Path, "--format", form);
        for (var i = 1; i < 50; i++)
        {
            folder.Write($"{i}.eml", Mails.Bounce());
        }

        var many = await Run.Of("read", folder.Path, "--format", form, "--jobs", "3", "--quiet");
        Assert.Equal(form == "json" ? 1 : 0, JsonDocument.Parse(none.Output).RootElement.GetArrayLength());
        Assert.Equal(form == "json" ? 50 : 49, JsonDocument.Parse(many.Output).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task One_unreadable_file_among_many_is_named_in_the_place_where_it_stands()
    {
        using var folder = new Folder();
        for (var i = 0; i < 50; i++)
        {
            folder.Write($"{i:00}.eml", i == 25 ? "" : Mails.Bounce($"f{i}@contoso.example"));
        }

        var run = await Run.Of("read", folder.Path, "--format", "jsonl", "--jobs", "8");

        Assert.Equal(4, run.ExitCode);
        Assert.Equal(49, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("25.eml: is empty", run.Error, StringComparison.Ordinal);
        Assert.Contains("49 mails, 49 recipients: 49 bounces, 1 unreadable (", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_summary_is_for_many_mails_or_for_who_looks_on_and_silent_when_asked()
    {
        using var folder = new Folder();
        var one = folder.Write("1.eml", Mails.Bounce());
        folder.Write("2.eml", Mails.Letter);

        Assert.Empty((await Run.Of("read", one, "--format", "jsonl")).Error);
        Assert.Contains("1 mail, 1 recipient: 1 bounce (", (await Run.With(new() { ErrorIsTerminal = true }, "read", one, "--format", "jsonl")).Error, StringComparison.Ordinal);
        Assert.Contains("2 mails, 1 recipient: 1 bounce, 1 not a bounce (", (await Run.Of("read", folder.Path, "--format", "jsonl")).Error, StringComparison.Ordinal);
        Assert.Empty((await Run.Of("read", folder.Path, "--format", "jsonl", "--quiet")).Error);
    }

    [Theory]
    [InlineData(0, 0L, null, "0 mails, 0/s")]
    [InlineData(30_000, 30_000L, null, "30,000 mails, 15,000/s")]
    [InlineData(30_000, 1_000L, 4_000L, "[#####...............]  25 %  30,000 mails, 15,000/s, 0:06 left")]
    [InlineData(1, 9_000L, 4_000L, "[####################] 100 %  1 mails, 0/s, 0:00 left")]
    public void The_bar_says_how_far_how_fast_and_how_long(int mails, long done, long? all, string line) =>
        Assert.Equal(line, ReadProgress.Line(mails, done, all, TimeSpan.FromSeconds(2)));

    [Fact]
    public async Task Who_has_enough_ends_the_reading_without_complaint()
    {
        var mails = string.Concat(Enumerable.Repeat(From + Mails.Bounce() + "\n", 2000));
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(mails));
        using var output = new ClosingStream(1);
        using var error = new MemoryStream();
        var around = new Surroundings(input, output, error);

        var code = await CommandLine.RunAsync(["read", "-", "--format", "jsonl", "--jobs", "4"], around, TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (code, Encoding.UTF8.GetString(error.ToArray())));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_reading_that_waits_for_input()
    {
        using var cancel = new CancellationTokenSource();
        using var input = new WaitingStream(cancel);
        using var output = new MemoryStream();
        using var error = new MemoryStream();

        var code = await CommandLine.RunAsync(["read", "-"], new(input, output, error), cancel.Token);

        Assert.Equal((130, "recapito: interrupted\n"), (code, Encoding.UTF8.GetString(error.ToArray())));
    }

    [Fact]
    public async Task A_return_path_names_the_recipient_where_a_pattern_is_given()
    {
        var mail = Mails.Bounce("box@host.example").Replace("To: ana@fabrikam.example", "Delivered-To: b+lee=contoso.example@fabrikam.example\nTo: ana@fabrikam.example", StringComparison.Ordinal)
            .Replace("From: ana@fabrikam.example", "Return-Path: <b+lee=contoso.example@fabrikam.example>\nFrom: ana@fabrikam.example", StringComparison.Ordinal);
        var run = await Run.With(new() { Input = Mails.Bytes(mail) }, "read", "-", "--format", "jsonl", "--verp", "b+{local}={domain}@fabrikam.example");

        var record = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(("box@host.example", "lee@contoso.example", "lee@contoso.example"),
            (record.GetProperty("recipient").GetString(), record.GetProperty("originalRecipient").GetString(), record.GetProperty("verpRecipient").GetString()));
    }

    [Theory]
    [InlineData("--jobs", "0", "expected a number from 1 to 256")]
    [InlineData("--jobs", "many", "expected a number from 1 to 256")]
    [InlineData("--verp", "bounces@x.example", "expected {local} and {domain}")]
    [InlineData("--format", "xml", "expected one of text, jsonl, json, csv, sisimai")]
    public async Task A_wrong_option_is_a_usage_error(string option, string value, string says)
    {
        var run = await Run.Of("read", Repository.Bounce, option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_many_mails_is_written_piece_by_piece()
    {
        var mails = string.Concat(Enumerable.Range(0, 1200).Select(i => string.Create(CultureInfo.InvariantCulture, $"{From}{Mails.Bounce($"m{i}@contoso.example")}\n")));
        var run = await Run.With(new() { Input = Mails.Bytes(mails) }, "read", "-", "--quiet");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("m0@contoso.example", run.Output, StringComparison.Ordinal);
        Assert.Contains("m1199@contoso.example", run.Output, StringComparison.Ordinal);
    }

    /// <summary>A pipe whose reader goes away after some writes.</summary>
    private sealed class ClosingStream(int writes) : MemoryStream
    {
        private int left = writes;

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (left-- <= 0)
            {
                throw new IOException("Broken pipe", OperatingSystem.IsWindows() ? unchecked((int)0x8007006D) : 32);
            }
        }
    }

    /// <summary>A terminal at which nobody types anything but Ctrl-C.</summary>
    private sealed class WaitingStream(CancellationTokenSource pressed) : ForwardStream(Null)
    {
        private readonly ManualResetEventSlim never = new();

        public override int Read(Span<byte> buffer)
        {
            pressed.Cancel();
            never.Wait();
            return 0;
        }
    }
}
