using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Recapito.Core.Tests;

public class SafetyTests
{
    public static TheoryData<string, string> Escapes => new()
    {
        { "plain text, Grüße, 日本", "plain text, Grüße, 日本" },
        { "\x1b[2J", "\\x1b[2J" },
        { "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\", "\\x1b]8;;http://evil.example\\x1b\\click\\x1b]8;;\\x1b\\" },
        { "a\r\nb", "a\\x0d\\x0ab" },
        { "tab\there", "tab\\x09here" },
        { "\u009b31m", "\\x9b31m" },
        { "\u007f", "\\x7f" },
        { "user\u202egpj.exe", "user\\u202egpj.exe" },
        { "\u2066x\u2069", "\\u2066x\\u2069" },
        { "a\u2028b\u2029c", "a\\u2028b\\u2029c" },
        { "zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff" },
        { "tag \U000E0041", "tag \\U000e0041" },
        { "lone \ud83d", "lone \\ud83d" },
        { "nul\0", "nul\\x00" },
    };

    public static TheoryData<string> Attacks =>
        ["\x1b[31mred", "\x1b]8;;http://evil.example\x07x\x1b]8;;\x07", "one\r\nVERDICT: HEALTHY", "a\u202eb\u2066c", "\u009b2J", "l\u2028m\u2029n", "{host} {recipient}", "<script>&\"'"];

    [Theory]
    [MemberData(nameof(Escapes))]
    public void What_has_no_shape_is_shown_as_an_escape(string text, string safe) => Assert.Equal(safe, SafeText.Escape(text));

    [Theory]
    [MemberData(nameof(Attacks))]
    public void No_field_steers_the_screen_or_breaks_a_line(string attack)
    {
        var hostile = Hostile(attack);
        foreach (var style in new TextStyle[] { new() { Verbose = true }, new() { Width = 50, Verbose = true }, new() { Language = "it" } })
        {
            AssertVisible(DiagnosisText.Write(hostile, style, Catalogue.Default));
            AssertVisible(DiagnosisText.Summary([hostile], style, Catalogue.Default));
            AssertVisible(ExplainText.Write(Report(attack), [hostile.Symptom], style, Catalogue.Default));
            AssertVisible(ReadText.Write([new(attack, Report(attack))], style, Catalogue.Default));
        }
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void JSON_gives_every_field_back_and_hides_nothing(string attack)
    {
        var json = DiagnosisJson.Write([Hostile(attack)], Report(attack), attack, Catalogue.Default);
        AssertVisible(json);
        using var read = JsonDocument.Parse(json);
        Assert.Equal(attack, read.RootElement.GetProperty("bounce").GetProperty("file").GetString());
        Assert.Equal(attack, read.RootElement.GetProperty("recipients")[0].GetProperty("symptom").GetProperty("refusingHost").GetString());
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void The_drawing_stays_well_formed_and_has_no_markup_of_others(string attack)
    {
        var svg = PathFigureSvg.Write(Hostile(attack), Catalogue.Default, "en");
        AssertVisible(svg);
        var names = XDocument.Parse(svg).Descendants().Select(element => element.Name.LocalName).Distinct().ToHashSet();
        Assert.Subset(new HashSet<string> { "svg", "title", "desc", "style", "rect", "text", "path", "circle" }, names);
    }

    [Fact]
    public void A_placeholder_in_text_of_others_is_not_filled()
    {
        var words = new Wording(Catalogue.Default, "en");
        var said = words.Say("cause.mx-host-unreachable.says", ("domain", "{host}"), ("host", "mx.example"));
        Assert.Equal("The MX host of {host}, mx.example, does not answer on port 25.", said);
    }

    private static void AssertVisible(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            Assert.False(rune.Value is not '\n' && SafeText.IsUnseen(rune), $"U+{rune.Value:X4} got through");
        }

        Assert.DoesNotContain(text.Split('\n'), line => line.TrimStart().StartsWith("VERDICT", StringComparison.Ordinal));
    }

    private static Diagnosis Hostile(string attack)
    {
        var source = new Provenance(attack, Samples.Now, attack) { Transcript = [attack] };
        var reply = new SmtpReply(550, new(5, 4, 1), [attack, attack]);
        Observation refused = new Present<RcptAnswer>(new RcptRequest(attack, attack, RcptRole.Target, attack), new(attack, false, reply, attack), source);
        Observation gap = new Unavailable<SmtpSession>(new SmtpSessionRequest(attack, attack), attack, source);
        Observation records = new Present<RrSet>(new DnsRequest(attack, RrType.Txt, new(VantageKind.NameServer, attack, attack)), new([new(attack, RrType.Txt, 1, attack)], true), source);
        Observation tls = new Present<SmtpSession>(new SmtpSessionRequest(attack, attack), new(reply, [attack], new(attack, [attack], false, attack)), source);
        var arguments = new[] { "domain", "host", "target", "time" }.ToDictionary(name => name, _ => attack);
        return Samples.Proven with
        {
            Symptom = new()
            {
                Recipient = attack, Domain = attack, Meaning = attack, Form = attack, Reply = reply, RefusingHost = attack, RemoteMta = "x" + attack,
                ReportingMta = attack, SmtpCommand = attack, Sender = attack, At = Samples.Now,
            },
            Cause = new("mx-host-unreachable", Party.RecipientsAdmin, arguments, [refused, gap, records, tls]),
            Contributing = [new(attack, Party.Sender, arguments, [gap])],
            Candidates = [attack],
            RuledOut = [new(attack, attack, [refused])],
            NotChecked = [new(gap.Request, attack)],
            WhyNotProven = [attack],
            NextQuestion = attack,
            Remedies = [new("replace-mx", Party.RecipientsAdmin, arguments,
                [new SetMx(attack, [new(1, attack)], [new(2, attack)], 1), new RestoreHost(attack, [attack]), new AddRecipient(attack), new AddAcceptedDomain(attack)])],
            Evidence = Samples.Set(refused, gap, records, tls),
        };
    }

    private static DsnReport Report(string attack) => Samples.Report with
    {
        System = attack,
        Message = new() { ReportingMta = attack },
        Recipients = [new() { FinalRecipient = attack, RefusingHost = attack, DiagnosticCode = attack }],
        Returned = new() { Sender = attack, Subject = attack, MessageId = attack },
        Issues = [new(attack, 1, attack, attack)],
    };
}
