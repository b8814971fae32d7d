namespace Recapito.Core.Tests;

/// <summary>Of words that were copied without their report, nobody is said to have written them unless they or the evidence tell.</summary>
public class PastedWordsTests
{
    private const string Edge = "550 5.4.1 Recipient address rejected: Access denied";

    [Theory]
    [InlineData(Edge, "550 5.4.1 Relay Access Denied", "system ? not-known-who, next ✕ refuses-now")]
    [InlineData(Edge, "421 4.3.2 busy", "system ? not-known-who, next ✕ refuses-now")]
    [InlineData(Edge, null, "system ? not-known-who, next ? not-known")]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [AM0EUR02FT033.eop-EUR02.prod.protection.outlook.com]", null, "system ✓ passed, refusing ✕ refused")]
    [InlineData("4.4.1 connect to mx.oldhost.example[203.0.113.25]:25: Connection timed out", null, "system ✓ passed, tried ✕ no-answer")]
    public void The_path_shows_no_more_than_is_known(string reply, string? now, string path) =>
        Assert.Equal(path, string.Join(", ", PathFigure.Of(Judged(reply, now, now)).Skip(1).SkipLast(1).Select(station => $"{station.Role} {PathFigure.Sign(station.State, ascii: false)} {station.StateKey}")));

    /// <summary>A host that refuses every address is named beside the parties of what it may still be; one that was not seen to is not.</summary>
    [Theory]
    [InlineData("550 5.4.1 Relay Access Denied", "550 5.4.1 Relay Access Denied", true)]
    [InlineData("550 5.4.1 Relay Access Denied", "250 ok", false)]
    [InlineData(null, null, false)]
    public void The_recipients_side_is_named_where_its_host_refuses_every_address(string? target, string? control, bool isNamed)
    {
        var sheet = DiagnosisSheets.Of(Judged(Edge, target, control), "en", Catalogue.Default);
        Assert.Equal(isNamed, string.Join(' ', sheet.WhoActs).Contains("mx.oldhost.example refuses this address and an invented one of contoso.example alike", StringComparison.Ordinal));
    }

    /// <summary>What Exchange Online means by its words is not said of hosts that are not Microsoft's.</summary>
    [Theory]
    [InlineData("550 5.4.1 Relay Access Denied", "so here they need not mean the same", "directory-based edge blocking")]
    [InlineData(null, "directory-based edge blocking", "so here they need not mean the same")]
    public void Words_of_Exchange_Online_are_explained_by_it_only_where_it_may_have_written_them(string? now, string said, string notSaid)
    {
        var means = DiagnosisSheets.Of(now is null ? Diagnoser.Judge(Pasted(Edge), EvidenceSet.Empty, new(), Catalogue.Default) : Judged(Edge, now, now), "en", Catalogue.Default).Quote!.Means!;
        Assert.Contains(said, means, StringComparison.Ordinal);
        Assert.DoesNotContain(notSaid, means, StringComparison.Ordinal);
    }

    /// <summary>A reply that names no host is judged by the only exchanger there is.</summary>
    [Fact]
    public void Words_of_Exchange_Online_are_its_own_where_the_only_exchanger_is_Microsofts_and_says_the_same()
    {
        var scene = new Scene().Mx("0 " + Scene.Edge).Zone((1, "0 " + Scene.Edge)).Host(Scene.Edge, Scene.EdgeAddress).Smtp(Scene.Edge, Scene.EdgeAddress, Scene.EdgeRejected, Scene.EdgeRejected);
        var diagnosis = Diagnoser.Judge(Pasted(Edge), scene.Evidence, scene.Inquiry with { Dns = true, Smtp = true, Rcpt = true }, Catalogue.Default);
        Assert.DoesNotContain(diagnosis.RuledOut, ruled => ruled.Fact is "refusing-host-is-not-microsoft" or "mx-is-not-microsoft-shaped");
        Assert.Equal("recipient-not-in-edge-directory", diagnosis.Cause?.Cause);
        Assert.NotEqual(Verdict.Proven, diagnosis.Verdict);
        Assert.DoesNotContain("are not Microsoft's", DiagnosisSheets.Of(diagnosis, "en", Catalogue.Default).Quote!.Means!, StringComparison.Ordinal);
    }

    /// <summary>To whom "access denied" was said, and why, the words do not tell.</summary>
    [Theory]
    [InlineData("550 5.4.1 lee@contoso.example: Access denied", null)]
    [InlineData("550 Access denied", null)]
    [InlineData("452 4.2.2 <lee@contoso.example>: mailbox full", "mailboxfull")]
    [InlineData("554 5.7.1 <unknown[198.51.100.77]>: Client host rejected: Access denied", "blocked")]
    public void A_reason_is_told_only_where_the_words_tell_it(string reply, string? reason) =>
        Assert.Equal(reason, ReasonJudge.ToldBy(SmtpReply.Parse(reply), Catalogue.Default));

    [Theory]
    [InlineData("User lee@contoso.example (Lee Smith) unknown", "User …@contoso.example (…) unknown")]
    [InlineData("User lee (Lee Smith) unknown", "User … (…) unknown")]
    [InlineData("to Lee O'Hara-Smith <lee@contoso.example>: no", "to … <…@contoso.example>: no")]
    [InlineData("\"Lee Smith\" <lee@contoso.example>", "\"…\" <…@contoso.example>")]
    [InlineData("<lee@contoso.example> (expanded from <team@contoso.example>)", "<…@contoso.example> (expanded from <…@contoso.example>)")]
    [InlineData("lee@contoso.example (in reply to RCPT TO command)", "…@contoso.example (in reply to RCPT TO command)")]
    [InlineData("Recipient address rejected: Access Denied", "Recipient address rejected: Access Denied")]
    public void A_name_beside_an_address_is_hidden_with_it(string text, string shown) => Assert.Equal(shown, new HiddenNames([Pasted(Edge)]).Hide(text));

    private static Symptom Pasted(string reply) => Assert.Single(Symptoms.Of(
        DsnReader.Read(System.Text.Encoding.UTF8.GetBytes($"Your message to lee@contoso.example couldn't be delivered.\n\n{reply}\n")), Catalogue.Default));

    private static Diagnosis Judged(string reply, string? target, string? control)
    {
        var scene = new Scene().Mx("10 mx.oldhost.example").Zone((1, "10 mx.oldhost.example")).Host(Scene.Old, Scene.OldAddress);
        scene = target is null ? scene : scene.Smtp(Scene.Old, Scene.OldAddress, target, control);
        return Diagnoser.Judge(Pasted(reply), scene.Evidence, scene.Inquiry with { Dns = true, Smtp = true, Rcpt = true }, Catalogue.Default);
    }
}
