using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Recapito.Core;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>A case for which nobody asks any more, though not all was asked: what its page says.</summary>
public sealed class InterruptedTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Theory]
    [InlineData("en", "The search for the cause for lee@contoso.example was interrupted.", "hand the bounce in again")]
    [InlineData("it", "La ricerca della causa per lee@contoso.example è stata interrotta.", "carica di nuovo")]
    [InlineData("de", "Die Suche nach der Ursache für lee@contoso.example wurde unterbrochen.", "noch einmal hoch")]
    [InlineData("fr", "La recherche de la cause pour lee@contoso.example a été interrompue.", "déposez de nouveau")]
    [InlineData("es", "La búsqueda de la causa para lee@contoso.example se interrumpió.", "suba otra vez")]
    public async Task A_diagnosis_that_nobody_asks_for_says_so_with_what_to_do_and_is_not_fetched_again(string language, string says, string todo)
    {
        await using var served = await Served.StartAsync();
        served.Reader.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        served.App.Services.GetRequiredService<DiagnosisStore>().Add(new("d0", await OwnerAsync(served), Now, Now.AddDays(1), "bounce.eml", ServedApi.Bounce, [], WorldOf(served), null, true), null);
        await AssertInterruptedAsync(served, "/d/d0", says, todo);
    }

    [Theory]
    [InlineData("en", "The check of contoso.example was interrupted", "check the domain again")]
    [InlineData("it", "La verifica di contoso.example è stata interrotta", "verifica di nuovo il dominio")]
    [InlineData("de", "Die Prüfung von contoso.example wurde unterbrochen", "prüfen Sie die Domain noch einmal")]
    [InlineData("fr", "La vérification de contoso.example a été interrompue", "vérifiez de nouveau")]
    [InlineData("es", "La comprobación de contoso.example se interrumpió", "compruebe otra vez")]
    public async Task A_check_that_nobody_asks_for_says_so_with_what_to_do_and_is_not_fetched_again(string language, string says, string todo)
    {
        await using var served = await Served.StartAsync();
        served.Reader.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var owner = await OwnerAsync(served);
        using var check = await served.PostAsync("/checks", ("domain", "contoso.example"));
        await served.FollowAsync(check.RequestMessage!.RequestUri!.AbsolutePath);
        served.App.Services.GetRequiredService<CheckStore>().Add(new("c0", owner, Now, Now.AddDays(1), "contoso.example", new(true, true, []), WorldOf(served), null), null);
        await AssertInterruptedAsync(served, "/c/c0", says, todo);
    }

    [Fact]
    public async Task A_watch_that_nobody_asks_for_says_so_and_is_not_fetched_again()
    {
        await using var served = await Served.StartAsync();
        served.App.Services.GetRequiredService<WatchStore>().Add(new("w0", await OwnerAsync(served), Now, Now.AddDays(1), new("contoso.example", RrType.Mx), TimeSpan.FromHours(1), null), null);
        var page = WebUtility.HtmlDecode(await served.PageAsync("/w/w0"));
        Assert.Contains("Interrupted; goes on after the next start of the service", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-live", page, StringComparison.Ordinal);
    }

    private static async Task AssertInterruptedAsync(Served served, string path, string says, string todo)
    {
        foreach (var part in new[] { "", "/part" })
        {
            var page = WebUtility.HtmlDecode(await served.PageAsync(path + part));
            Assert.Contains(says, page, StringComparison.Ordinal);
            Assert.Contains(todo, page, StringComparison.Ordinal);
            Assert.Contains("/forget", page, StringComparison.Ordinal);
            Assert.DoesNotContain(" … ", page, StringComparison.Ordinal);
            Assert.DoesNotContain("http-equiv=\"refresh\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("data-live", page, StringComparison.Ordinal);
        }
    }

    // A case of another world waits for whoever looks there.
    private static string? WorldOf(Served served) => served.App.Services.GetRequiredService<IProbingGround>().Name;

    // Of the reader's cookie, which they have once they handed something in. That comes to its end: whoever asks has begun to by then, and takes nothing more for left from before.
    private static async Task<byte[]> OwnerAsync(Served served)
    {
        using var reader = served.NewReader(follows: false);
        using var answer = await served.PostAsync(reader, "/sample");
        var secret = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("recapito-owner=", StringComparison.Ordinal)).Split('=', ';')[1];
        served.Reader.DefaultRequestHeaders.Add("Cookie", "recapito-owner=" + secret);
        await served.FollowAsync(answer.Headers.Location!.OriginalString);
        return SHA256.HashData(Convert.FromHexString(secret));
    }
}
