using Xunit;

namespace Recapito.Core.Tests;

public sealed class LimitsPageTests
{
    private static readonly (string What, int Most)[] Limits =
    [
        ("bytes of a mail", DsnReader.LongestMail), ("parts of a mail", MailTree.MostParts), ("depth of a part", MailTree.DeepestPart),
        ("header fields of a mail that are read", HeaderTable.Most), ("bytes of a header field", HeaderText.Longest),
        ("bytes of a text part, without its transfer encoding", HumanText.LongestText), ("text parts that are looked into, up to one that names recipients", MailReading.MostTexts),
        ("lines of a text", TextLine.Most), ("phrases of reports in a text", ReportCues.MostHits), ("recipients in a text", ReportGrammar.MostRecipients),
        ("characters of a diagnostic in a text", RecipientList.LongestDiagnostic), ("bytes of a status part", StatusParts.LongestPart),
        ("recipients in a status part", DeliveryStatus.MostRecipients), ("bytes of a field in a status part", StatusGroup.LongestValue),
        ("characters of a diagnostic in which replies are looked for", QuotedReplies.LongestText), ("replies that one diagnostic wraps in one another", QuotedReplies.DeepestNest),
        ("bytes of the headers of the returned message", ReturnedMessageReader.LongestHeaders), ("bytes of a feedback report", ComplaintReader.LongestPart),
        ("read issues of a mail", IssueList.Most), ("bytes of an export of Exchange", ExchangeExportReader.LongestFile),
        ("elements, or lists and objects, in one another in an export", ExchangeExportReader.DeepestNest), ("remarks on an export", ExportRemarks.Most),
    ];

    [Fact]
    public void The_page_of_limits_names_every_limit_as_it_is_in_the_code()
    {
        var rows = File.ReadAllLines(Repository.PathOf("docs", "reference", "limits.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(cells => $"{cells[1]}: {cells[2]}");
        Assert.Equal(Limits.Select(limit => $"{limit.What}: {limit.Most}"), rows);
    }
}
