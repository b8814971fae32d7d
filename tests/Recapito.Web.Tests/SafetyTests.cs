using System.Net;
using System.Text;

namespace Recapito.Web.Tests;

/// <summary>What strangers write is shown as text and does nothing, and a browser is told to take nothing from elsewhere.</summary>
public sealed class SafetyTests
{
    public static TheoryData<string> Vectors =>
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "'-alert(1)-'", "</title><script>alert(1)</script>", "<!--<script>alert(1)//-->",
        "</textarea><script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;<b>", "javascript:alert(1)", "<iframe src=https://evil.example></iframe>", "\u2028<script>alert(1)</script>",
    ];

    /// <summary>The diagnostic of a bounce, its hosts, its subject and the name of its file (in which browsers write a quote as %22), each with what would run in a careless page.</summary>
    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task Nothing_that_a_bounce_says_becomes_part_of_the_page(string vector)
    {
        await using var served = await Served.StartAsync();
        var line = vector.Replace("\u2028", "", StringComparison.Ordinal);
        var mail = $"""
            From: MAILER-DAEMON@fabrikam.example
            To: ana@fabrikam.example
            Subject: {line}
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain; charset=utf-8

            {vector}
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; {line}

            Final-Recipient: rfc822; lee@contoso.example
            Action: failed
            Status: 5.7.1
            Remote-MTA: dns; {line}
            Diagnostic-Code: smtp; 554 5.7.1 {line}

            --b--
            """;
        var page = await served.PageAsync(await served.HandInAsync(line.Replace("\"", "%22", StringComparison.Ordinal) + ".eml", Encoding.UTF8.GetBytes(mail)));
        AssertNothingRuns(page);
        AssertNothingRuns(await served.PageAsync("/history"));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task Nothing_that_a_form_or_an_address_says_becomes_part_of_the_page(string vector)
    {
        await using var served = await Served.StartAsync();
        using var answer = await served.PostAsync("/bounces", ("text", vector));
        AssertNothingRuns(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        AssertNothingRuns(await served.PageAsync($"/history?domain={Uri.EscapeDataString(vector)}&cause={Uri.EscapeDataString(vector)}"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/history")]
    [InlineData("/recapito.js")]
    [InlineData("/nothing-here")]
    [InlineData("/healthz")]
    public async Task Every_answer_tells_the_browser_to_take_nothing_from_elsewhere(string path)
    {
        await using var served = await Served.StartAsync();
        using var answer = await served.Reader.GetAsync(path, TestContext.Current.CancellationToken);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Theory]
    [InlineData("/bounces", "text", "550 5.4.1")]
    [InlineData("/addresses", "address", "lee@contoso.example")]
    public async Task A_form_of_another_page_is_refused(string path, string field, string value)
    {
        await using var served = await Served.StartAsync();
        using var form = new MultipartFormDataContent { { new StringContent(value), field } };
        using var answer = await served.Reader.PostAsync(path, form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("rebound.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    public async Task A_name_that_leads_here_by_another_DNS_is_refused(string host, HttpStatusCode status)
    {
        await using var served = await Served.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = $"{host}:{served.Address.Port}";
        using var answer = await served.Reader.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("/d/00000000000000000000000000000000", HttpStatusCode.NotFound)]
    [InlineData("/d/../../etc/passwd", HttpStatusCode.NotFound)]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("/readyz", HttpStatusCode.OK)]
    public async Task What_is_not_there_is_not_found_and_the_service_says_that_it_lives(string path, HttpStatusCode status)
    {
        await using var served = await Served.StartAsync();
        using var answer = await served.Reader.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
    }

    // What the page itself holds: one script from here, no handler and no style in an element, no address elsewhere.
    private static void AssertNothingRuns(string page)
    {
        Assert.Equal(1, Count(page, "<script"));
        Assert.Equal(1, Count(page, "<script src=\"/recapito.js\" defer></script>"));
        foreach (var forbidden in new[] { "<img", "<iframe", "<svg onload", "<!--", "href=\"javascript:", "src=\"http", "href=\"http", " style=" })
        {
            Assert.DoesNotContain(forbidden, page, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static int Count(string text, string part) => text.Split(part, StringSplitOptions.None).Length - 1;
}
