using System.Globalization;
using System.Text;

namespace Recapito.Core.Tests;

/// <summary>What a careful administrator reads in one mail of Fixtures/forms, Fixtures/lookalikes or Fixtures/real.</summary>
/// <param name="Systems">Names for the writer of the report that are all right; empty where the mail does not tell.</param>
internal sealed record FormFixture(
    string File, string Kind, IReadOnlyList<FormRecipient> Recipients, IReadOnlyList<string> Systems, string MessageId, string Subject);

/// <summary>One failed recipient; an empty status or code is one that the mail does not state.</summary>
internal sealed record FormRecipient(string Address, string Kind, string Status, string ReplyCode);

/// <summary>The table Fixtures/expected.tsv: one row per recipient, or one with an empty recipient where the mail names none.</summary>
internal static class FormFixtures
{
    private static readonly Lazy<IReadOnlyDictionary<string, FormFixture>> All = new(ReadTable);

    internal static IEnumerable<string> Files => All.Value.Keys;

    internal static FormFixture Of(string file) => All.Value[file];

    internal static DsnReport Read(string file) => DsnReader.Read(FixtureTests.Bytes(file));

    internal static DsnReport Read(string file, string lineEnd)
    {
        var text = Encoding.Latin1.GetString(FixtureTests.Bytes(file));
        // Not ReplaceLineEndings: in Latin-1, an octet 0x85 of a character in UTF-8 would be a line end, too.
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return DsnReader.Read(Encoding.Latin1.GetBytes(text.Replace("\n", lineEnd, StringComparison.Ordinal)));
    }

    internal static string NameOf(ReportKind kind) => kind switch
    {
        ReportKind.AutoReply => "auto-reply",
        ReportKind.NotABounce => "not-a-bounce",
        _ => kind.ToString().ToLowerInvariant(),
    };

    internal static FormRecipient Of(RecipientFields recipient) => new(
        recipient.FinalRecipient,
        NameOf(recipient.Kind),
        recipient.Status?.ToString() ?? "",
        recipient.Replies.LastOrDefault(reply => reply.Reply.Code is not null)?.Reply.Code?.ToString(CultureInfo.InvariantCulture) ?? "");

    /// <summary>Everything that the table speaks of, as text.</summary>
    internal static string Summary(DsnReport report) => string.Join(
        '\n',
        [
            $"{NameOf(report.Kind)} by {report.System}",
            .. report.Recipients.Select(recipient => Of(recipient).ToString()),
            $"lost: {report.Returned?.MessageId} {report.Returned?.Subject}",
        ]);

    private static Dictionary<string, FormFixture> ReadTable() => File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", "expected.tsv"))
        .Skip(1)
        .Select(line => line.Split('\t'))
        .GroupBy(row => row[0], StringComparer.Ordinal)
        .ToDictionary(rows => rows.Key, rows => Fixture([.. rows]), StringComparer.Ordinal);

    private static FormFixture Fixture(string[][] rows)
    {
        var recipients = rows.Where(row => row[2].Length > 0).Select(row => new FormRecipient(row[2], row[1], row[3], row[4]));
        var kinds = rows.Select(row => row[1]).ToArray();
        // One failure makes a mail a bounce, whatever the other recipients' fate.
        var kind = kinds.Contains("bounce") ? "bounce" : kinds.Contains("delay") ? "delay" : kinds[0];
        return new(rows[0][0], kind, [.. recipients], rows[0][5].Split('|', StringSplitOptions.RemoveEmptyEntries), rows[0][6], rows[0][7]);
    }
}
