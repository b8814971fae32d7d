using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

/// <summary>Holds the scanner against MimeKit on our own mails, and on a corpus of others where there is one (RECAPITO_CORPUS).</summary>
public sealed class MimeKitComparisonTests
{
    private static readonly string[] NoMails = [".tsv", ".md", ".yaml"];

    [Fact]
    public void Every_fixture_is_read_as_MimeKit_reads_it_or_differs_for_a_reason() => Compare(Fixtures());

    [Fact]
    public void Every_mail_of_the_corpus_is_read_as_MimeKit_reads_it_or_differs_for_a_reason() => Compare(Corpus());

    [Fact]
    public void The_kind_of_line_end_changes_nothing_in_the_tree()
    {
        var compared = 0;
        foreach (var (name, mail) in Fixtures().Concat(CorpusTests.Find() is null ? [] : Corpus()))
        {
            var text = Encoding.Latin1.GetString(mail).Replace("\r\n", "\n", StringComparison.Ordinal);
            if (text.Contains('\r', StringComparison.Ordinal))
            {
                continue;
            }

            var lf = Flat(text);
            Assert.True(lf == Flat(text.Replace("\n", "\r\n", StringComparison.Ordinal)), $"{name}: CRLF");
            Assert.True(lf == Flat(text.Replace('\n', '\r')), $"{name}: CR");
            compared++;
        }

        Assert.True(compared > 100, $"only {compared} mails were compared");
    }

    private static string Flat(string mail)
    {
        var flat = new StringBuilder();
        void Add(MimeNode node, int depth)
        {
            flat.Append(depth).Append(node.Type).Append(node.Encoding).Append(node.Heads).Append(node.Text).Append('\n');
            node.Parts.ForEach(part => Add(part, depth + 1));
        }

        Add(MimeTree.Ours(DsnReader.WithLineFeeds(Encoding.Latin1.GetBytes(mail))), 0);
        return flat.ToString();
    }

    private static void Compare(IEnumerable<(string Name, byte[] Mail)> mails)
    {
        var defects = new List<string>();
        var (compared, equal) = (0, 0);
        foreach (var (name, mail) in mails)
        {
            var ours = MimeTree.Ours(mail);
            if (MimeTree.Theirs(mail) is not { } theirs)
            {
                Assert.True(!MailScanner.Scan(mail).HasHeaders || char.IsWhiteSpace((char)mail[0]), $"{name}: MimeKit finds no header at its start");
                continue;
            }

            var differences = MimeDifference.Between(ours, theirs);
            defects.AddRange(differences.Where(difference => difference.Reason is null).Select(difference => $"{name}: {difference.What}"));
            compared++;
            equal += differences.Count == 0 ? 1 : 0;
        }

        Assert.True(defects.Count == 0, string.Join('\n', defects));
        Assert.True(equal >= compared * 0.9 && compared > 50, $"{equal} of {compared} are the same");
    }

    private static IEnumerable<(string Name, byte[] Mail)> Fixtures() => In(Path.Combine(AppContext.BaseDirectory, "Fixtures"));

    private static IEnumerable<(string Name, byte[] Mail)> Corpus()
    {
        Assert.SkipUnless(CorpusTests.Find() is not null, "no corpus beside the repository (RECAPITO_CORPUS)");
        return In(CorpusTests.Find()!);
    }

    private static IEnumerable<(string Name, byte[] Mail)> In(string folder) =>
        from path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where !NoMails.Contains(Path.GetExtension(path), StringComparer.Ordinal)
        select (Path.GetRelativePath(folder, path), File.ReadAllBytes(path));
}
