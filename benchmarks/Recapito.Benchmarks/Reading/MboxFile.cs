namespace Recapito.Benchmarks;

/// <summary>Writes mails as an mbox (RFC 4155), with lines that begin like a separator quoted.</summary>
internal static class MboxFile
{
    private static ReadOnlySpan<byte> Separator => "From MAILER-DAEMON Mon Nov 23 10:15:00 2026\n"u8;

    /// <summary>The mbox of some mails.</summary>
    public static byte[] Of(IEnumerable<byte[]> mails)
    {
        using var mbox = new MemoryStream();
        foreach (var mail in mails)
        {
            mbox.Write(Separator);
            WriteQuoted(mbox, WithoutSeparator(mail));
            mbox.Write("\n\n"u8);
        }

        return mbox.ToArray();
    }

    private static ReadOnlySpan<byte> WithoutSeparator(ReadOnlySpan<byte> mail) => mail.StartsWith("From "u8) ? mail[(mail.IndexOf((byte)'\n') + 1)..] : mail;

    private static void WriteQuoted(MemoryStream mbox, ReadOnlySpan<byte> mail)
    {
        while (!mail.IsEmpty)
        {
            var line = mail[..(mail.IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : mail.Length)];
            if (line.TrimStart((byte)'>').StartsWith("From "u8))
            {
                mbox.WriteByte((byte)'>');
            }

            mbox.Write(line);
            mail = mail[line.Length..];
        }
    }
}
