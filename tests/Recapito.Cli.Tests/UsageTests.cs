using System.Text.RegularExpressions;

namespace Recapito.Cli.Tests;

public sealed class UsageTests
{
    public static TheoryData<string, string, string> Misuses => new()
    {
        { "", "command", "recapito --help" },
        { "diagnoze x", "There is no command 'diagnoze'. Did you mean 'diagnose'?", "recapito --help" },
        { "chek x", "Did you mean 'check'?", "recapito --help" },
        { "test inbuond x", "Did you mean 'inbound'?", "recapito test --help" },
        { "check x --language it", "There is no option '--language'. Did you mean '--lang'?", "recapito check --help" },
        { "check x --vrebose", "There is no option '--vrebose'. Did you mean '--verbose'?", "recapito check --help" },
        { "diagnose", "PATH|ADDRESS", "recapito diagnose --help" },
        { "diagnose a b", "'b'", "recapito diagnose --help" },
        { "diagnose a --nope", "'--nope'", "recapito diagnose --help" },
        { "diagnose a --format xml", "--format xml: expected one of text, json, svg", "recapito diagnose --help" },
        { "diagnose a --format", "--format", "recapito diagnose --help" },
        { "diagnose a --world", "--world", "recapito diagnose --help" },
        { "diagnose a --world b --world c", "--world", "recapito diagnose --help" },
        { "diagnose a --known-good nobody", "--known-good nobody", "recapito diagnose --help" },
        { "diagnose a --resolver dns.example", "--resolver dns.example", "recapito diagnose --help" },
        { "diagnose a --control-host a..b", "--control-host a..b", "recapito diagnose --help" },
        { "diagnose a --lang tlh", "--lang tlh: expected one of", "recapito diagnose --help" },
        { "diagnose a --whose everybody", "--whose everybody: expected recipient or sender", "recapito diagnose --help" },
        { "diagnose a --export-side both", "--export-side both: expected exchange-online or exchange-server", "recapito diagnose --help" },
        { "diagnose a --export", "--export", "recapito diagnose --help" },
        { "m365", "command", "recapito m365 --help" },
        { "m365 export-script --side both", "--side both: expected exchange-online or exchange-server", "recapito m365 export-script --help" },
        { "m365 export-script --recipient nobody", "--recipient nobody: this is no mail address", "recapito m365 export-script --help" },
        { "m365 export-script --recipient l\u2019ee@contoso.example", "plain ASCII", "recapito m365 export-script --help" },
        { "explain", "PATH", "recapito explain --help" },
        { "explain a --format json", "--format", "recapito explain --help" },
        { "read", "PATH", "recapito read --help" },
        { "read --colour x", "'--colour'", "recapito read --help" },
        { "read a --format yaml", "--format yaml", "recapito read --help" },
        { "m365 docter", "There is no command 'docter'. Did you mean 'doctor'?", "recapito m365 --help" },
        { "lab", "command", "recapito lab --help" },
        { "lab fly", "There is no command 'fly'. There are: run, send, export, prove", "recapito lab --help" },
        { "lab run", "WORLD", "recapito lab run --help" },
        { "lab run w --delay soon", "--delay soon: expected milliseconds", "recapito lab run --help" },
        { "lab run w --delay -1", "--delay -1: expected milliseconds", "recapito lab run --help" },
        { "lab run w --delay 60001", "--delay 60001", "recapito lab run --help" },
        { "lab send", "WORLD", "recapito lab send --help" },
        { "lab export", "WORLD", "recapito lab export --help" },
        { "lab prove", "WORLDS", "recapito lab prove --help" },
        { "fix", "command", "recapito fix --help" },
        { "fix aply x", "There is no command 'aply'. Did you mean 'apply'?", "recapito fix --help" },
        { "fix plan", "PATH|ADDRESS", "recapito fix plan --help" },
        { "fix apply p", "--server", "recapito fix apply --help" },
        { "fix apply p --server ns1.example", "--key", "recapito fix apply --help" },
        { "fix apply p --server a..b --key k", "--server a..b: expected a host name or IP address", "recapito fix apply --help" },
        { "fix apply p --server a:0 --key k", "--server a:0", "recapito fix apply --help" },
        { "fix apply p --server a --key k --zone a..b", "--zone a..b: this is no domain name", "recapito fix apply --help" },
        { "fix undo p --server a --key k --not-proven", "'--not-proven'", "recapito fix undo --help" },
        { "completion csh", "SHELL csh: expected one of bash, zsh, fish, pwsh", "recapito completion --help" },
    };

    public static TheoryData<string, string[]> Commands => new()
    {
        { "", ["Start here:", "recapito diagnose bounce.eml", "Exit codes: 0", "read", "explain", "lab", "completion"] },
        { "read", ["Examples:", "recapito read bounce.eml", "--format", "jsonl", "--quiet", "--no-color", "--lang"] },
        { "explain", ["Examples:", "recapito explain bounce.eml", "no network"] },
        { "diagnose", ["Examples:", "--world", "--evidence", "--export", "--whose", "--export-side", "--save-evidence", "--known-good", "--plan", "--offline", "--own-domain", "--resolver", "without ever", "3 undetermined"] },
        { "m365", ["Examples:", "recapito m365 diagnose", "recapito m365 export-script", "changes nothing"] },
        { "m365 export-script", ["Examples:", "--side", "--recipient", "Connect-ExchangeOnline", "recapito diagnose bounce.eml --export"] },
        { "m365 doctor", ["Examples:", "--certificate", "--managed-identity", "--client-secret-from", "--cloud", "Exit codes: 0 all there and nothing beyond it found"] },
        { "m365 domain", ["Examples:", "Domain.Read.All", "--no-smtp", "Exit codes: 0 healthy, 1 something is to be mended"] },
        { "health", ["Examples:", "ServiceHealth.Read.All", "Exit codes: 0 no open issue"] },
        { "lab", ["Examples:", "recapito lab prove lab/worlds", "run", "send", "prove"] },
        { "lab run", ["Examples:", "recapito lab run", "--expose", "--delay", "ready"] },
        { "lab export", ["Example:", "--of", "--export servers.json"] },
        { "hybrid path", ["Examples:", "--mx", "--bounce", "Exit codes"] },
        { "m365 diagnose", ["Examples:", "--exchange-commands", "Exit codes"] },
        { "lab send", ["Example:", "| recapito diagnose -"] },
        { "lab prove", ["Examples:", "recapito lab prove lab/worlds", "Exit codes: 0 all as expected"] },
        { "fix", ["Examples:", "recapito fix plan bounce.eml --save plan.json", "apply", "verify", "undo"] },
        { "fix plan", ["Examples:", "--save", "--world", "--evidence", "--export", "Changes nothing", "Exit codes: 0"] },
        { "fix apply", ["Examples:", "--server", "--key", "--zone", "--yes", "--not-proven", "sends nothing twice", "Exit codes: 0 applied"] },
        { "fix verify", ["Examples:", "--own-domain", "Exit codes: 0 everywhere and healthy"] },
        { "fix undo", ["Example:", "PLAN.journal", "Exit codes: 0 undone"] },
        { "completion", ["Examples:", "source <(recapito completion bash)", "bash, zsh, fish or pwsh"] },
    };

    [Theory, MemberData(nameof(Misuses))]
    public async Task A_wrong_call_exits_2_names_what_is_wrong_and_where_help_is(string line, string named, string help)
    {
        var run = await Run.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        run.EndsInOrder();
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.EndsWith($"Try '{help}'.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.ProbesStarted);
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task Help_teaches_with_examples_on_standard_output(string command, string[] says)
    {
        var run = await Run.Of([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.All(says, words => Assert.Contains(words, run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("\r", run.Output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task Nothing_that_we_wrote_in_a_help_page_is_wider_than_a_terminal(string command, string[] says)
    {
        Assert.NotEmpty(says);
        var run = await Run.Of([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        var description = run.Output[..run.Output.IndexOf("Usage:", StringComparison.Ordinal)];
        Assert.All(description.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        var run = await Run.Of("--version");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(new Regex(@"\A\d+\.\d+\.\d+\S*\n\z"), run.Output);
    }

    [Fact]
    public async Task A_file_whose_name_begins_with_a_hyphen_is_read_after_two_hyphens()
    {
        var run = await Run.Of("read", "--", "-no-such-file");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("-no-such-file: there is no such file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_argument_that_begins_with_an_at_sign_is_no_file_of_arguments()
    {
        using var folder = new Folder();
        var arguments = folder.Write("arguments", "--version");

        var run = await Run.Of("read", "@" + arguments);

        Assert.Equal(4, run.ExitCode);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task An_interrupt_is_said_and_exits_130()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        var run = await Run.With(new() { Cancel = cancel.Token }, "diagnose", Repository.Bounce);

        Assert.Equal(130, run.ExitCode);
        Assert.Equal("recapito: interrupted\n", run.Error);
        Assert.Empty(run.Output);
    }
}
