using System.IO.Compression;
using System.Text.Json;

namespace Recapito.Cli.Tests;

public sealed class ArchiveTests
{
    private const string From = "From MAILER-DAEMON Mon Nov 23 09:30:00 2026\n";

    [Fact]
    public async Task A_zip_gives_its_mails_mailboxes_and_archives()
    {
        using var folder = new Folder();
        var inner = Zip(("deep.eml", Bytes("deep")));
        var zip = folder.Write("b.zip", Zip(
            ("1.eml", Bytes("one")),
            ("folder/", []),
            ("folder/all.mbox", Mails.Bytes(From + Mails.Bounce("two@contoso.example") + "\n" + From + Mails.Bounce("three@contoso.example"))),
            ("__MACOSX/._1.eml", [1, 2, 3]),
            (".DS_Store", [1, 2, 3]),
            ("../../etc/passwd", Bytes("up")),
            ("inner.zip", inner),
            ("four.eml.gz", Gzip(Bytes("four")))));

        var run = await Run.Of("read", zip, "--format", "jsonl", "--quiet");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            [("1.eml", "one"), ("folder/all.mbox", "two"), ("folder/all.mbox", "three"), ("../../etc/passwd", "up"), ("inner.zip#deep.eml", "deep"), ("four.eml.gz", "four")],
            Records(run).Select(record => (record.File[(zip.Length + 1)..], record.Recipient.Split('@')[0])));
        Assert.Equal([zip], Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_is_wrong_with_one_entry_is_named_and_the_rest_goes_on()
    {
        using var folder = new Folder();
        var third = Zip(("x.zip", Zip(("y.zip", Zip(("z.eml", Bytes("z")))))));
        var zip = folder.Write("b.zip", Encrypt("secret.eml", Zip(
            ("1.eml", Bytes("one")), ("secret.eml", Bytes("secret")), ("bomb.eml", new byte[32 << 20]), ("empty.eml", []), ("third.zip", third), ("2.eml", Bytes("two")))));

        var run = await Run.Of("read", folder.Path, "--format", "jsonl", "--quiet");

        Assert.Equal(4, run.ExitCode);
        Assert.Equal(["one", "two"], Records(run).Select(record => record.Recipient.Split('@')[0]));
        Assert.Contains($"{zip}#secret.eml: is encrypted", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{zip}#bomb.eml: unpacks to more than 200 times its size", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{zip}#empty.eml: is empty", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{zip}#third.zip#x.zip#y.zip: is an archive in an archive", run.Error.Replace("third.zip#x.zip:", "third.zip#x.zip#y.zip:", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bomb_and_a_cut_archive_stop_no_batch()
    {
        using var folder = new Folder();
        folder.Write("1.eml", Bytes("one"));
        var bomb = Gzip([.. Mails.Bytes(From + "A: 1\n\n"), .. new byte[64 << 20]]);
        folder.Write("2-bomb.gz", bomb);
        folder.Write("3-cut.gz", Gzip(Bytes("cut"))[..^40]);
        folder.Write("4-cut.zip", Zip(("a.eml", Bytes("cut")))[..^30]);
        folder.Write("5-no.zip", [.. "PK\x03\x04"u8, 1, 2, 3]);
        folder.Write("6.eml", Bytes("six"));

        var run = await Run.Of("read", folder.Path, "--format", "jsonl", "--quiet", "--jobs", "4");

        Assert.Equal(4, run.ExitCode);
        Assert.Equal("one", Records(run)[0].Recipient.Split('@')[0]);
        Assert.Equal("six", Records(run)[^1].Recipient.Split('@')[0]);
        Assert.All((string[])["2-bomb.gz", "3-cut.gz", "4-cut.zip", "5-no.zip"], name => Assert.Contains(name, run.Error, StringComparison.Ordinal));
        Assert.Contains("unpacks to more than 200 times its size", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archives_come_from_standard_input_too()
    {
        foreach (var input in (byte[][])[Zip(("1.eml", Bytes("one"))), Gzip(Bytes("one")), Gzip(Mails.Bytes(From + Mails.Bounce("one@contoso.example")))])
        {
            var run = await Run.With(new() { Input = input }, "read", "-", "--format", "jsonl");
            Assert.Equal((0, "one@contoso.example"), (run.ExitCode, Assert.Single(Records(run)).Recipient));
        }
    }

    [Fact]
    public async Task The_one_mail_in_an_archive_is_explained()
    {
        using var folder = new Folder();
        var run = await Run.Of("explain", folder.Write("b.zip", Zip(("1.eml", Bytes("one")))));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("one@contoso.example", run.Output, StringComparison.Ordinal);
    }

    private static byte[] Bytes(string local) => Mails.Bytes(Mails.Bounce(local + "@contoso.example"));

    private static List<(string File, string Recipient)> Records(Run run) => [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement).Where(record => record.GetProperty("recipient").GetString() is not null)
        .Select(record => (record.GetProperty("file").GetString()!, record.GetProperty("recipient").GetString()!))];

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return packed.ToArray();
    }

    // Sets bit 0 of the flags, "encrypted" (APPNOTE.TXT §4.4.4), in the central directory's record of the entry and in its own header.
    private static byte[] Encrypt(string name, byte[] zip)
    {
        var text = Mails.Bytes(name);
        for (var at = 0; at >= 0;)
        {
            var found = zip.AsSpan(at).IndexOf(text);
            if (found < 0)
            {
                return zip;
            }

            at += found + text.Length;
            var (local, central) = (at - text.Length - 30, at - text.Length - 46);
            if (central >= 0 && zip.AsSpan(central).StartsWith("PK\x01\x02"u8))
            {
                zip[central + 8] |= 1;
            }
            else if (local >= 0 && zip.AsSpan(local).StartsWith("PK\x03\x04"u8))
            {
                zip[local + 6] |= 1;
            }
        }

        return zip;
    }
}
