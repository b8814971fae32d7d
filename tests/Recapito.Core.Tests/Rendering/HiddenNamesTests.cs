namespace Recapito.Core.Tests;

/// <summary>What a reader who only has the link sees of the recipient's own name, and of others'.</summary>
public class HiddenNamesTests
{
    private static readonly HiddenNames John = Of("john.doe@contoso.example");

    /// <summary>A text, and how it is shown where the recipient is john.doe.</summary>
    public static TheoryData<string, string> Gone => new()
    {
        { "552 5.2.2 john.doe's mailbox is full", "552 5.2.2 …'s mailbox is full" },
        { "552 5.2.2 John.Doe’s mailbox is full", "552 5.2.2 …’s mailbox is full" },
        { "<john.doe@ contoso.example> user unknown", "<…@ contoso.example> user unknown" },
        { "<john.doe@\r\n contoso.example> user unknown", "<…@\r\n contoso.example> user unknown" },
        { "no mailbox john.doe@ here", "no mailbox …@ here" },
        { "user _john.doe_ unknown", "user _…_ unknown" },
        { "john.doe-list: unknown", "…-list: unknown" },
        { "john.doe+news: unknown, 'JOHN.DOE'", "…+news: unknown, '…'" },
        { "john.doe=40contoso.example rejected", "…=40contoso.example rejected" },
        { "john.doe+40contoso.example rejected", "…+40contoso.example rejected" },
        { "rfc822;john.doe+40contoso.example", "rfc822;…+40contoso.example" },
        { "john.doe at contoso.example, john.doe @contoso.example", "… at contoso.example, … @contoso.example" },
        { "The mailbox of John Doe is disabled", "The mailbox of … is disabled" },
        { "The mailbox of John\r\n Doe is disabled", "The mailbox of … is disabled" },
        { "Doe, John is not here; john doe left", "… is not here; … left" },
        { "c=US;a= ;p=Contoso;o=Exchange;s=Doe;g=John; rejected", "c=US;a= ;p=Contoso;o=Exchange;s=…;g=…; rejected" },
        { "/G=John/S=Doe/O=Exchange", "/G=…/S=…/O=Exchange" },
        { "CN=John Doe,OU=Users", "CN=…,OU=Users" },
        { "john_doe and doe.john and JOHN-DOE", "… and … and …" },
        { "/var/spool/mail/john.doe.lock: no; maildir/contoso.example/john.doe/new", "/var/spool/mail/….lock: no; maildir/contoso.example/…/new" },
        { "No john.doe.Please contact them", "No ….Please contact them" },
        { "jane.roe(at)private.example", "…(at)private.example" },
        { "jane.roe [AT] private.example", "… [AT] private.example" },
        { "jane.roe=40private.example", "…=40private.example" },
        { "jane.roe+40private.example", "…+40private.example" },
        { "<jane.roe@ private.example>, jane.roe@ is gone", "<…@ private.example>, …@ is gone" },
        { "x%40=jane.roe@private.example", "…@private.example" },
    };

    [Theory, MemberData(nameof(Gone))]
    public void The_recipients_own_name_is_hidden_in_whatever_spelling_and_so_are_other_addresses(string text, string shown)
    {
        Assert.Equal(shown, John.Hide(text));
        Assert.Equal(shown, John.Hide(shown));
    }

    /// <summary>A recipient, and what a reader needs.</summary>
    public static TheoryData<string, string> Kept => new()
    {
        { "john.doe@contoso.example", "A records of john.doe.contoso.example, mx.john.example, a john of doe" },
        { "john.doe@contoso.example", "call +40 21 301, at 10:15:00+4000, size=40.5, ttl=40; mx.contoso.example at ns1.contoso.example" },
        { "john.doe@contoso.example", "dig contoso.example @192.0.2.53 +noall; a @ b; @ MX 10 mail" },
        { "lee@contoso.example", "lee.contoso.example, mx.lee.example, lee-mx.contoso.example, https://lee.example/x" },
        { "lee@contoso.example", "host lee-1 gave queue id 4XyZ-lee-01 and sleeps; leeway" },
        { "contoso@contoso.example", "MX of contoso.example is contoso-com.mail.protection.contoso.example" },
        { "contoso.example@contoso.example", "contoso.example has no MX" },
        { "550@contoso.example", "550 5.5.0 no; 550-5.1.1 no; 3600" },
        { "3600@contoso.example", "contoso.example. 3600 IN MX 10 mx.contoso.example." },
        { "mail@contoso.example", "Send mail to the postmaster: MAIL FROM and mail.contoso.example" },
        { "user@contoso.example", "550 5.1.1 User unknown; no such user here" },
        { "info@contoso.example", "for more info see https://contoso.example/info" },
        { "post@contoso.example", "read the post of the day" },
        { "mail.server@contoso.example", "the mail server refused" },
        { "access@contoso.example", "550 5.4.1 Recipient address rejected: Access denied." },
        { "no.reply@contoso.example", "there is no reply" },
        { "al@contoso.example", "al of them" },
    };

    [Theory, MemberData(nameof(Kept))]
    public void Hosts_codes_ids_and_ordinary_words_stay(string recipient, string text) => Assert.Equal(text, Of(recipient).Hide(text));

    /// <summary>A local part that is a common word, where it can only be the address.</summary>
    public static TheoryData<string, string, string> Marked => new()
    {
        { "mail@contoso.example", "MAIL FROM refused for <mail>, mail@ and mail@contoso.example", "MAIL FROM refused for <…>, …@ and …@contoso.example" },
        { "info@contoso.example", "for more info: no such user <info>; info=40contoso.example", "for more info: no such user <…>; …=40contoso.example" },
        { "al@contoso.example", "no <al>", "no <…>" },
        { "550@contoso.example", "550 no <550>", "550 no <…>" },
        { "12345678@contoso.example", "550 no user 12345678", "550 no user …" },
        { "lee@contoso.example", "no such user lee: lee's, lee-list, _lee_, lee.lock", "no such user …: …'s, …-list, _…_, ….lock" },
        { "lee+news@contoso.example", "no such user lee; lee+news", "no such user …; …" },
        { "lee.smith2@contoso.example", "Lee Smith is gone", "… is gone" },
        { "\"lee smith\"@contoso.example", "Lee Smith is gone", "… is gone" },
        { "wei.li@contoso.example", "Li Wei is gone", "… is gone" },
        { "a.b.c.d.e.f.g.h.i.j.k.l.m@contoso.example", "a.b.c.d.e.f.g.h.i.j.k.l.m@ is gone", "…@ is gone" },
        { "o'hara@contoso.example", "no O'Hara here", "no … here" },
        { "pelé.maría@contoso.example", "PELÉ MARÍA is gone", "… is gone" },
    };

    [Theory, MemberData(nameof(Marked))]
    public void A_common_word_is_hidden_where_only_the_address_can_be_meant(string recipient, string text, string shown) => Assert.Equal(shown, Of(recipient).Hide(text));

    /// <summary>A gap in a sentence of ours would tell the word: whoever knows the language reads it there.</summary>
    [Theory]
    [InlineData("en", "will")]
    [InlineData("es", "lee")]
    [InlineData("de", "will")]
    [InlineData("fr", "pour")]
    [InlineData("it", "che")]
    public void No_sentence_of_ours_has_a_gap_for_a_word_of_its_language(string language, string word)
    {
        var names = Of(word + "@contoso.example");
        var sentences = Catalogue.Default.WordsIn(language)!.Values.Where(text => text.Contains(word, StringComparison.OrdinalIgnoreCase) && text.AsSpan().IndexOfAny('@', '<') < 0).ToList();
        Assert.NotEmpty(sentences);
        Assert.DoesNotContain(sentences, text => names.Hide(text) != text);
    }

    [Theory]
    [InlineData("will")]
    [InlineData("lee")]
    [InlineData("mark")]
    [InlineData("max")]
    public void A_first_name_that_is_a_word_of_some_language_is_hidden_where_it_does_not_stand_as_in_a_sentence_of_ours(string word)
    {
        var names = Of(word + "@contoso.example");
        Assert.Equal("user … unknown, no mailbox …: …'s", names.Hide($"user {word} unknown, no mailbox {word}: {word}'s"));
        Assert.Equal("no such user (…)", names.Hide($"no such user ({word})"));
    }

    [Fact]
    public void The_longest_of_several_names_is_hidden_whole()
    {
        var names = new HiddenNames([Symptoms.OfAddress("lee@contoso.example"), Symptoms.OfAddress("lee.smith@contoso.example"), Symptoms.OfAddress("lee.smith.jones@contoso.example")]);
        Assert.Equal("… and … and … and …", names.Hide("lee and lee.smith and lee.smith.jones and lee smith"));
    }

    /// <summary>Pieces of texts in which each place looks like the beginning of something to hide.</summary>
    public static TheoryData<string> Hostile => new()
    {
        "john.doe.", "john.", "john ", "a.", "+40", "=40", "(at)", "\"a@ ", "\\\"@ ", "a@ ", "@", "…@", "… (", "…@x (", "Aa ", "<…> (Aa ", "s=", "…", ".", "-", "%40", "x+40a.bc", "\u0301", "john.doe-",
    };

    // Allocated bytes stand for the work: they are the same on every machine, and a copy for each place would show.
    [Theory, MemberData(nameof(Hostile))]
    public void The_work_grows_with_the_length_of_a_hostile_text_and_not_with_its_square(string piece)
    {
        var names = new HiddenNames([Symptoms.OfAddress("john.doe@contoso.example"), Symptoms.OfAddress(string.Join('.', Enumerable.Repeat("a", 12)) + "@contoso.example")]);
        _ = names.Hide("user will unknown (John Doe) <lee@contoso.example>");
        var (small, large) = (Work(names, piece, 1 << 16), Work(names, piece, 1 << 20));
        Assert.True(large <= 20 * small, $"{large:N0} against {small:N0}");
    }

    /// <summary>However many names begin alike: one place of a text is compared with them all at once, word by word.</summary>
    [Theory]
    [InlineData("a.", 1)]
    [InlineData("a.", 500)]
    [InlineData("a.a.b ", 500)]
    public void A_place_of_a_text_is_looked_at_no_longer_than_a_name_is(string piece, int names)
    {
        var table = new NameTable(Enumerable.Range(0, names).ToDictionary(n => string.Join('.', Enumerable.Repeat("a", 12)) + n, _ => "X"));
        var text = string.Concat(Enumerable.Repeat(piece, (1 << 20) / piece.Length));
        var most = 0;
        for (var start = 0; start < text.Length; start += 2)
        {
            table.Find(text, start, out var looked);
            most = Math.Max(most, looked);
        }

        Assert.InRange(most, 1, 13);
    }

    private static long Work(HiddenNames names, string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = names.Hide(text);
        return GC.GetAllocatedBytesForCurrentThread() - before + length;
    }

    private static HiddenNames Of(string recipient) => new([new Symptom { Recipient = recipient, Domain = "contoso.example" }]);
}
