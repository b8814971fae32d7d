namespace Recapito.Benchmarks;

/// <summary>A mail with other line ends than it was stored with.</summary>
internal static class LineEnds
{
    /// <summary>The mail with each CRLF and LF replaced; a CR of its own stays where it is.</summary>
    public static byte[] Replace(ReadOnlySpan<byte> mail, ReadOnlySpan<byte> end)
    {
        var written = new List<byte>(mail.Length + (mail.Length / 20));
        while (mail.IndexOf((byte)'\n') is >= 0 and var at)
        {
            written.AddRange(mail[..(at > 0 && mail[at - 1] == '\r' ? at - 1 : at)]);
            written.AddRange(end);
            mail = mail[(at + 1)..];
        }

        written.AddRange(mail);
        return [.. written];
    }

    /// <summary>Writes each file of a folder with other line ends into another folder.</summary>
    public static void Copy(IEnumerable<string> files, string folder, ReadOnlySpan<byte> end)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in files)
        {
            File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(file)), Replace(File.ReadAllBytes(file), end));
        }
    }
}
