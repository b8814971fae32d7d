namespace Recapito.Cli.Tests;

public sealed class CheckTests
{
    private static readonly string World = Path.Combine(Repository.Root, "lab", "worlds", "domain", "mx-is-alias.yaml");

    [Fact]
    public async Task One_domain_is_told_in_words_with_reason_and_remedy()
    {
        var run = await Run.Of("check", "contoso.example", "--world", World);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("mx.contoso.example, which is an alias", run.Output, StringComparison.Ordinal);
        Assert.Contains("Do: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_gives_one_line_a_domain_names_bad_lines_by_number_and_goes_on()
    {
        using var folder = new Folder();
        var list = folder.Write("domains.txt", Mails.Bytes("contoso.example # ours\n\nlee@contoso.example\nno domain\nnope.example\n"));
        var run = await Run.Of("check", "--list", list, "--world", World, "--format", "jsonl", "--concurrency", "2");
        Assert.Equal(4, run.ExitCode);
        Assert.Equal(2, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("domains.txt:4: \"no domain\" is no domain name", run.Error, StringComparison.Ordinal);
        Assert.Contains("domain-does-not-exist", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_changes_severity_and_exit_code()
    {
        using var folder = new Folder();
        var profile = folder.Write("profile.yaml", Mails.Bytes("# ours\nmx-is-alias: info\n"));
        var run = await Run.Of("check", "contoso.example", "--world", World, "--profile", profile, "--no-smtp", "--format", "csv");
        Assert.Contains("contoso.example,info,mx,mx-is-alias", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mx-is-alias: bad", "profile.yaml:1: expected \"id: severity\" with one of ok, info, notice, warning, error, critical")]
    [InlineData("mx-is-alias: 3", "profile.yaml:1: expected")]
    [InlineData("\nno-such-finding: info", "profile.yaml:2: there is no finding \"no-such-finding\"")]
    public async Task A_wrong_profile_names_its_line(string text, string says)
    {
        using var folder = new Folder();
        var run = await Run.Of("check", "contoso.example", "--world", World, "--profile", folder.Write("profile.yaml", Mails.Bytes(text)));
        Assert.Equal(4, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wanted_records_that_are_not_there_are_an_error_and_a_wrong_line_is_named()
    {
        using var folder = new Folder();
        var run = await Run.Of("check", "contoso.example", "--world", World, "--expect", folder.Write("wanted.txt", Mails.Bytes("; ours\ncontoso.example. MX 5 mx.contoso.example.\n")));
        Assert.Contains("contoso.example MX 5 mx.contoso.example is wanted and is not there; there is: 10 mx.contoso.example", Unwrapped(run.Output), StringComparison.Ordinal);
        var wrong = await Run.Of("check", "contoso.example", "--world", World, "--expect", folder.Write("wrong.txt", Mails.Bytes("contoso.example. MX\n")));
        Assert.Equal(4, wrong.ExitCode);
        Assert.Contains("wrong.txt:1: the data is missing", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name a domain, or a file of domains with --list FILE.", "check")]
    [InlineData("expected a number from 1 to 1000", "check", "contoso.example", "--concurrency", "0")]
    [InlineData("this is no IP address", "check", "contoso.example", "--resolver", "dns.contoso.example")]
    public async Task Wrong_use_says_what_is_expected(string says, params string[] args)
    {
        var run = await Run.Of(args);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# ours\n\n")]
    public async Task An_empty_list_is_no_success(string text)
    {
        using var folder = new Folder();
        var run = await Run.Of("check", "--list", folder.Write("domains.txt", Mails.Bytes(text)));
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("domains.txt: there is no domain in it; expected a text file with one domain a line", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.ProbesStarted);
    }

    [Fact]
    public async Task Of_a_URL_the_host_is_offered_and_the_argument_is_named_once()
    {
        var run = await Run.Of("check", "https://mail.fabrikam.example/inbox");
        Assert.StartsWith("recapito: \"https://mail.fabrikam.example/inbox\" is no domain name", run.Error, StringComparison.Ordinal);
        Assert.Contains("expected something like mail.fabrikam.example", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_the_subjects_are_drawn_beside_the_results_while_answers_come_and_wiped_before_them()
    {
        var run = await Run.With(new() { ErrorIsTerminal = true, Columns = 80 }, "check", "contoso.example", "--world", World);
        Assert.Contains("contoso.example: 0 answers so far; … may still change.", run.Error, StringComparison.Ordinal);
        Assert.Contains("   … DMARC", run.Error, StringComparison.Ordinal);
        Assert.Contains("Waiting for ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("A\r", run.Error, StringComparison.Ordinal);
        Assert.Contains("\u001b[?25h", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Theory]
    [InlineData(false, 80, false)]
    [InlineData(true, 80, true)]
    [InlineData(true, 39, false)]
    public async Task Nothing_is_drawn_where_nobody_looks_on_or_it_was_not_wanted(bool terminal, int columns, bool quiet)
    {
        var run = await Run.With(new() { ErrorIsTerminal = terminal, Columns = columns }, ["check", "contoso.example", "--world", World, .. quiet ? ["--quiet"] : Array.Empty<string>()]);
        Assert.DoesNotContain("may still change", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[?25l", run.Error, StringComparison.Ordinal);
    }

    private static string Unwrapped(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
