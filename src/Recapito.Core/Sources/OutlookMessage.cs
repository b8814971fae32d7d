using System.Runtime.InteropServices;

namespace Recapito.Core;

/// <summary>
/// Reads a message that Outlook saved (.msg: [MS-OXMSG] in a compound file, [MS-CFB]) into a mail, reports above all: what Outlook has
/// taken apart into properties is put together again as RFC 3464 has it.
/// </summary>
public static class OutlookMessage
{
    /// <summary>Longer files are cut: the directory stands near the beginning, large attachments at the end.</summary>
    private const int LongestFile = 128 << 20;

    /// <summary>The stream that every message has ([MS-OXMSG] §2.4).</summary>
    private const string PropertyStream = "__properties_version1.0";

    /// <summary>True for a compound file that names a property stream as Outlook's messages have it; documents of other programs have none.</summary>
    public static bool IsOutlookMessage(ReadOnlySpan<byte> file) =>
        file.StartsWith(CompoundFile.Signature) && file.IndexOf(MemoryMarshal.AsBytes(PropertyStream.AsSpan())) >= 0;

    /// <summary>
    /// The message as a mail. Any bytes give a result: what cannot be read is listed in <see cref="OutlookMail.Issues"/>. At most
    /// 128 MiB of the file are read, and messages in messages eight deep.
    /// </summary>
    public static OutlookMail Read(ReadOnlySpan<byte> file)
    {
        var issues = new IssueList();
        if (file.Length > LongestFile)
        {
            issues.Add(new("compound file", LongestFile, $"the file has {file.Length} bytes", $"read the first {LongestFile} bytes only"));
            file = file[..LongestFile];
        }

        if (CompoundFile.Open(file.ToArray(), issues) is not { } compound)
        {
            return new([], issues.All);
        }

        if (!compound.Root.Children.ContainsKey(PropertyStream))
        {
            issues.Add(new("compound file", 0, $"no stream {PropertyStream}, which every Outlook message has ([MS-OXMSG] §2.4)", "read nothing"));
            return new([], issues.All);
        }

        return new(new OutlookComposition(issues).Compose(compound, 0), issues.All);
    }
}
