using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class ComplaintTests
{
    [Theory]
    [InlineData("Feedback-Type: abuse\nVersion: 1\nUser-Agent: Example/1.0\nOriginal-Rcpt-To: <lee@contoso.example>\n")]
    [InlineData("User-Agent: Example/1.0\nVersion: 1\nIncidents: 3\nFeedback-Type: abuse\nIncidents: 3\nOriginal-Rcpt-To: lee@contoso.example\n")]
    [InlineData("Feedback-Type: Abuse\nReported-Domain: fabrikam.example\nSource-Port: 25\nRemoval-Recipient: lee@contoso.example\nVersion: 0.1\n")]
    public void Each_field_of_a_feedback_part_ends_the_one_before_it(string fields)
    {
        var record = Read(fields);
        Assert.Equal(("abuse", "lee@contoso.example"), (record.Report.Complaint?.FeedbackType, record.Recipient));
        Assert.Empty(record.Report.Issues);
    }

    [Theory]
    [InlineData("Feedback-Type: abuse\nOriginal-Rcpt-To: lee@contoso.example\n", "lee@contoso.example")]
    [InlineData("Feedback-Type: abuse\nVersion: 1\n", null)]
    public void A_complaint_says_stop_whether_or_not_it_names_the_recipient(string fields, string? recipient)
    {
        var record = Read(fields);
        Assert.Equal((recipient, "complaint", "feedback", "stop"), (record.Recipient, record.Kind, record.Reason, record.Advice));
    }

    private static ReadRecord Read(string fields) => Assert.Single(ReadRecord.Of("a.eml", DsnReader.Read(Encoding.ASCII.GetBytes(
        "From: feedback@fabrikam.example\nTo: abuse@contoso.example\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n"
        + $"--b\nContent-Type: text/plain\n\nA complaint.\n--b\nContent-Type: message/feedback-report\n\n{fields}\n--b--\n")), Catalogue.Default));
}
