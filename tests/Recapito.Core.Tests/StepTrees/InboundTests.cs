namespace Recapito.Core.Tests;

public class InboundTests
{
    private const string OneHost = "contoso.example MX 10 mx.contoso.example|mx.contoso.example A 203.0.113.25|mx.contoso.example AAAA !NODATA";

    private static readonly TlsSession Tls = new("TLS 1.3", ["mx.contoso.example"], true, null);

    /// <summary>What the DNS says, and what must and must not be said of it. "~" before a text: not in it.</summary>
    [Theory]
    [InlineData("contoso.example MX ?SERVFAIL", "mx=undetermined:not-seen|inbound=undetermined", "mx=fail")]
    [InlineData("contoso.example MX ?timeout after 2 s", "mx=undetermined:not-seen", "mx=fail|host=")]
    [InlineData("fabrikam.example A 203.0.113.1", "mx=fail:no-domain|inbound=fail:failed", "host=")]
    [InlineData("contoso.example MX 0 .|contoso.example MX 0 .", "mx=fail:null-mx|inbound=fail:failed", "host=|port=")]
    [InlineData("contoso.example MX 0 .", "mx=fail:null-mx|inbound=fail:failed", "host=|port=")]
    [InlineData("contoso.example MX !NODATA|contoso.example A !NODATA|contoso.example AAAA !NODATA", "mx=fail:none", "host=ok")]
    [InlineData("contoso.example MX !NODATA|contoso.example A 203.0.113.25|contoso.example AAAA !NODATA", "mx=warning:implicit|port=ok:open", "mx=fail")]
    [InlineData("contoso.example MX !NODATA|contoso.example A ?timeout|contoso.example AAAA !NODATA", "mx=ok:implicit-unknown|resolve=undetermined:not-seen", "mx=fail|resolve=fail")]
    [InlineData("contoso.example MX 10 mx.contoso.example|mx.contoso.example A !NXDOMAIN|mx.contoso.example AAAA !NXDOMAIN", "resolve=fail:no-address|inbound=fail", "port=")]
    [InlineData("contoso.example MX 10 mx.contoso.example|mx.contoso.example A ?timeout|mx.contoso.example AAAA ?timeout", "resolve=undetermined:not-seen|inbound=undetermined", "resolve=fail|port=")]
    [InlineData("contoso.example MX 10 203.0.113.25", "resolve=fail:no-name", "port=")]
    [InlineData("contoso.example MX 10 mx.contoso.example|mx.contoso.example CNAME mail.contoso.example|mail.contoso.example A 203.0.113.25", "resolve=fail:resolved-with-findings|port=ok:open", "resolve=ok")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso-example.mail.protection.outlook.com A 203.0.113.25|contoso-example.mail.protection.outlook.com AAAA !NODATA", "value=ok:as-expected|resolve=ok:resolved", "value=fail|value=warning")]
    [InlineData("contoso.example MX 0 contoso-example.i-v1.mx.microsoft|contoso-example.i-v1.mx.microsoft A 203.0.113.25|contoso-example.i-v1.mx.microsoft AAAA !NODATA", "value=ok:allowed", "value=fail|value=warning")]
    [InlineData("contoso.example MX 0 fabrikam-example.mail.protection.outlook.com|fabrikam-example.mail.protection.outlook.com A 203.0.113.25|fabrikam-example.mail.protection.outlook.com AAAA !NODATA", "value=warning:differs", "value=ok|value=fail")]
    [InlineData("contoso.example MX 0 contoso.mail.protection.outlook.com|contoso.mail.protection.outlook.com A !NXDOMAIN|contoso.mail.protection.outlook.com AAAA !NXDOMAIN", "value=fail:differs|resolve=fail:no-address", "port=")]
    [InlineData(OneHost, "mx=ok:found|resolve=ok:resolved|port=ok:open|capabilities=warning:remarks|starttls=warning:not-offered|recipient=ok:accepted|relay=skipped:not-permitted|message=skipped:not-asked-for|inbound=warning:warnings", "value=|=fail|=undetermined")]
    public void What_the_DNS_says_is_told_and_no_more(string lines, string must, string mustNot)
    {
        var scene = new StepScene(StepScene.Inbound, lines.Split('|')).Session("203.0.113.25").Rcpt(RcptRole.Target, "250 2.1.5 OK");
        Said(StepScene.Summary(scene.Run()), must, mustNot);
    }

    [Theory]
    [InlineData("silent", ConnectResult.Silent, "port=fail:silent|inbound=fail", "undetermined")]
    [InlineData("silent", null, "port=undetermined:closed-from-here|inbound=undetermined", "=fail")]
    [InlineData("silent", ConnectResult.Answered, "port=ok:open-now|capabilities=undetermined:broke-off|inbound=undetermined", "=fail")]
    [InlineData("refused", ConnectResult.Refused, "port=fail:refused|inbound=fail", "undetermined")]
    [InlineData("refused", null, "port=undetermined:closed-from-here", "=fail")]
    [InlineData("silent", ConnectResult.Unreachable, "port=fail:unreachable", "undetermined")]
    [InlineData("silent", ConnectResult.NoBanner, "port=warning:no-banner", "=fail")]
    public void Silence_is_a_failure_only_beside_a_control_host_that_answers(string what, ConnectResult? target, string must, string mustNot)
    {
        var scene = new StepScene(StepScene.Inbound, OneHost.Split('|')).Beside("203.0.113.25", target);
        _ = what == "silent" ? scene.Silent("203.0.113.25") : scene.Refused("203.0.113.25");
        Said(StepScene.Summary(scene.Run()), must, mustNot);
    }

    [Fact]
    public void Silence_without_any_control_host_is_not_determined()
    {
        var scene = new StepScene(StepScene.Inbound with { ControlHost = null }, OneHost.Split('|')).Silent("203.0.113.25");
        Said(StepScene.Summary(scene.Run()), "port=undetermined:silent-without-control|recipient=skipped:not-reached", "=fail");
    }

    [Theory]
    [InlineData("554 5.7.1 your address is listed", null, "banner=undetermined:declines|recipient=skipped:not-reached|inbound=undetermined", "=fail")]
    [InlineData("521 5.3.2 Service currently unavailable", null, "banner=undetermined:declines", "ehlo=ok|=fail")]
    [InlineData("521 no mail here", null, "banner=fail:takes-no-mail", "ehlo=ok")]
    [InlineData("220 mx", "550 5.7.1 who are you", "ehlo=undetermined:refused", "=fail|starttls=warning")]
    [InlineData("220 mx", "502 what?", "ehlo=warning:helo-only", "=fail")]
    [InlineData("220 mx", "250 mx", "banner=ok:invites|ehlo=ok:greeted|starttls=ok:encrypts|certificate=ok:trusted|recipient=ok:accepted|inbound=ok:verified", "warning|fail")]
    public void A_host_that_declines_us_is_not_accused(string banner, string? ehlo, string must, string mustNot)
    {
        var scene = new StepScene(StepScene.Inbound, OneHost.Split('|')).Session("203.0.113.25", banner, ehlo, ehlo is "250 mx" ? Tls : null).Rcpt(RcptRole.Target, "250 2.1.5 OK");
        Said(StepScene.Summary(scene.Run()), must, mustNot);
    }

    [Theory]
    [InlineData(null, null, "starttls=warning:not-offered|certificate=skipped:not-reached")]
    [InlineData(TlsFailure.Refused, null, "starttls=warning:refused")]
    [InlineData(TlsFailure.Handshake, null, "starttls=warning:handshake-failed")]
    [InlineData(TlsFailure.Silence, null, "starttls=warning:handshake-failed")]
    [InlineData(null, "self-signed", "starttls=ok:encrypts|certificate=warning:not-trusted")]
    public void Trouble_with_encryption_is_a_warning_since_mail_mostly_comes_all_the_same(TlsFailure? failure, string? problem, string must)
    {
        var tls = failure is not null ? new TlsSession(null, [], false, "alert") { Failure = failure } : problem is null ? null : Tls with { Trusted = false, Problem = problem };
        var scene = new StepScene(StepScene.Inbound, OneHost.Split('|')).Session("203.0.113.25", tls: tls).Rcpt(RcptRole.Target, "250 OK");
        Said(StepScene.Summary(scene.Run()), must, "=fail");
    }

    [Theory]
    [InlineData(true, "550 5.1.1 unknown", "554 5.7.1 Relay access denied", "recipient=fail:refused|relay=ok:refused|inbound=fail", "relay=fail")]
    [InlineData(true, "450 4.2.0 greylisted", "554 5.7.1 Relay access denied", "recipient=undetermined:no-answer|inbound=undetermined", "=fail")]
    [InlineData(true, "250 OK", "250 OK", "recipient=ok:accepted|relay=fail:open|inbound=fail", "recipient=fail")]
    [InlineData(false, "250 OK", "250 OK", "recipient=skipped:not-permitted|relay=skipped:not-permitted|inbound=ok:verified-to-host", "accepted|open relay")]
    public void A_recipient_is_asked_for_only_where_the_domain_is_the_users(bool own, string target, string relay, string must, string mustNot)
    {
        var question = new InboundQuestion("lee@contoso.example") { Own = own, ControlHost = StepScene.Control };
        var scene = new StepScene(question, OneHost.Replace("203.0.113.25", "8.8.4.4", StringComparison.Ordinal).Split('|')).Session("8.8.4.4", tls: Tls).Rcpt(RcptRole.Target, target).Rcpt(RcptRole.Relay, relay);
        Said(StepScene.Summary(scene.Run()), must, mustNot);
        Assert.Equal(own, scene.Asked.OfType<RcptRequest>().Any());
    }

    [Fact]
    public void Session_recipient_and_relay_are_named_together_so_that_they_share_one_connection()
    {
        var question = StepScene.Inbound with { Own = true };
        var evidence = new[] { "contoso.example MX", "mx.contoso.example A", "mx.contoso.example AAAA" }.Aggregate(EvidenceSet.Empty, (all, what) =>
            all.With(new DomainScene(OneHost.Split('|')).Answer(DomainView.At(what.Split(' ')[0], Enum.Parse<RrType>(what.Split(' ')[1], ignoreCase: true)))));
        var next = question.Next(evidence, DomainScene.Now);
        Assert.Single(next.OfType<SmtpSessionRequest>());
        Assert.Equal([RcptRole.Target, RcptRole.Relay], next.OfType<RcptRequest>().Select(asked => asked.Role));
    }

    [Fact]
    public void One_working_host_of_two_is_a_warning_and_a_gap_beside_it_is_none()
    {
        string[] two = [.. OneHost.Split('|'), "contoso.example MX 20 backup.contoso.example", "backup.contoso.example A 203.0.113.26", "backup.contoso.example AAAA !NODATA"];
        var dead = new StepScene(StepScene.Inbound, two).Session("203.0.113.25", tls: Tls).Rcpt(RcptRole.Target, "250 OK").Silent("203.0.113.26").Beside("203.0.113.26", ConnectResult.Silent);
        Said(StepScene.Summary(dead.Run()), "inbound=warning", "inbound=fail");
        var unknown = new StepScene(StepScene.Inbound, two).Session("203.0.113.25", tls: Tls).Rcpt(RcptRole.Target, "250 OK").Silent("203.0.113.26").Beside("203.0.113.26", null);
        Said(StepScene.Summary(unknown.Run()), "inbound=ok:verified", "=fail");
    }

    [Fact]
    public void A_host_that_breaks_the_rules_is_told_by_what_it_did()
    {
        var scene = new StepScene(StepScene.Inbound, OneHost.Split('|')).Answering(request => request is SmtpSessionRequest asked
            ? new Unavailable<SmtpSession>(asked, "not an SMTP reply to the connection (its banner): hello", StepScene.Source) { Finding = "smtp-not-smtp" } : null);
        var tree = scene.Run();
        Said(StepScene.Summary(tree), "port=ok:open|:misbehaves|recipient=skipped:not-reached", "banner=");
        Assert.DoesNotContain(scene.Asked, asked => asked is ReachabilityRequest);
    }

    [Fact]
    public void While_answers_come_steps_wait_run_and_end_and_at_the_end_none_waits()
    {
        var scene = new StepScene(StepScene.Inbound, OneHost.Split('|')).Session("203.0.113.25").Rcpt(RcptRole.Target, "250 OK");
        _ = scene.Run();
        Said(StepScene.Summary(scene.Trees[0]), "mx=running|inbound=running|message=skipped", "host=|fail");
        Assert.Contains(scene.Trees, tree => StepScene.Summary(tree).Contains("port=running", StringComparison.Ordinal));
        Assert.All(scene.Trees.Where(tree => !tree.IsFinished), tree => Assert.NotEqual(StepStatus.Fail, tree.Root.Status));
        Assert.DoesNotContain(scene.Trees[^1].Root.All, step => step.Status is StepStatus.Pending or StepStatus.Running);
    }

    /// <summary>The text and whether it must stand there, parted by bars.</summary>
    internal static void Said(string summary, string must, string mustNot)
    {
        Assert.All(must.Split('|', StringSplitOptions.RemoveEmptyEntries), part => Assert.Contains(part, summary, StringComparison.Ordinal));
        Assert.All(mustNot.Split('|', StringSplitOptions.RemoveEmptyEntries), part => Assert.DoesNotContain(part, summary, StringComparison.Ordinal));
    }
}
