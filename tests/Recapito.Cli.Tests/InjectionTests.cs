using System.Globalization;
using System.Text;

namespace Recapito.Cli.Tests;

public sealed class InjectionTests
{
    // Colour, window title, a hyperlink (OSC 8), an APC, a bell, C1 CSI, BiDi override and isolate, a zero-width joiner, a line separator.
    private const string Hostile = "\u001b[31mred\u001b]0;title\u0007\u001b]8;;https://evil.example\u001b\\link\u001b_apc\u001b\\\u009b2J\u202egnp\u202c\u2066x\u2069\u200d\u2028end";

    public static TheoryData<string[]> Commands =>
    [
        (string[])["read", "-"],
        (string[])["read", "-", "--format", "json"],
        (string[])["read", "-", "--format", "jsonl"],
        (string[])["read", "-", "--format", "csv"],
        (string[])["explain", "-"],
        (string[])["explain", "-", "--lang", "it"],
        (string[])["diagnose", "-"],
        (string[])["diagnose", "-", "--verbose"],
        (string[])["diagnose", "-", "--format", "json"],
        (string[])["diagnose", "-", "--format", "svg"],
        (string[])["diagnose", "-", "--plan"],
        (string[])["diagnose", "-", "--world", Repository.World, "--verbose"],
    ];

    public static TheoryData<string[]> Arguments =>
    [
        (string[])["read", Hostile],
        (string[])["explain", Hostile],
        (string[])["diagnose", Hostile],
        (string[])["diagnose", "a@" + Hostile],
        (string[])["diagnose", Repository.Bounce, "--world", Hostile],
        (string[])["diagnose", Repository.Bounce, "--evidence", Hostile],
        (string[])["diagnose", Repository.Bounce, "--known-good", Hostile],
        (string[])["diagnose", Repository.Bounce, "--format", Hostile],
        (string[])["diagnose", Repository.Bounce, "--offline", "--save-evidence", "/" + Hostile + "/x"],
        (string[])["lab", "prove", Hostile],
        (string[])[Hostile],
        (string[])["--" + Hostile],
    ];

    [Theory, MemberData(nameof(Commands))]
    public async Task Nothing_in_a_bounce_steers_the_terminal(string[] args)
    {
        var scene = new Scene
        {
            Input = Mails.Bytes(Mails.Bounce("lee" + Hostile + "@contoso.example", "550 5.4.1 Relay Access Denied " + Hostile, "mx" + Hostile + ".example", Hostile)),
            ErrorIsTerminal = true,
            OutputIsTerminal = true,
        };

        var run = await Run.With(scene, [.. args, "--no-color"]);

        run.EndsInOrder();
        Assert.NotEmpty(run.Output + run.Error);
        IsHarmless(run.Output);
        IsHarmless(run.Error.Replace("\r\u001b[K", "", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Arguments))]
    public async Task Nothing_in_an_argument_or_a_file_name_steers_the_terminal(string[] args)
    {
        var run = await Run.Of(args);

        run.EndsInOrder();
        Assert.NotEmpty(run.Output + run.Error);
        IsHarmless(run.Output);
        IsHarmless(run.Error);
    }

    [Fact]
    public async Task A_file_name_in_a_folder_steers_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "such a file name cannot exist there");
        using var folder = new Folder();
        folder.Write("\u001b[31mred\u202e.eml", Mails.Bounce());
        folder.Write("\u001b[32mempty.eml", "");
        foreach (var form in (string[])["text", "json", "jsonl", "csv"])
        {
            var run = await Run.Of("read", folder.Path, "--format", form);

            Assert.Equal(4, run.ExitCode);
            IsHarmless(run.Output);
            IsHarmless(run.Error);
        }
    }

    private static void IsHarmless(string text)
    {
        var raw = text.EnumerateRunes().Where(rune => rune.Value != '\n' && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
        Assert.Empty(raw.Select(rune => $"U+{rune.Value:X4} after {text[..text.IndexOf(rune.ToString(), StringComparison.Ordinal)][^20..]}").Take(3));
    }
}
