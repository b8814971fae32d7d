using System.Net;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>How many requests are taken.</summary>
public sealed class ApiLimitTests
{
    private const string Path = "/v1/diagnoses?limit=0";

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_how_long_to_wait_and_holds_up_no_other()
    {
        await using var served = await ServedApi.StartAsync(perMinute: 2);
        using var one = served.NewCaller(ApiScopes.All);
        using var other = served.NewCaller(ApiScopes.All);
        Assert.Equal("bad-parameter", await ServedApi.ProblemAsync(one, new(HttpMethod.Get, Path)));
        Assert.Equal("bad-parameter", await ServedApi.ProblemAsync(one, new(HttpMethod.Get, Path)));
        Assert.Equal("too-many-requests", await ServedApi.ProblemAsync(one, new(HttpMethod.Get, Path), answer => Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 30)));
        Assert.Equal("bad-parameter", await ServedApi.ProblemAsync(other, new(HttpMethod.Get, Path)));
    }

    [Fact]
    public async Task An_address_that_tries_keys_is_stopped_whatever_it_sends()
    {
        await using var served = await ServedApi.StartAsync(perMinute: 1, minute: OwnedService.LongMinute);
        _ = served.Keys.Add("monitor", ApiScopes.All);
        var met = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Path) { Headers = { Authorization = new("Bearer", $"recapito_0000000{i}_guess") } };
            met.Add(await ServedApi.ProblemAsync(served.Caller, request));
        }

        Assert.Equal(["key-refused", "key-refused", "key-refused", "key-refused", "too-many-requests"], met);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2::7", "20010db800010002")]
    [InlineData("2001:db8:1:2:ffff::1", "20010db800010002")]
    [InlineData("2001:db8:1:3::7", "20010db800010003")]
    public void Addresses_of_one_network_are_counted_together(string address, string counted) => Assert.Equal(counted, ApiLimits.Network(IPAddress.Parse(address)));

    [Theory]
    [InlineData(0, "1")]
    [InlineData(0.2, "1")]
    [InlineData(1.5, "2")]
    [InlineData(30, "30")]
    public void A_wait_is_told_in_whole_seconds(double seconds, string header) => Assert.Equal(header, ApiLimits.Seconds(TimeSpan.FromSeconds(seconds)));
}
