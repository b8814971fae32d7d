using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class HeaderFieldsTests
{
    /// <summary>The block, its fields as "Name=value" with "|" for a line end inside of a value, and what stands behind it.</summary>
    [Theory]
    [InlineData("Subject: a\nTo: b\n\nbody", "Subject= a; To= b", "body")]
    [InlineData("Subject: a\r\nTo: b\r\n\r\nbody", "Subject= a; To= b", "body")]
    [InlineData("Subject: a\r\r\nTo: b\r\r\n\r\r\nbody", "Subject= a; To= b", "body")]
    [InlineData("SUBJECT: a\nsubject: b\n\n", "Subject= a; Subject= b", "")]
    [InlineData("Subject:a\n\n", "Subject=a", "")]
    [InlineData("Subject :a\nTo \t: b\n\n", "Subject=a; To= b", "")]
    [InlineData("Subject:\nTo: b\n\n", "Subject=; To= b", "")]
    [InlineData("Subject: a\n b\n\tc\n\nbody", "Subject= a| b|\tc", "body")]
    [InlineData("Subject:\n a\nTo: b\n\n", "Subject=| a; To= b", "")]
    [InlineData("Subject: a\n \nTo: b\n\nbody", "Subject= a| ; To= b", "body")]
    [InlineData("X-Other: a\n b\nSubject: c\n\n", "Subject= c", "")]
    [InlineData("Subject: a", "Subject= a", "")]
    [InlineData("Subject: a\n", "Subject= a", "")]
    [InlineData("", "", "")]
    [InlineData("\nSubject: a", "", "Subject: a")]
    [InlineData("From ana@fabrikam.example Mon Nov 23 10:15:00 2026\nSubject: a\n\nbody", "Subject= a", "body")]
    [InlineData(">From ana@fabrikam.example Mon Nov 23 10:15:00 2026\nSubject: a\n\nbody", "Subject= a", "body")]
    [InlineData("Subject: a\nFrom ana@fabrikam.example Mon\nTo: b\n\nbody", "Subject= a; To= b", "body")]
    [InlineData("Subject: a\nYour mail was not delivered.\nSorry.", "Subject= a", "Your mail was not delivered.\nSorry.")]
    [InlineData("Subject: a\nthat lost its fold\nTo: b\n\nbody", "Subject= a; To= b", "body")]
    [InlineData("Received: from a\nby b with ESMTP\nfor <lee@contoso.example>; Mon\nTo: b\n\nbody", "Received= from a; To= b", "body")]
    [InlineData("Subject: a\nb c\nd e\nf g\nh i\nj k\nl m\nn o\nTo: b\n\n", "Subject= a", "b c\nd e\nf g\nh i\nj k\nl m\nn o\nTo: b\n\n")]
    [InlineData("X-Sum: a\n1\n2\n3\n4\n5\n6\n7\n8\nX-Other: c\n9\nTo: b\n\nbody", "To= b", "body")]
    [InlineData("Subject: a\nX-Sum:\n0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz\n\nbody", "Subject= a", "body")]
    [InlineData("Subject: a\nX-Sum:\n0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz\nwords\n\nbody", "Subject= a", "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz\nwords\n\nbody")]
    [InlineData("Subject: a\nThanks\n\nbody", "Subject= a", "Thanks\n\nbody")]
    [InlineData("Subject: a\n__\n folded behind it\nTo: b\n\nbody", "Subject= a; To= b", "body")]
    [InlineData("Subject: a\nwords\n\nTo: b\n", "Subject= a", "words\n\nTo: b\n")]
    [InlineData("Subject: a\n--boundary\nTo: b\n\n", "Subject= a", "--boundary\nTo: b\n\n")]
    [InlineData("no field\nSubject: a\n\n", "", "no field\nSubject: a\n\n")]
    [InlineData(": x\nSubject: a\n\n", "", ": x\nSubject: a\n\n")]
    [InlineData(" folded\nSubject: a\n\n", "", " folded\nSubject: a\n\n")]
    [InlineData("Subject: \u00e9\u0080\nTo: \0b\n\nbody", "Subject= \u00e9\u0080; To= \0b", "body")]
    [InlineData("Subj\u00e9ct: a\n\n", "", "Subj\u00e9ct: a\n\n")]
    [InlineData("Subject: a: b: c\n\n", "Subject= a: b: c", "")]
    public void A_block_is_read_up_to_its_end(string block, string fields, string rest)
    {
        var bytes = Encoding.Latin1.GetBytes(block);
        var table = new HeaderTable();
        var end = HeaderFields.Read(bytes, 0, table, out _);
        var read = string.Join("; ", Enumerable.Range(0, table.Count).Select(i => $"{table[i].Name}={Encoding.Latin1.GetString(table[i].Value.Of(bytes))}"));
        Assert.Equal(fields, read.Replace("\n", "|", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal));
        Assert.Equal(rest, block[end..]);
    }

    [Fact]
    public void Fields_beyond_the_limit_are_left_out_and_told()
    {
        var bytes = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, HeaderTable.Most + 2).Select(n => $"Subject: {n}\n folded\n")));
        var table = new HeaderTable();
        HeaderFields.Read(bytes, 0, table, out _);
        Assert.True(table.IsCut);
        Assert.Equal(HeaderTable.Most, table.Count);
        Assert.Equal($" {HeaderTable.Most - 1}\n folded", Encoding.Latin1.GetString(table[HeaderTable.Most - 1].Value.Of(bytes)));
    }

    [Theory]
    [InlineData("\n\nSubject: a\n\nbody", true)]
    [InlineData("   \r\n\r\nSubject: a\r\n\r\nbody", true)]
    [InlineData("\n\nDear Ana,\nSubject: a\n", false)]
    [InlineData("  Subject: a\n\nbody", false)]
    [InlineData("   \n", false)]
    public void Blank_lines_before_the_first_field_are_no_end_of_the_header(string mail, bool hasHeaders) =>
        Assert.Equal(hasHeaders, MailScanner.Scan(Encoding.Latin1.GetBytes(mail)).HasHeaders);
}
