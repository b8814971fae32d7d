using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

/// <summary>The words in which Amazon SES tells why a message failed, where the server's reply does not.</summary>
public sealed class SesReasonTests
{
    [Theory]
    [InlineData("Permanent", "General", "onhold", true)]
    [InlineData("Permanent", "NoEmail", "userunknown", true)]
    [InlineData("Permanent", "Suppressed", "suppressed", true)]
    [InlineData("Permanent", "OnAccountSuppressionList", "suppressed", true)]
    [InlineData("Permanent", "UnsubscribedRecipient", "suppressed", true)]
    [InlineData("Transient", "General", "onhold", false)]
    [InlineData("Transient", "MailboxFull", "mailboxfull", false)]
    [InlineData("Transient", "MessageTooLarge", "mesgtoobig", false)]
    [InlineData("Transient", "ContentRejected", "policyviolation", false)]
    [InlineData("Transient", "AttachmentRejected", "policyviolation", false)]
    [InlineData("Transient", "CustomTimeoutExceeded", "expired", false)]
    [InlineData("Undetermined", "Undetermined", "onhold", null)]
    public void A_bounce_sub_type_is_a_reason_where_no_reply_is_quoted(string type, string subType, string reason, bool? permanent)
    {
        var verdict = Judge(Bounce(type, subType, null));
        Assert.Equal((reason, permanent), (verdict.Reason, verdict.Permanent));
    }

    [Theory]
    [InlineData("smtp; 550 5.1.1 user unknown", "Transient", "MailboxFull", "userunknown")]
    [InlineData("smtp; 550 5.0.0 Unknown failure", "Transient", "MailboxFull", "mailboxfull")]
    [InlineData("smtp; 554 5.0.0", "Permanent", "NoEmail", "userunknown")]
    public void A_reply_that_tells_why_comes_first_and_one_that_does_not_leaves_it_to_the_sub_type(string diagnostic, string type, string subType, string reason) =>
        Assert.Equal(reason, Judge(Bounce(type, subType, diagnostic)).Reason);

    [Theory]
    [InlineData("MailboxFull", "mailboxfull")]
    [InlineData("SpamDetected", "spamdetected")]
    [InlineData("RecipientServerError", "systemerror")]
    [InlineData("IPFailure", "blocked")]
    [InlineData("TransientCommunicationFailure", "networkerror")]
    public void A_type_of_delay_is_a_reason_too(string type, string reason) =>
        Assert.Equal(reason, Judge($$$"""{"eventType":"DeliveryDelay","deliveryDelay":{"delayType":"{{{type}}}","delayedRecipients":[{"emailAddress":"lee@contoso.example"}]},"mail":{"messageId":"1"}}""").Reason);

    private static string Bounce(string type, string subType, string? diagnostic) =>
        $$$"""{"notificationType":"Bounce","bounce":{"bounceType":"{{{type}}}","bounceSubType":"{{{subType}}}","bouncedRecipients":[{"emailAddress":"lee@contoso.example"{{{(diagnostic is null ? "" : $",\"diagnosticCode\":\"{diagnostic}\"")}}}}]},"mail":{"messageId":"1"}}""";

    private static ReasonVerdict Judge(string json)
    {
        var report = Assert.Single(EventJson.Read(Encoding.UTF8.GetBytes(json)).Reports);
        return ReasonJudge.Judge(Assert.Single(report.Recipients), report, Catalogue.Default);
    }
}
