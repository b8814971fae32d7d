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
}
