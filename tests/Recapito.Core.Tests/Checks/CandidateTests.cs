using static Recapito.Core.Tests.Scene;

namespace Recapito.Core.Tests;

/// <summary>What a report itself rules out is no candidate, even where nothing was looked up; what it leaves open is one.</summary>
public sealed class CandidateTests
{
    private const string Cloud = "db9pr02mb1234.eurprd02.prod.outlook.com";
    private const string Unknown = "550 5.1.1 <lee@contoso.example>: Recipient address rejected: User unknown in virtual mailbox table";
    private const string NotFound = "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup";
    private const string Unauthenticated = "550 5.7.23 The message was rejected because of Sender Policy Framework violation";

    public static TheoryData<string, string?, string?, string, bool> Reports => new()
    {
        { Unknown, "mx1.contoso.example", "mail.fabrikam.example", "senders-tenant-owns-domain", false },
        { Unknown, null, "mail.fabrikam.example", "senders-tenant-owns-domain", false },
        { Unknown, "mx1.contoso.example", Cloud, "senders-tenant-owns-domain", false },
        { NotFound, null, Cloud, "senders-tenant-owns-domain", true },
        { Unknown, null, null, "senders-tenant-owns-domain", true },
        { NoAnswer, Old, Cloud, "senders-network-blocks-smtp", false },
        { NoAnswer, Old, "mail.fabrikam.example", "senders-network-blocks-smtp", true },
        { "550 5.7.705 Access denied, tenant has exceeded threshold. AS(3410)", null, Cloud, "sender-not-authenticated", false },
        { "550 5.7.708 Access denied, traffic not accepted from this IP. AS(8002)", null, Cloud, "sender-not-authenticated", false },
        { "550 5.1.8 Access denied, bad outbound sender. AS(42003)", null, Cloud, "sender-not-authenticated", false },
        { Unauthenticated, Edge, "mail.fabrikam.example", "sender-not-authenticated", true },
    };

    [Theory, MemberData(nameof(Reports))]
    public void A_report_leaves_open_what_it_does_not_rule_out(string reply, string? host, string? reporter, string cause, bool stands)
    {
        var scene = new Scene().Bounce(reply, host).Ask(inquiry => inquiry with { Dns = false, Smtp = false });
        var got = (reporter is null ? scene : scene.ReportedBy(reporter)).Judge();
        Assert.True(got.Candidates.Append(got.Cause?.Cause ?? "").Contains(cause) == stands, $"{got.Verdict} {got.Cause?.Cause}; {string.Join(' ', got.Candidates)}");
    }

    /// <summary>Where nobody looked, the plain words of a host are what there is; where somebody did, what they left open counts.</summary>
    [Theory]
    [InlineData(Unknown, "mx1.contoso.example", false, "userunknown")]
    [InlineData(Unknown, null, false, "userunknown")]
    [InlineData(Unknown, "mx1.contoso.example", true, null)]
    [InlineData(RelayDenied, Old, false, null)]
    public void Plain_words_are_told_where_nothing_else_was_seen(string reply, string? host, bool isLooked, string? reason)
    {
        var scene = new Scene().Bounce(reply, host).Ask(inquiry => inquiry with { Dns = isLooked, Smtp = false });
        var symptom = (isLooked ? scene.Mx("timeout") : scene).Symptom with { Reason = reason ?? "userunknown" };
        var got = Diagnoser.Judge(symptom, scene.Evidence, scene.Inquiry, Catalogue.Default);
        Assert.Equal(reason, ToldReason.Of(got, Catalogue.Default));
    }
}
