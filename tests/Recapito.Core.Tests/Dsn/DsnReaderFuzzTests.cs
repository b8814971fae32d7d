using CsCheck;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class DsnReaderFuzzTests
{
    private static readonly byte[][] Mails =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    /// <summary>What breaks readers: bytes that mean something to MIME, to folding or to the status part.</summary>
    private static readonly string[] Splinters =
    [
        "", "\n", "\r", "\r\n\r\n", "\0", "<", ">", "[", "]", "(", ")", ":", ";", "-> 550 ", " said: 550 5.4.1 x", "host ", "'", "\"", "#", "--", "=?utf-8?B?",
        "Final-Recipient: ", "Status: 5.", "Content-Transfer-Encoding: base64\n", "charset=x-none", "\u00ff", "  ", "returned '", "Remote Server ", "smtp;550 5.4.1",
    ];

    private static readonly Gen<byte[]> Mutated =
        from mail in Gen.Int[0, Mails.Length - 1].Select(i => Mails[i])
        from cuts in Gen.Select(Gen.Double[0, 1], Gen.Int[0, 40], Gen.Int[0, Splinters.Length - 1].Select(i => Splinters[i])).Array[1, 8]
        select cuts.Aggregate(mail, (bytes, cut) => Mutate(bytes, cut.Item1, cut.Item2, cut.Item3));

    [Fact]
    public void No_mutation_of_a_report_makes_the_reader_throw() =>
        Mutated.Sample(
            mail =>
            {
                var report = DsnReader.Read(mail);
                Assert.All(report.Issues, issue => Assert.InRange(issue.Offset, 0, Math.Max(0, mail.Length)));
                foreach (var record in ReadRecord.Of("x", report, Catalogue.Default))
                {
                    Assert.NotEmpty(ReportJson.WriteLine(record));
                }
            },
            iter: 4000);

    [Fact]
    public void No_bytes_make_the_reader_throw() =>
        Gen.Byte.Array[0, 600].Sample(bytes => Assert.NotNull(DsnReader.Read(bytes)), iter: 2000);

    private static byte[] Mutate(byte[] bytes, double at, int remove, string insert)
    {
        var start = (int)(at * bytes.Length);
        var end = Math.Min(bytes.Length, start + remove);
        return [.. bytes[..start], .. System.Text.Encoding.Latin1.GetBytes(insert), .. bytes[end..]];
    }
}
