using Xunit;

namespace Recapito.Core.Tests;

/// <summary>Runs over a corpus of real bounces where there is one beside the repository, or where RECAPITO_CORPUS points.</summary>
public sealed class CorpusTests
{
    private static readonly Lazy<string?> Folder = new(Find);

    [Fact]
    public void Every_mail_of_the_corpus_is_read_and_most_reports_are_recognised()
    {
        var records = Read("bounces");
        WriteRecords("RECAPITO_CORPUS_OUT", records);
        var mails = records.GroupBy(record => record.File).ToArray();
        var recognised = mails.Count(mail => mail.Any(record => record.Kind is "bounce" or "delay" or "delivered"));
        Assert.True(recognised >= mails.Length * 0.55, $"{recognised} of {mails.Length}");
    }

    [Fact]
    public void An_ordinary_mail_is_no_bounce()
    {
        var records = Read("not-bounces");
        WriteRecords("RECAPITO_NOT_OUT", records);
        var taken = records.Where(record => record.Kind is "bounce" or "delay").Select(record => record.File);
        Assert.All(taken, file => Assert.Contains("mimepart_without_content_type", file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rhost-microsoft-02.eml", "kijitora@example.org", "5.4.1", "edge-recipient-rejected")]
    [InlineData("lhost-postfix-30.eml", "kijitora@example.br", "5.4.1", "edge-recipient-rejected")]
    [InlineData("lhost-mimecast-01.eml", "sabineko@neko.ef.example.org", "5.4.1", "edge-recipient-rejected")]
    [InlineData("lhost-mimecast-02.eml", "sabatora@example.net", "5.7.54", "relay-denied")]
    [InlineData("lhost-office365-02.eml", "kijitora@example.onmicrosoft.com", "5.1.1", "recipient-unknown")]
    [InlineData("lhost-office365-07.eml", "otsu-sakaba-hunter-neko-nyaaaaaaan@ezweb.ne.jp", "5.1.351", "recipient-unknown")]
    [InlineData("lhost-office365-08.eml", "nyaan@neko.example.jp", "5.4.316", "no-answer")]
    [InlineData("lhost-exchange2007-06.eml", "transports@agglo-saumur.fr", "5.1.1", "recipient-unknown")]
    public void A_mail_of_the_corpus_says_what_people_read_in_it(string file, string recipient, string status, string meaning)
    {
        Assert.SkipUnless(Folder.Value is not null, "no corpus beside the repository (RECAPITO_CORPUS)");
        var path = Path.Combine(Folder.Value!, "bounces", file);
        Assert.SkipUnless(File.Exists(path), $"this corpus has no {file}");
        var report = DsnReader.Read(File.ReadAllBytes(path));
        var fields = Assert.Single(report.Recipients);
        Assert.Equal(recipient, fields.FinalRecipient, ignoreCase: true);
        Assert.Equal(status, fields.Status?.ToString());
        Assert.Equal(meaning, ReportJson.FormOf(fields, Catalogue.Default)?.Meaning);
    }

    private static List<ReadRecord> Read(string folder)
    {
        Assert.SkipUnless(Folder.Value is not null, "no corpus beside the repository (RECAPITO_CORPUS)");
        var records = new List<ReadRecord>();
        foreach (var path in Directory.GetFiles(Path.Combine(Folder.Value!, folder)).Order(StringComparer.Ordinal))
        {
            records.AddRange(ReadRecord.Of(Path.GetFileName(path), DsnReader.Read(File.ReadAllBytes(path)), Catalogue.Default));
        }

        return records;
    }

    /// <summary>For a scoring tool outside of the tests.</summary>
    private static void WriteRecords(string variable, List<ReadRecord> records)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path)
        {
            File.WriteAllLines(path, records.Select(ReportJson.WriteLine));
        }
    }

    internal static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RECAPITO_CORPUS") is { Length: > 0 } named)
        {
            return Directory.Exists(Path.Combine(named, "bounces")) ? named : null;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, "shared", "corpus");
            if (Directory.Exists(Path.Combine(path, "bounces")))
            {
                return path;
            }
        }

        return null;
    }
}
