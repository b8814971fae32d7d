namespace Recapito.Core.Tests;

public sealed class VerpPatternTests
{
    public static TheoryData<string, string, string?> Addresses => new()
    {
        { "bounces+{local}={domain}@lists.example", "bounces+lee=contoso.example@lists.example", "lee@contoso.example" },
        { "bounces+{local}={domain}@lists.example", "Bounces+Lee.Park=Contoso.Example@LISTS.example", "Lee.Park@Contoso.Example" },
        { "bounces+{local}={domain}@lists.example", "bounces+a=b=contoso.example@lists.example", "a=b@contoso.example" },
        { "bounces+{local}={domain}@lists.example", "bounces+lee+tag=contoso.example@lists.example", "lee+tag@contoso.example" },
        { "return-{id}-{local}={domain}@x.example", "return-4711-lee=contoso.example@x.example", "lee@contoso.example" },
        { "return-{id}-{local}={domain}@x.example", "return-4711-lee-ann=contoso.example@x.example", "lee-ann@contoso.example" },
        { "return-{id}-{local}={domain}-{id}@x.example", "return-1-lee=contoso.example-2@x.example", "lee@contoso.example" },
        { "{domain}={local}@x.example", "contoso.example=lee=ann@x.example", "lee=ann@contoso.example" },
        { "b+{recipient}@x.example", "b+lee=contoso.example@x.example", "lee@contoso.example" },
        { "b+{recipient}-{id}@x.example", "b+a=b-c=contoso.example-77@x.example", "a=b-c@contoso.example" },
        { "b+{local}={domain}@x.example", "b+ü=münchen.example@x.example", "ü@münchen.example" },
        { "b+{local}={domain}@{id}.x.example", "b+lee=contoso.example@eu1.x.example", "lee@contoso.example" },
        { "bounces+{local}={domain}@lists.example", "bounces@lists.example", null },
        { "bounces+{local}={domain}@lists.example", "bounces+lee@lists.example", null },
        { "bounces+{local}={domain}@lists.example", "bounces+=contoso.example@lists.example", null },
        { "bounces+{local}={domain}@lists.example", "bounces+lee=@lists.example", null },
        { "bounces+{local}={domain}@lists.example", "bounces+lee=-x@lists.example", null },
        { "bounces+{local}={domain}@lists.example", "bounces+lee=contoso.example@lists.example.net", null },
        { "bounces+{local}={domain}@lists.example", "bounces+l ee=contoso.example@lists.example", null },
        { "bounces+{local}={domain}@lists.example", "", null },
        { "b{local}={domain}b@x.example", "b@x.example", null },
        { "b+{recipient}@x.example", "b+lee@x.example", null },
    };

    public static TheoryData<string, string> NoPatterns => new()
    {
        { "", "expected {local} and {domain}" },
        { "bounces@lists.example", "expected {local} and {domain}" },
        { "b+{local}@x.example", "expected {local} and {domain}" },
        { "b+{local}={domain}={local}@x.example", "expected {local} and {domain}" },
        { "b+{recipient}={domain}@x.example", "expected {local} and {domain}" },
        { "b+{local}{domain}@x.example", "side by side" },
        { "b+{user}={domain}@x.example", "'{user}' is not known" },
        { "b+{local={domain}@x.example", "is not known" },
        { "b+{local}={domain", "'{' without '}'" },
        { "b+local}={domain}@x.example", "'}' without '{'" },
        { "b+{local}={domain}", "with '@'" },
    };

    [Theory, MemberData(nameof(Addresses))]
    public void An_address_names_the_recipient_that_the_pattern_says(string pattern, string address, string? recipient) =>
        Assert.Equal(recipient, VerpPattern.Parse(pattern).Match(address));

    [Theory, MemberData(nameof(NoPatterns))]
    public void What_is_no_pattern_is_refused_with_the_reason(string pattern, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => VerpPattern.Parse(pattern)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_address_longer_than_any_is_not_looked_at() =>
        Assert.Null(VerpPattern.Parse("b+{recipient}@x.example").Match($"b+{new string('=', 1 << 20)}@x.example"));

    [Fact]
    public void The_addresses_of_the_report_come_before_the_sender_of_what_came_back()
    {
        var pattern = VerpPattern.Parse("b+{recipient}@x.example");
        var report = new DsnReport
        {
            Kind = ReportKind.Bounce,
            AddressedTo = ["postmaster@x.example", "b+one=contoso.example@x.example"],
            Returned = new() { Sender = "b+two=contoso.example@x.example" },
        };
        Assert.Equal("one@contoso.example", pattern.Match(report));
        Assert.Equal("two@contoso.example", pattern.Match(report with { AddressedTo = ["ana@x.example"] }));
        Assert.Null(pattern.Match(report with { AddressedTo = [], Returned = null }));
    }

    [Fact]
    public void The_recipient_fills_what_the_report_leaves_out_and_nothing_else()
    {
        var report = new DsnReport
        {
            Kind = ReportKind.Bounce,
            Recipients = [new() { FinalRecipient = "box@host.example" }, new() { FinalRecipient = "b@host.example", OriginalRecipient = "b@contoso.example" }],
        };
        var completed = VerpPattern.Complete(report, "lee@contoso.example");
        Assert.Equal(["lee@contoso.example", "b@contoso.example"], completed.Recipients.Select(fields => fields.OriginalRecipient));
        Assert.Equal(["box@host.example", "b@host.example"], completed.Recipients.Select(fields => fields.FinalRecipient));
    }

    [Theory]
    [InlineData(ReportKind.Bounce, "", "bounce")]
    [InlineData(ReportKind.Delay, "", "delay")]
    [InlineData(ReportKind.NotABounce, "unrecognised: no form fits", "bounce")]
    [InlineData(ReportKind.NotABounce, "a field without a name", null)]
    [InlineData(ReportKind.AutoReply, "", null)]
    public void A_bounce_that_names_nobody_is_about_the_recipient_of_its_return_path(ReportKind kind, string problem, string? becomes)
    {
        var report = new DsnReport { Kind = kind, Issues = problem.Length > 0 ? [new("mail", 0, problem, "left it")] : [] };
        var record = Assert.Single(ReadRecord.Of("a", VerpPattern.Complete(report, "lee@contoso.example"), Catalogue.Default, "lee@contoso.example"));
        Assert.Equal(becomes is null ? null : "lee@contoso.example", record.Recipient);
        Assert.Equal("lee@contoso.example", record.VerpRecipient);
        Assert.Equal(becomes is not null, record.Kind == becomes && record.Report.Issues[^1].Problem == "the report names no recipient");
    }
}
