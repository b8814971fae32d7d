using System.Text;
using Recapito.CatalogueCompiler;
using Xunit;

namespace Recapito.Core.Tests;

/// <summary>Each example in <c>catalogue/dialects/</c> is read as its file says.</summary>
public sealed class DialectTests
{
    private static readonly Lazy<CatalogueSource> Source = new(() => CatalogueSource.Read(Repository.PathOf("catalogue")));

    public static TheoryData<string, int> Examples()
    {
        var data = new TheoryData<string, int>();
        foreach (var dialect in Source.Value.Dialects)
        {
            for (var i = 0; i < dialect.Examples.Count; i++)
            {
                data.Add(dialect.Id, i);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_a_dialect_names_its_recipients_and_what_went_wrong(string id, int number)
    {
        var (example, report) = Read(id, number, "\n");
        Assert.Equal(example.Kind, ReadRecord.Of("x", report, Catalogue.Default).First().Kind);
        Assert.Equal(example.Recipients, report.Recipients.Select(recipient => recipient.FinalRecipient));
        Assert.All(
            report.Recipients.Take(example.Says is null ? 0 : 1),
            recipient => Assert.Contains(example.Says!, recipient.DiagnosticCode ?? "", StringComparison.OrdinalIgnoreCase));
        if (id is not ("any" or "any-languages") && report.Recipients.Count > 0 && report.Kind is ReportKind.Bounce or ReportKind.Delay)
        {
            Assert.Equal(id, report.System);
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_line_end_of_a_report_does_not_matter(string id, int number)
    {
        var expected = Read(id, number, "\n").Report;
        foreach (var lineEnd in (string[])["\r\n", "\r"])
        {
            var (_, report) = Read(id, number, lineEnd);
            Assert.Equal(expected.Recipients.Select(recipient => (recipient.FinalRecipient, recipient.Status, recipient.DiagnosticCode)),
                report.Recipients.Select(recipient => (recipient.FinalRecipient, recipient.Status, recipient.DiagnosticCode)));
        }
    }

    private static (DialectExample Example, DsnReport Report) Read(string id, int number, string lineEnd)
    {
        var example = Source.Value.Dialects.First(dialect => dialect.Id == id).Examples[number];
        var heads = example.Heads.Length > 0 ? example.Heads.TrimEnd('\n') : "From: MAILER-DAEMON@mx.fabrikam.example";
        var mail = $"{heads}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{example.Text}";
        return (example, DsnReader.Read(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings(lineEnd))));
    }
}
