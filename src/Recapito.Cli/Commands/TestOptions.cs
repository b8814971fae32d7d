using System.CommandLine;
using System.Net;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>What both tests have in common.</summary>
internal sealed class TestOptions
{
    private readonly Surroundings around;
    private readonly CommonOptions common;

    private readonly Option<string?> resolver = new Option<string?>("--resolver") { Description = "IP address of the resolver to ask. Default: the system's.", HelpName = "IP" }
        .Checked(text => IPAddress.TryParse(text, out _) ? null : "this is no IP address");

    private readonly Option<string?> world = new("--world") { Description = "Look into this simulated mail world instead of the Internet.", HelpName = "FILE" };
    private readonly Option<bool> verbose = new("--verbose", "-v") { Description = "Show the details of every step: what was seen, commands to see it yourself, what was said." };
    private readonly Option<string> format = CommonOptions.Format("text", "html", "json");

    public TestOptions(Command command, Surroundings around)
    {
        this.around = around;
        command.Options.Add(resolver);
        command.Options.Add(world);
        command.Options.Add(verbose);
        command.Options.Add(format);
        common = new(command, around);
    }

    /// <summary>Reads what was asked for; nothing is asked yet.</summary>
    public TestRun Begin(ParseResult parsed)
    {
        var terminal = common.TerminalOf(parsed);
        var view = new TestView(parsed.GetValue(format)!, terminal, common.StyleOf(parsed, terminal, parsed.GetValue(verbose)));
        var inWorld = parsed.GetValue(world) is { } path ? WorldInput.Read(path, around) : null;
        return new(view, inWorld, (lab, maySend) => around.BeforeProbing(ProbesOf(parsed, lab, maySend)));
    }

    private ProbeOptions ProbesOf(ParseResult parsed, RunningLab? lab, bool maySend) => new()
    {
        Resolver = parsed.GetValue(resolver),
        LabRoutes = lab?.Routes,
        Limits = lab is null ? ProbeLimits.ForCheck : ProbeLimits.ForCheckInLab,
        Budget = lab is null ? ProbeBudget.ForUser(TimeProvider.System) : null,
        MaySendTestMessage = maySend,
    };
}

/// <summary>Mail addresses on the command line.</summary>
internal static class MailAddress
{
    public const string Expected = "expected a mail address, such as lee@contoso.example";

    public static bool IsOne(string text) => Names.IsAddress(text.Trim()) && Names.DomainOf(text.Trim()) is { } domain && domain.Contains('.', StringComparison.Ordinal);

    /// <exception cref="InputException">It is none.</exception>
    public static string Read(string text) => IsOne(text) ? Names.CanonicalAddress(text.Trim()) : throw new InputException($"\"{text}\" is no mail address; {Expected}.");
}
