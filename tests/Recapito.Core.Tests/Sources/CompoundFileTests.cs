using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Xunit;

namespace Recapito.Core.Tests;

public class CompoundFileTests
{
    private const uint EndOfChain = 0xFFFF_FFFE;

    private static readonly byte[][] Files = [.. ((int[])[3, 4]).SelectMany(version => (byte[][])[Report(version), Nested(version)])];

    /// <summary>What breaks readers of such files: numbers that lead elsewhere.</summary>
    private static readonly uint[] Numbers = [0, 1, 2, 3, 5, 8, 109, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFA, 0xFFFF_FFFB, 0xFFFF_FFFD, EndOfChain, 0xFFFF_FFFF];

    [Theory]
    [InlineData(3, 1)]
    [InlineData(3, 4095)]
    [InlineData(3, 4096)]
    [InlineData(3, 300_000)]
    [InlineData(4, 4095)]
    [InlineData(4, 4097)]
    [InlineData(4, 300_000)]
    public void A_stream_of_any_length_comes_out_again(int version, int length)
    {
        var content = Enumerable.Range(0, length).Select(i => (byte)(i * 31 % 251)).ToArray();
        var root = new StoredNode("Root Entry");
        root.Children.AddRange([new("a", content), new("b", [1, 2, 3]), new("c", content)]);
        var issues = new IssueList();
        var file = CompoundFile.Open(CompoundFileWriter.Write(root, version), issues)!;
        Assert.Equal(content, file.Read(file.Root.Children["A"], int.MaxValue));
        Assert.Equal([1, 2, 3], file.Read(file.Root.Children["b"], int.MaxValue));
        Assert.Equal(content, file.Read(file.Root.Children["c"], int.MaxValue));
        Assert.Equal(content[..1], file.Read(file.Root.Children["a"], 1));
        Assert.Empty(issues.All);
    }

    [Fact]
    public void A_file_whose_table_needs_a_table_is_read_whole()
    {
        var content = new byte[9 << 20];
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(content.Length - 4), 4711);
        var root = new StoredNode("Root Entry");
        root.Children.AddRange([new("a", content), new("z", "behind it"u8.ToArray())]);
        var bytes = CompoundFileWriter.Write(root);
        Assert.NotEqual(0, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(72)));
        var issues = new IssueList();
        var file = CompoundFile.Open(bytes, issues)!;
        Assert.Equal(content, file.Read(file.Root.Children["a"], int.MaxValue));
        Assert.Equal("behind it", Encoding.ASCII.GetString(file.Read(file.Root.Children["z"], 100)));
        Assert.Empty(issues.All);
    }

    [Fact]
    public void Thousands_of_entries_are_all_found()
    {
        var root = new StoredNode("Root Entry");
        root.Children.AddRange(Enumerable.Range(0, 5000).Select(i => new StoredNode($"__recip_version1.0_#{i:X8}")));
        Assert.Equal(5000, CompoundFile.Open(CompoundFileWriter.Write(root), new())!.Root.Children.Count);
    }

    public static TheoryData<string, Action<byte[]>> Damages => new()
    {
        { "FAT in a circle", bytes => Every(bytes, EndOfChain, 1) },
        { "directory starts outside", bytes => Set(bytes, 48, 0x00FF_FFFF) },
        { "DIFAT points to itself", bytes => Set(bytes, 68, 0) },
        { "mini FAT starts outside", bytes => Set(bytes, 60, 0x00FF_FFFF) },
        { "no FAT at all", bytes => bytes.AsSpan(76, 436).Fill(0xFF) },
        { "FAT sectors outside", bytes => bytes.AsSpan(76, 436).Fill(0x7F) },
        { "sector shift of a disk", bytes => bytes[30] = 31 },
        { "all zero behind the header", bytes => bytes.AsSpan(512).Clear() },
        { "all ones behind the header", bytes => bytes.AsSpan(512).Fill(0xFF) },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_file_gives_issues_and_what_is_left(string what, Action<byte[]> damage)
    {
        Assert.All(Files, file =>
        {
            var bytes = file.ToArray();
            damage(bytes);
            var mail = OutlookMessage.Read(bytes);
            Assert.True(mail.Issues.Count > 0 || what.StartsWith("DIFAT", StringComparison.Ordinal), what);
            Assert.NotNull(DsnReader.Read(mail.Bytes));
        });
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_gives_a_result()
    {
        var whole = Files[0];
        for (var length = 0; length < whole.Length; length += 61)
        {
            var mail = OutlookMessage.Read(whole.AsSpan(0, length));
            Assert.True(mail.Issues.Count > 0 || mail.Bytes.Length > 0, $"{length} bytes");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("From: ana@fabrikam.example\r\n\r\n")]
    [InlineData("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1")]
    public void What_is_no_compound_file_is_said_to_be_none(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        Assert.False(OutlookMessage.IsOutlookMessage(bytes));
        var mail = OutlookMessage.Read(bytes);
        Assert.Empty(mail.Bytes);
        Assert.Equal(0, Assert.Single(mail.Issues).Offset);
    }

    [Fact]
    public void A_document_of_another_program_is_no_message()
    {
        var root = new StoredNode("Root Entry");
        root.Children.Add(new("WordDocument", new byte[5000]));
        var file = CompoundFileWriter.Write(root);
        Assert.False(OutlookMessage.IsOutlookMessage(file));
        Assert.Contains("__properties_version1.0", Assert.Single(OutlookMessage.Read(file).Issues).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_in_messages_end_at_a_depth()
    {
        var message = new OutlookMessageWriter("IPM.Note").Text(0x0037, "innermost").Text(0x1000, "x");
        for (var i = 0; i < 30; i++)
        {
            message = new OutlookMessageWriter("IPM.Note").Text(0x0037, $"level {i}").Text(0x1000, "x").Embedded(message);
        }

        var mail = OutlookMessage.Read(message.Write());
        Assert.Contains("8 deep", Assert.Single(mail.Issues).Problem, StringComparison.Ordinal);
        Assert.Contains("Subject: level 21", Encoding.UTF8.GetString(mail.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Recipients_that_share_one_long_stream_do_not_blow_up()
    {
        // Every recipient names the same sectors: a few hundred KB that read as gigabytes.
        var message = new OutlookMessageWriter("REPORT.IPM.Note.NDR").Text(0x1000, "text");
        for (var i = 0; i < 2000; i++)
        {
            message.Recipient(recipient => recipient.Text(0x39FE, "lee@contoso.example").Text(0x0C1B, "marked"));
        }

        var bytes = message.Recipient(recipient => recipient.Text(0x39FE, "max@contoso.example").Text(0x0C1B, new string('x', 100_000))).Write();
        var mail = OutlookMessage.Read(ShareStreams(bytes));
        Assert.Contains(mail.Issues, issue => issue.Problem.Contains("share sectors", StringComparison.Ordinal));
        Assert.InRange(mail.Bytes.Length, 1, 16 << 20);
    }

    [Fact]
    public void No_mutation_of_a_message_makes_the_reader_throw() =>
        (from file in Gen.Int[0, Files.Length - 1].Select(i => Files[i])
         from cuts in Gen.Select(Gen.Double[0, 1], Gen.Int[0, Numbers.Length - 1].Select(i => Numbers[i]), Gen.Int[0, 3]).Array[1, 12]
         select Mutate(file, cuts)).Sample(
            bytes =>
            {
                var mail = OutlookMessage.Read(bytes);
                Assert.InRange(mail.Bytes.Length, 0, 16 << 20);
                Assert.All(mail.Issues, issue => Assert.True(issue.Offset >= 0));
            },
            iter: 3000);

    [Fact]
    public void No_bytes_behind_a_header_make_the_reader_throw() =>
        (from version in Gen.Int[3, 4]
         from rest in Gen.Byte.Array[500, 9000]
         select (byte[])[.. Files[version == 3 ? 0 : 2].AsSpan(0, 76), .. rest]).Sample(bytes => Assert.NotNull(OutlookMessage.Read(bytes)), iter: 1000);

    private static byte[] Mutate(byte[] file, (double At, uint Number, int Kind)[] cuts)
    {
        var bytes = file.ToArray();
        foreach (var (at, number, kind) in cuts)
        {
            var place = (int)(at * (bytes.Length - 4));
            switch (kind)
            {
                case 0:
                    bytes[place] ^= (byte)(number | 1);
                    break;
                case 1:
                    Set(bytes, place & ~3, number);
                    break;
                case 2:
                    Set(bytes, 44 + (place % 468 & ~3), number);
                    break;
                default:
                    bytes = number % 5 == 0 ? bytes[..Math.Max(76, place)] : bytes;
                    break;
            }
        }

        return bytes;
    }

    private static void Set(byte[] bytes, int at, uint value)
    {
        if (at + 4 <= bytes.Length)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
        }
    }

    private static void Every(byte[] bytes, uint from, uint to)
    {
        for (var at = 512; at + 4 <= bytes.Length; at += 4)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)) == from)
            {
                Set(bytes, at, to);
            }
        }
    }

    private static byte[] ShareStreams(byte[] file)
    {
        var name = Encoding.Unicode.GetBytes("__substg1.0_0C1B001F");
        var entries = new List<int>();
        for (var at = 512; at + 128 <= file.Length; at += 128)
        {
            if (file.AsSpan(at).StartsWith(name))
            {
                entries.Add(at);
            }
        }

        var longest = entries.MaxBy(at => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 120)));
        entries.ForEach(at => file.AsSpan(longest + 116, 12).CopyTo(file.AsSpan(at + 116)));
        return file;
    }

    private static byte[] Report(int version) => new OutlookMessageWriter("REPORT.IPM.Note.NDR").Text(0x0037, "Undeliverable: Invoice 4711").Text(0x6820, "mx.fabrikam.example")
        .Binary(0x1009, RtfCompressor.Compress(@"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}not found\par{\*\htmltag72 </p>}}"))
        .Recipient(recipient => recipient.Text(0x39FE, "lee@contoso.example").Number(0x0C20, 511).Text(0x0C1B, "<mx.contoso.example #5.1.1 smtp;550 5.1.1 User unknown>"))
        .Recipient(recipient => recipient.Narrow(0x3003, "max@contoso.example"u8.ToArray()).Number(0x0C05, 5)).Write(version);

    private static byte[] Nested(int version) => new OutlookMessageWriter("IPM.Note").Text(0x007D, "From: a@fabrikam.example\r\nSubject: x\r\n").Text(0x1000, new string('y', 6000))
        .Embedded(new OutlookMessageWriter("IPM.Note").Text(0x0037, "inner").Number(0x3FDE, 932).Binary(0x1013, new byte[300]))
        .Attachment("details.txt", null, "Reporting-MTA: dns;a\r\n\r\nFinal-Recipient: rfc822;lee@contoso.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"u8.ToArray())
        .Attachment("m.msg", null, Report(3)).Write(version);
}
