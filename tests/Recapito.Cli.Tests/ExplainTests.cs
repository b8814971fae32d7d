namespace Recapito.Cli.Tests;

public sealed class ExplainTests
{
    [Theory, InlineData("en", "Relay Access Denied"), InlineData("it", "Relay Access Denied")]
    public async Task A_bounce_is_explained_from_the_report_alone(string language, string quoted)
    {
        var run = await Run.Of("explain", Repository.Bounce, "--lang", language);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal(0, run.ProbesStarted);
        Assert.Contains("lee@contoso.example", run.Output, StringComparison.Ordinal);
        Assert.Contains(quoted, run.Output, StringComparison.Ordinal);
    }

    /// <summary>A reply stands in a log or in a mail program, where there is no file of it.</summary>
    [Theory]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied", "The edge of Exchange Online does not know the address ADDRESS")]
    [InlineData("smtp; 550 5.4.1 Recipient address rejected: Access denied", "The edge of Exchange Online does not know the address ADDRESS")]
    [InlineData("550-5.1.1 no such user\n550 5.1.1 here", "5.1.1: failed for good; the mailbox does not exist")]
    [InlineData("451 4.7.1 Greylisted, try again", "trying again later may succeed")]
    [InlineData("5.7.51", "Where Exchange Online wrote 5.7.51:")]
    [InlineData("550", "refused for good")]
    public async Task The_words_of_a_reply_are_explained_wherever_they_come_from(string reply, string says)
    {
        foreach (var run in (Run[])[await Run.Of("explain", reply), await Run.With(new() { Input = System.Text.Encoding.UTF8.GetBytes(reply) }, "explain", "-")])
        {
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Equal(0, run.ProbesStarted);
            Assert.Contains(says, string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("lee@contoso.example or kim@fabrikam.example failed\n550 5.4.1 Access denied")]
    [InlineData("From lee@contoso.example and kim@fabrikam.example: 550 5.4.1 Access denied")]
    public async Task A_reply_among_words_that_name_several_addresses_is_explained_for_itself(string words)
    {
        var run = await Run.With(new() { Input = System.Text.Encoding.UTF8.GetBytes(words) }, "explain", "-");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("550 5.4.1 Access denied", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("@", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain", "gone.eml", "there is no such file")]
    [InlineData("explain", "550-report.eml", "there is no such file")]
    [InlineData("explain", "my mail was refused", "one begins with its code")]
    [InlineData("explain", "250 2.0.0 Ok", "one begins with its code")]
    [InlineData("explain", "550 5.1.1 User unknown\n552 5.2.2 Mailbox full", "with more than one reply")]
    [InlineData("diagnose", "550 5.4.1 Recipient address rejected: Access denied", "without the recipient that it is about")]
    [InlineData("diagnose", "550 5.1.1 <postmaster@contoso.example>: User unknown", "without the recipient that it is about")]
    public async Task What_is_neither_a_file_nor_enough_says_what_is_wanted(string command, string given, string says)
    {
        var run = await Run.Of(command, given);
        Assert.Equal(4, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
