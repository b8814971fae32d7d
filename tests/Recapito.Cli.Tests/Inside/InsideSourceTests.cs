using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli.Tests;

/// <summary>Every probe over HTTPS against the lab: what it must find, and what is a gap and no absence.</summary>
public sealed class InsideSourceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Permissions => new()
    {
        { nameof(ExchangeObjectKind.TenantDomain), "Domain.Read.All" },
        { nameof(ExchangeObjectKind.ServiceConfigurationRecord), "Domain.Read.All" },
        { nameof(ExchangeObjectKind.VerificationDnsRecord), "Domain.Read.All" },
        { nameof(ExchangeObjectKind.ServiceIssue), "ServiceHealth.Read.All" },
        { nameof(ExchangeObjectKind.AcceptedDomain), "Exchange.ManageAsAppV2" },
        { nameof(ExchangeObjectKind.OrganizationConfig), "Exchange.ManageAsAppV2" },
        { nameof(ExchangeObjectKind.HostedConnectionFilterPolicy), "Exchange.ManageAsApp" },
        { nameof(ExchangeObjectKind.Recipient), "Exchange.ManageAsApp" },
        { nameof(ExchangeObjectKind.DynamicDistributionGroup), "Exchange.ManageAsApp" },
    };

    public static TheoryData<Request, string, string> Answers => new()
    {
        { new AcceptedDomainRequest("contoso.example"), "Present", "Authoritative" },
        { new AcceptedDomainRequest("mail.relay.example"), "Present", "InternalRelay" },
        { new AcceptedDomainRequest("new.contoso.example"), "Unavailable", "waits for its verification" },
        { new AcceptedDomainRequest("fabrikam.example"), "Unavailable", "does not hold this domain" },
        { new RecipientRequest("lee@contoso.example"), "Present", "UserMailbox" },
        { new RecipientRequest("news@contoso.example"), "Present", "DynamicDistributionGroup" },
        { new RecipientRequest("nobody@contoso.example"), "Absent", "no object has this address" },
        { new RecipientRequest("nobody@fabrikam.example"), "Unavailable", "does not hold this domain" },
        { new RecipientRequest("lee@contoso.example", ExchangeSide.ExchangeServer), "Unavailable", "does not show this" },
        { new ConfigurationRequest("contoso.example", ExchangeSide.ExchangeOnline, ExchangeObjectKind.HostedConnectionFilterPolicy), "Present", "Default" },
        { new ConfigurationRequest("contoso.example", ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector), "Absent", "there is none" },
        { new ConfigurationRequest("contoso.example", ExchangeSide.ExchangeOnline, ExchangeObjectKind.ServiceConfigurationRecord), "Present", "contoso-example.mail.protection.outlook.com" },
        { new ConfigurationRequest("contoso.example", ExchangeSide.ExchangeOnline, ExchangeObjectKind.SendConnector), "Unavailable", "does not show this" },
        { new MessageTraceRequest("lee@contoso.example", InsideWorlds.Now.AddDays(-1), InsideWorlds.Now), "Present", "DELIVER" },
        { new MessageTraceRequest("pat@contoso.example", InsideWorlds.Now.AddDays(-1), InsideWorlds.Now), "Absent", "took no message" },
        { new MessageTraceRequest("lee@contoso.example", InsideWorlds.Now.AddDays(-40), InsideWorlds.Now.AddDays(-2)), "Absent", "took no message" },
        { new MessageTraceRequest("lee@fabrikam.example", InsideWorlds.Now.AddDays(-1), InsideWorlds.Now), "Unavailable", "not known to hold this domain" },
        { new MessageTraceRequest("lee@contoso.example", InsideWorlds.Now.AddDays(-91), InsideWorlds.Now), "Unavailable", "90 days" },
        { new MessageTraceRequest("lee@contoso.example", InsideWorlds.Now.AddDays(-7), InsideWorlds.Now.AddDays(1)), "Present", "DELIVER" },
        { new MessageTraceRequest("lee@contoso.example", InsideWorlds.Now.AddHours(1), InsideWorlds.Now.AddDays(1)), "Unavailable", "must begin before it ends" },
        { new MessageTraceControlRequest("pat@contoso.example", InsideWorlds.Now.AddDays(-7), InsideWorlds.Now.AddDays(1)), "Present", "2026-11-23T08:00:00Z" },
        { new MessageTraceControlRequest("lee@contoso.example", InsideWorlds.Now.AddDays(-7), InsideWorlds.Now.AddDays(1)), "Absent", "anybody else" },
        { new MessageTraceControlRequest("pat@contoso.example", InsideWorlds.Now.AddDays(-9), InsideWorlds.Now.AddDays(-1)), "Absent", "anybody else" },
        { new MessageTraceControlRequest("pat@contoso.example", InsideWorlds.Now.AddDays(-91), InsideWorlds.Now.AddDays(-83)), "Unavailable", "90 days" },
    };

    [Theory, MemberData(nameof(Answers))]
    public async Task A_question_is_answered_by_what_the_tenant_shows(Request request, string outcome, string words)
    {
        var seen = await AnswerAsync(request, new() { PageSize = 1 });
        Assert.True(outcome == seen.Outcome.ToString(), $"{request.Question}: {seen.Outcome} {seen.Why}");
        Assert.Contains(words, EvidenceFile.Write(EvidenceSet.Empty.With(seen)), StringComparison.Ordinal);
        Assert.True(outcome is "Unavailable" || seen.Source.By.EndsWith($", tenant {InsideWorlds.Initial}", StringComparison.Ordinal), seen.Source.By);
    }

    [Theory, MemberData(nameof(Permissions))]
    public async Task A_missing_permission_is_a_gap_and_the_others_still_answer(string kind, string permission)
    {
        var asked = Enum.Parse<ExchangeObjectKind>(kind);
        var (listed, gap) = await ListAsync(asked, new() { Permissions = [.. InsideWorlds.WithCmdlets.Where(granted => granted != permission)] });
        Assert.Null(listed);
        Assert.Equal((ApiGapKind.Forbidden, 403), (gap!.Kind, gap.Status));
        Assert.StartsWith($"the application lacks {permission}", gap.Text, StringComparison.Ordinal);
        Assert.Contains("'recapito m365 doctor' shows what is missing (HTTP 403 ", gap.Text, StringComparison.Ordinal);
        var (all, why) = await ListAsync(asked, new() { Permissions = [permission] });
        Assert.True(all is { Items.Length: > 0 }, why?.Text);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0, 2)]
    [InlineData(2, 0)]
    public async Task Pages_and_throttling_change_nothing_in_what_is_listed(int pageSize, int throttle)
    {
        var app = new WorldApp { PageSize = pageSize, Throttle = throttle, RetryAfter = 0 };
        Assert.Equal(["contoso.example", "new.contoso.example", "contoso.onmicrosoft.example"], (await ListAsync(ExchangeObjectKind.TenantDomain, app)).Listed!.Items.Select(item => item.Text("id")));
        Assert.Equal(["contoso.example", "relay.example", "contoso.onmicrosoft.example"], (await ListAsync(ExchangeObjectKind.AcceptedDomain, app)).Listed!.Items.Select(item => item.Text("DomainName")));
        Assert.Equal(3, (await ListAsync(ExchangeObjectKind.Recipient, app)).Listed!.Items.Length);
    }

    [Fact]
    public async Task A_token_that_ends_between_pages_is_renewed() =>
        Assert.Equal(3, (await ListAsync(ExchangeObjectKind.TenantDomain, new() { PageSize = 1, TokenLasts = 1 })).Listed!.Items.Length);

    [Theory]
    [InlineData(false, true, "Service principal-less Authentication failed")]
    [InlineData(true, false, "Insufficient privileges")]
    public async Task A_trace_that_may_not_be_asked_is_a_gap(bool principal, bool permitted, string words)
    {
        var seen = await AnswerAsync(new MessageTraceRequest("pat@contoso.example", InsideWorlds.Now.AddDays(-1), InsideWorlds.Now), new()
        {
            HasTracePrincipal = principal,
            Permissions = [.. InsideWorlds.WithCmdlets.Where(permission => permitted || !permission.StartsWith("ExchangeMessageTrace", StringComparison.Ordinal))],
        });
        Assert.Equal(Outcome.Unavailable, seen.Outcome);
        Assert.Contains(words, seen.Why, StringComparison.Ordinal);
        Assert.Contains(InsideGaps.Lacks, seen.Why, StringComparison.Ordinal);
        Assert.Equal(!principal, seen.Why!.StartsWith(InsideGaps.NoTracePrincipal, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_mail_for_others_nothing_is_kept_but_when_it_came()
    {
        var (since, until) = (InsideWorlds.Now.AddDays(-7), InsideWorlds.Now);
        var control = EvidenceFile.Write(EvidenceSet.Empty.With(await AnswerAsync(new MessageTraceControlRequest("pat@contoso.example", since, until), new())));
        Assert.Contains("receivedAt", control, StringComparison.Ordinal);
        Assert.All(new[] { "lee@", "t1", "delivered" }, gone => Assert.DoesNotContain(gone, control, StringComparison.Ordinal));
        var rows = EvidenceFile.Write(EvidenceSet.Empty.With(await AnswerAsync(new MessageTraceRequest("lee@contoso.example", since, until), new())));
        Assert.Contains("details.event", rows, StringComparison.Ordinal);
        Assert.All(new[] { "details.data", "Invoice" }, gone => Assert.DoesNotContain(gone, rows, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("throttled for longer than we wait")]
    [InlineData("no role in Exchange")]
    public async Task A_recipient_that_cannot_be_looked_for_is_a_gap(string because)
    {
        var app = because.StartsWith("throttled", StringComparison.Ordinal) ? new WorldApp { Throttle = 1000, RetryAfter = 600 } : new WorldApp { HasExchangeRole = false };
        var seen = await AnswerAsync(new RecipientRequest("nobody@contoso.example"), app, own: "contoso.example");
        Assert.True(seen.Outcome is Outcome.Unavailable, because);
    }

    [Fact]
    public async Task Without_the_users_word_no_cmdlet_is_run_and_that_is_a_gap()
    {
        await using var lab = LabRun.Start(InsideWorlds.Of(new()));
        using var access = InsideAccess.Open(new() { LabRoutes = lab.Routes }, InsideWorlds.SignIn());
        var source = new InsideSource(access, [], runsCmdlets: false);
        var seen = await source.AnswerAsync(new RecipientRequest("lee@contoso.example"), Cancel);
        Assert.Equal(Outcome.Unavailable, seen.Outcome);
        Assert.Contains("--exchange-commands", seen.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(ExchangeObjectKind.Recipient, source.Kinds);
        var (inventory, gaps) = await source.InventoryAsync(source.Kinds, Cancel);
        Assert.Empty(gaps);
        Assert.Equal(4, inventory.Listings.Length);
    }

    [Fact]
    public async Task A_domain_that_the_administrator_owns_and_the_tenant_has_not_is_absent()
    {
        var seen = await AnswerAsync(new AcceptedDomainRequest("fabrikam.example"), new(), own: "fabrikam.example");
        Assert.Equal(Outcome.Absent, seen.Outcome);
        Assert.Equal(Outcome.Unavailable, (await AnswerAsync(new AcceptedDomainRequest("fabrikam.example"), new() { Permissions = ["Exchange.ManageAsAppV2"] }, own: "fabrikam.example")).Outcome);
    }

    private static async Task<Observation> AnswerAsync(Request request, WorldApp app, params string[] own)
    {
        await using var lab = LabRun.Start(InsideWorlds.Of(app));
        using var access = InsideAccess.Open(new() { LabRoutes = lab.Routes }, InsideWorlds.SignIn(app: app));
        return await new InsideSource(access, own, runsCmdlets: true).AnswerAsync(request, Cancel);
    }

    private static async Task<(ExchangeListing? Listed, ApiGap? Gap)> ListAsync(ExchangeObjectKind kind, WorldApp app)
    {
        await using var lab = LabRun.Start(InsideWorlds.Of(app));
        using var access = InsideAccess.Open(new() { LabRoutes = lab.Routes }, InsideWorlds.SignIn(app: app));
        return await new InsideSource(access, [], runsCmdlets: true).ListAsync(kind, kind is ExchangeObjectKind.ServiceConfigurationRecord or ExchangeObjectKind.VerificationDnsRecord ? "contoso.example" : null, Cancel);
    }
}
