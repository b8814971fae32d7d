using System.Net;

namespace Recapito.Core.Tests;

/// <summary>check_host() on cases written from RFC 7208: each is the client's address, the records, and the result.</summary>
public class SpfEvaluationTests
{
    private const string Ten = "i0.example TXT \"v=spf1 include:i1.example -all\"|i1.example TXT \"v=spf1 include:i2.example -all\"|i2.example TXT \"v=spf1 include:i3.example -all\"|"
        + "i3.example TXT \"v=spf1 include:i4.example -all\"|i4.example TXT \"v=spf1 include:i5.example -all\"|i5.example TXT \"v=spf1 include:i6.example -all\"|"
        + "i6.example TXT \"v=spf1 include:i7.example -all\"|i7.example TXT \"v=spf1 include:i8.example -all\"|i8.example TXT \"v=spf1 include:i9.example -all\"|";

    [Theory]
    // §4.4, §4.5: the record.
    [InlineData("192.0.2.1", "", "None")]
    [InlineData("192.0.2.1", "contoso.example TXT \"other\"", "None")]
    [InlineData("192.0.2.1", "contoso.example TXT ?SERVFAIL", "TempError")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 -all\"|contoso.example TXT \"v=spf1 +all\"", "PermError")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 -all\"|contoso.example TXT \"other\"", "Fail")]
    // §4.6: a fault behind the match is a fault all the same.
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 ip4:192.0.2.1 moo -all\"", "PermError")]
    // §4.7, §5.1: the end.
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1\"", "Neutral")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 ~all\"", "SoftFail")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 ?all\"", "Neutral")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 all\"", "Pass")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 -all ip4:192.0.2.1\"", "Fail")]
    // §5.6: ip4 and ip6; addresses of two families never match.
    [InlineData("192.0.2.129", "contoso.example TXT \"v=spf1 ip4:192.0.2.128/25 -all\"", "Pass")]
    [InlineData("192.0.2.127", "contoso.example TXT \"v=spf1 ip4:192.0.2.128/25 -all\"", "Fail")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 ip4:192.0.2.0/0 -all\"", "Pass")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 -ip4:192.0.2.1 +all\"", "Fail")]
    [InlineData("2001:db8::1", "contoso.example TXT \"v=spf1 ip6:2001:db8::/32 -all\"", "Pass")]
    [InlineData("2001:db9::1", "contoso.example TXT \"v=spf1 ip6:2001:db8::/32 -all\"", "Fail")]
    [InlineData("2001:db8::1", "contoso.example TXT \"v=spf1 ip4:0.0.0.0/0 -all\"", "Fail")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 ip6:::/0 -all\"", "Fail")]
    [InlineData("::ffff:192.0.2.1", "contoso.example TXT \"v=spf1 ip4:192.0.2.1 -all\"", "Pass")]
    // §5.3: a.
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 a -all\"|contoso.example A 192.0.2.1", "Pass")]
    [InlineData("192.0.2.9", "contoso.example TXT \"v=spf1 a/28 -all\"|contoso.example A 192.0.2.1", "Pass")]
    [InlineData("192.0.2.17", "contoso.example TXT \"v=spf1 a/28 -all\"|contoso.example A 192.0.2.1", "Fail")]
    [InlineData("2001:db8::9", "contoso.example TXT \"v=spf1 a:b.example/8//124 -all\"|b.example AAAA 2001:db8::1", "Pass")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 a -all\"|contoso.example A ?timeout", "TempError")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 a -all\"|contoso.example AAAA 2001:db8::1", "Fail")]
    // §5.4: mx.
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 mx -all\"|contoso.example MX 10 m1.example|contoso.example MX 20 m2.example|m1.example A 192.0.2.7|m2.example A 192.0.2.1", "Pass")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 mx -all\"|contoso.example A 192.0.2.1", "Fail")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 mx -all\"|contoso.example MX 0 .", "Fail")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 mx -all\"|contoso.example MX 10 m1.example|m1.example A ?timeout", "TempError")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 mx -all\"|contoso.example MX ?timeout", "TempError")]
    // §5.5: ptr; a name counts only where it leads back.
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 ptr -all\"|1.2.0.192.in-addr.arpa PTR a.contoso.example|a.contoso.example A 192.0.2.1", "Pass")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 ptr -all\"|1.2.0.192.in-addr.arpa PTR a.contoso.example|a.contoso.example A 192.0.2.2", "Fail")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 ptr -all\"|1.2.0.192.in-addr.arpa PTR acontoso.example|acontoso.example A 192.0.2.1", "Fail")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 ptr -all\"|1.2.0.192.in-addr.arpa PTR ?timeout", "Fail")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 ptr:b.example -all\"|1.2.0.192.in-addr.arpa PTR b.example|b.example A 192.0.2.1", "Pass")]
    // §5.7: exists asks for A whatever the client's family.
    [InlineData("2001:db8::1", "contoso.example TXT \"v=spf1 exists:b.example -all\"|b.example A 127.0.0.2", "Pass")]
    [InlineData("2001:db8::1", "contoso.example TXT \"v=spf1 exists:b.example -all\"|b.example AAAA 2001:db8::1", "Fail")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 exists:b.example -all\"|b.example A ?SERVFAIL", "TempError")]
    // §5.2: the table of include.
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 include:b.example ~all\"|b.example TXT \"v=spf1 +all\"", "Pass")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 ?include:b.example ~all\"|b.example TXT \"v=spf1 +all\"", "Neutral")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 include:b.example ~all\"|b.example TXT \"v=spf1 -all\"", "SoftFail")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 include:b.example ~all\"|b.example TXT \"v=spf1 ~all\"", "SoftFail")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 include:b.example -all\"|b.example TXT \"v=spf1\"", "Fail")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 include:b.example ~all\"|b.example TXT ?timeout", "TempError")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 include:b.example ~all\"|b.example TXT \"v=spf1 moo\"", "PermError")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 include:b.example ~all\"", "PermError")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 ip4:192.0.2.1 include:b.example ~all\"", "Pass")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 include:contoso.example ~all\"", "PermError")]
    // §6.1: redirect.
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 redirect=b.example\"|b.example TXT \"v=spf1 -all\"", "Fail")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 redirect=b.example\"", "PermError")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 redirect=b.example ~all\"|b.example TXT \"v=spf1 -all\"", "SoftFail")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 redirect=b.example\"|b.example TXT \"v=spf1 a -all\"|b.example A 192.0.2.1", "Pass")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 redirect=b.example ip4:192.0.2.1\"|b.example TXT \"v=spf1 -all\"", "Pass")]
    // §4.6.4: ten look-ups are allowed, the eleventh is not.
    [InlineData("192.0.2.1", Ten + "contoso.example TXT \"v=spf1 include:i0.example -all\"|i9.example TXT \"v=spf1 ip4:192.0.2.1\"", "Pass")]
    [InlineData("192.0.2.1", Ten + "contoso.example TXT \"v=spf1 include:i0.example -all\"|i9.example TXT \"v=spf1 a -all\"|i9.example A 192.0.2.1", "PermError")]
    [InlineData("192.0.2.1", Ten + "contoso.example TXT \"v=spf1 ip4:192.0.2.1 include:i0.example a mx -all\"|i9.example TXT \"v=spf1 -all\"", "Pass")]
    // §4.6.4: two questions may find nothing, the third may not.
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 a:x.example a:y.example ip4:192.0.2.1 -all\"", "Pass")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 a:x.example mx:y.example exists:z.example ip4:192.0.2.1 -all\"", "PermError")]
    // §7: macros.
    [InlineData("192.0.2.3", "contoso.example TXT \"v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all\"|3.2.0.192.in-addr._spf.contoso.example A 127.0.0.2", "Pass")]
    [InlineData("2001:db8::cb01", "contoso.example TXT \"v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all\"|1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.contoso.example A 127.0.0.2", "Pass")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 exists:%{lr-}.lp.%{o} -all\"|bad.strong.lp.contoso.example A 127.0.0.2", "Pass")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 include:b.example -all\"|b.example TXT \"v=spf1 exists:%{o}.%{d} -all\"|contoso.example.b.example A 127.0.0.2", "Pass")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 exists:%{p}.b.example -all\"|1.2.0.192.in-addr.arpa PTR x.fabrikam.example|1.2.0.192.in-addr.arpa PTR m.contoso.example|x.fabrikam.example A 192.0.2.1|m.contoso.example A 192.0.2.1|m.contoso.example.b.example A 127.0.0.2", "Pass")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 exists:%{p}.b.example -all\"|unknown.b.example A 127.0.0.2", "Pass")]
    [InlineData("192.0.2.1", "contoso.example TXT \"v=spf1 exists:%{h1}.b.example -all\"|example.b.example A 127.0.0.2", "Pass")]
    public void The_result_is_that_of_the_standard(string client, string lines, string result) =>
        Assert.Equal(Enum.Parse<SpfResult>(result), Ask(client, lines).Result);

    [Theory]
    [InlineData("", "192.0.2.1", "helo.example TXT \"v=spf1 ip4:192.0.2.1 -all\"", "Pass")]
    [InlineData("@contoso.example", "192.0.2.1", "contoso.example TXT \"v=spf1 exists:%{l}.b.example -all\"|postmaster.b.example A 127.0.0.2", "Pass")]
    [InlineData("contoso.example", "192.0.2.1", "contoso.example TXT \"v=spf1 exists:%{s1@}.%{l}.b.example -all\"|contoso.example.postmaster.b.example A 127.0.0.2", "PermError")]
    [InlineData("contoso.example", "192.0.2.1", "contoso.example TXT \"v=spf1 exists:%{l}.%{o}.b.example -all\"|postmaster.contoso.example.b.example A 127.0.0.2", "Pass")]
    [InlineData("lee@localhost", "192.0.2.1", "localhost TXT \"v=spf1 +all\"", "None")]
    [InlineData("lee@[192.0.2.1]", "192.0.2.1", "", "None")]
    [InlineData("lee@a..example", "192.0.2.1", "", "None")]
    public void The_sender_decides_which_domain_is_asked(string sender, string client, string lines, string result) =>
        Assert.Equal(Enum.Parse<SpfResult>(result), Ask(client, lines, sender).Result);

    [Theory]
    [InlineData("contoso.example TXT \"v=spf1 -all exp=why.%{d}\"|why.contoso.example TXT \"%{i} is none of %{d}'s hosts%_%%\"", "192.0.2.1 is none of contoso.example's hosts %")]
    [InlineData("contoso.example TXT \"v=spf1 -all exp=why.example\"", null)]
    [InlineData("contoso.example TXT \"v=spf1 -all exp=why.example\"|why.example TXT \"a\"|why.example TXT \"b\"", null)]
    [InlineData("contoso.example TXT \"v=spf1 -all exp=why.example\"|why.example TXT \"%{\"", null)]
    [InlineData("contoso.example TXT \"v=spf1 -all exp=why.example\"|why.example TXT ?timeout", null)]
    [InlineData("contoso.example TXT \"v=spf1 ~all exp=why.example\"|why.example TXT \"never\"", null)]
    [InlineData("contoso.example TXT \"v=spf1 redirect=b.example exp=a.example\"|a.example TXT \"a\"|b.example TXT \"v=spf1 -all exp=c.example\"|c.example TXT \"c\"", "c")]
    [InlineData("contoso.example TXT \"v=spf1 include:b.example -all exp=a.example\"|a.example TXT \"a\"|b.example TXT \"v=spf1 -all exp=c.example\"|c.example TXT \"c\"", "a")]
    public void A_fail_is_explained_by_the_record_that_said_it(string lines, string? text) => Assert.Equal(text, Ask("192.0.2.1", lines).Explanation);

    [Fact]
    public void The_steps_are_told_in_the_order_of_evaluation()
    {
        var verdict = Ask("198.51.100.1", "contoso.example TXT \"v=spf1 mx ip4:192.0.2.0/24 include:b.example ~all\"|contoso.example MX 10 m.example|m.example A 192.0.2.1|b.example TXT \"v=spf1 a -all\"");
        Assert.Equal(
            ["0 +mx NoMatch", "0 +ip4:192.0.2.0/24 NoMatch", "1 +a NoMatch", "1 -all Match", "0 +include:b.example NoMatch", "0 ~all Match"],
            verdict.Steps.Select(step => $"{step.Depth} {step.Term.Full} {step.Outcome}"));
        Assert.Equal(SpfResult.SoftFail, verdict.Result);
    }

    [Theory]
    [InlineData("contoso.example TXT \"v=spf1 include:b.example -all\"|b.example TXT \"v=spf1 moo\"", "b.example")]
    [InlineData("contoso.example TXT \"v=spf1 include:b.example -all\"", "b.example")]
    [InlineData("contoso.example TXT \"v=spf1 include:b.example -all\"|b.example TXT ?timeout", "b.example")]
    [InlineData("contoso.example TXT \"v=spf1 moo\"", "contoso.example")]
    [InlineData("contoso.example TXT \"v=spf1 -all\"", null)]
    public void An_error_names_its_place(string lines, string? at) => Assert.Equal(at, Ask("192.0.2.1", lines).ErrorAt);

    /// <summary>One round trip for each level of the tree, however many names stand beside each other.</summary>
    [Fact]
    public void Questions_are_named_level_by_level()
    {
        var rounds = 0;
        var lines = "contoso.example TXT \"v=spf1 a:a.example mx:b.example include:c.example include:d.example -all\"|c.example TXT \"v=spf1 a:e.example -all\"|"
            + "d.example TXT \"v=spf1 a:f.example include:g.example -all\"|g.example TXT \"v=spf1 ip4:192.0.2.1 -all\"|b.example MX 10 m.example|a.example A 192.0.2.7|e.example A 192.0.2.7|f.example A 192.0.2.7|m.example A 192.0.2.7";
        Assert.Equal(SpfResult.Pass, Ask("192.0.2.1", lines, onRound: _ => rounds++).Result);
        Assert.Equal(3, rounds);
    }

    /// <summary>Two records of 64 KiB that include each other a thousand times, with one question left open, and a name of a million letters.</summary>
    [Fact]
    public void A_hostile_tree_costs_no_more_than_its_records()
    {
        var many = string.Concat(Enumerable.Repeat("include:a.example include:b.example ", 1500));
        var macros = string.Concat(Enumerable.Repeat("%{i}.%{s}.", 6000));
        var verdict = Ask("192.0.2.1", $"contoso.example TXT \"v=spf1 include:a.example -all\"|a.example TXT \"v=spf1 {many}\"|b.example TXT \"v=spf1 {many}\"");
        Assert.Equal(SpfResult.PermError, verdict.Result);
        Assert.Equal(SpfResult.Fail, Ask("192.0.2.1", $"contoso.example TXT \"v=spf1 exists:{macros}b.example -all\"").Result);
        Findings.Are(new DomainScene($"contoso.example TXT \"v=spf1 {many}\"", $"a.example TXT \"v=spf1 {many}\"", $"b.example TXT \"v=spf1 {many}\"").Examine(), "spf-too-many-lookups spf-loop", "*", Subject.Spf);
    }

    [Theory]
    [InlineData(126, 251)]
    [InlineData(127, 253)]
    [InlineData(128, 253)]
    [InlineData(500_000, 253)]
    public void A_name_that_is_too_long_loses_labels_on_its_left(int labels, int length)
    {
        var name = SpfMacroString.Shortened(string.Join('.', Enumerable.Repeat("a", labels)));
        Assert.Equal((length, 'a'), (name.Length, name[0]));
    }

    [Fact]
    public void Without_evidence_there_is_no_result_but_a_question()
    {
        var verdict = SpfEvaluation.Evaluate(new(IPAddress.Parse("192.0.2.1"), "lee@contoso.example", "helo.example", DomainScene.Now), EvidenceSet.Empty);
        Assert.Null(verdict.Result);
        Assert.Equal([DomainView.At("contoso.example", RrType.Txt)], verdict.Needed);
    }

    private static SpfVerdict Ask(string client, string lines, string sender = "strong-bad@contoso.example", Action<IReadOnlyList<Request>>? onRound = null)
    {
        var scene = new DomainScene(lines.Split('|', StringSplitOptions.RemoveEmptyEntries));
        var evidence = EvidenceSet.Empty;
        for (var round = 0; round < 30; round++)
        {
            var verdict = SpfEvaluation.Evaluate(new(IPAddress.Parse(client), sender, "helo.example", DomainScene.Now), evidence);
            if (verdict.Result is not null)
            {
                return verdict;
            }

            Assert.NotEmpty(verdict.Needed);
            Assert.DoesNotContain(verdict.Needed, evidence.Has);
            onRound?.Invoke(verdict.Needed);
            evidence = verdict.Needed.Aggregate(evidence, (all, request) => all.With(scene.Answer(request)));
        }

        throw new InvalidOperationException("the questions have no end");
    }
}
