using System.Text;

namespace Recapito.Core.Tests;

public class CaseTests
{
    private const string Id = "00112233445566778899aabbccddeeff";
    private const string Phrase = "copper lantern quiet harbour";

    private static readonly DateTimeOffset At = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);
    private static readonly Lazy<CaseKey> Ours = new(() => CaseKey.OfPhrase(Phrase, Id));

    private static CaseKey Key { get; } = CaseKey.OfSecret(Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef"), Id);

    private static CaseKey Other { get; } = CaseKey.OfSecret(Encoding.ASCII.GetBytes("fedcba9876543210fedcba9876543210"), Id);

    /// <summary>A text, and what of it must be gone.</summary>
    public static TheoryData<string, string> Hidden => new()
    {
        { "550 5.1.1 <lee@contoso.example>: unknown", "lee" },
        { "RCPT TO:<lee@contoso.example> NOTIFY=NEVER", "lee" },
        { "user 'lee@contoso.example' is gone", "lee" },
        { "to='lee@contoso.example'", "lee" },
        { "mailto:lee@contoso.example?subject=x", "lee" },
        { "see http://www.openspf.example/why?id=lee%40contoso.example&ip=192.0.2.1", "lee" },
        { "{\"mail\":\"lee\\u0040contoso.example\"}", "lee" },
        { "lee&#64;contoso.example", "lee" },
        { "lee\uff20contoso.example", "lee" },
        { "<\"lee smith\"@contoso.example>", "smith" },
        { "<\"le\\\"e smith\"@contoso.example>", "smith" },
        { "<lee@smith@contoso.example>", "smith" },
        { "LEE@[192.0.2.1]", "LEE" },
        { "pelé@contoso.example, 李@例子.example", "李" },
        { "bounce+lee=contoso.example@fabrikam.example", "lee" },
        { "X=lee@contoso.example;Y", "lee" },
        { "first@a.example second@b.example,third@c.example", "second" },
    };

    [Theory, MemberData(nameof(Hidden))]
    public void An_address_is_found_in_any_text(string text, string gone)
    {
        var changed = AddressSpans.Map(text, (_, _) => "X");
        Assert.Contains(gone, text, StringComparison.Ordinal);
        Assert.DoesNotContain(gone, changed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("250 2.1.0 Sender OK")]
    [InlineData("dig @192.0.2.53 contoso.example MX")]
    [InlineData("@ MX 10 mail")]
    [InlineData("a @ b")]
    [InlineData("100%40")]
    [InlineData("lee@")]
    [InlineData("lee@<>")]
    [InlineData("@@@@")]
    [InlineData("\"@x.example")]
    public void What_is_no_address_stays(string text) => Assert.Equal(text, AddressSpans.Map(text, (_, _) => "X"));

    [Fact]
    public void A_text_of_signs_alone_takes_no_time()
    {
        var text = string.Concat(Enumerable.Repeat("\"a@", 200_000));
        Assert.Equal(text.Length, AddressSpans.Map(text, (local, _) => local).Length);
    }

    [Theory]
    [InlineData("no such user lee.", "no such user X.")]
    [InlineData("LEE: unknown", "X: unknown")]
    [InlineData("'lee' (lee)", "'X' (X)")]
    [InlineData("asleep at lee.contoso.example", "asleep at lee.contoso.example")]
    [InlineData("lee-1 and lee_2", "lee-1 and lee_2")]
    public void A_word_is_found_where_it_stands_alone(string text, string wanted) =>
        Assert.Equal(wanted, new WordText(new Dictionary<string, string> { ["lee"] = "X" }, new Dictionary<string, string>()).Map(text));

    [Fact]
    public void No_local_part_of_any_kind_of_evidence_is_left_and_domains_stay()
    {
        var text = EvidenceFile.Write(CaseRedaction.Redact(Whole(), Key, ["ana@fabrikam.example"]));
        Assert.All(new[] { "lee", "kim", "q7", "ana", "probe", "dmarc-box", "Smith", "S-1-5-21", "leesmith" },
            gone => Assert.DoesNotContain(gone, text.Replace("release", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        Assert.Contains("@contoso.example", text, StringComparison.Ordinal);
        Assert.Contains("postmaster@contoso.example", text, StringComparison.Ordinal);
        Assert.Contains("UserMailbox", text, StringComparison.Ordinal);
        Assert.Contains("Access denied", text, StringComparison.Ordinal);
        Assert.DoesNotContain("MIIB", text, StringComparison.Ordinal);
        Assert.Equal(Whole().All.Count(), EvidenceFile.Read(Encoding.UTF8.GetBytes(text), "a.json").All.Count());
    }

    [Theory]
    [InlineData("550 5.1.1 john.doe's mailbox is gone")]
    [InlineData("550 5.1.1 <john.doe@ contoso.example> is gone")]
    [InlineData("550 5.1.1 no mailbox john.doe@ here")]
    [InlineData("550 5.1.1 _john.doe_ and john.doe-list are gone")]
    [InlineData("550 5.1.1 john.doe=40contoso.example, john.doe+40contoso.example")]
    [InlineData("550 5.1.1 john.doe(at)contoso.example is gone")]
    [InlineData("550 5.1.1 john doe and doe, john are gone")]
    [InlineData("550 5.1.1 c=US;s=doe;g=john; is gone")]
    public void A_name_in_another_spelling_is_hidden_in_a_case_file_and_comes_back_with_the_key(string reply)
    {
        var asked = new RcptRequest("mx.contoso.example", "192.0.2.25", RcptRole.Target, "john.doe@contoso.example");
        var set = EvidenceSet.Empty.With(new Present<RcptAnswer>(asked, new("john.doe@contoso.example", false, SmtpReply.Parse(reply), "RCPT TO"), new("mx", At)));
        var hidden = CaseRedaction.Redact(set, Key, []);
        Assert.All(new[] { "john", "doe" }, gone => Assert.DoesNotContain(gone, EvidenceFile.Write(hidden), StringComparison.OrdinalIgnoreCase));
        Assert.Equal(EvidenceFile.Write(hidden), EvidenceFile.Write(CaseRedaction.Redact(hidden, Key, [])));
        Assert.Equal(EvidenceFile.Write(set), EvidenceFile.Write(CaseRedaction.Restore(hidden, Key, ["john.doe@contoso.example"])));
    }

    [Fact]
    public void Another_address_without_its_domain_is_hidden_in_a_case_file_too()
    {
        var asked = new RcptRequest("mx.contoso.example", "192.0.2.25", RcptRole.Target, "lee@contoso.example");
        var reply = SmtpReply.Parse("550 5.1.1 jane.roe@ and jane.roe(at)private.example and jane.roe=40private.example and <jane.roe@ private.example>");
        var hidden = EvidenceFile.Write(CaseRedaction.Redact(EvidenceSet.Empty.With(new Present<RcptAnswer>(asked, new("lee@contoso.example", false, reply, "RCPT TO"), new("mx", At))), Key, []));
        Assert.DoesNotContain("jane", hidden, StringComparison.Ordinal);
        Assert.Contains("private.example", hidden, StringComparison.Ordinal);
    }

    [Fact]
    public void Redaction_is_the_same_when_done_twice_and_another_with_another_key()
    {
        var once = CaseRedaction.Redact(Whole(), Key, []);
        Assert.Equal(EvidenceFile.Write(once), EvidenceFile.Write(CaseRedaction.Redact(once, Key, [])));
        Assert.NotEqual(EvidenceFile.Write(once), EvidenceFile.Write(CaseRedaction.Redact(Whole(), Other, [])));
        Assert.Empty(CaseRedaction.AddressesIn(once));
    }

    [Fact]
    public void With_the_key_an_address_in_hand_finds_its_evidence_and_with_another_key_it_does_not()
    {
        var redacted = CaseRedaction.Redact(Whole(), Key, []);
        var asked = new RecipientRequest("lee@contoso.example");
        Assert.False(redacted.Has(asked));
        Assert.True(CaseRedaction.Restore(redacted, Key, ["Lee@Contoso.example"]).Has(asked));
        Assert.False(CaseRedaction.Restore(redacted, Other, ["lee@contoso.example"]).Has(asked));
        Assert.False(CaseRedaction.Restore(redacted, Key, ["kim@contoso.example"]).Has(asked));
        var back = EvidenceFile.Write(CaseRedaction.Restore(redacted, Key, ["lee@contoso.example"]));
        Assert.Contains("no such user lee here", back, StringComparison.Ordinal);
        Assert.DoesNotContain("kim", back, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_of_a_reply_form_is_not_taken_for_an_address_of_the_same_name()
    {
        var reply = SmtpReply.Parse("550 5.4.1 Recipient address rejected: Access denied.");
        var asked = new RcptRequest("mx.contoso.example", "192.0.2.25", RcptRole.Target, "access@contoso.example");
        var set = EvidenceSet.Empty.With(new Present<RcptAnswer>(asked, new("access@contoso.example", false, reply, "RCPT TO"), new("mx", At)));
        var hidden = ((Present<RcptAnswer>)CaseRedaction.Redact(set, Key, []).All.Single()).Value;
        Assert.Equal(Catalogue.Default.FormOf(reply)?.Id, Catalogue.Default.FormOf(hidden.Reply)?.Id);
        Assert.NotNull(Catalogue.Default.FormOf(reply));
        Assert.DoesNotContain("access@", hidden.Recipient, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signed_file_is_verified_whatever_its_line_ends_and_read_without_a_key()
    {
        var text = CaseFile.Write(CaseRedaction.Redact(Whole(), Ours.Value, []), Ours.Value);
        Assert.Equal(new CaseMark(Id, true), CaseFile.MarkOf(Encoding.UTF8.GetBytes(text), "a.json"));
        CaseFile.Verify(Encoding.UTF8.GetBytes(text), "a.json", Ours.Value);
        CaseFile.Verify(Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)), "a.json", Ours.Value);
        CaseFile.Verify(Encoding.UTF8.GetBytes(text), "a.json", CaseKey.OfPhrase("  Copper LANTERN  quiet\nharbour ", Id));
        Assert.Equal(Whole().All.Count(), EvidenceFile.Read(Encoding.UTF8.GetBytes(text), "a.json").All.Count());
        Assert.DoesNotContain("copper", text + Ours.Value, StringComparison.OrdinalIgnoreCase);
    }

    public static TheoryData<string, string, string> Changes => new()
    {
        { "\"accepted\": false", "\"accepted\": true", "the signature does not fit" },
        { "\"UserMailbox\"", "\"UserMailbo\"", "the signature does not fit" },
        { "2026-11-23T10:15:00Z", "2026-11-23T10:15:01Z", "the signature does not fit" },
        { "\"schema\"", "\"about\": \"x\", \"schema\"", "the signature does not fit" },
        { "\"signature\": \"", "\"signature\": \"0", "64 hexadecimal digits" },
        { ",\n    \"signature\": \"", " //", "the signature is missing" },
        { Id, "ffeeddccbbaa99887766554433221100", "expected a file of the case" },
    };

    [Theory, MemberData(nameof(Changes))]
    public void A_changed_file_is_refused(string right, string wrong, string problem)
    {
        var text = CaseFile.Write(CaseRedaction.Redact(Whole(), Ours.Value, []), Ours.Value);
        Assert.Contains(right, text, StringComparison.Ordinal);
        var place = text.IndexOf(right, StringComparison.Ordinal);
        var changed = $"{text[..place]}{wrong}{text[(place + right.Length)..]}";
        var error = Assert.Throws<EvidenceFileException>(() => CaseFile.Verify(Encoding.UTF8.GetBytes(changed), "a.json", Ours.Value));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("copper", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Another_passphrase_does_not_verify_and_a_file_with_a_key_of_its_own_has_no_signature()
    {
        var text = CaseFile.Write(Whole(), Ours.Value);
        var error = Assert.Throws<EvidenceFileException>(() => CaseFile.Verify(Encoding.UTF8.GetBytes(text), "a.json", CaseKey.OfPhrase(Phrase + "s", Id)));
        Assert.Contains("the signature does not fit", error.Message, StringComparison.Ordinal);
        var alone = CaseFile.Write(Whole(), Key);
        Assert.DoesNotContain("signature", alone, StringComparison.Ordinal);
        Assert.Equal(new CaseMark(Id, false), CaseFile.MarkOf(Encoding.UTF8.GetBytes(alone), "a.json"));
        Assert.Null(CaseFile.MarkOf(Encoding.UTF8.GetBytes(EvidenceFile.Write(Whole())), "a.json"));
    }

    [Fact]
    public void A_short_passphrase_and_a_wrong_id_are_refused_without_being_told()
    {
        Assert.DoesNotContain("hunter2", Assert.Throws<ArgumentException>(() => CaseKey.OfPhrase("hunter2", Id)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CaseKey.OfPhrase(Phrase, "case"));
        Assert.Throws<ArgumentException>(() => CaseKey.OfSecret([1], Id));
    }

    /// <summary>Every kind of evidence, with addresses and names in every place.</summary>
    private static EvidenceSet Whole()
    {
        var source = new Provenance("mx.contoso.example", At, "swaks --to lee@contoso.example") { Transcript = ["C: RCPT TO:<lee@contoso.example>", "S: 550 no such user lee here"] };
        var inside = new Provenance("/home/leesmith/export.json", At, "Get-Recipient lee@contoso.example");
        var reply = SmtpReply.Parse("550 5.4.1 Recipient address rejected: Access denied. lee@contoso.example");
        ExchangeObject person = new(
        [
            new("Name", ["Lee Smith"]), new("Alias", ["lee"]), new("DisplayName", ["Smith, Lee"]), new("Sid", ["S-1-5-21-1"]), new("IsDirSynced", ["True"]), new("RecipientTypeDetails", ["UserMailbox"]),
            new("EmailAddresses", ["SMTP:lee@contoso.example", "smtp:kim@contoso.example", "X500:/o=x/cn=Recipients/cn=leesmith"]), new("WhenCreatedUTC", ["2024-05-06T08:00:00Z"]),
        ]);
        ExchangeObject connector = new([new("Name", ["Inbound"]), new("Comment", ["made by Lee Smith"]), new("SenderDomains", ["smtp:*;1"])]);
        ExchangeObject row = new([new("recipientAddress", ["kim@contoso.example"]), new("senderAddress", ["leesmith@fabrikam.example"]), new("subject", ["For Lee Smith"]), new("details.data", ["lee"]), new("status", ["failed"])]);
        return Samples.Set(
        [
            .. EvidenceFileTests.EveryKind.All,
            new Present<RcptAnswer>(new RcptRequest("mx.contoso.example", "192.0.2.26", RcptRole.Target, "lee@contoso.example"), new("lee@contoso.example", false, reply, "RCPT TO"), source),
            new Unavailable<RcptAnswer>(new RcptRequest("mx.contoso.example", "192.0.2.27", RcptRole.KnownGood, "kim@contoso.example"), "<kim@contoso.example>: kim is busy", source),
            new Present<RrSet>(new DnsRequest("_dmarc.contoso.example", RrType.Txt, Vantage.Resolver), new([new("_dmarc.contoso.example", RrType.Txt, 0, "\"v=DMARC1; rua=mailto:dmarc-box@contoso.example\"")], false), source),
            new Absent<DirectoryRecipient>(new RecipientRequest("kim@contoso.example"), "postmaster@contoso.example knows no kim", inside),
            new Present<DirectoryRecipient>(new RecipientRequest("lee@contoso.example", ExchangeSide.ExchangeServer), new("lee@contoso.example", "RemoteUserMailbox") { ExternalAddress = "leesmith@contoso.mail.example" }, inside),
            new Present<ExchangeObjects>(new ConfigurationRequest("contoso.example", ExchangeSide.ExchangeOnline, ExchangeObjectKind.Recipient), new([person]), inside),
            new Present<ExchangeObjects>(new ConfigurationRequest("contoso.example", ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector), new([connector]), inside),
            new Present<ExchangeObjects>(new MessageTraceRequest("kim@contoso.example", At.AddDays(-1), At), new([row]), inside with { Command = "Get-MessageTraceV2 -RecipientAddress kim@contoso.example" }),
            new Present<TracedMail>(new MessageTraceControlRequest("kim@contoso.example", At.AddDays(-1), At), new(At), inside),
        ]);
    }
}
