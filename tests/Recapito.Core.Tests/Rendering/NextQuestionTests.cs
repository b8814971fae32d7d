namespace Recapito.Core.Tests;

public class NextQuestionTests
{
    /// <summary>A verdict that is not proven says what would settle it, so whatever a check may miss leads to a question.</summary>
    [Fact]
    public void Everything_that_a_check_may_miss_leads_to_a_question_with_words()
    {
        var code = Directory.GetFiles(Repository.PathOf("src", "Recapito.Core", "Checks"), "*.cs", SearchOption.AllDirectories).SelectMany(File.ReadAllLines)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));
        var missing = code.SelectMany(line => line.Split('"').Where((_, i) => i % 2 == 1)).Where(text => text.StartsWith("why.", StringComparison.Ordinal)).ToHashSet();
        Assert.NotEmpty(missing);
        Assert.All(missing, why => Assert.Contains(NextQuestion.For([why]) ?? $"no question for {why}", Catalogue.Default.WordsIn("en")!.Keys));
    }

    [Theory]
    [InlineData("next.full-report", "why.changed-since", "why.report-names-no-host")]
    [InlineData("next.sender-servers", "why.others-stand", "why.certificate-not-seen")]
    [InlineData("next.inside", "why.changed-since", "why.inside-not-seen")]
    [InlineData("next.servers", "why.servers-not-seen", "why.others-stand")]
    [InlineData("next.bounce-anew", "why.changed-since", "why.others-stand")]
    [InlineData("next.whole-header", "why.hops-show-no-circle", "why.zone-incomplete")]
    [InlineData(null, "why.of-nobody")]
    public void The_question_is_the_one_that_the_others_wait_for(string? question, params string[] missing) => Assert.Equal(question, NextQuestion.For(missing));

    private const string Forbidden = "the application lacks Exchange.ManageAsAppV2, or a role in Exchange Online; 'recapito m365 doctor' shows what is missing (403 Forbidden)";
    private const string Foreign = "the tenant contoso.onmicrosoft.com that was signed in to does not hold this domain";

    /// <summary>Each gap is "OBJECTS of DOMAIN=why"; the case has a sender of fabrikam.example and a recipient of contoso.example.</summary>
    [Theory]
    [InlineData("next.inside", true, "next.exchange-commands", "InboundConnector of contoso.example=" + InsideGaps.NeedsCommands)]
    [InlineData("next.inside", false, "next.inside", "InboundConnector of contoso.example=" + InsideGaps.NeedsCommands, "recipient=" + InsideGaps.NeedsCommands, "domain=" + Foreign)]
    [InlineData("next.inside", false, "next.inside", "domain=gap.no-inside", "InboundConnector of contoso.example=gap.no-inside")]
    [InlineData("next.inside", false, "next.permission", "domain=" + Forbidden)]
    [InlineData("next.known-good", false, "next.permission", "domain=" + Forbidden, "recipient=" + InsideGaps.NeedsCommands)]
    [InlineData("next.known-good", true, "next.permission", "recipient=" + Forbidden)]
    [InlineData("next.known-good", true, "next.known-good", "recipient=" + InsideGaps.NeedsCommands)]
    [InlineData("next.known-good", false, "next.known-good", "ServiceIssue of contoso.example=" + Forbidden)]
    [InlineData("next.full-report", false, "next.full-report", "domain=" + Forbidden)]
    [InlineData(null, false, null, "domain=" + Forbidden)]
    public void The_question_fits_what_was_asked_already(string? question, bool isHeld, string? fitting, params string[] gaps)
    {
        var scene = new Scene().Bounce(Scene.Attribution, "contoso-example.mail.protection.outlook.com").From("ana@fabrikam.example");
        scene = isHeld ? scene.Inside(AcceptedDomainType.Authoritative, null) : scene;
        var unanswered = GapsOf(scene, gaps);
        Assert.Equal(fitting, NextQuestion.Fitting(question, new Case(scene.Symptom, scene.Evidence, scene.Inquiry, Catalogue.Default), unanswered));
    }

    [Theory]
    [InlineData("next.ask-postmaster")]
    [InlineData("next.sender-inside", "InboundConnector of fabrikam.example=gap.no-inside", "server SendConnector of fabrikam.example=gap.no-inside")]
    [InlineData("next.sender-servers", "server SendConnector of fabrikam.example=the tenant does not show this")]
    [InlineData("next.exchange-commands", "InboundConnector of fabrikam.example=" + InsideGaps.NeedsCommands, "server SendConnector of fabrikam.example=the tenant does not show this")]
    [InlineData("next.permission", "InboundConnector of fabrikam.example=" + Forbidden, "server SendConnector of fabrikam.example=the tenant does not show this")]
    [InlineData("next.more-evidence", "server SendConnector of fabrikam.example=gap.no-inside", "mx=gap.no-dns")]
    [InlineData("next.sender-servers", "server SendConnector of fabrikam.example=gap.no-inside", "mx=timeout after 2 s")]
    [InlineData("next.unanswered", "mx=timeout after 2 s")]
    [InlineData("next.ask-smtp", "port25=closed from here", "server SendConnector of fabrikam.example=gap.no-inside")]
    public void Where_no_cause_leads_the_question_fits_what_was_asked_already(string question, params string[] gaps)
    {
        var scene = new Scene().Bounce(Scene.Attribution, "contoso-example.mail.protection.outlook.com").From("ana@fabrikam.example").Inside(AcceptedDomainType.Authoritative, null);
        Assert.Equal(question, NextQuestion.WhereNoneLeads(new(scene.Symptom, scene.Evidence, scene.Inquiry, Catalogue.Default), [], GapsOf(scene, gaps)));
    }

    /// <summary>What words tell plainly is not settled by asking hosts from elsewhere; what may be meant by others is.</summary>
    [Theory]
    [InlineData("550 5.1.1 <lee@contoso.example>: User unknown", "next.check-address", "recipient-does-not-exist")]
    [InlineData("552 5.2.2 <lee@contoso.example>: Mailbox quota exceeded", "next.make-room")]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied", "next.ask-smtp", "recipient-not-in-edge-directory", "recipient-does-not-exist")]
    [InlineData("550 lee@contoso.example Nem kívánt", "next.ask-smtp")]
    [InlineData("550 5.7.25 <lee@contoso.example>: Client does not have valid reverse DNS", "next.reverse-name")]
    public void Words_that_tell_their_reason_are_followed_before_closed_ports(string reply, string question, params string[] candidates)
    {
        var words = Assert.Single(Symptoms.Of(DsnReader.Read(System.Text.Encoding.UTF8.GetBytes($"Your message to lee@contoso.example couldn't be delivered.\n\n{reply}\n")), Catalogue.Default));
        var scene = new Scene();
        Assert.Equal(question, NextQuestion.WhereNoneLeads(new(words, scene.Evidence, scene.Inquiry, Catalogue.Default), candidates, GapsOf(scene, ["port25=closed from here"])));
    }

    /// <summary>Whoever holds the bounce is never sent to a question that was answered already; the reply is what the report quotes.</summary>
    [Theory]
    [InlineData("next.check-address", "550 5.1.1 <lee@contoso.example>: User unknown", "recipient-does-not-exist")]
    [InlineData("next.check-address", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", "recipient-does-not-exist", "senders-tenant-owns-domain")]
    [InlineData("next.check-address", "550 5.2.1 This mailbox has been disabled")]
    [InlineData("next.make-room", "552 5.2.2 <lee@contoso.example>: Mailbox quota exceeded")]
    [InlineData("next.smaller-message", "552 5.3.4 Message too big for system")]
    [InlineData("next.change-message", "554 5.7.1 Message rejected as spam by content filter")]
    [InlineData("next.ask-postmaster", "550 Nem kívánt")]
    [InlineData("next.ask-postmaster", "550 5.1.8 <ana@fabrikam.example>: Sender address rejected: Domain not found", "sender-not-authenticated")]
    public void Where_all_was_asked_the_question_is_one_for_people(string question, string reply, params string[] candidates)
    {
        var scene = new Scene().Bounce(reply, "mx.contoso.example");
        var symptom = scene.Symptom with { Reason = ReasonJudge.ToldBy(SmtpReply.Parse(reply), Catalogue.Default) };
        Assert.Equal(question, NextQuestion.WhereNoneLeads(new(symptom, scene.Evidence, scene.Inquiry, Catalogue.Default), candidates, []));
    }

    private static List<Gap> GapsOf(Scene scene, string[] gaps)
    {
        var unanswered = gaps.Select(gap => gap.Split('=', 2)).Select(pair => new Gap(Asked(pair[0]), pair[1])).ToList();
        unanswered.ForEach(gap => scene.See(gap.Request.Unanswered(gap.Why, new("the scene", Scene.Now))));
        return unanswered;
    }

    private static Request Asked(string what) => what.Split(' ') switch
    {
        ["port25"] => new ReachabilityRequest("mx.contoso.example", "203.0.113.25", "control.example"),
        ["mx"] => new DnsRequest(Scene.Domain, RrType.Mx, Vantage.Resolver),
        ["domain"] => new AcceptedDomainRequest(Scene.Domain),
        ["recipient"] => new RecipientRequest(Scene.Recipient),
        ["server", var kind, _, var domain] => new ConfigurationRequest(domain, ExchangeSide.ExchangeServer, Enum.Parse<ExchangeObjectKind>(kind)),
        [var kind, _, var domain] => new ConfigurationRequest(domain, ExchangeSide.ExchangeOnline, Enum.Parse<ExchangeObjectKind>(kind)),
        _ => throw new ArgumentException(what),
    };
}
