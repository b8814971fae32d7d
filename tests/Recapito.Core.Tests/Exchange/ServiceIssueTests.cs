namespace Recapito.Core.Tests;

public class ServiceIssueTests
{
    private static readonly DateTimeOffset Eight = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, bool> Parts => new()
    {
        { "E-Mail timely delivery", "Mailflow - delayed delivery from Internet", true },
        { "e-mail timely delivery", "", true },
        { "", "Mail flow", true },
        { "Calendaring", "Sign-in", false },
        { "E-Mail and calendar access", "Outlook on the web", false },
        { "", "", false },
    };

    public static TheoryData<int, string?, bool, bool> Moments => new()
    {
        { 7, "2026-11-23T10:00:00Z", true, false },
        { 8, "2026-11-23T10:00:00Z", true, true },
        { 10, "2026-11-23T10:00:00Z", true, true },
        { 11, "2026-11-23T10:00:00Z", true, false },
        { 11, null, false, true },
        { 11, null, true, false },
    };

    [Theory, MemberData(nameof(Parts))]
    public void An_issue_is_of_the_mail_flow_where_Microsoft_says_so(string group, string feature, bool isIt) =>
        Assert.Equal(isIt, ServiceIssue.Read(Object(("id", "EX1"), ("featureGroup", group), ("feature", feature)))!.IsOfMailFlow);

    [Theory, MemberData(nameof(Moments))]
    public void An_issue_that_is_over_covers_no_later_moment(int hour, string? end, bool resolved, bool covers)
    {
        var source = Object([("id", "EX1"), ("startDateTime", "2026-11-23T08:00:00Z"), ("isResolved", resolved ? "True" : "False"), .. end is null ? Array.Empty<(string, string)>() : [("endDateTime", end)]]);
        Assert.Equal(covers, ServiceIssue.Read(source)!.Covers(Eight.AddHours(hour - 8)));
    }

    [Fact]
    public void What_has_no_id_is_no_issue() => Assert.Null(ServiceIssue.Read(Object(("title", "x"))));

    [Fact]
    public void Issues_that_last_come_first_and_then_the_newest()
    {
        ServiceIssue Issue(string id, bool resolved, int hour) => new(id, "") { Feature = "Mail flow", IsResolved = resolved, Start = Eight.AddHours(hour) };
        var report = new HealthReport("t", Eight, [Issue("a", true, 3), Issue("b", false, 1), Issue("c", true, 4), Issue("d", false, 2), new("e", "") { Feature = "Calendar" }], null);
        Assert.Equal(["d", "b", "c", "a"], report.MailFlow.Select(issue => issue.Id));
    }

    private static ExchangeObject Object(params (string Name, string Value)[] properties) =>
        new(properties.Select(property => KeyValuePair.Create<string, IReadOnlyList<string>>(property.Name, [property.Value])));
}
