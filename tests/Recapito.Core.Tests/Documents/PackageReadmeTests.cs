using System.Text;

namespace Recapito.Core.Tests;

/// <summary>What the package's README shows can be compiled, and prints what stands there.</summary>
public class PackageReadmeTests
{
    private static readonly string[] Readme = File.ReadAllLines(Repository.PathOf("src", "Recapito.Core", "README.md"));

    private static readonly byte[] Relay = File.ReadAllBytes(Repository.PathOf("samples", "relay-access-denied-postfix.eml"));

    [Fact]
    public void Its_code_is_the_code_that_is_compiled_here()
    {
        var compiled = Bodies(File.ReadAllLines(Repository.PathOf("tests", "Recapito.Core.Tests", "Documents", "ReadmeExample.cs"))).ToList();
        Assert.Equal(4, compiled.Count);
        Assert.Equal(compiled, Blocks("csharp"));
    }

    [Fact]
    public void Its_code_prints_what_it_says()
    {
        var printed = new[]
        {
            Run(example => example.ReadBounce(Relay)),
            Run(example => example.ReadOutlookMessage(OutlookNdr())),
            Run(example => example.MatchReturnPath(new()
            {
                Kind = ReportKind.Bounce,
                AddressedTo = ["bounces+lee=contoso.example@lists.example"],
                Recipients = [new() { FinalRecipient = "lee.park@mail.contoso.example" }],
            })),
        };
        Assert.Equal(Blocks("text"), printed);
    }

    [Fact]
    public void Its_events_become_lines_of_JSON()
    {
        const string Events = """[{"event":"bounce","email":"lee@contoso.example","reason":"550 5.1.1 User unknown"},{"event":"open","email":"lee@contoso.example"}]""";
        var lines = Run(example => example.ReadEvents(Encoding.UTF8.GetBytes(Events))).Split('\n');
        Assert.Equal(["bounce", "not-a-bounce"], lines.Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString()));
    }

    private static byte[] OutlookNdr() => new OutlookMessageWriter("REPORT.IPM.Note.NDR")
        .Text(0x0037, "Undeliverable: Invoice 4711").Text(0x1000, "550 5.1.1 User unknown")
        .Recipient(recipient => recipient.Text(0x39FE, "lee@contoso.example").Text(0x0C1B, "550 5.1.1 User unknown")).Write();

    private static string Run(Action<ReadmeExample> run)
    {
        using var console = new StringWriter { NewLine = "\n" };
        run(new(console));
        return console.ToString().TrimEnd('\n');
    }

    private static IEnumerable<string> Blocks(string language) => Between(Readme, "```" + language, "```", 0);

    private static IEnumerable<string> Bodies(string[] source) => Between(source, "    {", "    }", 8);

    private static IEnumerable<string> Between(string[] lines, string open, string close, int indent)
    {
        for (var i = Array.IndexOf(lines, open); i >= 0; i = Array.IndexOf(lines, open, i))
        {
            var end = Array.IndexOf(lines, close, i);
            yield return string.Join('\n', lines[(i + 1)..end].Select(line => line[Math.Min(indent, line.Length)..]));
            i = end;
        }
    }
}
