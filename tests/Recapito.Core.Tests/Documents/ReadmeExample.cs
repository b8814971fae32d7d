namespace Recapito.Core.Tests;

/// <summary>The code of the package's README, one method for each block, in the same order and word for word.</summary>
/// <param name="console">Where the code writes.</param>
internal sealed class ReadmeExample(TextWriter console)
{
    private TextWriter Console => console;

    public void ReadBounce(byte[] mail)
    {
        DsnReport report = DsnReader.Read(mail);
        foreach (ReadRecord record in ReadRecord.Of("relay.eml", report, Catalogue.Default))
        {
            Console.WriteLine($"{record.Kind} of {record.Recipient}: {record.Reason}, {record.Advice}");
            Console.WriteLine($"{record.RefusingHost} said {record.ReplyCode} {record.Status}");
        }
    }

    public void ReadOutlookMessage(byte[] file)
    {
        OutlookMail outlook = OutlookMessage.Read(file);
        DsnReport report = DsnReader.Read(outlook.Bytes);
        Console.WriteLine($"{report.Kind}: {report.Recipients[0].FinalRecipient}, {outlook.Issues.Count} issues in the file");
    }

    public void ReadEvents(byte[] file)
    {
        foreach (DsnReport report in EventJson.Read(file).Reports)
        {
            foreach (ReadRecord record in ReadRecord.Of("events.json", report, Catalogue.Default))
            {
                Console.WriteLine(ReportJson.WriteLine(record));
            }
        }
    }

    public void MatchReturnPath(DsnReport report)
    {
        VerpPattern pattern = VerpPattern.Parse("bounces+{local}={domain}@lists.example");
        string? recipient = pattern.Match(report);
        DsnReport complete = recipient is null ? report : VerpPattern.Complete(report, recipient);
        Console.WriteLine(complete.Recipients[0].OriginalRecipient);
    }
}
