using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>Events while a case grows.</summary>
public sealed class CaseEventTests
{
    [Fact]
    public async Task Who_follows_hears_of_answers_while_they_come_in_and_of_the_whole_when_they_end()
    {
        var (live, pipe) = (new LiveDiagnosis(), new Pipe());
        await using var services = new ServiceCollection().AddOptions().BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services, RequestAborted = TestContext.Current.CancellationToken };
        http.Response.Body = pipe.Writer.AsStream();
        var sent = CaseEvents.Of(http, live, () => "{\n  \"state\": \"done\"\n}", TimeProvider.System, new(TimeProvider.System, CancellationToken.None), () => true).ExecuteAsync(http);
        Assert.False(sent.IsCompleted, sent.Exception?.ToString());
        using var reader = new StreamReader(pipe.Reader.AsStream());
        Assert.Equal("event: progress", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal("data: {\"state\":\"asking\",\"answers\":0}", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        live.End();
        await sent;
        await pipe.Writer.CompleteAsync();
        Assert.Equal("\nevent: done\ndata: {\ndata:   \"state\": \"done\"\ndata: }\nid: done\n\n", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whose_key_is_revoked_meanwhile_is_told_no_more()
    {
        var (live, pipe, holds) = (new LiveDiagnosis(), new Pipe(), true);
        await using var services = new ServiceCollection().AddOptions().BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services, RequestAborted = TestContext.Current.CancellationToken };
        http.Response.Body = pipe.Writer.AsStream();
        var sent = CaseEvents.Of(http, live, () => "{}", TimeProvider.System, new(TimeProvider.System, CancellationToken.None), () => holds).ExecuteAsync(http);
        using var reader = new StreamReader(pipe.Reader.AsStream());
        Assert.Equal("event: progress", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        holds = false;
        live.End();
        await sent;
        await pipe.Writer.CompleteAsync();
        Assert.DoesNotContain("event: done", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_holds_until_it_is_revoked_and_nobody_without_one_once_there_is_one()
    {
        using var folder = new Watch.Tests.TemporaryFolder();
        var keys = new ApiKeys(Database.Open(folder.File("recapito.db")), TimeProvider.System);
        var caller = new Func<ApiCaller, Func<bool>>(who =>
        {
            var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddSingleton(keys).BuildServiceProvider() };
            http.Features.Set(who);
            return ApiCaller.Holding(http);
        });
        var local = caller(ApiCaller.Local);
        Assert.True(local());
        keys.Add("monitor", ApiScopes.All);
        var holder = caller(ApiCaller.With(keys.All()[0]));
        Assert.Equal((false, true), (local(), holder()));
        keys.Revoke("monitor");
        Assert.False(holder());
    }

    [Theory]
    [InlineData(true, true, "done")]
    [InlineData(true, false, "done")]
    [InlineData(false, true, "asking")]
    [InlineData(false, false, "interrupted")]
    public void A_case_that_is_neither_whole_nor_asked_for_was_interrupted(bool isWhole, bool isLive, string state) => Assert.Equal(state, CaseState.Of(isWhole, isLive));
}
