namespace Recapito.Core.Tests;

public class TestMessageStepTests
{
    private static readonly string[] Two =
    [
        "contoso.example MX 10 mx1.contoso.example", "contoso.example MX 20 mx2.contoso.example",
        "mx1.contoso.example A 203.0.113.25", "mx1.contoso.example AAAA !NODATA", "mx2.contoso.example A 203.0.113.26", "mx2.contoso.example AAAA !NODATA",
    ];

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void No_message_is_named_unless_it_is_asked_for_and_the_domain_is_the_users(bool own, bool send)
    {
        var scene = new StepScene(StepScene.Inbound with { Own = own, SendTest = send }, Two).Session("203.0.113.25").Session("203.0.113.26");
        var tree = scene.Run();
        Assert.DoesNotContain(scene.Asked, asked => asked is TestMessageRequest);
        Assert.Equal(StepStatus.Skipped, tree.Root.All.Single(step => step.Id == "message").Status);
    }

    [Theory]
    [InlineData("250 2.0.0 queued as 4711", "message=ok:queued", "")]
    [InlineData("550 5.1.1 unknown", "message=fail:refused", "")]
    [InlineData("550 5.7.1 policy", "message=undetermined:refused", "message=fail")]
    [InlineData("451 4.7.1 greylisted", "message=undetermined:refused", "message=fail")]
    public void One_message_goes_to_the_first_host_that_talks_to_us(string reply, string must, string mustNot)
    {
        var scene = new StepScene(StepScene.Inbound with { Own = true, SendTest = true }, Two).Silent("203.0.113.25").Beside("203.0.113.25", ConnectResult.Silent).Session("203.0.113.26")
            .Answering(request => request is TestMessageRequest asked
                ? new Present<TestMessageAnswer>(asked, new("abcdefghijkl", reply[0] == '2', SmtpReply.Parse(reply), "end of data"), StepScene.Source) : null);
        InboundTests.Said(StepScene.Summary(scene.Run()), must, mustNot);
        var message = Assert.Single(scene.Asked.OfType<TestMessageRequest>());
        Assert.Equal(("mx2.contoso.example", "203.0.113.26", "lee@contoso.example", ""), (message.Host, message.Address, message.Recipient, message.Sender));
    }

    [Fact]
    public void A_preferred_host_is_waited_for()
    {
        var question = StepScene.Inbound with { Own = true, SendTest = true };
        var scene = new StepScene(question, Two).Session("203.0.113.25").Session("203.0.113.26")
            .Answering(request => request is TestMessageRequest asked ? new Unavailable<TestMessageAnswer>(asked, "the connection broke", StepScene.Source) : null);
        InboundTests.Said(StepScene.Summary(scene.Run()), "message=undetermined:no-answer", "message=fail");
        Assert.Equal("mx1.contoso.example", Assert.Single(scene.Asked.OfType<TestMessageRequest>()).Host);
    }
}
