using Xunit;

namespace Recapito.Core.Tests;

public sealed class ReplyFormTests
{
    public static TheoryData<string, string> Examples()
    {
        var data = new TheoryData<string, string>();
        foreach (var form in Catalogue.Default.ReplyForms)
        {
            foreach (var example in form.Examples)
            {
                data.Add(form.Id, example);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Each_example_of_the_catalogue_has_the_form_under_which_it_stands(string id, string example) =>
        Assert.Equal(id, Catalogue.Default.FormOf(SmtpReply.Parse(example))?.Id);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Folding_and_wrapping_an_example_does_not_change_its_form(string id, string example)
    {
        var reply = SmtpReply.Parse(example);
        var wrapped = reply with { Lines = [.. reply.Lines.Select(line => line.Replace(" ", "\r\n\t ", StringComparison.Ordinal).ToUpperInvariant())] };
        Assert.Equal(id, Catalogue.Default.FormOf(wrapped)?.Id);
    }

    [Theory]
    [InlineData("554 5.7.1 <lee@contoso.example>: Recipient address rejected: Access denied", "recipient-access-rule")]
    [InlineData("550 5.7.504 [lee@contoso.example]: Recipient address rejected: Access denied", "recipient-rejected")]
    [InlineData("550 5.4.14 Recipient address rejected: Access denied", null)]
    [InlineData("550 Recipient address rejected: Access denied", null)]
    [InlineData("554 5.4.14 Hop count exceeded - possible mail loop ATTR34", "mail-loop")]
    [InlineData("541 5.4.1 Mail rejected by destination domain", "domain-policy-refusal")]
    [InlineData("550 5.7.1 Mail rejected by destination domain", null)]
    [InlineData("550 5.1.1 <lee@contoso.example>: Recipient address rejected: User unknown in local recipient table", "recipient-unknown")]
    [InlineData("550 5.7.64 TenantAttribution; Relay Access Denied [HOST.prod.outlook.com]", "tenant-attribution")]
    [InlineData("554 5.7.1 <lee@contoso.example>: Relay access denied", "relay-denied")]
    [InlineData("554 5.7.1 <unknown[198.51.100.77]>: Client host rejected: Access denied", "client-blocked")]
    [InlineData("554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.25", "client-listed")]
    [InlineData("550 rejected because 192.0.2.25 is in a black list at bl.blocklist.example", "client-listed")]
    [InlineData("550 5.7.606 Access denied, banned sending IP [192.0.2.25].", "client-listed")]
    [InlineData("550 5.7.25 Client does not have valid reverse DNS", "client-blocked")]
    [InlineData("550 5.7.23 <lee@contoso.example>: Recipient address rejected: Message rejected due to: SPF fail - not authorized.", "sender-unauthenticated")]
    [InlineData("550-5.7.26 Unauthenticated email from fabrikam.example is not accepted due to domain's DMARC policy.", "sender-unauthenticated")]
    [InlineData("550 5.1.8 <ana@fabrikam.example>: Sender address rejected: Domain not found", "sender-domain-unknown")]
    [InlineData("250 2.1.5 Recipient OK", null)]
    [InlineData("", null)]
    public void A_near_miss_has_its_own_meaning_or_none(string reply, string? meaning) =>
        Assert.Equal(meaning, Catalogue.Default.FormOf(SmtpReply.Parse(reply))?.Meaning);

    [Fact]
    public void A_reply_of_a_megabyte_is_answered_from_its_first_part()
    {
        var reply = new SmtpReply(550, new(5, 4, 1), [new string('x', 1 << 20) + " Relay Access Denied"]);
        Assert.Null(Catalogue.Default.FormOf(reply));
    }

    [Fact]
    public void Words_about_the_client_count_behind_any_number_of_other_phrases()
    {
        var before = string.Concat(Enumerable.Repeat("mail for ", 5000));
        Assert.Equal("client-blocked", Catalogue.Default.FormOf(SmtpReply.Parse($"554 5.7.1 {before}<unknown[198.51.100.77]>: Client host rejected: Access denied"))?.Meaning);
    }

    [Fact]
    public void Only_refusals_of_the_client_or_sender_are_marked_so()
    {
        string[] clients = ["client-blocked", "client-listed", "busy", "list-not-asked", "partner-connector", "direct-send-refused"];
        Assert.All(Catalogue.Default.ReplyForms, form => Assert.Equal(form.About == RefusalAbout.Client, clients.Contains(form.Meaning)));
    }

    [Fact]
    public void Every_form_has_a_reason_that_has_advice() =>
        Assert.All(Catalogue.Default.ReplyForms, form => Assert.NotNull(Catalogue.Default.AdviceOf(form.Reason!)));
}
