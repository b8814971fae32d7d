using System.Net;
using System.Text;

namespace Recapito.Web.Tests;

/// <summary>The way of a reader through the pages, without a script: what they hold, and what they do not.</summary>
public sealed class PageTests
{
    // Where no mail host can be reached, nothing speaks against what a reply says.
    internal const string Unseen = "lab/worlds/undeterminable/port-25-closed-here.yaml";

    private static readonly byte[] Bounce = File.ReadAllBytes(Served.PathOf("samples/relay-access-denied.eml"));

    [Fact]
    public async Task Who_drops_a_bounce_reads_the_cause_who_must_act_the_proof_and_the_fix()
    {
        await using var served = await Served.StartAsync();
        var page = WebUtility.HtmlDecode(await served.PageAsync(await served.HandInAsync("bounce.eml", Bounce)));
        Assert.Contains("The MX of contoso.example names", page, StringComparison.Ordinal);
        Assert.Contains("The administrator of the recipient's mail. Nothing was seen to be wrong with the message itself.", page, StringComparison.Ordinal);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("dig +norecurse", page, StringComparison.Ordinal);
        Assert.Contains("lee@contoso.example", page, StringComparison.Ordinal);
        Assert.Contains("To undo:", page, StringComparison.Ordinal);
        Assert.Contains("Subject: Mail to lee@contoso.example comes back", page, StringComparison.Ordinal);
        Assert.DoesNotContain("answers so far", page, StringComparison.Ordinal);
    }

    /// <summary>On a small screen too, only the way to the mailbox is crossed out: within the circle mail does pass.</summary>
    [Fact]
    public async Task The_list_of_stations_crosses_out_no_way_within_a_circle()
    {
        await using var served = await Served.StartAsync("lab/worlds/loop/mail-loop-both-sides-relay.yaml");
        using var sample = await served.PostAsync("/sample", ("confirm", "yes"));
        var path = sample.RequestMessage!.RequestUri!.AbsolutePath;
        await served.FollowAsync(path);
        var page = await served.PageAsync(path);
        Assert.Equal(1, page.Split("<li class=\"stop round\">").Length - 1);
        Assert.Equal(1, page.Split("<li class=\"stop\">").Length - 1);
    }

    [Fact]
    public async Task The_text_of_a_bounce_can_be_pasted_and_the_sample_taken()
    {
        await using var served = await Served.StartAsync();
        using var pasted = await served.PostAsync("/bounces", ("text", Encoding.UTF8.GetString(Bounce)));
        Assert.StartsWith("/d/", pasted.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        using var sample = await served.PostAsync("/sample");
        Assert.StartsWith("/d/", sample.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
    }

    /// <summary>What the page shows as an example of what to paste is taken.</summary>
    [Fact]
    public async Task The_example_in_the_box_can_be_pasted()
    {
        await using var served = await Served.StartAsync();
        var page = WebUtility.HtmlDecode(await served.PageAsync("/"));
        var from = page.IndexOf("placeholder=\"", StringComparison.Ordinal) + "placeholder=\"".Length;
        using var pasted = await served.PostAsync("/bounces", ("text", page[from..page.IndexOf('"', from)]));
        Assert.StartsWith("/d/", pasted.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
    }

    /// <summary>Whom a reply is about is taken from it, or asked for in a field; the text is kept meanwhile.</summary>
    [Fact]
    public async Task A_pasted_reply_that_names_nobody_is_asked_for_its_recipient()
    {
        const string reply = "550 5.4.1 Recipient address rejected: Access denied";
        await using var served = await Served.StartAsync();
        using var asked = await served.PostAsync("/bounces", ("text", reply));
        var page = WebUtility.HtmlDecode(await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.Contains("Which address was the mail for?", page, StringComparison.Ordinal);
        Assert.Contains($">{reply}</textarea>", page, StringComparison.Ordinal);
        using var wrong = await served.PostAsync("/bounces", ("text", reply), ("recipient", "lee"));
        Assert.Contains("is no address; enter the one", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var answered = await served.PostAsync("/bounces", ("text", reply), ("recipient", " lee@contoso.example "));
        await SaysAsync(served, answered);
        using var named = await served.PostAsync("/bounces", ("text", "550 5.4.1 <lee@contoso.example>: Recipient address rejected: Access denied"), ("recipient", "kim@other.example"));
        await SaysAsync(served, named);
    }

    /// <summary>The only address of the text stands in the field already, to be confirmed.</summary>
    [Theory]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied lee@contoso.example", "lee@contoso.example")]
    [InlineData("lee@contoso.example, 554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org", "lee@contoso.example")]
    [InlineData("550 5.1.8 Access denied ana@fabrikam.example", "")]
    public async Task The_address_that_a_reply_may_be_about_stands_in_the_field(string reply, string proposed)
    {
        await using var served = await Served.StartAsync();
        using var asked = await served.PostAsync("/bounces", ("text", reply));
        var page = WebUtility.HtmlDecode(await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.Contains("Enter or confirm the address below", page, StringComparison.Ordinal);
        Assert.Contains($"autocomplete=\"off\" value=\"{proposed}\" autofocus", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/addresses", page, StringComparison.Ordinal);
    }

    /// <summary>A text without a reply lacks it; the one address in it can be looked at all the same, as by the command line.</summary>
    [Theory]
    [InlineData("Relay Access Denied lee@contoso.example")]
    [InlineData("Impossibile recapitare il messaggio a lee@contoso.example: l'indirizzo non è stato trovato")]
    public async Task Of_a_text_without_a_reply_the_address_alone_can_be_looked_at(string text)
    {
        await using var served = await Served.StartAsync();
        using var asked = await served.PostAsync("/bounces", ("text", text));
        var page = WebUtility.HtmlDecode(await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.Contains($">{text}</textarea>", page, StringComparison.Ordinal);
        Assert.Contains(">Look at this address: lee@contoso.example</button>", page, StringComparison.Ordinal);
        Assert.Contains("name=\"address\" value=\"lee@contoso.example\"", page, StringComparison.Ordinal);
        using var taken = await served.PostAsync("/addresses", ("address", "lee@contoso.example"));
        var path = taken.RequestMessage!.RequestUri!.AbsolutePath;
        Assert.StartsWith("/d/", path, StringComparison.Ordinal);
        await served.FollowAsync(path);
        Assert.Contains("The MX of contoso.example names", WebUtility.HtmlDecode(await served.PageAsync(path)), StringComparison.Ordinal);
        using var other = served.NewReader();
        Assert.DoesNotContain("lee@", await served.PageAsync(path, other), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Relay Access Denied lee@contoso.example and kim@contoso.example")]
    [InlineData("Mittente: ana@fabrikam.example")]
    [InlineData("Relay Access Denied")]
    public async Task Without_the_one_address_none_is_offered(string text)
    {
        await using var served = await Served.StartAsync();
        using var asked = await served.PostAsync("/bounces", ("text", text));
        Assert.DoesNotContain("/addresses", await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("lee")]
    [InlineData("<b>@contoso.example")]
    public async Task What_is_no_address_is_not_looked_at(string address)
    {
        await using var served = await Served.StartAsync();
        using var answer = await served.PostAsync("/addresses", ("address", address));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("is no address; enter the one", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
    }

    // Nothing names who refused; what is refused now is told instead, as that, and what was handed in beside it.
    private static async Task SaysAsync(Served served, HttpResponseMessage answer)
    {
        var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        Assert.StartsWith("/d/", path, StringComparison.Ordinal);
        await served.FollowAsync(path);
        var page = WebUtility.HtmlDecode(await served.PageAsync(path));
        Assert.Contains("not known who refused", page, StringComparison.Ordinal);
        Assert.Contains("refuses it now", page, StringComparison.Ordinal);
        Assert.DoesNotContain("gave up here", page, StringComparison.Ordinal);
        Assert.Contains("The MX of contoso.example names mx.oldhost.example", page, StringComparison.Ordinal);
        Assert.Contains("it need not be the same refusal", page, StringComparison.Ordinal);
        Assert.Contains("Recipient address rejected: Access denied</blockquote>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("directory-based edge blocking", page, StringComparison.Ordinal);
    }

    /// <summary>What cannot be used is said in the reader's language, without a standard's number or a command.</summary>
    [Theory]
    [InlineData("it", "Questo non è un messaggio di mancato recapito")]
    [InlineData("de", "Das ist kein Rückläufer")]
    [InlineData("fr", "Ce n'est pas un rapport de non-remise\u00A0: ")]
    [InlineData("es", "Esto no es un mensaje de devolución")]
    public async Task Input_that_cannot_be_used_is_named_in_the_readers_language(string language, string says)
    {
        await using var served = await Served.StartAsync();
        served.Reader.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        using var answer = await served.PostAsync("/bounces", ("text", "From: ana@fabrikam.example\nTo: lee@contoso.example\n\nSee you tomorrow."));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(says, page, StringComparison.Ordinal);
        Assert.DoesNotContain("RFC ", page, StringComparison.Ordinal);
    }

    /// <summary>A full mailbox is a matter of the recipient's side: it is marked, and there is a message for it.</summary>
    [Fact]
    public async Task What_the_reply_alone_tells_marks_who_can_act_and_has_a_message_for_them()
    {
        await using var served = await Served.StartAsync(Unseen);
        using var answer = await served.PostAsync("/bounces", ("text", "552 5.2.2 <lee@contoso.example>: Mailbox full"), ("knownGood", "kim@other.example"));
        var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        await served.FollowAsync(path);
        var page = WebUtility.HtmlDecode(await served.PageAsync(path));
        Assert.Matches("<li class=\"acts\">.*Recipient's IT", page);
        Assert.Contains("Please make room in the mailbox", page, StringComparison.Ordinal);
        Assert.DoesNotContain("RCPT TO)", page, StringComparison.Ordinal);
        Assert.Contains("Not asked about: kim@other.example. Only an address of contoso.example", page, StringComparison.Ordinal);
    }

    /// <summary>An address that is said to work counts only where it is one; it is not passed over.</summary>
    [Theory]
    [InlineData(20, null)]
    [InlineData(21, "more than 20 addresses")]
    [InlineData(600_000, "more than 20 addresses")]
    public async Task A_few_addresses_are_said_to_work_and_not_a_whole_list(int count, string? says)
    {
        await using var served = await Served.StartAsync();
        using var answer = await served.PostAsync("/bounces", ("text", Encoding.UTF8.GetString(Bounce)), ("knownGood", string.Join(' ', Enumerable.Range(0, count).Select(row => $"u{row}@contoso.example"))));
        Assert.Equal(says is null, answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/d/", StringComparison.Ordinal));
        Assert.Contains(says ?? "", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xx")]
    [InlineData("kim@contoso.example, <b>")]
    public async Task What_is_no_address_that_works_is_refused_with_a_reason(string knownGood)
    {
        await using var served = await Served.StartAsync();
        using var answer = await served.PostAsync("/bounces", ("text", Encoding.UTF8.GetString(Bounce)), ("knownGood", knownGood));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("is no address; expected one that gets mail", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Nothing was handed in")]
    [InlineData("Dear Ana, see you tomorrow.", "a line with a three-digit number that begins with 4 or 5")]
    [InlineData("Relay Access Denied lee@contoso.example", "a line with a three-digit number that begins with 4 or 5")]
    [InlineData("550 5.4.1 Access denied, and 550 5.1.1 for lee@contoso.example", "more than one reply")]
    [InlineData("To: lee@contoso.example\n550 5.4.1 Recipient address rejected: Access denied\n552 5.2.2 Mailbox full", "more than one reply")]
    [InlineData("lee@contoso.example says 550", "the number alone is not enough")]
    [InlineData("lee@contoso.example says 550", "can find the whole reply")]
    [InlineData("It says mailbox full, lee@contoso.example", "the recipient has to make room")]
    [InlineData("lee@contoso.example: la casella è piena", "the recipient has to make room")]
    [InlineData("My mail to lee@contoso.example is blocked", "whose address is blocked")]
    [InlineData("lee@contoso.example, try again later", "tries again by itself")]
    [InlineData("Mail to lee@contoso.example: the address was not found", "compare it letter by letter")]
    [InlineData("lee@contoso.example is full or blocked", "can find the whole reply")]
    [InlineData("From: ana@fabrikam.example\nTo: lee@contoso.example\n\nSee you tomorrow.", "This is no bounce")]
    public async Task What_is_no_bounce_is_refused_with_a_reason_and_not_lost(string text, string reason)
    {
        await using var served = await Served.StartAsync();
        using var answer = await served.PostAsync("/bounces", ("text", text));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(reason, page, StringComparison.Ordinal);
        Assert.Contains(text, page, StringComparison.Ordinal);
    }

    /// <summary>Of a file that holds no mail it is said what it is, and what to hand in.</summary>
    [Theory]
    [InlineData("", "This file is empty")]
    [InlineData(" \r\n", "This file is empty")]
    [InlineData("GIF89a", "This is a picture")]
    [InlineData("%PDF-1.7", "This is a PDF")]
    [InlineData("PK\u0003\u0004\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0[Content_Types].xml", "a document of an office program")]
    [InlineData("!BDN", "data file of Outlook")]
    [InlineData("BZh9", "Unpack it")]
    public async Task Of_a_file_that_holds_no_mail_it_is_said_what_it_is(string content, string reason)
    {
        await using var served = await Served.StartAsync();
        using var answer = await served.PostFileAsync("back.eml", Encoding.UTF8.GetBytes(content));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(reason, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_has_the_link_sees_no_names_no_message_and_no_button_to_delete()
    {
        await using var served = await Served.StartAsync();
        var path = await served.HandInAsync("bounce.eml", Bounce);
        using var other = served.NewReader();
        var page = WebUtility.HtmlDecode(await served.PageAsync(path, other));
        Assert.Contains("The MX of contoso.example names", page, StringComparison.Ordinal);
        Assert.DoesNotContain("lee@", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("ana@", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("/forget", page, StringComparison.Ordinal);
        Assert.DoesNotContain("forward to whoever", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_handed_it_in_deletes_it()
    {
        await using var served = await Served.StartAsync();
        var path = await served.HandInAsync("bounce.eml", Bounce);
        using (var answer = await served.PostAsync(path + "/forget"))
        {
            Assert.Equal("/history", answer.RequestMessage!.RequestUri!.AbsolutePath);
            Assert.Contains("This was deleted", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        using var gone = await served.Reader.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task The_history_is_that_of_this_reader_alone()
    {
        await using var served = await Served.StartAsync();
        var path = await served.HandInAsync("bounce.eml", Bounce);
        Assert.Contains(path, await served.PageAsync("/history"), StringComparison.Ordinal);
        Assert.Contains(path, await served.PageAsync("/history?domain=contoso.example&cause=mx-host-does-not-accept-domain"), StringComparison.Ordinal);
        Assert.DoesNotContain(path, await served.PageAsync("/history?domain=fabrikam.example"), StringComparison.Ordinal);
        using var other = served.NewReader();
        Assert.DoesNotContain(path, await served.PageAsync("/history", other), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it-CH, en;q=0.5", "Perché questo messaggio è tornato indietro?", "lang=\"it\"")]
    [InlineData("de", "Warum", "lang=\"de\"")]
    [InlineData("ja, it;q=0", "Why did this mail come back?", "lang=\"en\"")]
    [InlineData("*", "Why did this mail come back?", "lang=\"en\"")]
    public async Task The_browser_chooses_the_language(string accepts, string heading, string tag)
    {
        await using var served = await Served.StartAsync();
        served.Reader.DefaultRequestHeaders.Add("Accept-Language", accepts);
        var page = WebUtility.HtmlDecode(await served.PageAsync("/"));
        Assert.Contains(heading, page, StringComparison.Ordinal);
        Assert.Contains(tag, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reader_chooses_another_language_and_comes_back_to_the_same_page()
    {
        await using var served = await Served.StartAsync();
        using var answer = await served.PostAsync("/language", ("language", "it"), ("back", "/history"));
        Assert.Equal("/history", answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Contains("lang=\"it\"", await served.PageAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task A_choice_never_leads_elsewhere(string back)
    {
        await using var served = await Served.StartAsync();
        using var answer = await served.PostAsync("/language", ("language", "en"), ("back", back));
        Assert.Equal(new Uri(served.Address, "/"), answer.RequestMessage!.RequestUri);
    }

    [Fact]
    public async Task The_start_page_with_all_it_needs_is_small()
    {
        await using var served = await Served.StartAsync();
        var octets = 0;
        foreach (var path in new[] { "/", "/recapito.css", "/recapito.js", "/recapito.svg" })
        {
            octets += (await served.Reader.GetByteArrayAsync(path, TestContext.Current.CancellationToken)).Length;
        }

        Assert.InRange(octets, 1, 100_000);
    }
}
