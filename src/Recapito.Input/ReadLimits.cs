namespace Recapito.Input;

/// <summary>What is read at most, whoever made the input (docs/reference/command-line.md lists these figures).</summary>
internal static class ReadLimits
{
    /// <summary>Octets of one mail; the rest is left out, and the record says so.</summary>
    public const int LargestMail = 16 << 20;

    /// <summary>Characters of a reply that was copied: it has some lines at most; what is longer is a mail, or no reply.</summary>
    public const int LongestReply = 4096;

    /// <summary>Octets of what is only understood as a whole: an Outlook message, event JSON, UTF-16 text, an archive that does not come from a file.</summary>
    public const int LargestWhole = 64 << 20;

    /// <summary>Entries of an archive.</summary>
    public const int MostEntries = 100_000;

    /// <summary>An archive in an archive is opened, one in that is not.</summary>
    public const int DeepestArchive = 2;

    /// <summary>Octets unpacked for one packed octet; text of mails reaches 10, repetitions 50.</summary>
    public const int HighestRatio = 200;

    /// <summary>Octets that may be unpacked whatever the ratio.</summary>
    public const long AlwaysUnpacked = 4 << 20;

    /// <summary>Octets that one archive may unpack to, with all in it.</summary>
    public const long LargestUnpacked = 64L << 30;
}
