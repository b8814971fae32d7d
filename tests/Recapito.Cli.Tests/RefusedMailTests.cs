using System.Text;
using Recapito.Input;

namespace Recapito.Cli.Tests;

/// <summary>What is said of a mail that cannot be diagnosed: what it is, and no advice that does not fit it.</summary>
public sealed class RefusedMailTests
{
    private const string Success = "From: MAILER-DAEMON@mx.fabrikam.example\nTo: ana@fabrikam.example\nSubject: Successful Mail Delivery Report\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nDelivered.\n\n--b\n"
        + "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.fabrikam.example\n\nFinal-Recipient: rfc822; lee@contoso.example\nAction: delivered\nStatus: 2.0.0\n\n--b--\n";

    private const string Newsletter = "From: News <news@fabrikam.example>\nTo: ana@fabrikam.example\nSubject: Our spring offers\nList-Id: <news.fabrikam.example>\n\nEverything is cheaper now.\n";

    [Theory]
    [InlineData(Success, "reports a success: nobody failed")]
    [InlineData(Newsletter, "is not a bounce")]
    public void A_whole_mail_is_not_asked_for_again(string mail, string what)
    {
        var refused = Assert.Throws<InputException>(() => Bounce.Read("a.eml", Encoding.UTF8.GetBytes(mail)));
        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
        Assert.Contains("a delivery that failed or is late", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("save the whole bounce", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_words_that_are_no_mail_the_whole_one_is_asked_for() =>
        Assert.Contains("saved as .eml", Assert.Throws<InputException>(() => Bounce.Read("a.txt", Encoding.UTF8.GetBytes("My mail came back, why?"))).Message, StringComparison.Ordinal);
}
