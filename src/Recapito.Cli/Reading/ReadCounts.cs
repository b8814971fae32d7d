using System.Globalization;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>How many mails of which kind were read.</summary>
internal sealed class ReadCounts
{
    private readonly long[] kinds = new long[Enum.GetValues<ReportKind>().Length];

    public long Mails { get; private set; }

    public long Recipients { get; private set; }

    /// <summary>Mails, or whole files, that could not be read.</summary>
    public long Unreadable { get; set; }

    /// <summary>Mails that were not read for an error of ours; they count as unrecognised, too.</summary>
    public long InternalErrors { get; set; }

    /// <summary>Files that were read.</summary>
    public long Files { get; set; }

    /// <summary>Octets that were read, as far as they came from a container or a single file.</summary>
    public long Octets { get; set; }

    /// <summary>Mails that look like reports and could not be understood, each with the reason.</summary>
    public List<(string Name, string Why)> Unrecognised { get; } = [];

    public void Add(MailName name, DsnReport report)
    {
        Mails++;
        Recipients += report.Recipients.Count;
        kinds[(int)report.Kind]++;
        if (ReadRecord.UnrecognisedIn(report) is { } why)
        {
            Unrecognised.Add((name.ToString(), why));
        }
    }

    public void Add(ReadCounts other)
    {
        Mails += other.Mails;
        Recipients += other.Recipients;
        Unreadable += other.Unreadable;
        InternalErrors += other.InternalErrors;
        Files += other.Files;
        Octets += other.Octets;
        for (var i = 0; i < kinds.Length; i++)
        {
            kinds[i] += other.kinds[i];
        }
    }

    public void Clear()
    {
        (Mails, Recipients, Unreadable, InternalErrors, Files, Octets) = (0, 0, 0, 0, 0, 0);
        Array.Clear(kinds);
        Unrecognised.Clear();
    }

    /// <summary>One line for people: "1,204 mails, 1,310 recipients: 1,190 bounces, 2 delays, …".</summary>
    /// <param name="unrecognised">How many of the mails that are no bounces look like reports.</param>
    public string Words(long unrecognised)
    {
        (long Count, string One, string Many)[] parts =
        [
            (kinds[(int)ReportKind.Bounce], "bounce", "bounces"),
            (kinds[(int)ReportKind.Delay], "delay", "delays"),
            (kinds[(int)ReportKind.Delivered], "delivered", "delivered"),
            (kinds[(int)ReportKind.Complaint], "complaint", "complaints"),
            (kinds[(int)ReportKind.AutoReply], "automatic reply", "automatic replies"),
            (kinds[(int)ReportKind.Challenge], "challenge", "challenges"),
            (kinds[(int)ReportKind.NotABounce] - unrecognised, "not a bounce", "not bounces"),
            (unrecognised, "unrecognised", "unrecognised"),
            (Unreadable, "unreadable", "unreadable"),
        ];
        var kindsFound = parts.Where(part => part.Count > 0).Select(part => Say(part.Count, part.One, part.Many));
        return $"{Say(Mails, "mail", "mails")}, {Say(Recipients, "recipient", "recipients")}: {string.Join(", ", kindsFound.DefaultIfEmpty("nothing"))}";
    }

    private static string Say(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
