using Recapito.Core;
using Recapito.SystemTests;
using Xunit;
using static Recapito.Probes.Tests.DnsQuery;

namespace Recapito.Probes.Tests;

/// <summary>A machine that has no time to look must not call others silent.</summary>
public sealed class LateAnswerTests
{
    private static readonly byte[] Question = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. Wire("contoso.example"), 0, 15, 0, 1];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_that_lies_there_is_taken_though_time_is_up_and_then_there_is_none()
    {
        await using var lab = new TestLab().Dns(TestLab.Resolver, q => q.Name is "last.example" ? null : q.Answer());
        using var channel = await lab.Dialer.OpenDnsAsync(TestLab.Resolver, trusted: true, Cancel);
        await channel.SendAsync(Question, Cancel);

        // The server answers one after the other: when it looks at this one, the answer to the first has gone out, and on loopback it is there.
        await channel.SendAsync((byte[])[.. Question[..12], .. Wire("last.example"), 0, 15, 0, 1], Cancel);
        Assert.NotNull(await Deadline.WaitForAsync(TimeSpan.FromSeconds(30), () => lab.Queries.Count == 2 ? lab : null));
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        var (length, otherSource) = await channel.ReceiveAsync(new byte[512], over.Token);
        Assert.Equal((Question.Length, null), (length, otherSource));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.ReceiveAsync(new byte[512], over.Token));
    }

    /// <summary>Of 6 s in all, pauses of 1 s: how often it was sent of how many times, after how long, how long is waited.</summary>
    [Theory]
    [InlineData(3, 1, 0, 1)]
    [InlineData(3, 2, 1, 2)]
    [InlineData(3, 3, 3, 3)]
    [InlineData(2, 2, 1, 5)]
    [InlineData(3, 2, 5.5, 0.5)]
    [InlineData(3, 2, 20, 0)]
    [InlineData(3, 3, 20, 3)]
    [InlineData(1, 1, 20, 1)]
    public void Who_was_asked_last_has_a_pause_to_answer_in_however_late_it_is(int tries, int sent, double after, double waits) => Assert.Equal(
        TimeSpan.FromSeconds(waits),
        DnsExchange.Patience(new() { Dns = TimeSpan.FromSeconds(6), DnsResend = TimeSpan.FromSeconds(1) }, tries, sent, TimeSpan.FromSeconds(after)));
}
