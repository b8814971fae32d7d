using System.Net;
using System.Text.Json;

namespace Recapito.Web.Tests;

/// <summary>The domain in what somebody wrote is the same wherever they wrote it.</summary>
public sealed class MailDomainTests
{
    [Theory]
    [InlineData("contoso.example", "contoso.example")]
    [InlineData(" Contoso.Example. ", "contoso.example")]
    [InlineData("lee@contoso.example", "contoso.example")]
    [InlineData(" lee@Contoso.example ", "contoso.example")]
    [InlineData("https://contoso.example", "contoso.example")]
    [InlineData("http://Contoso.example:8080/a/page?of=it", "contoso.example")]
    [InlineData("contoso.example/", "contoso.example")]
    [InlineData("https://bücher.example/", "xn--bcher-kva.example")]
    [InlineData("http://xn--é.x/", "xn--é.x")]
    public void An_address_of_a_page_names_its_domain_as_that_of_a_mailbox_does(string text, string domain) => Assert.Equal(domain, MailDomain.In(text));

    [Theory]
    [InlineData("lee@contoso.example")]
    [InlineData("https://Contoso.example/contact")]
    public async Task The_page_the_api_and_the_form_of_a_watch_read_it_alike(string text)
    {
        await using var served = await ServedApi.StartAsync();
        await ServedApi.TakenAsync(served.Caller, ServedApi.Checking(JsonSerializer.Serialize(new { domain = text })));
        await ServedApi.TakenAsync(served.Caller, ServedApi.Watching(JsonSerializer.Serialize(new { domain = text, smtp = false })));
        Assert.Equal("contoso.example", new WatchForm(text, "MX", null).Read().Subject?.Domain);
        await using var page = await Served.StartAsync();
        using var answer = await page.PostAsync("/checks", ("domain", text));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
