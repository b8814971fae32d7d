using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Recapito.Web.Tests;

/// <summary>Which methods addresses take, and what those are told that use another.</summary>
public sealed class MethodTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/checks")]
    [InlineData("/watches")]
    [InlineData("/history")]
    [InlineData("/history.csv")]
    [InlineData("/lab")]
    [InlineData("/lab/relay-access-denied")]
    [InlineData("/reference")]
    [InlineData("/reference/start.js")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/recapito.css")]
    [InlineData("/healthz")]
    public async Task The_header_alone_of_what_can_be_read_is_told_as_well(string path)
    {
        await using var served = await Served.StartAsync();
        using var whole = await served.Reader.GetAsync(path, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var header = await served.Reader.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (whole.StatusCode, header.StatusCode));
        Assert.Equal(whole.Content.Headers.ContentType, header.Content.Headers.ContentType);
        Assert.Empty(await header.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_header_alone_of_events_and_of_what_is_not_there_is_told_as_well()
    {
        await using var served = await Served.StartAsync();
        using var events = await served.Reader.SendAsync(new(HttpMethod.Head, "/d/0/events"), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (events.StatusCode, events.Content.Headers.ContentType!.MediaType));
        using var nothing = await served.Reader.SendAsync(new(HttpMethod.Head, "/nothing"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Theory]
    [InlineData("PUT", "/", "GET, HEAD")]
    [InlineData("DELETE", "/history", "GET, HEAD")]
    [InlineData("PUT", "/history.csv", "GET, HEAD")]
    [InlineData("GET", "/bounces", "POST")]
    [InlineData("PUT", "/checks", "GET, HEAD, POST")]
    [InlineData("GET", "/d/0/forget", "POST")]
    public async Task Another_method_is_refused_with_those_that_are_taken_on_a_page_that_says_so(string method, string path, string allowed)
    {
        await using var served = await Served.StartAsync();
        using var answer = await served.Reader.SendAsync(new(new(method), path), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, allowed), (answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow)));
        if (method != "DELETE" && !path.EndsWith("csv", StringComparison.Ordinal))
        {
            Assert.Contains("This address is not used like this", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/nothing.txt")]
    public async Task What_is_not_there_is_said_on_a_page_whatever_it_is_called(string path)
    {
        await using var served = await Served.StartAsync();
        using var answer = await served.Reader.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no such page", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    public static TheoryData<string, string[]> Api => new()
    {
        { "/v1/bounces", ["POST"] },
        { "/v1/diagnoses", ["GET"] },
        { "/v1/diagnoses/{id}", ["DELETE", "GET"] },
        { "/v1/checks", ["GET", "POST"] },
        { "/v1/checks/{id}", ["DELETE", "GET"] },
        { "/v1/watches", ["GET", "POST"] },
        { "/v1/watches/{id}", ["DELETE", "GET"] },
        { "/v1/watches/{id}/stop", ["POST"] },
        { "/v1/problems/{name}", ["GET"] },
    };

    [Theory]
    [MemberData(nameof(Api))]
    public async Task The_api_tells_exactly_which_methods_an_address_takes(string pattern, string[] allowed)
    {
        await using var served = await ServedApi.StartAsync();
        var path = pattern.Replace("{id}", "00000000000000000000000000000000", StringComparison.Ordinal).Replace("{name}", "busy", StringComparison.Ordinal);
        foreach (var method in new[] { "GET", "POST", "DELETE", "PUT", "PATCH" }.Except(allowed))
        {
            Assert.Equal("wrong-method", await ServedApi.ProblemAsync(served.Caller, new(new(method), path), answer => Assert.Equal(allowed, answer.Content.Headers.Allow.Order(StringComparer.Ordinal))));
        }
    }

    [Fact]
    public async Task No_address_of_the_api_is_left_out_here()
    {
        await using var served = await Served.StartAsync();
        var mapped = served.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(pattern => pattern.StartsWith("/v1", StringComparison.Ordinal) && !pattern.Contains("**", StringComparison.Ordinal)).Distinct();
        Assert.Equal(mapped.Order(StringComparer.Ordinal), Api.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));
    }
}
