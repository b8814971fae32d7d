namespace Recapito.Core.Tests;

public class OpenRelayTests
{
    [Theory]
    [InlineData("250 2.1.5 OK", "550 5.1.1 no such user", "open-relay", "relay-refused smtp-accepts-all")]
    [InlineData("250 2.1.5 OK", "250 2.1.5 OK", "relay-undetermined smtp-accepts-all", "open-relay relay-refused")]
    [InlineData("250 2.1.5 OK", "?a transient reply", "relay-undetermined", "open-relay relay-refused smtp-accepts-all")]
    [InlineData("554 5.7.1 Relay access denied", "550 5.1.1 no such user", "relay-refused", "open-relay smtp-accepts-all")]
    [InlineData("554 5.7.1 Relay access denied", "250 2.1.5 OK", "relay-refused smtp-accepts-all", "open-relay")]
    [InlineData("?our address is refused", "?a transient reply", "", "open-relay relay-undetermined relay-refused smtp-accepts-all")]
    public void Only_what_a_host_says_of_the_recipient_counts(string foreign, string random, string must, string mustNot)
    {
        var scene = new HostScene(inquiry: new() { Own = true }).Says(HostScene.Session());
        scene.Domain.Answering(request => request is RcptRequest asked ? Answer(asked, asked.Role is RcptRole.Relay ? foreign : random) : null);
        Findings.Are(scene.Examine(), must, mustNot);
    }

    [Theory]
    [InlineData("203.0.113.25", "mx.contoso.example Hello probe.example [192.0.2.7]", "open-relay", "relay-undetermined")]
    [InlineData("203.0.113.25", "mx.contoso.example", "open-relay", "relay-undetermined")]
    [InlineData("203.0.113.25", "mx.contoso.example version 1.2.3", "open-relay", "relay-undetermined")]
    [InlineData("203.0.113.25", "mx.contoso.example Hello probe.example [203.0.113.77]", "relay-undetermined", "open-relay")]
    [InlineData("203.0.113.25", "mx.contoso.example Hello probe.example [10.1.2.3]", "relay-undetermined", "open-relay")]
    [InlineData("203.0.113.25", "mx.contoso.example at your service, [203.0.113.25]", "open-relay", "relay-undetermined")]
    [InlineData("203.0.113.25", "mx.contoso.example at your service, 192.168.7.9", "relay-undetermined", "open-relay")]
    [InlineData("10.1.2.3", "mx.contoso.example", "relay-undetermined", "open-relay")]
    public void A_host_that_may_know_the_network_of_this_machine_is_not_called_an_open_relay(string address, string ehlo, string must, string mustNot)
    {
        var scene = new HostScene($"contoso.example MX 10 mx.contoso.example|mx.contoso.example A {address}", new() { Own = true }).Says(HostScene.Session(ehlo: $"250 {ehlo}"), address);
        scene.Domain.Answering(request => request is RcptRequest asked ? Answer(asked, asked.Role is RcptRole.Relay ? "250 2.1.5 OK" : "550 5.1.1 no such user") : null);
        Findings.Are(scene.Examine(), must, mustNot);
    }

    [Fact]
    public void Only_the_hosts_of_ones_own_domain_are_asked()
    {
        var scene = new HostScene().Says(HostScene.Session());
        scene.Examine();
        Assert.Empty(scene.Asked.OfType<RcptRequest>());
    }

    [Fact]
    public void The_foreign_recipient_is_one_of_a_domain_that_is_set_aside_for_examples()
    {
        var scene = new HostScene(inquiry: new() { Own = true }).Says(HostScene.Session());
        scene.Examine();
        Assert.Equal(
            [(RcptRole.Control, "contoso.example"), (RcptRole.Relay, "relay-test@example.com")],
            scene.Asked.OfType<RcptRequest>().Select(request => (request.Role, request.Subject)).Order());
    }

    private static Observation<RcptAnswer> Answer(RcptRequest asked, string reply) => reply[0] is '?'
        ? new Unavailable<RcptAnswer>(asked, reply[1..], HostScene.Heard)
        : new Present<RcptAnswer>(asked, new(asked.Subject, SmtpReply.Parse(reply).IsPositive, SmtpReply.Parse(reply), "RCPT TO"), HostScene.Heard);
}
