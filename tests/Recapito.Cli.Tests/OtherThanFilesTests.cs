using System.Text.Json;

namespace Recapito.Cli.Tests;

/// <summary>Pipes, links, folders and names that lead to no file.</summary>
public sealed class OtherThanFilesTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("""exec "$recapito" read <(cat "$1") -f jsonl""")]
    [InlineData("""cat "$1" | "$recapito" read /dev/stdin -f jsonl""")]
    [InlineData("""exec "$recapito" read /dev/stdin -f jsonl < "$1" """)]
    [InlineData("""mkfifo "$2/pipe"; cat "$1" > "$2/pipe" & "$recapito" read "$2/pipe" -f jsonl""")]
    [InlineData("""gzip -c "$1" > "$2/mail.gz"; exec "$recapito" read <(cat "$2/mail.gz") -f jsonl""")]
    public async Task A_pipe_that_is_named_is_read_like_standard_input(string script)
    {
        using var folder = new Folder();
        var mail = folder.Write("in/mail.eml", Mails.Bounce());

        var (code, output, error) = await Shell.Run(script, mail, folder.Path);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(["lee@contoso.example"], Recipients(output));
    }

    [Theory]
    [InlineData("""exec "$recapito" explain <(cat "$1")""", """exec "$recapito" explain "$1" """)]
    [InlineData("""cat "$1" | "$recapito" diagnose /dev/stdin --plan""", """exec "$recapito" diagnose "$1" --plan""")]
    [InlineData("""exec "$recapito" diagnose "$1" --offline --world <(cat "$2")""", """exec "$recapito" diagnose "$1" --offline --world "$2" """)]
    public async Task A_pipe_gives_what_the_file_gives(string piped, string plain) =>
        Assert.Equal(await Shell.Run(plain, Repository.Bounce, Repository.World), await Shell.Run(piped, Repository.Bounce, Repository.World));

    [Fact]
    public async Task A_pipe_of_many_mails_stands_in_its_place_among_files()
    {
        using var folder = new Folder();
        var many = Enumerable.Range(0, 400).Select(i => $"m{i}@contoso.example").ToList();
        var mbox = folder.Write("many.mbox", string.Concat(many.Select(to => $"From MAILER-DAEMON Mon Nov 23 09:30:00 2026\n{Mails.Bounce(to)}\n")));
        var first = folder.Write("first.eml", Mails.Bounce("first@contoso.example"));
        var last = folder.Write("last.eml", Mails.Bounce("last@contoso.example"));

        var (code, output, _) = await Shell.Run("""exec "$recapito" read "$1" <(cat "$2") "$3" -f jsonl""", first, mbox, last);

        Assert.Equal(0, code);
        Assert.Equal(["first@contoso.example", .. many, "last@contoso.example"], Recipients(output));
    }

    [Theory]
    [InlineData("""mkfifo "$1/1.eml" "$1/cur/1" """)]
    [InlineData("""ln -s /dev/zero "$1/1.eml"; mkfifo "$1/pipe"; ln -s pipe "$1/9.eml" """)]
    [InlineData("""exec python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1] + "/1.eml")' "$1" """)]
    public async Task What_is_no_file_in_a_folder_is_left_out_and_never_waited_for(string make)
    {
        using var folder = new Folder();
        folder.Write("0.eml", Mails.Bounce("first@contoso.example"));
        folder.Write("cur/2.eml", Mails.Bounce("last@contoso.example"));
        var made = await Shell.Run(make, folder.Path);
        Assert.SkipUnless(made.ExitCode == 0, made.Error);

        using var patience = new CancellationTokenSource(Longest);
        var run = await Run.With(new() { Cancel = patience.Token }, "read", folder.Path, "--quiet", "-f", "jsonl");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["first@contoso.example", "last@contoso.example"], Recipients(run.Output));
    }

    [Theory, InlineData("read"), InlineData("explain"), InlineData("diagnose"), InlineData("lab prove")]
    public async Task An_empty_name_is_told_as_one(string command)
    {
        var run = await Run.Of([.. command.Split(' '), ""]);
        Assert.Equal(4, run.ExitCode);
        Assert.StartsWith("recapito: '': is no name of a file; expected ", run.Error, StringComparison.Ordinal);
    }

    [Theory, InlineData("--world"), InlineData("--evidence")]
    public async Task So_also_in_an_option(string option)
    {
        var run = await Run.Of("diagnose", Repository.Bounce, option, "");
        Assert.Equal(4, run.ExitCode);
        Assert.StartsWith("recapito: '': is no name of a file; expected ", run.Error, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Names_that_lead_to_nothing_do_not_cost_the_others(bool isTerminal)
    {
        using var folder = new Folder();
        var link = folder.Below("link.eml");
        File.CreateSymbolicLink(link, folder.Below("gone.eml"));

        var run = await Run.With(new() { ErrorIsTerminal = isTerminal }, "read", "", link, Repository.Bounce, "-f", "jsonl", "--quiet");

        Assert.Equal(4, run.ExitCode);
        Assert.Single(Recipients(run.Output));
        Assert.StartsWith("recapito: '': is no name of a file; expected ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith($"recapito: {link}: is a link to nothing ({folder.Below("gone.eml")}).\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""mkdir "$1/empty" """, "empty")]
    [InlineData("""mkdir -p "$1/Maildir/cur" "$1/Maildir/new" "$1/Maildir/tmp"; touch "$1/Maildir/tmp/1" "$1/Maildir/index" """, "Maildir")]
    [InlineData("""mkdir "$1/hidden"; touch "$1/hidden/.x"; mkfifo "$1/hidden/pipe" """, "hidden")]
    public async Task A_folder_without_mail_is_told_and_is_no_error(string make, string name)
    {
        using var folder = new Folder();
        await Shell.Run(make, folder.Path);
        var path = folder.Below(name);

        var run = await Run.Of("read", path, Repository.Bounce, "-f", "jsonl");
        var quiet = await Run.Of("read", path, "--quiet");

        Assert.Equal((0, $"recapito: {path}: there is no mail in it.\n"), (run.ExitCode, run.Error));
        Assert.Single(Recipients(run.Output));
        Assert.Equal((0, "", ""), (quiet.ExitCode, quiet.Output, quiet.Error));
    }

    [Theory]
    [InlineData("""exec "$recapito" read "$1" -f jsonl --quiet""")]
    [InlineData("""exec "$recapito" read "$1"/good.eml "$1"/caf* -f jsonl --quiet""")]
    [InlineData("""cd "$1"; exec "$recapito" read good.eml caf* -f jsonl --quiet""")]
    public async Task A_name_that_is_not_UTF_8_is_told_as_such(string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a file system that takes any octets as a name");
        using var folder = new Folder();
        folder.Write("good.eml", Mails.Bounce());

        var (code, output, error) = await Shell.Run("""cp "$1/good.eml" "$1/"$'caf\xe9.eml'; """ + script, folder.Path);
        await Shell.Run("""rm "$1"/caf*""", folder.Path);

        Assert.Equal(4, code);
        Assert.Single(Recipients(output));
        Assert.Contains("caf\uFFFD.eml: its name is not UTF-8, and cannot be opened; rename it.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_whose_name_is_not_UTF_8_is_told_as_such()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a file system that takes any octets as a name");
        using var folder = new Folder();
        var (code, _, error) = await Shell.Run("""mkdir "$1/"$'\xe9t\xe9'; touch "$1/"$'\xe9t\xe9/1.eml'; "$recapito" read "$1"; "$recapito" explain "$1"/*/1.eml""", folder.Path);
        await Shell.Run("""rm -r "$1"/*""", folder.Path);

        Assert.Equal(4, code);
        Assert.Equal($"""
            recapito: {folder.Path}/{'\uFFFD'}t{'\uFFFD'}: its name is not UTF-8, and cannot be opened; rename it.
            recapito: {folder.Path}/{'\uFFFD'}t{'\uFFFD'}/1.eml: its name is not UTF-8, and cannot be opened; rename it.

            """, error);
    }

    [Fact]
    public async Task A_missing_file_of_a_name_with_a_replacement_character_is_missing()
    {
        using var folder = new Folder();
        var run = await Run.Of("read", folder.Below("caf\uFFFD.eml"));
        Assert.Contains(": there is no such file; expected ", run.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Recipients(string lines) =>
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("recipient").GetString());
}
