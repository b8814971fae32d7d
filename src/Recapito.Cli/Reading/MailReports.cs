using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Who takes what was read.</summary>
internal interface IReportSink
{
    /// <param name="name">How the user knows the mail.</param>
    /// <param name="report">What was read.</param>
    void Add(string name, DsnReport report);

    /// <summary>A mail, or a whole file, that could not be read.</summary>
    /// <param name="problem">Which, why, and what to do.</param>
    void Refuse(string problem);
}

/// <summary>From the octets of one mail to its report.</summary>
internal static class MailReports
{
    /// <summary>Reads one mail, whatever its form, into <paramref name="sink"/>; containers are opened by <see cref="MailCursor"/>.</summary>
    /// <param name="name">How the user knows it.</param>
    /// <param name="bytes">The mail.</param>
    /// <param name="isCut">True where it was longer than <see cref="ReadLimits.LargestMail"/>.</param>
    /// <param name="sink">Takes the result.</param>
    public static void Read(string name, ReadOnlySpan<byte> bytes, bool isCut, IReportSink sink)
    {
        if (MailForm.WhyNoMail(bytes) is { } why)
        {
            sink.Refuse($"{name}: {why}.");
            return;
        }

        var report = DsnReader.Read(bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes);
        sink.Add(name, isCut ? report with { Issues = [.. report.Issues, Cut] } : report);
    }

    private static ReadIssue Cut { get; } = new("mail", ReadLimits.LargestMail, $"the mail is larger than {ReadLimits.LargestMail >> 20} MiB", "read what stands before and left out the rest");
}
