using System.CommandLine;
using System.Net;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>The options of <c>recapito check</c>, and what they mean for the questions that may be asked.</summary>
internal sealed class CheckOptions
{
    private readonly Option<string?> resolver = new Option<string?>("--resolver") { Description = "IP address of the resolver to ask. Default: the system's.", HelpName = "IP" }
        .Checked(text => IPAddress.TryParse(text, out _) ? null : "this is no IP address");

    private readonly Option<bool> own = new("--own-domain") { Description = "The domains are yours: their hosts may be asked whether they relay." };

    public Argument<string[]> Domains { get; } = new("DOMAIN") { Description = "Mail domains.", Arity = ArgumentArity.OneOrMore };

    public Option<string?> World { get; } = new("--world") { Description = "Look into this simulated mail world instead of the Internet.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        command.Arguments.Add(Domains);
        command.Options.Add(World);
        command.Options.Add(resolver);
        command.Options.Add(own);
    }

    /// <summary>What may be asked.</summary>
    public DomainInquiry InquiryOf(ParseResult parsed, World? world) => new()
    {
        Own = parsed.GetValue(own),
        InLab = world is not null,
        ControlHost = world is null ? Inquiry.DefaultControlHost : WorldInput.InquiryOf(world.Observer).ControlHost,
    };

    /// <summary>How it is asked.</summary>
    public ProbeOptions ProbesOf(ParseResult parsed, RunningLab? lab) => new() { Resolver = parsed.GetValue(resolver), LabRoutes = lab?.Routes };
}
