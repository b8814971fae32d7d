using static Recapito.Core.ExchangeSide;
using static Recapito.Core.Tests.Scene;
using Kind = Recapito.Core.ExchangeObjectKind;

namespace Recapito.Core.Tests;

/// <summary>
/// What the message trace of the recipient's tenant changes in a verdict, and what it does not: each row is what it shows and what must be said. Rows are written
/// "time status sender messageId", at 2026-11-23 where the time has no date.
/// </summary>
public sealed class TraceCheckTests
{
    private const string Ok = "250 2.1.5 Ok";
    private const string Machine = "DB5PEPF00014B8A.eurprd02.prod.outlook.com";
    private const string HopCount = $"554 5.4.14 Hop count exceeded - possible mail loop ATTR34 [{Machine} 2026-11-23T08:30:00.123Z 08DE2A0F1B2C3D4E]";
    private const string Old = "; WhenChangedUTC=2026-11-01T08:00:00Z";
    private const string Central = "Name=All mail; Enabled=True; ConnectorType=OnPremises; RecipientDomains=contoso.example; UseMXRecord=False; SmartHosts=mail.contoso.example; IsTransportRuleScoped=False; AllAcceptedDomains=False; RouteAllMessagesViaOnPremises=True" + Old;
    private const string Ana = "ana@fabrikam.example";
    private const string Lost = "lost.1@fabrikam.example";

    public static TheoryData<string, string> Scenarios => [.. All().Select(row => (row.Name, row.Want))];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_case_has_its_verdict(string name, string want)
    {
        var got = All().Single(row => row.Name == name).Scene().Judge();
        var said = string.Join(" + ", [$"{got.Verdict} {got.Cause?.Cause}".TrimEnd(), .. got.Contributing.Select(finding => finding.Cause)]);
        Assert.True(said == want, $"{name}: {said}; missing {string.Join(",", got.WhyNotProven)}; stand {string.Join(",", got.Candidates)}; want {want}");
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Taking_an_observation_away_never_makes_it_surer(string name, string want)
    {
        _ = want;
        Sureness.NeverRises(name, All().Single(row => row.Name == name).Scene());
    }

    public static TheoryData<string, string> Reasons => new()
    {
        { "no control in that time", "gap.trace-without-control" },
        { "asked within the hour", "gap.trace-too-fresh" },
        { "control not answered", "the service is busy" },
        { "control not asked", "gap.no-inside" },
        { "the trace goes back 90 days", "gap.trace-too-old" },
        { "has no message trace in Microsoft Graph", "gap.no-trace-in-cloud" },
        { "the tenant lacks the service principal of Microsoft's message trace; …", "gap.no-trace-principal" },
        { "an export of the configuration has no message trace", "gap.trace-not-in-export" },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void A_trace_that_says_nothing_is_listed_with_its_reason_and_excludes_nothing(string what, string why)
    {
        var search = TracePlan.Search(Loop().Symptom)!;
        var scene = what switch
        {
            "no control in that time" => Loop().Empty().Control(false),
            "asked within the hour" => Loop().Empty("09:29").Control(true),
            "control not answered" => Loop().Empty().See(new Unavailable<TracedMail>(MessageTraceControlRequest.Of(search), why, new("tenant", Now))),
            "control not asked" => Loop().Empty(),
            _ => Loop().See(new Unavailable<ExchangeObjects>(search, what, new("tenant", Now))),
        };
        var got = scene.Judge();
        Assert.Contains(got.NotChecked, gap => gap.Request is MessageTraceRequest or MessageTraceControlRequest && gap.Why == why);
        Assert.DoesNotContain(got.RuledOut, ruled => ruled.Fact == "trace-shows-nothing");
        Assert.Equal("internal-relay-without-connector", got.Cause?.Cause);
    }

    /// <summary>What is asked, by what is known: the trace only where its answer can change something, its control only where the trace has no row.</summary>
    [Theory]
    [InlineData("a loop through a tenant that may relay", "message-trace")]
    [InlineData("the same, and the trace has no row", "message-trace-control")]
    [InlineData("the same, and the trace has a row", "")]
    [InlineData("the same, and the trace could not be asked", "")]
    [InlineData("the same, and somebody searched a wider time", "message-trace-control")]
    [InlineData("a loop, and the tenant is Authoritative", "")]
    [InlineData("a loop, and the tenant is Authoritative and leads all mail out", "message-trace")]
    [InlineData("a loop, and the connectors were not seen", "")]
    [InlineData("a loop, and the directory has the address", "")]
    [InlineData("a loop, and the directory was not seen", "")]
    [InlineData("a loop, and the domain is not the tenant's", "")]
    [InlineData("a loop, and the report does not say when", "")]
    [InlineData("the edge refuses, and nobody has the address", "message-trace")]
    [InlineData("the edge refuses, and own servers have the address", "")]
    [InlineData("the edge refuses, and a mailbox has the address", "message-trace")]
    [InlineData("the edge refuses, a mailbox has the address, and the sender is not known", "")]
    [InlineData("nobody may look inside", "")]
    public void The_trace_is_asked_only_where_its_answer_can_change_what_is_said(string what, string kinds)
    {
        var scene = Case(what);
        var inquiry = new Inquiry { Dns = false, Smtp = false, Inside = what != "nobody may look inside" };
        var asked = EvidencePlan.Next(scene.Symptom, scene.Evidence, inquiry).Where(request => request is MessageTraceRequest or MessageTraceControlRequest).ToList();
        Assert.Equal(kinds, string.Join(' ', asked.Select(request => request.Kind)));
        Assert.All(asked.OfType<MessageTraceRequest>(), request =>
        {
            Assert.True(request.Until - request.Since <= MessageTraceRequest.LongestQuery);
            Assert.True(TracePlan.Covers(request, scene.Symptom.At!.Value));
        });
    }

    private static Scene Case(string what)
    {
        var search = TracePlan.Search(Loop().Symptom)!;
        return what switch
        {
            "the same, and the trace has no row" => Loop().Empty(),
            "the same, and the trace has a row" => Loop().Rows("08:20 failed"),
            "the same, and the trace could not be asked" => Loop().See(new Unavailable<ExchangeObjects>(search, "403", new("tenant", Now))),
            "the same, and somebody searched a wider time" => Loop().See(new Absent<ExchangeObjects>(search with { Since = search.Since.AddDays(-1) }, "none", new("tenant", Now))),
            "a loop, and the tenant is Authoritative" => Loop().Held(AcceptedDomainType.Authoritative),
            "a loop, and the tenant is Authoritative and leads all mail out" => Loop().Held(AcceptedDomainType.Authoritative).Listed(Domain, ExchangeOnline, Kind.OutboundConnector, Central),
            "a loop, and the connectors were not seen" => Loop().Without(new ConfigurationRequest(Domain, ExchangeOnline, Kind.OutboundConnector)),
            "a loop, and the directory has the address" => Loop().Holder("UserMailbox"),
            "a loop, and the directory was not seen" => Loop().Without(new RecipientRequest(Recipient)),
            "a loop, and the domain is not the tenant's" => Loop().See(new Absent<AcceptedDomain>(new AcceptedDomainRequest(Domain), "not in the list", new("tenant", Now))),
            "a loop, and the report does not say when" => Loop().BouncedAt(null),
            "the edge refuses, and nobody has the address" => Refused(),
            "the edge refuses, and own servers have the address" => Refused().See(new Present<DirectoryRecipient>(new RecipientRequest(Recipient, ExchangeServer), new(Recipient, "UserMailbox"), new("servers", Now))),
            "the edge refuses, and a mailbox has the address" => Refused().Holder("UserMailbox"),
            "the edge refuses, a mailbox has the address, and the sender is not known" => new Scene().Bounce(EdgeRejected, Edge).BouncedAt("08:30").Held(AcceptedDomainType.Authoritative).Holder("UserMailbox"),
            _ => Loop(),
        };
    }

    private static Scene Hosted() => new Scene().Mx($"0 {Edge}").Zone((3, $"0 {Edge}"), (3, $"0 {Edge}")).Host(Edge, EdgeAddress).BouncedAt("08:30").From(Ana);

    private static Scene Loop() => Hosted().Bounce(HopCount, Edge).Through(Enumerable.Repeat(Machine, 12)).Held(AcceptedDomainType.InternalRelay).Holder(null)
        .Listed(Domain, ExchangeOnline, Kind.OutboundConnector);

    private static Scene WithoutHeader() => Loop().Through();

    private static Scene Refused() => Hosted().Bounce(EdgeRejected, Edge).Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected, Ok).Ask(inquiry => inquiry with { KnownGood = [KnownGood] })
        .Dns("autodiscover." + Domain, RrType.A, Vantage.Resolver, "NXDOMAIN").Listed(Domain, ExchangeOnline, Kind.OutboundConnector)
        .Held(AcceptedDomainType.Authoritative).Holder(null).See(new Absent<DirectoryRecipient>(new RecipientRequest(Recipient, ExchangeServer), "no such object", new("servers", Now)));

    private static Scene Mailbox() => Hosted().Bounce(EdgeRejected, Edge).Smtp(Edge, EdgeAddress, null, null).Held(AcceptedDomainType.Authoritative).Holder("UserMailbox");

    private static IEnumerable<(string Name, Func<Scene> Scene, string Want)> All() => [.. Loops(), .. Nobody(), .. Somebody()];

    private static IEnumerable<(string, Func<Scene>, string)> Loops() =>
    [
        ("a loop, and the trace was not asked", Loop, "Proven internal-relay-without-connector"),
        ("a loop that never came to the tenant", () => Loop().Empty().Control(true), "Proven mail-loop"),
        ("a loop without a header that never came to the tenant", () => WithoutHeader().Empty().Control(true), "Likely mail-loop"),
        ("a loop without a header, and the trace without a control", () => WithoutHeader().Empty(), "Likely internal-relay-without-connector"),
        ("a loop without a header, and nobody else had mail either", () => WithoutHeader().Empty().Control(false), "Likely internal-relay-without-connector"),
        ("a loop that came to the tenant", () => Loop().Rows("08:20 failed").Control(true), "Proven internal-relay-without-connector"),
        ("the trace was asked within the hour of the bounce", () => Loop().Empty("09:29").Control(true), "Proven internal-relay-without-connector"),
        ("the trace was asked before the bounce", () => Loop().Empty("08:00").Control(true), "Proven internal-relay-without-connector"),
        ("the search begins an hour before the bounce", () => Loop().Empty(since: "07:30").Control(true, since: "07:30"), "Proven internal-relay-without-connector"),
        ("the control is of another time", () => Loop().Empty().Control(true, since: "07:30"), "Proven internal-relay-without-connector"),
        ("the address is an alias, whose mail stands under another", () => Loop().Holder("MailUser", Recipient).Empty().Control(true), "Proven internal-relay-without-connector"),
        ("whether the tenant has the domain was not seen", () => Loop().Without(new AcceptedDomainRequest(Domain)).Empty().Control(true), "Proven mail-loop"),
    ];

    private static IEnumerable<(string, Func<Scene>, string)> Nobody() =>
    [
        ("nobody has the address, and the trace has no row", () => Refused().Empty(), "Proven recipient-does-not-exist"),
        ("the address had mail before the bounce", () => Refused().Rows("2026-11-20T08:00:00Z delivered pat@litware.example"), "Proven recipient-does-not-exist + address-had-mail"),
        ("the address had mail that failed", () => Refused().Rows("08:00 failed", "09:00 failed"), "Proven recipient-does-not-exist"),
        ("the address had mail in quarantine", () => Refused().Rows("09:00 quarantined"), "Proven recipient-does-not-exist"),
        ("the address had mail after the bounce", () => Refused().Rows("09:00 delivered pat@litware.example"), "Proven recipient-not-in-edge-directory + address-had-mail"),
        ("the address was that of a group after the bounce", () => Refused().Rows("09:00 Expanded"), "Proven recipient-not-in-edge-directory + address-had-mail"),
        ("the address had mail at the time of the bounce, as clocks go", () => Refused().Rows("08:25 delivered"), "Proven recipient-not-in-edge-directory + address-had-mail"),
        ("the row is of a copy for a journal", () => Refused().Rows("09:00 delivered pat@litware.example x to=journal@contoso.example"), "Proven recipient-does-not-exist"),
        ("the lost message itself arrived", () => Refused().Lost().Rows($"08:10 delivered pat@litware.example <{Lost}>"), "Proven recipient-does-not-exist + mail-arrived-all-the-same"),
    ];

    private static IEnumerable<(string, Func<Scene>, string)> Somebody() =>
    [
        ("a mailbox, and the edge cannot be asked from here", Mailbox, "Likely edge-directory-stale"),
        ("the sender's next message arrived", () => Mailbox().Rows($"09:00 delivered {Ana} next@fabrikam.example"), "NoLongerReproducible + mail-arrived-all-the-same"),
        ("the lost message arrived at the next attempt", () => Mailbox().Lost().Rows($"09:00 delivered pat@litware.example <{Lost}>"), "NoLongerReproducible + mail-arrived-all-the-same"),
        ("the sender's next message arrived, and the edge refuses again", () => Mailbox().Smtp(Edge, EdgeAddress, EdgeRejected, EdgeRejected, Ok).Rows($"09:00 delivered {Ana}"), "Proven edge-directory-stale + mail-arrived-all-the-same"),
        ("mail of others arrived, perhaps from within", () => Mailbox().Rows("09:00 delivered kim@contoso.example"), "Likely edge-directory-stale"),
        ("the sender's message before the bounce had arrived", () => Mailbox().Rows($"08:00 delivered {Ana}"), "Likely edge-directory-stale"),
        ("the sender's next message is not yet delivered", () => Mailbox().Rows($"09:00 pending {Ana}"), "Likely edge-directory-stale"),
        ("the sender is of the same domain, and does not meet the edge", () => Mailbox().From("kim@contoso.example").Rows("09:00 delivered kim@contoso.example"), "Likely edge-directory-stale"),
        ("the row does not show when", () => Mailbox().Rows($"- delivered {Ana}"), "Likely edge-directory-stale"),
        ("the sender's next message arrived, and the domain may be another tenant's", () => Mailbox().Without(new AcceptedDomainRequest(Domain)).Rows($"09:00 delivered {Ana}"), "Likely edge-directory-stale"),
        ("the sender's next message arrived, and the address is gone", () => Mailbox().Holder(null).Rows($"09:00 delivered {Ana}"), "Likely recipient-not-in-edge-directory + mail-arrived-all-the-same"),
    ];
}

/// <summary>What of the recipient's organisation these cases differ in.</summary>
file static class Inside
{
    private static readonly DateTimeOffset Long = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    public static Scene Held(this Scene scene, AcceptedDomainType type) =>
        scene.See(new Present<AcceptedDomain>(new AcceptedDomainRequest(Domain), new(Domain, type, false) { WhenCreated = Long, WhenChanged = Long }, new("tenant", Now)));

    public static Scene Holder(this Scene scene, string? type, string? outward = null)
    {
        var asked = new RecipientRequest(Recipient);
        return scene.See(type is null
            ? new Absent<DirectoryRecipient>(asked, "no such object", new("tenant", Now))
            : new Present<DirectoryRecipient>(asked, new(Recipient, type) { ExternalAddress = outward, WhenCreated = Long, WhenChanged = Long }, new("tenant", Now)));
    }

    public static Scene Lost(this Scene scene) => scene.Message("lost.1@fabrikam.example");

    public static Scene Empty(this Scene scene, string at = "10:15", string? since = null) =>
        scene.See(new Absent<ExchangeObjects>(Search(scene, since), "the tenant took no message", new("tenant", Moment(at))));

    public static Scene Control(this Scene scene, bool has, string? since = null)
    {
        var asked = MessageTraceControlRequest.Of(Search(scene, since));
        return scene.See(has ? new Present<TracedMail>(asked, new(Moment("08:00")), new("tenant", Now)) : new Absent<TracedMail>(asked, "nobody", new("tenant", Now)));
    }

    public static Scene Rows(this Scene scene, params string[] rows) =>
        scene.See(new Present<ExchangeObjects>(Search(scene, null), new([.. rows.Select(Row)]), new("tenant", Now)));

    private static MessageTraceRequest Search(Scene scene, string? since)
    {
        var search = TracePlan.Search(scene.Symptom)!;
        return since is null ? search : search with { Since = Moment(since) };
    }

    private static ExchangeObject Row(string text)
    {
        var words = text.Split(' ');
        var to = words.FirstOrDefault(word => word.StartsWith("to=", StringComparison.Ordinal))?[3..] ?? "Lee@Contoso.example";
        return new(new (string Name, string? Value)[]
        {
            ("receivedDateTime", words[0] is "-" ? null : words[0].Contains('T', StringComparison.Ordinal) ? words[0] : $"2026-11-23T{words[0]}:00Z"),
            ("recipientAddress", to), ("status", words[1]), ("senderAddress", words.ElementAtOrDefault(2)), ("messageId", words.ElementAtOrDefault(3)),
        }.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create<string, IReadOnlyList<string>>(pair.Name, [pair.Value!])));
    }
}
