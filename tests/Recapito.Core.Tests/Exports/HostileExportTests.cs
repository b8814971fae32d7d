using System.Text;

namespace Recapito.Core.Tests;

/// <summary>Files that break off, that lie about what they are, or that were made to cost their reader dear.</summary>
public sealed class HostileExportTests
{
    private const string Head = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">";

    public static TheoryData<string> Whole => [Exported.Clixml, $"[{Exported.Json51}]", Exported.Csv, Exported.Script];

    public static TheoryData<string, byte[], string> Broken => new()
    {
        { "entity expansion", Bytes("<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>" + Head + "<S>&c;</S></Objs>"), "not XML as Export-Clixml" },
        { "external entity", Bytes("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Head + "<S>&x;</S></Objs>"), "not XML as Export-Clixml" },
        { "external document type", Bytes("<!DOCTYPE a SYSTEM \"http://192.0.2.1/a.dtd\">" + Head + "</Objs>"), "not XML as Export-Clixml" },
        { "unknown entity", Bytes(Head + "<S>&x;</S></Objs>"), "not XML as Export-Clixml" },
        { "10,000 levels of XML", Bytes(Head + string.Concat(Enumerable.Repeat("<Obj><LST>", 5000)) + string.Concat(Enumerable.Repeat("</LST></Obj>", 5000)) + "</Objs>"), "deep" },
        { "10,000 levels of JSON", Bytes(new string('[', 10_000) + new string(']', 10_000)), "not JSON" },
        { "10,000 levels of members", Bytes(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000)), "not JSON" },
        { "other XML", Bytes("<html><body>Sign in</body></html>"), "expected <Objs" },
        { "other namespace", Bytes("<Objs><Obj/></Objs>"), "expected <Objs" },
        { "text in an object", Bytes(Head + "<Obj>text</Obj></Objs>"), "expected an element" },
        { "element in a text", Bytes(Head + "<S><S>a</S></S></Objs>"), "not XML as Export-Clixml" },
        { "control character", Bytes(Head + "<S>\u0001</S></Objs>"), "not XML as Export-Clixml" },
        { "no export", Bytes("Dear colleague,\r\nsee attachment\r\n"), "neither XML nor JSON" },
        { "a table for people", Bytes("Name DomainName DomainType\r\n---- ---------- ----------\r\na a.example Authoritative\r\n"), "neither XML nor JSON" },
        { "empty", [], "empty" },
        { "only a mark", [0xEF, 0xBB, 0xBF], "empty" },
        { "blanks", Bytes("  \r\n\r\n"), "empty" },
        { "NUL", Bytes("{ \"a\": \"\0\" }"), "NUL" },
        { "UTF-16 without a mark", Encoding.Unicode.GetBytes("{ }"), "NUL" },
        { "Latin-1", [.. Bytes("{ \"a\": \""), 0xE9, .. Bytes("\" }")], "not UTF-8" },
        { "UTF-16 of an odd length", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{ }"), 0x20], "not UTF-16" },
        { "half a surrogate", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{ \"a\": \""), 0x00, 0xD8, .. Encoding.Unicode.GetBytes("\" }")], "not UTF-16" },
        { "half a surrogate, escaped", Bytes("{ \"a\": \"\\ud800\" }"), "surrogate" },
        { "two values", Bytes("{ } { }"), "not JSON" },
        { "too few fields", Bytes("\"DomainName\",\"DomainType\"\r\n\"a.example\"\r\n"), "1 fields" },
        { "too many fields", Bytes("DomainName,DomainType\r\na.example,0,1\r\n"), "3 fields" },
        { "a quote without end", Bytes("\"DomainName\",\"DomainType\"\r\n\"a.example\",\"Auth"), "does not end" },
        { "a last line without end", Bytes("\"DomainName\",\"DomainType\"\r\n\"a.example\",\"Authoritative\""), "does not end" },
        { "text behind a quote", Bytes("\"DomainName\",\"DomainType\"\r\n\"a.example\"x,\"0\"\r\n"), "behind a quoted field" },
    };

    [Theory, MemberData(nameof(Broken))]
    public void It_is_refused_with_the_place_and_what_was_expected(string what, byte[] file, string says)
    {
        var problem = Assert.Throws<ExchangeExportException>(() => Exported.Read(file));

        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.True(problem is { Line: > 0, Column: > 0 }, what);
        Assert.StartsWith("export, line ", problem.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Whole))]
    public void Cut_off_anywhere_it_is_refused_or_says_no_more_than_the_whole(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text[0] is '#' ? text : text.TrimEnd());
        var whole = Exported.Read(bytes).Inventory;
        for (var part = 1; part < 50; part++)
        {
            var cut = bytes[..(bytes.Length * part / 50)];
            try
            {
                var less = Exported.Read(cut).Inventory;
                Assert.True(less.Listings.IsEmpty || less.Listings.SequenceEqual(whole.Listings), $"cut at {part}/50");
                Assert.True(text[0] is '#', $"cut at {part}/50, and taken for whole");
            }
            catch (ExchangeExportException e)
            {
                Assert.True(e is { Line: > 0, Column: > 0 });
            }
        }
    }

    [Theory]
    [InlineData("<Obj RefId=\"1\"><LST><Ref RefId=\"1\" /></LST></Obj>")]
    [InlineData("<Obj RefId=\"1\"><Props><Ref N=\"AddressSpaces\" RefId=\"1\" /><B N=\"Enabled\">true</B></Props></Obj>")]
    [InlineData("<Ref RefId=\"9\" />")]
    [InlineData("<Obj><TNRef RefId=\"7\" /><Props><S N=\"a\">b</S></Props></Obj>")]
    [InlineData("<Obj><Strange><S>a</S></Strange></Obj>")]
    [InlineData("<Obj><DCT><En><Nil N=\"Key\" /><S N=\"Value\">a</S></En></DCT></Obj>")]
    [InlineData("<C>x</C>")]
    [InlineData("<SS>AAAA</SS>")]
    public void References_in_circles_or_to_nothing_and_strange_elements_are_told(string element)
    {
        var export = Exported.Read($"{Head}{element}</Objs>");

        Assert.Empty(export.Inventory.Listings);
        Assert.NotEmpty(export.Remarks);
    }

    [Fact]
    public void A_list_that_is_named_again_and_again_by_reference_is_not_written_out()
    {
        var text = new StringBuilder(Head + "<Obj RefId=\"0\"><LST>" + string.Concat(Enumerable.Repeat("<S>a</S>", 1000)) + "</LST></Obj>");
        for (var level = 1; level <= 6; level++)
        {
            text.Append($"<Obj RefId=\"{level}\"><LST>{string.Concat(Enumerable.Repeat($"<Ref RefId=\"{level - 1}\" />", 1000))}</LST></Obj>");
        }

        text.Append("<Obj><TN><T>X.SmtpSendConnectorConfig</T></TN><Props><Ref N=\"AddressSpaces\" RefId=\"6\" /><B N=\"Enabled\">true</B></Props></Obj></Objs>");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var export = Exported.Read(bytes);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 500L * bytes.Length);
        Assert.Equal(ExchangeObjectKind.SendConnector, Assert.Single(export.Gaps).Kind);
    }

    [Theory]
    [InlineData("clixml")]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("duplicates")]
    [InlineData("unknown")]
    public void The_work_grows_with_the_file_and_not_faster(string form)
    {
        _ = Work(form, 64 << 10);
        var (small, large) = (Work(form, 1 << 20), Work(form, 4 << 20));

        Assert.True(large < 5 * small, $"1 MiB took {small} bytes, 4 MiB took {large}");
        Assert.True(small < 1024L << 20, $"{small} bytes for 1 MiB");
    }

    [Fact]
    public void A_file_of_five_megabytes_is_read_whole()
    {
        var export = Exported.Read(Large("clixml", 5 << 20));

        Assert.True(export.Inventory.AcceptedDomains(ExchangeSide.ExchangeOnline).Count > 2000);
        Assert.Empty(export.Remarks);
    }

    [Fact]
    public void A_file_beyond_the_limit_is_refused() =>
        Assert.Contains("64 MiB", Assert.Throws<ExchangeExportException>(() => Exported.Read(new byte[ExchangeExportReader.LongestFile + 1])).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_ten_thousand_oddities_some_are_told_and_that_there_are_more()
    {
        var export = Exported.Read("[" + string.Join(",\n", Enumerable.Range(0, 10_000).Select(number => $$"""{ "P{{number}}": 1 }""")) + "]");

        Assert.Equal(ExportRemarks.Most + 1, export.Remarks.Count);
        Assert.Contains(export.Remarks, remark => remark.What.StartsWith("more than", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_file_says_of_itself_reaches_no_terminal_unescaped()
    {
        var export = Exported.Read("""[{ "\u001b[2J": 1 }, { "DomainName": "\u001b]0;x\u0007", "DomainType": "\u001b" }]""");

        Assert.DoesNotContain('\u001b', string.Concat(export.Remarks.Select(remark => remark.What)));
        Assert.Empty(export.Domains);
    }

    // Allocated bytes stand for the work: they are the same on every machine, and each step of the reader makes some.
    private static long Work(string form, int length)
    {
        var file = Large(form, length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Exported.Read(file);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static byte[] Large(string form, int length)
    {
        var (head, piece, between, tail) = form switch
        {
            "clixml" => (Head, Exported.Clixml[(Exported.Clixml.IndexOf('\n', StringComparison.Ordinal) + 1)..Exported.Clixml.LastIndexOf("</Objs>", StringComparison.Ordinal)], "", "</Objs>"),
            "json" => ("[", Exported.Json51, ",", "]"),
            "csv" => (Exported.Csv, "\"contoso.example\",\"InternalRelay\",\"True\",\"x.prod.outlook.com\",\"a\r\nb\"\r\n", "", ""),
            "duplicates" => ("[{", "\"a\":1,\"b\":2", ",", "}]"),
            _ => (Head, "<Strange/>", "", "</Objs>"),
        };
        return Bytes(head + string.Join(between, Enumerable.Repeat(piece, length / piece.Length)) + tail);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
