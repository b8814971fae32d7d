using System.Text;

namespace Recapito.Cli.Tests;

public sealed class MboxTests
{
    private const string From = "From MAILER-DAEMON Mon Nov 23 09:30:00 2026\n";

    public static TheoryData<string, string, string[]> Variants => new()
    {
        { "one mail", From + "A: 1\n\nbody\n", ["A: 1\n\nbody\n"] },
        { "two, an empty line between", From + "A: 1\n\nbody\n\n" + From + "B: 2\n\nrest\n", ["A: 1\n\nbody\n", "B: 2\n\nrest\n"] },
        { "two, no empty line but a full From_ line", From + "A: 1\n\nbody\n" + From + "B: 2\n\nrest\n", ["A: 1\n\nbody\n", "B: 2\n\nrest\n"] },
        { "a date with a zone", From + "A: 1\n\nbody\nFrom a@x.example Mon Nov 23 09:30:00 +0100 2026\nB: 2\n\nrest\n", ["A: 1\n\nbody\n", "B: 2\n\nrest\n"] },
        { "a sentence that begins with From", From + "A: 1\n\nHello\nFrom here on all is well.\n", ["A: 1\n\nHello\nFrom here on all is well.\n"] },
        { "a From_ line without a date after an empty line", From + "A: 1\n\nbody\n\nFrom root\nB: 2\n\nrest\n", ["A: 1\n\nbody\n", "B: 2\n\nrest\n"] },
        { "mboxo", From + "A: 1\n\nx\n\n>From here\n", ["A: 1\n\nx\n\nFrom here\n"] },
        { "mboxrd", From + "A: 1\n\n>From a\n>>From b\n>>>From c\n> From d\nx >From e\n", ["A: 1\n\nFrom a\n>From b\n>>From c\n> From d\nx >From e\n"] },
        { "mboxcl, quoted and counted", From + "Content-Length: 13\n\n>From here\nx\n\n" + From + "B: 2\n\nrest\n", ["Content-Length: 13\n\nFrom here\nx\n", "B: 2\n\nrest\n"] },
        { "mboxcl without an empty line", From + "Content-Length: 5\n\nbody\n" + From + "B: 2\n\nrest\n", ["Content-Length: 5\n\nbody\n", "B: 2\n\nrest\n"] },
        { "mboxcl2, nothing quoted", From + "content-length:  28\n\nx\n\nFrom here on\n>From there\n\n" + From + "B: 2\n\nrest\n", ["content-length:  28\n\nx\n\nFrom here on\n>From there\n", "B: 2\n\nrest\n"] },
        { "mboxcl2, the last mail", From + "Content-Length: 16\n\nx\n\nFrom here on\n", ["Content-Length: 16\n\nx\n\nFrom here on\n"] },
        { "a Content-Length that is too small", From + "Content-Length: 2\n\nbody and more\n\n" + From + "B: 2\n\nrest\n", ["Content-Length: 2\n\nbody and more\n", "B: 2\n\nrest\n"] },
        { "a Content-Length that is too large", From + "Content-Length: 9999999\n\nbody\n\n" + From + "B: 2\n\nrest\n", ["Content-Length: 9999999\n\nbody\n", "B: 2\n\nrest\n"] },
        { "a Content-Length that is no number", From + "Content-Length: -1\n\nbody\n\n" + From + "B: 2\n\nrest\n", ["Content-Length: -1\n\nbody\n", "B: 2\n\nrest\n"] },
        { "no line end at the end", From + "A: 1\n\nbody", ["A: 1\n\nbody"] },
        { "only a From_ line", From, [""] },
        { "a cut From_ line", "From x", [""] },
        { "a byte order mark", "\uFEFF" + From + "A: 1\n\nbody\n", ["A: 1\n\nbody\n"] },
    };

    [Theory, MemberData(nameof(Variants))]
    public void Each_variant_gives_the_mails_that_were_put_in(string variant, string mbox, string[] mails)
    {
        Assert.NotEmpty(variant);
        Assert.Equal(mails, Mails(Encoding.UTF8.GetBytes(mbox), 3));
        Assert.Equal(mails, Mails(Encoding.UTF8.GetBytes(mbox), int.MaxValue));
    }

    [Theory, MemberData(nameof(Variants))]
    public void Line_ends_make_no_difference(string variant, string mbox, string[] mails)
    {
        // What a length counts differs with the line ends.
        Assert.SkipWhen(mbox.Contains("ontent-", StringComparison.OrdinalIgnoreCase) && !variant.StartsWith("a Content-Length", StringComparison.Ordinal), "counted with LF");
        Assert.Equal(mails.Select(mail => mail.Replace("\n", "\r\n", StringComparison.Ordinal)), Mails(Encoding.UTF8.GetBytes(mbox.Replace("\n", "\r\n", StringComparison.Ordinal)), 7));
    }

    [Theory, MemberData(nameof(Variants))]
    public void Bare_CR_line_ends_are_read_as_LF(string variant, string mbox, string[] mails)
    {
        Assert.NotEmpty(variant);
        Assert.All((int[])[1, 3, int.MaxValue], step => Assert.Equal(mails, Mails(Encoding.UTF8.GetBytes(mbox.Replace('\n', '\r')), step).Select(mail => mail.Replace('\r', '\n'))));
    }

    [Fact]
    public void A_mailbox_of_gigabytes_is_read_through_a_small_window()
    {
        var mail = Encoding.UTF8.GetBytes(From + Cli.Tests.Mails.Bounce() + "\n");
        using var stream = new EndlessStream(mail, 3L << 30);
        using var cursor = new MboxCursor("x", stream);
        var (count, held) = (0L, 0);
        while (cursor.MoveNext())
        {
            count++;
            held = Math.Max(held, cursor.Held);
        }

        Assert.Equal((3L << 30) / mail.Length, count);
        Assert.InRange(held, 1, 1 << 20);
    }

    [Fact]
    public void A_mail_larger_than_the_limit_is_cut_and_the_next_one_is_read()
    {
        var head = Encoding.UTF8.GetBytes(From + "A: 1\n\n");
        using var stream = new EndlessStream(head, head.Length, Encoding.UTF8.GetBytes("nothing to see here\n"), 1L << 30, Encoding.UTF8.GetBytes("\n" + From + "B: 2\n\nrest\n"));
        using var cursor = new MboxCursor("x", stream);

        Assert.True(cursor.MoveNext());
        Assert.True(cursor.IsCut);
        Assert.Equal(ReadLimits.LargestMail, cursor.Bytes.Length);
        Assert.True(cursor.MoveNext());
        Assert.Equal((false, "B: 2\n\nrest\n", "x#2"), (cursor.IsCut, Encoding.UTF8.GetString(cursor.Bytes.Span), cursor.Name.ToString()));
        Assert.False(cursor.MoveNext());
        Assert.InRange(cursor.Held, 1, 3 * ReadLimits.LargestMail);
    }

    [Theory]
    [InlineData("From x\n\n")]
    [InlineData("From x\nContent-Length: 16000000\n\n")]
    [InlineData("From x\nC\nc\nContent-Length: 16000000\n\n\nFrom y\n\n")]
    [InlineData(">From >From >>>>>From \n")]
    [InlineData("From x")]
    public void A_mailbox_made_to_be_slow_is_read_in_one_go(string piece)
    {
        var bytes = Encoding.UTF8.GetBytes(piece);
        var (small, large) = (Reads(bytes, 1 << 20), Reads(bytes, 8 << 20));
        Assert.InRange(large, 0, 8.8 * small);

        static double Reads(byte[] bytes, long length)
        {
            using var stream = new EndlessStream(Encoding.UTF8.GetBytes(From), From.Length, bytes, length, []);
            using var cursor = new MboxCursor("x", stream);
            while (cursor.MoveNext())
            {
            }

            return stream.Delivered;
        }
    }

    private static List<string> Mails(byte[] mbox, int step)
    {
        using var cursor = new MboxCursor("x", new EndlessStream(mbox, mbox.Length) { Step = step });
        var mails = new List<string>();
        while (cursor.MoveNext())
        {
            Assert.Null(cursor.Problem);
            mails.Add(Encoding.UTF8.GetString(cursor.Bytes.Span));
        }

        return mails;
    }
}
