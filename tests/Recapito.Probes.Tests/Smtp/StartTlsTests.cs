using System.Text;
using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

public class StartTlsTests
{
    private const string Host = "mx.contoso.example";
    private const string Address = "203.0.113.25";
    private const string Offer = "250-mx.contoso.example\n250-PIPELINING\n250 STARTTLS";
    private static readonly SmtpSessionRequest Session = new(Host, Address);
    private static readonly RcptRequest Lee = new(Host, Address, RcptRole.Target, "lee@contoso.example");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Host, true, 1, true, null)]
    [InlineData("other.example", true, 1, false, "no name of the certificate is the host's")]
    [InlineData(Host, false, 1, false, "PartialChain")]
    [InlineData(Host, true, -1, false, "NotTimeValid")]
    public async Task A_certificate_is_judged_by_the_labs_roots_and_clock_and_never_ends_the_session(string name, bool known, int days, bool trusted, string? problem)
    {
        using var authority = new TestCertificates();
        using var stranger = new TestCertificates();
        using var certificate = authority.For(name, TestLab.Now.AddDays(days));
        await using var lab = new TestLab();
        lab.TrustedRoots.Add((known ? authority : stranger).Root);
        var script = lab.Smtp(Address).On("EHLO", Offer).On("STARTTLS", "220 go").On("RCPT", "550 5.4.1 no");
        script.Tls = TestCertificates.Server(certificate);
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Session, Lee], null, Cancel);
        var tls = Assert.IsType<Present<SmtpSession>>(seen[0]).Value.Tls!;
        Assert.StartsWith("TLS 1.", tls.Protocol, StringComparison.Ordinal);
        Assert.Equal(trusted, tls.Trusted);
        Assert.Equal([name], tls.Subjects);
        Assert.Equal(certificate.RawData, Convert.FromBase64String(Assert.Single(tls.Chain)));
        Assert.StartsWith("TLS_", tls.CipherSuite, StringComparison.Ordinal);
        Assert.True(problem is null ? tls.Problem is null : tls.Problem?.Contains(problem, StringComparison.Ordinal), tls.Problem);
        Assert.Equal("openssl s_client -starttls smtp -connect 203.0.113.25:25 -servername mx.contoso.example", seen[0].Source.Command);
        Assert.Equal("550 5.4.1 no", Assert.IsType<Present<RcptAnswer>>(seen[1]).Value.Reply.ToString());
        Assert.Equal(1, script.Connections);
    }

    [Fact]
    public async Task Plain_text_behind_the_reply_to_STARTTLS_ends_everything()
    {
        await using var lab = new TestLab();
        var script = lab.Smtp(Address).On("EHLO", Offer).On("STARTTLS", "220 go\n250 injected");
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Session, Lee], null, Cancel);
        Assert.All(seen, one => Assert.Contains("plain text after the reply to STARTTLS", one.Why, StringComparison.Ordinal));
        Assert.All(seen, one => Assert.Equal("smtp-plaintext-after-starttls", one.Misbehaviour));
        Assert.Equal(1, script.Connections);
        Assert.DoesNotContain("RCPT", script.Heard, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("closes", TlsFailure.Handshake)]
    [InlineData("garbage", TlsFailure.Handshake)]
    [InlineData("hangs", TlsFailure.Silence)]
    public async Task Where_TLS_fails_the_host_is_asked_once_more_in_plain_text(string how, TlsFailure failure)
    {
        await using var lab = new TestLab { Limits = ProbeLimits.ForLab with { Step = TimeSpan.FromSeconds(how is "hangs" ? 3 : 12) } };
        var script = lab.Smtp(Address).On("EHLO", Offer).On("STARTTLS", "220 go");
        script.Tls = async stream =>
        {
            _ = await stream.ReadAsync(new byte[4096], Cancel);
            if (how is "garbage")
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes("500 what is this?\r\n"), Cancel);
            }

            _ = how is "closes" ? 0 : await stream.ReadAsync(new byte[4096], Cancel);
            throw new IOException("the end of this connection");
        };
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Session, Lee], null, Cancel);
        var tls = Assert.IsType<Present<SmtpSession>>(seen[0]).Value.Tls!;
        Assert.Equal((null, failure), (tls.Protocol, tls.Failure));
        Assert.StartsWith("TLS handshake failed", tls.Problem, StringComparison.Ordinal);
        Assert.True(Assert.IsType<Present<RcptAnswer>>(seen[1]).Value.Accepted);
        Assert.Equal(2, script.Connections);
    }

    [Fact]
    public async Task STARTTLS_that_is_offered_and_refused_is_noted_and_the_session_goes_on()
    {
        await using var lab = new TestLab();
        var script = lab.Smtp(Address).On("EHLO", Offer).On("STARTTLS", "454 4.7.0 TLS not available");
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Session, Lee], null, Cancel);
        var tls = Assert.IsType<Present<SmtpSession>>(seen[0]).Value.Tls!;
        Assert.Contains("454 4.7.0", tls.Problem, StringComparison.Ordinal);
        Assert.Equal(TlsFailure.Refused, tls.Failure);
        Assert.Equal(Outcome.Present, seen[1].Outcome);
        Assert.Equal(1, script.Connections);
    }

    [Fact]
    public async Task The_chain_is_kept_as_the_host_sends_it_and_what_was_offered_before_TLS_too()
    {
        using var authority = new TestCertificates();
        using var intermediate = authority.Intermediate();
        using var certificate = authority.For(Host, issuer: intermediate);
        await using var lab = new TestLab();
        lab.TrustedRoots.Add(authority.Root);
        lab.Smtp(Address).On("EHLO", Offer).On("STARTTLS", "220 go").Tls = TestCertificates.Server(certificate, intermediate);
        var session = Assert.IsType<Present<SmtpSession>>(Assert.Single(await lab.SmtpProbe().AskAsync(Host, Address, [Session], null, Cancel))).Value;
        Assert.True(session.Tls!.Trusted, session.Tls.Problem);
        Assert.Equal([certificate.RawData, intermediate.RawData], session.Tls!.Chain.Select(Convert.FromBase64String));
        Assert.Equal(["PIPELINING", "STARTTLS"], session.PlainExtensions);
        Assert.Equal(250, session.Ehlo!.Code);
        Assert.InRange(session.BannerDelay!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("*.contoso.example", true)]
    [InlineData("MX.Contoso.Example", true)]
    [InlineData("*.example", false)]
    [InlineData("m*.contoso.example", false)]
    [InlineData("contoso.example", false)]
    public async Task A_name_fits_by_the_rules_for_DNS_names(string name, bool trusted)
    {
        using var authority = new TestCertificates();
        using var certificate = authority.For(name);
        await using var lab = new TestLab();
        lab.TrustedRoots.Add(authority.Root);
        lab.Smtp(Address).On("EHLO", Offer).On("STARTTLS", "220 go").Tls = TestCertificates.Server(certificate);
        var seen = Assert.Single(await lab.SmtpProbe().AskAsync(Host, Address, [Session], null, Cancel));
        Assert.Equal(trusted, Assert.IsType<Present<SmtpSession>>(seen).Value.Tls!.Trusted);
    }

    [Fact]
    public async Task A_second_connection_that_comes_to_nothing_takes_nothing_from_the_first()
    {
        await using var lab = new TestLab();
        var script = new SmtpScript(Cancel);
        script.On("EHLO", Offer).On("STARTTLS", "220 go").Tls = _ => throw new IOException("the end of this connection");
        lab.Tcp(Address, 25, (stream, number) => number == 0 ? script.ServeAsync(stream, number) : Task.CompletedTask);
        var seen = await lab.SmtpProbe().AskAsync(Host, Address, [Session, Lee], null, Cancel);
        Assert.Equal(TlsFailure.Handshake, Assert.IsType<Present<SmtpSession>>(seen[0]).Value.Tls!.Failure);
        Assert.StartsWith("the second connection", Assert.IsType<Unavailable<RcptAnswer>>(seen[1]).Reason, StringComparison.Ordinal);
    }
}
