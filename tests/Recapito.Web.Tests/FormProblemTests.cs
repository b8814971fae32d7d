using System.Net;
using System.Text;

namespace Recapito.Web.Tests;

/// <summary>Forms that are not taken before anybody looks at what is in them: a page says why.</summary>
public sealed class FormProblemTests
{
    [Theory]
    [InlineData("en", "At most 16 MiB are taken")]
    [InlineData("it", "Si accettano al massimo 16 MiB")]
    [InlineData("de", "Höchstens 16 MiB werden angenommen")]
    [InlineData("fr", "Au plus 16 MiB sont acceptés")]
    [InlineData("es", "Se aceptan 16 MiB como máximo")]
    public async Task A_file_that_is_too_large_is_refused_with_the_limit_in_the_readers_language(string language, string says)
    {
        await using var served = await Served.StartAsync();
        served.Reader.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);

        // Who sends all of it at once may not come to hear the answer.
        served.Reader.DefaultRequestHeaders.ExpectContinue = true;
        using var answer = await served.PostFileAsync("back.eml", new byte[RecapitoHost.LargestUpload + 1]);
        await AssertSaysAsync(answer, HttpStatusCode.RequestEntityTooLarge, says);
    }

    [Fact]
    public async Task A_form_of_a_few_words_is_not_as_large_as_a_mail()
    {
        await using var served = await Served.StartAsync();

        // Who sends all of it at once may not come to hear the answer.
        served.Reader.DefaultRequestHeaders.ExpectContinue = true;
        foreach (var path in new[] { "/language", "/checks", "/watches", "/addresses" })
        {
            using var answer = await served.PostAsync(path, ("language", new string('x', (int)RecapitoHost.LargestForm)));
            await AssertSaysAsync(answer, HttpStatusCode.RequestEntityTooLarge, "At most 64 KiB are taken");
        }
    }

    /// <summary>Up to the limit a text is taken however it came.</summary>
    [Fact]
    public async Task A_long_text_is_read_as_a_long_file_is()
    {
        await using var served = await Served.StartAsync();
        using var answer = await served.PostAsync("/bounces", ("text", Encoding.UTF8.GetString(ServedApi.Bounce) + new string('x', 6 << 20)));
        Assert.StartsWith("/d/", answer.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/bounces", null, "en", "Open the page again and send it once more")]
    [InlineData("/bounces", "of-long-ago", "en", "Open the page again and send it once more")]
    [InlineData("/checks", null, "it", "Apri di nuovo la pagina")]
    [InlineData("/language", null, "de", "Öffnen Sie die Seite neu")]
    [InlineData("/addresses", null, "fr", "Ouvrez de nouveau la page")]
    [InlineData("/watches", "of-long-ago", "es", "Abra la página de nuevo")]
    public async Task A_form_of_a_page_that_was_open_too_long_is_refused_with_what_to_do(string path, string? token, string language, string says)
    {
        await using var served = await Served.StartAsync();
        served.Reader.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        using var form = new MultipartFormDataContent { { new StringContent("contoso.example"), "domain" } };
        if (token is not null)
        {
            form.Add(new StringContent(token), "__RequestVerificationToken");
        }

        using var answer = await served.Reader.PostAsync(path, form, TestContext.Current.CancellationToken);
        await AssertSaysAsync(answer, HttpStatusCode.BadRequest, says);
    }

    [Fact]
    public async Task Half_a_form_is_refused_on_a_page_as_well()
    {
        await using var served = await Served.StartAsync();
        using var half = new ByteArrayContent("--b\r\nContent-Disp"u8.ToArray()) { Headers = { ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b") } };
        using var answer = await served.Reader.PostAsync("/bounces", half, TestContext.Current.CancellationToken);
        await AssertSaysAsync(answer, HttpStatusCode.BadRequest, "did not arrive whole");
    }

    private static async Task AssertSaysAsync(HttpResponseMessage answer, HttpStatusCode status, string says)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(says, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }
}
