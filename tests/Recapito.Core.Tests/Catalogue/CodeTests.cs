using System.Text.RegularExpressions;

namespace Recapito.Core.Tests;

/// <summary>What Exchange Online documents of its codes: found in real forms of reports, and only there.</summary>
public partial class CodeTests
{
    private static readonly string[][] Wordings = [.. File.ReadAllLines(Repository.PathOf("tests", "Recapito.Core.Tests", "Catalogue", "exchange-online-wordings.tsv"))
        .Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))];

    [Fact]
    public void Every_documented_row_is_explained_in_two_wordings_with_party_and_first_step() => Assert.All(Wordings, row =>
    {
        var symptom = Assert.Single(Read(row[4], row[5]));
        Assert.Equal((row[1], row[2], row[3]), Told(symptom.Code));
        Assert.False(symptom.Code!.IsByCodeAlone);
    });

    [Fact]
    public void All_109_rows_have_two_wordings_that_differ()
    {
        var rows = Wordings.GroupBy(row => row[0]).ToList();
        Assert.Equal(109, rows.Count);
        Assert.Equal(Enumerable.Range(1, 109), rows.Select(row => int.Parse(row.Key.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(rows, row => Assert.True(row.Select(wording => (wording[4], wording[5])).Distinct().Count() >= 2, row.Key));
    }

    /// <summary>The same codes, and sometimes the same words, from systems that mean something else with them.</summary>
    [Theory]
    [InlineData("postfix-other", "554 5.7.1 <lee@contoso.example>: Relay access denied")]
    [InlineData("postfix-other", "554 5.7.1 <lee@contoso.example>: Recipient address rejected: Access denied")]
    [InlineData("postfix-other", "550-5.7.26 Your email has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.")]
    [InlineData("online", "550 5.7.26 Unauthenticated email from fabrikam.example is not accepted due to domain's DMARC policy.")]
    [InlineData("postfix-other", "541 5.4.1 Mail rejected by destination domain")]
    [InlineData("postfix-other", "550 5.1.1 <lee@contoso.example>: Recipient address rejected: User unknown in virtual mailbox table")]
    [InlineData("online", "550 5.1.1 The email account that you tried to reach does not exist")]
    [InlineData("postfix-other", "552 5.2.2 mailbox full")]
    [InlineData("postfix-other", "452 4.5.3 Error: too many recipients")]
    [InlineData("postfix-other", "530 5.7.1 Authentication required")]
    [InlineData("postfix-other", "554 5.1.0 <ana@fabrikam.example>: Sender address rejected: Access denied")]
    [InlineData("postfix-other", "550 Requested action not taken: mailbox unavailable")]
    [InlineData("postfix-other", "550 5.7.1 Delivery not authorized, message refused")]
    [InlineData("postfix-other", "550 4.4.7 Message expired")]
    [InlineData("online", "550 5.7.1 Refused by a rule of contoso.example")]
    [InlineData("postfix-other", "550 5.4.6 Routing loop detected")]
    [InlineData("postfix-other", "554 5.6.0 Message contains a virus")]
    [InlineData("postfix-other", "550 5.7.509 Refused by a rule of contoso.example")]
    [InlineData("postfix-other", "450 4.7.0 Greylisted, try again later")]
    [InlineData("postfix-other", "451 4.3.2 System not accepting network messages")]
    [InlineData("postfix-other", "550 5.5.0 Bad command")]
    public void A_code_of_another_system_is_not_explained_as_Exchange_Onlines(string form, string reply) =>
        Assert.Null(Assert.Single(Read(form, reply)).Code);

    [Theory]
    [InlineData("postfix", "550 5.7.1 Never seen before [AM0EUR02FT033.eop-EUR02.prod.protection.outlook.com]", "refused-by-5-7-1")]
    [InlineData("postfix", "550 5.7.509 Never seen before", "dmarc-reject")]
    [InlineData("exim", "451 4.7.666 Never seen before", "suspicious-traffic")]
    [InlineData("online-own", "550 5.7.900 Never seen before", "on-premises-rule-with-own-code")]
    public void A_text_that_is_not_documented_is_explained_by_its_code_alone_and_said_so(string form, string reply, string entry)
    {
        var symptom = Assert.Single(Read(form, reply));
        Assert.Equal((entry, true), (symptom.Code?.Entry.Id, symptom.Code?.IsByCodeAlone));
        Assert.Contains("by its code alone (" + symptom.Code!.Reply.Status, Explained(form, reply, "en"), StringComparison.Ordinal);
    }

    /// <summary>5.1.10 is the code of RFC 7505 for a null MX, and Microsoft's for an unknown recipient: the words say which. Where they say null MX, neither Microsoft's sentence nor its steps are given.</summary>
    [Theory]
    [InlineData("online-own", "550 5.1.10 Recipient address lee@contoso.example has null MX", "accepts no mail at all", "found no recipient lee@contoso.example")]
    [InlineData("online-own", "550 5.1.10 Never seen before", "found no recipient lee@contoso.example", "accepts no mail at all")]
    public void A_null_MX_in_words_is_not_read_as_what_Microsoft_means_by_its_code(string form, string reply, string said, string notSaid)
    {
        var text = string.Join(' ', Explained(form, reply, "en").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.DoesNotContain(notSaid, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postfix", "550 5.4.1 Something new")]
    [InlineData("postfix", "550 5.0.0 Something new")]
    public void A_code_with_opposite_meanings_is_not_guessed(string form, string reply) => Assert.Null(Assert.Single(Read(form, reply)).Code);

    [Theory]
    [InlineData("550 5.0.350 Remote server returned an error -> 550 Requested action not taken: policy violation detected (AS345)", "attachment-against-policy")]
    [InlineData("550 5.0.350 Remote server returned an error -> 554 x-dg-ref header is too long", "rich-text-header-too-long")]
    [InlineData("550 5.0.350 Remote server returned an error -> 550 5.7.509 Access denied, sending domain FABRIKAM.EXAMPLE does not pass DMARC verification and has a DMARC policy of reject", "dmarc-reject")]
    [InlineData("550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy", "mail-flow-rule-refused")]
    [InlineData("554 5.6.0 STOREDRV.Submit; Invalid message content", "malformed-message", "online-own")]
    public void The_most_special_text_wins(string reply, string entry, string form = "online") =>
        Assert.Equal(entry, Assert.Single(Read(form, reply)).Code?.Entry.Id);

    [Theory]
    [InlineData("en", "What happened:", "What to do (the ", "1. ")]
    [InlineData("it", "Che cosa è successo:", "Che cosa fare (", "1. ")]
    public void The_explanation_says_what_happened_who_must_act_and_what_to_do(string language, params string[] parts)
    {
        var text = Explained("postfix", "550 5.7.606 Access denied, banned sending IP [198.51.100.77]. To request removal from this list please visit https://sender.office.com/", language);
        Assert.All(parts, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Contains("https://sender.office.com", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("550 5.4.1 Relay Access Denied", true)]
    [InlineData("550 5.6.11 Invalid characters", false)]
    public void Only_what_a_check_can_look_for_leads_on_to_diagnose(string reply, bool leads) =>
        Assert.Equal(leads, Explained("online-own", reply, "en").Contains("can look for the evidence", StringComparison.Ordinal));

    /// <summary>Every example of the catalogue is found as the entry that it stands in, and agrees with what the reply's form says.</summary>
    [Fact]
    public void No_entry_contradicts_the_meaning_and_the_reason_of_its_replies() => Assert.All(Catalogue.Default.Codes.SelectMany(code => code.Examples.Select(example => (code, example))), pair =>
    {
        var (code, example) = pair;
        var symptom = Assert.Single(Read("postfix", example));
        Assert.Equal(code.Id, symptom.Code?.Entry.Id);
        if (symptom.Meaning is { } meaning && meaning != Meanings.Unknown)
        {
            Assert.True(code.Parties.Intersect(PartiesOf(meaning)).Any(), $"{code.Id}: {meaning}");
        }

        var reason = Assert.Single(ReadRecord.Of("", DsnReader.Read(CodeMails.Of("postfix", example)), Catalogue.Default)).Reason;
        Assert.True(reason is null || !Blames.TryGetValue(reason, out var parties) || code.Parties.Intersect(parties).Any(), $"{code.Id}: {reason} ({example})");
    });

    /// <summary>Whom a reason speaks of; those that speak of nobody are not here.</summary>
    private static readonly Dictionary<string, Party[]> Blames = new()
    {
        ["userunknown"] = [Party.Sender, Party.RecipientsAdmin],
        ["mailboxfull"] = [Party.RecipientsAdmin],
        ["blocked"] = [Party.SendersAdmin, Party.Nobody],
        ["badreputation"] = [Party.SendersAdmin],
        ["requireptr"] = [Party.SendersAdmin],
        ["authfailure"] = [Party.SendersAdmin],
        ["notcompliantrfc"] = [Party.Sender, Party.SendersAdmin],
        ["speeding"] = [Party.Sender, Party.SendersAdmin, Party.Nobody],
        ["hostunknown"] = [Party.Sender, Party.SendersAdmin, Party.RecipientsAdmin],
    };

    /// <summary>Who the words of a meaning name, and who can act on its causes.</summary>
    private static IEnumerable<Party> PartiesOf(string meaning)
    {
        var words = Catalogue.Default.Word("en", $"meaning.{meaning}.usually")!;
        var named = new[]
        {
            ("the sender, by", Party.Sender), ("the sender's administrator", Party.SendersAdmin), ("the administrator of {domain}", Party.RecipientsAdmin),
            ("nobody", Party.Nobody), ("sending device", Party.SendersAdmin),
        }.Where(pair => words.Contains(pair.Item1, StringComparison.Ordinal)).Select(pair => pair.Item2);
        return named.Concat(Catalogue.Default.Causes.Values.Where(cause => cause.Symptoms.Contains(meaning)).SelectMany(cause => cause.Parties));
    }

    [Fact]
    public void Every_entry_and_step_has_words_and_every_word_is_used()
    {
        var keys = Catalogue.Default.WordsIn("en")!.Keys.Where(key => key.StartsWith("code", StringComparison.Ordinal)).ToHashSet();
        var used = Catalogue.Default.Codes.Select(code => $"code.{code.Id}.says").Concat(Catalogue.Default.Codes.SelectMany(code => code.Steps).Select(step => $"code-step.{step}")).ToHashSet();
        Assert.Equal(used.Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
    }

    /// <summary>Steps hold commands to paste: of a report, only the domain, which is checked to be a host name, stands in them.</summary>
    [Fact]
    public void No_step_holds_what_the_writer_of_a_report_could_choose() => Assert.All(
        Catalogue.Default.Languages.SelectMany(language => Catalogue.Default.WordsIn(language)!).Where(word => word.Key.StartsWith("code-step.", StringComparison.Ordinal)),
        word => Assert.DoesNotContain('{', QuotedAddress().Replace(word.Value.Replace("{domain}", "", StringComparison.Ordinal), "")));

    // In PowerShell's apostrophes.
    [GeneratedRegex(@"\{'recipient\|[A-Z]+\}")]
    private static partial Regex QuotedAddress();

    private static (string? Entry, string Party, string? Step) Told(CodeExplanation? code) =>
        (code?.Entry.Id, code is null ? "" : Kebab.Of(code.Entry.Parties[0]), code?.Entry.Steps[0]);

    private static IReadOnlyList<Symptom> Read(string form, string reply) => Symptoms.Of(DsnReader.Read(CodeMails.Of(form, reply)), Catalogue.Default);

    private static string Explained(string form, string reply, string language)
    {
        var report = DsnReader.Read(CodeMails.Of(form, reply));
        return ExplainText.Write(report, Symptoms.Of(report, Catalogue.Default), new TextStyle { Language = language, Width = 400 }, Catalogue.Default);
    }
}
