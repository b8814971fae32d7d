using Recapito.Core;
using Recapito.Probes;

namespace Recapito.SystemTests;

/// <summary>The SMTP probes before real servers with STARTTLS: what they see is what the servers were told to do.</summary>
public sealed class MailServerTests
{
    private const string Host = "mx.contoso.example";
    private const string Address = "203.0.113.25";
    private const string OldAddress = "203.0.113.26";

    public static TheoryData<string, string, string> Servers => new()
    {
        // server     refusal of an unknown recipient        refusal to relay
        { "Postfix", "550 5.1.1",                            "Relay access denied" },
        { "Exim",    "550 no such user",                     "550 relay not permitted" },
    };

    [Theory, MemberData(nameof(Servers))]
    public async Task What_is_seen_of_a_real_server_is_what_it_was_told_to_do(string kind, string unknown, string relay)
    {
        var problem = kind is "Exim" ? EximServer.Problem : PostfixServer.Problem;
        Assert.SkipWhen(problem is not null, problem ?? "");
        using var authority = new TestAuthority(Host);
        await using var server = await MailServer.StartAsync(kind, authority);
        var seen = await AskAsync(server, authority);

        var session = Value<SmtpSession>(seen, new SmtpSessionRequest(Host, Address), server);
        Assert.StartsWith(Host, session.Banner.Text, StringComparison.Ordinal);
        Assert.Equal(250, session.Ehlo!.Code);
        Assert.Contains("STARTTLS", session.PlainExtensions);
        Assert.DoesNotContain("STARTTLS", session.Extensions);
        Assert.Contains("PIPELINING", session.Extensions);
        Assert.True(session.Tls!.Trusted, session.Tls.Problem);
        Assert.Equal("TLS 1.3", session.Tls.Protocol);
        Assert.Equal(authority.Sent, session.Tls.Chain.Select(Convert.FromBase64String));

        Assert.True(Value<RcptAnswer>(seen, Rcpt(RcptRole.Target, "lee@contoso.example"), server).Accepted);
        var refused = Value<RcptAnswer>(seen, Rcpt(RcptRole.Control, "contoso.example"), server);
        Assert.False(refused.Accepted);
        Assert.StartsWith(unknown, refused.Reply.ToString(), StringComparison.Ordinal);
        var foreign = Value<RcptAnswer>(seen, Rcpt(RcptRole.Relay, "relay-test@example.com"), server);
        Assert.False(foreign.Accepted);
        Assert.Contains(relay, foreign.Reply.ToString(), StringComparison.Ordinal);

        Assert.Null(Value<OldTls>(seen, new OldTlsRequest(Host, Address), server).Protocol);
        Assert.Equal("TLS 1.1", Value<OldTls>(seen, new OldTlsRequest(Host, OldAddress), server).Protocol);
    }

    private static RcptRequest Rcpt(RcptRole role, string subject) => new(Host, Address, role, subject);

    private static async Task<EvidenceSet> AskAsync(MailServer server, TestAuthority authority)
    {
        LabRoute Route(string address, int port) => new(address, 25, TransportProtocol.Tcp, RouteFate.Deliver, port);
        var routes = new LabRoutes([Route(Address, server.Port), Route(OldAddress, server.OldPort)], "192.0.2.10", [authority.Root], DateTimeOffset.UtcNow);
        var collector = EvidenceCollector.Create(new() { LabRoutes = routes, EhloName = "probe.example" }, reply => Catalogue.Default.FormOf(reply)?.About);
        Request[] plan =
        [
            new SmtpSessionRequest(Host, Address), Rcpt(RcptRole.Target, "lee@contoso.example"), Rcpt(RcptRole.Control, "contoso.example"),
            Rcpt(RcptRole.Relay, "relay-test@example.com"), new OldTlsRequest(Host, Address), new OldTlsRequest(Host, OldAddress),
        ];
        return await collector.CollectAsync(_ => plan, EvidenceSet.Empty, null, TestContext.Current.CancellationToken);
    }

    private static T Value<T>(EvidenceSet evidence, Request<T> request, MailServer server)
        where T : class
    {
        var seen = evidence.Find(request);
        Assert.True(seen is Present<T>, $"{request.Question}: {seen?.Why}\n{string.Join('\n', seen?.Source.Transcript ?? [])}\n{server.Log}");
        return ((Present<T>)seen!).Value;
    }
}
