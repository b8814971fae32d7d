namespace Recapito.Core.Tests;

public class SmtpGreetingTests
{
    private const string Lines = "contoso.example MX 10 mx.contoso.example|mx.contoso.example A 203.0.113.25|other.contoso.example A 203.0.113.99|unclear.contoso.example A ?timeout";
    private const string Names = "smtp-banner-without-name smtp-generic-name smtp-banner-name-elsewhere";
    private const string Against = "smtp-takes-no-mail smtp-no-ehlo smtp-slow-banner smtp-garbage";

    [Theory]
    [InlineData("220 mx.contoso.example ESMTP Postfix", "smtp-answers", Names + " smtp-declines " + Against)]
    [InlineData("220-mx.contoso.example\n220 hello", "smtp-answers", Names)]
    [InlineData("220 [203.0.113.25] ESMTP", "smtp-answers", Names)]
    [InlineData("220 MX.Contoso.Example, ready", "smtp-answers", Names)]
    [InlineData("220 ESMTP ready", "smtp-answers smtp-banner-without-name", "smtp-generic-name smtp-banner-name-elsewhere")]
    [InlineData("220", "smtp-banner-without-name", "smtp-generic-name smtp-banner-name-elsewhere")]
    [InlineData("220 ********", "smtp-banner-without-name", "smtp-garbage")]
    [InlineData("220 localhost ESMTP", "smtp-generic-name", "smtp-banner-without-name smtp-banner-name-elsewhere")]
    [InlineData("220 EXCH01.corp.local Microsoft ESMTP MAIL Service ready", "smtp-generic-name", "smtp-banner-without-name smtp-banner-name-elsewhere")]
    [InlineData("220 other.contoso.example ESMTP", "smtp-banner-name-elsewhere", "smtp-banner-without-name smtp-generic-name")]
    [InlineData("220 nowhere.contoso.example ESMTP", "smtp-banner-name-elsewhere", "smtp-banner-without-name smtp-generic-name")]
    [InlineData("220 unclear.contoso.example ESMTP", "smtp-answers", Names)]
    [InlineData("554 5.7.1 your address is blocked", "smtp-declines", "smtp-answers smtp-takes-no-mail " + Names)]
    [InlineData("554 no SMTP service here", "smtp-declines", "smtp-answers smtp-takes-no-mail " + Names)]
    [InlineData("421 4.3.2 too busy", "smtp-declines", "smtp-answers smtp-takes-no-mail " + Names)]
    [InlineData("521 5.3.2 Service currently unavailable", "smtp-declines", "smtp-answers smtp-takes-no-mail " + Names)]
    [InlineData("521 5.7.1 Service unavailable; client [192.0.2.1] blocked using a list", "smtp-declines", "smtp-answers smtp-takes-no-mail " + Names)]
    [InlineData("521 mx.contoso.example does not accept mail from you (192.0.2.1)", "smtp-declines", "smtp-answers smtp-takes-no-mail " + Names)]
    [InlineData("521 5.3.2", "smtp-declines", "smtp-answers smtp-takes-no-mail " + Names)]
    [InlineData("521 5.3.2 mx.contoso.example does not accept mail", "smtp-takes-no-mail", "smtp-answers smtp-declines " + Names)]
    [InlineData("521 this host takes no mail", "smtp-takes-no-mail", "smtp-answers smtp-declines " + Names)]
    [InlineData("220 mx.contoso.example \\x00\\x1B[2J", "smtp-garbage", Names)]
    [InlineData("220 mx.contoso.example café", "smtp-garbage", Names)]
    public void A_banner_says_who_and_whether(string banner, string must, string mustNot) =>
        Findings.Are(new HostScene(Lines).Says(HostScene.Session(banner, banner.StartsWith("220", StringComparison.Ordinal) ? "250 mx.contoso.example" : null)).Examine(), must, mustNot);

    [Theory]
    [InlineData("250-mx.contoso.example Hello\n250-SIZE 1000\n250 PIPELINING", "smtp-extensions smtp-extensions-missing", Against + " smtp-ehlo-refused smtp-generic-name")]
    [InlineData("250-mx\n250-SIZE\n250-PIPELINING\n250-8BITMIME\n250-SMTPUTF8\n250-DSN\n250-ENHANCEDSTATUSCODES\n250 CHUNKING", "smtp-extensions", "smtp-extensions-missing")]
    [InlineData("250 mx.contoso.example", "smtp-extensions-missing", "smtp-extensions smtp-no-ehlo")]
    [InlineData("250-localhost.localdomain\n250 SIZE", "smtp-generic-name", "smtp-no-ehlo")]
    [InlineData("500 what?", "smtp-no-ehlo", "smtp-ehlo-refused smtp-extensions-missing starttls-not-offered")]
    [InlineData("502 not implemented", "smtp-no-ehlo", "smtp-ehlo-refused smtp-extensions-missing starttls-not-offered")]
    [InlineData("550 5.7.1 your name does not resolve", "smtp-ehlo-refused", "smtp-no-ehlo smtp-extensions-missing starttls-not-offered")]
    [InlineData("450 4.7.1 come again later", "smtp-ehlo-refused", "smtp-no-ehlo smtp-extensions-missing starttls-not-offered")]
    public void A_reply_to_EHLO_shows_what_the_host_can_do(string ehlo, string must, string mustNot) =>
        Findings.Are(new HostScene(Lines).Says(HostScene.Session(ehlo: ehlo)).Examine(), must, mustNot);

    [Theory]
    [InlineData(0.2, "", "smtp-slow-banner")]
    [InlineData(10, "", "smtp-slow-banner")]
    [InlineData(12, "smtp-slow-banner", "")]
    public void A_banner_that_takes_more_than_ten_seconds_is_slow(double seconds, string must, string mustNot) =>
        Findings.Are(new HostScene(Lines).Says(HostScene.Session() with { BannerDelay = TimeSpan.FromSeconds(seconds) }).Examine(), must, mustNot);

    [Theory]
    [InlineData(null)]
    [InlineData("smtp-tarpit")]
    [InlineData("smtp-not-smtp")]
    public void Misbehaviour_is_a_finding_once_for_each_host_and_a_gap_is_none(string? id)
    {
        var scene = new HostScene(Lines, new() { Own = true });
        scene.Domain.Answering(request => request switch
        {
            SmtpSessionRequest asked => new Unavailable<SmtpSession>(asked, "why", HostScene.Heard) { Finding = id },
            RcptRequest asked => new Unavailable<RcptAnswer>(asked, "why", HostScene.Heard) { Finding = id },
            OldTlsRequest asked => new Unavailable<OldTls>(asked, "why", HostScene.Heard) { Finding = id },
            _ => null,
        });
        var found = scene.Examine().Findings.Where(finding => SmtpMisbehaviour.All.Contains(finding.Id)).Select(finding => finding.Id);
        Assert.Equal(id is null ? [] : [id], found);
    }

    [Fact]
    public void Without_SMTP_no_host_is_talked_to()
    {
        var scene = new HostScene(Lines, new() { Smtp = false, Own = true });
        scene.Examine();
        Assert.DoesNotContain(scene.Asked, request => request is SmtpSessionRequest or OldTlsRequest or RcptRequest or ReachabilityRequest);
    }
}
