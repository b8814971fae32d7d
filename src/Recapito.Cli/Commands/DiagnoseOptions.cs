using System.CommandLine;
using System.Net;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>The options of <c>recapito diagnose</c>, and what they mean for the questions that may be asked.</summary>
internal sealed class DiagnoseOptions
{
    private readonly Option<string?> resolver = new Option<string?>("--resolver") { Description = "IP address of the resolver to ask. Default: the system's.", HelpName = "IP" }
        .Checked(text => IPAddress.TryParse(text, out _) ? null : "this is no IP address");

    private readonly Option<string?> controlHost = new Option<string?>("--control-host") { Description = $"Host known to answer on port 25, or 'none'. Default: {Inquiry.DefaultControlHost}. Only connected to.", HelpName = "HOST" }
        .Checked(text => text == NoControl || Names.IsHostName(Names.Canonical(text)) ? null : "this is no host name");

    private readonly Option<bool> ownDomain = new("--own-domain") { Description = "The domain of ADDRESS is yours: its recipients may be asked for without a bounce." };
    private readonly Option<bool> offline = new("--offline") { Description = "Ask nothing of the network; use the report and --evidence only." };

    private const string NoControl = "none";

    public Argument<string> Subject { get; } = new("PATH|ADDRESS") { Description = "A bounce (.eml file, pasted text, - for standard input) or a mail address." };

    public Option<string?> World { get; } = new("--world") { Description = "Look into this simulated mail world instead of the Internet.", HelpName = "FILE" };

    /// <summary>What others saw, and where what is seen goes.</summary>
    public HalvesOptions Halves { get; } = new();

    public Option<bool> Plan { get; } = new("--plan") { Description = "Print what would be asked first, and ask nothing." };

    public Option<bool> Verbose { get; } = new("--verbose", "-v") { Description = "Show all evidence, each ruled-out cause and the SMTP dialogues." };

    public Option<string> Format { get; } = CommonOptions.Format("text", "json", "svg", "message");

    public void AddTo(Command command)
    {
        command.Arguments.Add(Subject);
        AddTo(command, World, resolver, controlHost, ownDomain, offline, Plan, Verbose, Format);
        Halves.AddTo(command);
    }

    /// <summary>The subject, and what its evidence may come from, without the forms of the result.</summary>
    public void AddAskingTo(Command command)
    {
        command.Arguments.Add(Subject);
        AddTo(command, World, resolver, controlHost, ownDomain, offline);
        Halves.AddTo(command);
    }

    /// <summary>How the network is asked, for a command with a subject of its own.</summary>
    public void AddNetworkTo(Command command) => AddTo(command, World, resolver, controlHost, ownDomain);

    private static void AddTo(Command command, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What may be asked.</summary>
    public Inquiry InquiryOf(ParseResult parsed, Question question, World? world)
    {
        var good = Halves.KnownGood(parsed);
        var seen = world is null ? new Inquiry { Inside = false } : WorldInput.InquiryOf(world.Observer);
        var online = !parsed.GetValue(offline);
        return seen with
        {
            Dns = seen.Dns && online,
            Smtp = seen.Smtp && online,
            Inside = seen.Inside || Halves.HasExports(parsed),
            Rcpt = question.IsBounce || parsed.GetValue(ownDomain) || world is not null,
            KnownGood = good.Count > 0 ? good : seen.KnownGood,
            ControlHost = parsed.GetValue(controlHost) switch
            {
                null => seen.ControlHost,
                NoControl => null,
                var host => Names.Canonical(host),
            },
        };
    }

    /// <summary>How it is asked.</summary>
    public ProbeOptions ProbesOf(ParseResult parsed, RunningLab? lab) => new()
    {
        Resolver = parsed.GetValue(resolver),
        LabRoutes = lab?.Routes,
        Budget = lab is null ? ProbeBudget.ForUser(TimeProvider.System) : null,
    };
}
