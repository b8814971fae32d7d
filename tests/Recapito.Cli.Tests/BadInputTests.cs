using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Recapito.Cli.Tests;

public sealed class BadInputTests
{
    private const string Worktime = "/proc/thread-self/schedstat";

    public static TheoryData<string, byte[], string> NoBounces => new()
    {
        { "empty.eml", [], "empty.eml: is empty; expected a mail" },
        { "letter.eml", Mails.Bytes(Mails.Letter), "is not a bounce" },
        { "binary.eml", [.. Enumerable.Range(0, 65536).Select(i => (byte)(i * 7919 >> 3))], "is not a bounce" },
        { "zeros.eml", new byte[4096], "is not a bounce" },
        { "note.msg", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "is a file of Outlook or Office without a message that can be read" },
        { "mail.eml.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], "mail.eml.gz: " },
        { "mails.zip", [.. "PK\x03\x04"u8, 0], "mails.zip: cannot be read" },
        { "bounce.docx", [.. "PK\x03\x04"u8, .. new byte[26], .. "[Content_Types].xml"u8], "is a document of an office program" },
        { "bounce.pdf", [.. "%PDF-1.7\n"u8], "is a PDF" },
        { "no-recipient.eml", Mails.Bytes(Mails.Bounce(recipient: "")), "no-recipient.eml: " },
    };

    public static TheoryData<string, string, string> BrokenWorlds => new()
    {
        { "unclosed bracket", "about: a\ntimes: { bounceAt: 2026-11-23T09:30:00Z\nmessage: [\n", "world.yaml:" },
        { "error in line 7", "about: a\ntimes: { bounceAt: 2026-11-23T09:30:00Z, now: 2026-11-23T10:15:00Z }\nmessage:\n  from: ana@fabrikam.example\n  to: [lee@contoso.example]\n  ndrBy: postfix\n  langauge: it\n", "world.yaml:7:3" },
        { "a tab", "about: a\n\tmessage: {}\n", "world.yaml:2" },
        { "noise", "\u0001\u0002\u0003", "world.yaml:1" },
        { "a list", "- a\n- b\n", "world.yaml:1" },
        { "empty", "", "world.yaml" },
        { "CR LF in a recipient", "message: { to: [\"lee@contoso.example\\r\\nRCPT TO:<x@y.example>\"] }\n", "world.yaml:1" },
        { "NUL in a recipient", "message: { to: [\"lee@contoso.example\\0\"] }\n", "world.yaml:1" },
        { "CR LF in a host", "hosts: { \"mx.example\\r\\nQUIT\": { is: postfix } }\n", "world.yaml:1" },
        { "NUL in an exchanger", "dns:\n  zones:\n    contoso.example: \"@ MX 10 mx\\0.example.\\n\"\n", "world.yaml:3" },
    };

    public static TheoryData<string, string, string> BrokenEvidence => new()
    {
        { "empty", "", "inside.json" },
        { "no JSON", "hello", "inside.json, line 1" },
        { "another schema", "{ \"schema\": \"recapito.evidence/9\", \"observations\": [] }", "inside.json" },
        { "a wrong key", "{\n \"schema\": \"recapito.evidence/1\",\n \"observation\": []\n}", "inside.json, line 3" },
        { "a wrong outcome", "{\n \"schema\": \"recapito.evidence/1\",\n \"observations\": [\n  { \"request\": { \"kind\": \"accepted-domain\", \"domain\": \"contoso.example\" },\n   \"outcome\": \"maybe\", \"by\": \"x\", \"at\": \"2026-11-23T09:30:00Z\" }\n ]\n}", "inside.json, line 5" },
        { "cut off", "{ \"schema\": \"recapito.evidence/1\", \"observations\": [", "inside.json, line 1" },
    };

    [Theory, MemberData(nameof(NoBounces))]
    public async Task What_is_no_bounce_is_named_as_such(string name, byte[] bytes, string says)
    {
        using var folder = new Folder();
        var path = folder.Write(name, bytes);
        foreach (var command in (string[])["diagnose", "explain"])
        {
            Refused(await Run.Of(command, path), path, says);
        }

        var read = await Run.Of("read", path, "--format", "jsonl");
        read.EndsInOrder();
        Assert.True(read.ExitCode == 4 ? read.Error.Contains(says, StringComparison.Ordinal) : read.Output.Contains("not-a-bounce", StringComparison.Ordinal), read.Output + read.Error);
    }

    [Theory, MemberData(nameof(BrokenWorlds))]
    public async Task A_broken_world_is_refused_with_file_line_and_column(string what, string yaml, string place)
    {
        Assert.NotEmpty(what);
        using var folder = new Folder();
        var world = folder.Write("world.yaml", yaml);
        foreach (var args in (string[][])[["diagnose", Repository.Bounce, "--world", world], ["lab", "send", world], ["lab", "run", world]])
        {
            Refused(await Run.Of(args), place, place);
        }

        var proof = await Run.Of("lab", "prove", world);
        proof.EndsInOrder();
        Assert.Equal(4, proof.ExitCode);
        Assert.Contains(place, proof.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_world_that_breaks_off_or_lacks_a_character_anywhere_is_refused_in_order()
    {
        using var folder = new Folder();
        var text = await File.ReadAllTextAsync(Repository.World, TestContext.Current.CancellationToken);
        for (var at = 0; at < text.Length; at += 7)
        {
            foreach (var broken in (string[])[text[..at], text.Remove(at, 1), text.Insert(at, "{"), text.Insert(at, "\"")])
            {
                var run = await Run.Of("lab", "send", folder.Write("world.yaml", broken));

                run.EndsInOrder();
                Assert.True(run.ExitCode != 4 || run.Error.Contains("world.yaml:", StringComparison.Ordinal), run.Error);
            }
        }
    }

    [Theory, MemberData(nameof(BrokenEvidence))]
    public async Task Broken_evidence_is_refused_with_its_place(string what, string json, string place)
    {
        Assert.NotEmpty(what);
        using var folder = new Folder();
        Refused(await Run.Of("diagnose", Repository.Bounce, "--evidence", folder.Write("inside.json", json)), place, place);
    }

    [Theory]
    [InlineData("lee@contoso.example\r\nRCPT TO:<x@y.example>")]
    [InlineData("lee@contoso.example\0")]
    [InlineData("lee@contoso\n.example")]
    [InlineData("lee\r\n@contoso.example")]
    [InlineData("lee@-")]
    [InlineData("@contoso.example")]
    [InlineData("lee@")]
    public async Task An_address_that_no_SMTP_line_could_carry_is_refused(string address)
    {
        var run = await Run.Of("diagnose", address, "--own-domain");

        run.EndsInOrder();
        Assert.True(run.ExitCode is 4 || (address == "lee@-" && run.ExitCode is 3), $"{run.ExitCode} {run.Error}");
        Assert.True(address == "lee@-" || run.ProbesStarted == 0);
        Assert.DoesNotContain('\r', run.Error);
        Assert.DoesNotContain('\0', run.Error);
    }

    [Theory]
    [InlineData("lee@contoso.example\r\n QUIT")]
    [InlineData("lee@contoso\0.example")]
    [InlineData("lee@contoso.example\rQUIT")]
    [InlineData("=?utf-8?q?lee=40contoso=0D=0AX.example?=")]
    public async Task A_recipient_of_a_bounce_with_a_line_break_or_NUL_is_never_asked_for(string recipient)
    {
        using var folder = new Folder();
        var evidence = folder.Below("asked.json");
        var run = await Run.With(new() { Input = Mails.Bytes(Mails.Bounce(recipient: recipient)) }, "diagnose", "-", "--save-evidence", evidence);

        run.EndsInOrder();
        Assert.True(run.ExitCode is 3 or 4, $"{run.ExitCode}");
        var asked = File.Exists(evidence) ? await File.ReadAllTextAsync(evidence, TestContext.Current.CancellationToken) : "";
        Assert.DoesNotContain("\\r", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u0000", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("quit", asked, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("diagnose", "{0}")]
    [InlineData("explain", "{0}")]
    public async Task A_missing_file_is_named(string command, string argument)
    {
        using var folder = new Folder();
        var missing = folder.Below("gone.eml");
        Refused(await Run.Of(command, string.Format(null, argument, missing)), missing, "there is no such file");
    }

    [Fact]
    public async Task A_missing_world_or_evidence_is_named()
    {
        Refused(await Run.Of("diagnose", Repository.Bounce, "--world", "gone.yaml"), "gone.yaml", "there is no such file; expected a world file");
        Refused(await Run.Of("diagnose", Repository.Bounce, "--evidence", "gone.json"), "gone.json", "there is no such file; expected an evidence file");
        Refused(await Run.Of("lab", "prove", "gone.yaml"), "gone.yaml", "there is no such file or folder");
    }

    [Fact]
    public async Task A_folder_in_the_place_of_a_file_is_named()
    {
        using var folder = new Folder();
        folder.Write("a.eml", Mails.Bounce());
        folder.Write("b.eml", Mails.Bounce());

        Refused(await Run.Of("diagnose", folder.Path), folder.Path, "expected one mail, found several");
        Refused(await Run.Of("diagnose", Repository.Bounce, "--world", folder.Path), folder.Path, "is a folder; expected a world file");
        Refused(await Run.Of("diagnose", Repository.Bounce, "--evidence", folder.Path), folder.Path, "is a folder; expected an evidence file");
    }

    [Fact]
    public async Task A_file_that_the_system_does_not_let_us_read_is_named()
    {
        Assert.SkipUnless(File.Exists("/proc/self/mem"), "needs a file that nobody can read from its start, as Linux has");
        Refused(await Run.Of("explain", "/proc/self/mem"), "/proc/self/mem", "cannot be read");
    }

    [Theory, InlineData(7), InlineData(1)]
    public async Task Fifty_megabytes_of_noise_are_no_bounce_within_seconds(int step)
    {
        using var folder = new Folder();
        var noise = new byte[50_000_000];
        for (var i = 0; i < noise.Length; i++)
        {
            noise[i] = (byte)((i * 2654435761L >> 13) * step);
        }

        var path = folder.Write("noise.eml", noise);
        var worked = Worked();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var run = await Run.Of("diagnose", path);

        Refused(run, path, "is not a bounce");
        Assert.InRange((Worked() - worked).TotalSeconds, 0, 20);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1L << 30);
    }

    [Fact]
    public async Task A_world_in_UTF_16_is_read()
    {
        using var folder = new Folder();
        var text = await File.ReadAllTextAsync(Repository.World, TestContext.Current.CancellationToken);
        var world = folder.Write("world.yaml", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);

        var run = await Run.Of("diagnose", Repository.Bounce, "--world", world);

        Assert.Equal(1, run.ExitCode);
    }

    // How long this thread had a processor, as Linux tells: beside other tests the time that passes says little. Elsewhere, that time.
    private static TimeSpan Worked() => File.Exists(Worktime)
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(Worktime).Split(' ')[0], CultureInfo.InvariantCulture) / 1000)
        : Stopwatch.GetElapsedTime(0);

    private static void Refused(Run run, string named, string says)
    {
        run.EndsInOrder();
        Assert.True(run.ExitCode == 4, $"exit {run.ExitCode}: {run.Error}{run.Output}");
        Assert.Empty(run.Output);
        Assert.StartsWith("recapito: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.ProbesStarted);
    }
}
