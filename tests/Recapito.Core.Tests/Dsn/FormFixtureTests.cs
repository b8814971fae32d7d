using Xunit;

namespace Recapito.Core.Tests;

/// <summary>
/// Mails of many systems, written by servers that we ran or by hand from the systems' documentation, read against a table that
/// was made by reading the mails and without knowing the reader.
/// </summary>
public sealed class FormFixtureTests
{
    public static TheoryData<string> Mails => [.. FormFixtures.Files];

    [Theory]
    [MemberData(nameof(Mails))]
    public void A_mail_is_of_its_kind_and_names_its_recipients(string file)
    {
        var expected = FormFixtures.Of(file);
        var report = FormFixtures.Read(file);
        Assert.Equal(expected.Kind, FormFixtures.NameOf(report.Kind));
        if (expected.Recipients.Count == 0)
        {
            Assert.DoesNotContain(report.Recipients, recipient => recipient.Kind is ReportKind.Bounce or ReportKind.Delay);
            return;
        }

        Assert.Equal(
            expected.Recipients.Select(recipient => $"{recipient.Kind} {recipient.Address}").Order(StringComparer.Ordinal),
            report.Recipients.Select(recipient => $"{FormFixtures.NameOf(recipient.Kind)} {recipient.FinalRecipient}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void The_codes_that_a_mail_states_are_told_and_no_others(string file)
    {
        var expected = FormFixtures.Of(file).Recipients;
        var found = FormFixtures.Read(file).Recipients.Select(FormFixtures.Of).ToLookup(recipient => recipient.Address, StringComparer.Ordinal);
        Assert.Equal(
            expected.Select(recipient => $"{recipient.Address} {recipient.Status} {recipient.ReplyCode}"),
            expected.Select(recipient => $"{recipient.Address} {found[recipient.Address].FirstOrDefault()?.Status} {found[recipient.Address].FirstOrDefault()?.ReplyCode}"));
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void The_system_that_wrote_a_report_is_told(string file)
    {
        if (FormFixtures.Of(file).Systems is { Count: > 0 } systems)
        {
            Assert.Contains(FormFixtures.Read(file).System, systems);
        }
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void The_lost_message_is_known_by_its_id_and_subject(string file)
    {
        var expected = FormFixtures.Of(file);
        var returned = FormFixtures.Read(file).Returned;
        if (expected.Kind is not ("not-a-bounce" or "auto-reply" or "challenge"))
        {
            Assert.Equal((expected.MessageId, expected.Subject), (returned?.MessageId ?? "", returned?.Subject ?? ""));
        }
    }

    [Theory]
    [MemberData(nameof(Mails))]
    public void Line_ends_change_nothing(string file)
    {
        var asStored = FormFixtures.Summary(FormFixtures.Read(file));
        Assert.All((string[])["\n", "\r\n", "\r"], lineEnd => Assert.Equal(asStored, FormFixtures.Summary(FormFixtures.Read(file, lineEnd))));
    }

    [Fact]
    public void The_table_has_each_mail_and_each_mail_stands_in_the_table()
    {
        var root = Path.Combine(AppContext.BaseDirectory, "Fixtures");
        var mails = ((string[])["forms", "lookalikes", "real"])
            .Where(folder => Directory.Exists(Path.Combine(root, folder)))
            .SelectMany(folder => Directory.GetFiles(Path.Combine(root, folder), "*.eml").Select(path => $"{folder}/{Path.GetFileName(path)}"));
        Assert.Equal(mails.Order(StringComparer.Ordinal), FormFixtures.Files.Order(StringComparer.Ordinal));
    }
}
