using System.CommandLine;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary><c>recapito hybrid path</c>: which way does a message take by the configuration of both sides?</summary>
internal sealed class HybridPathCommand
{
    private readonly Surroundings around;
    private readonly CommonOptions common;
    private readonly Argument<string> from = new("FROM") { Description = "The sender's address." };
    private readonly Argument<string> to = new("TO") { Description = "The recipient's address." };
    private readonly Argument<string[]> exports = new("EXPORT") { Description = "Files with the configuration of the servers and of the tenant.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> mx = new Option<string[]>("--mx") { Description = "Where the MX of a domain leads, instead of asking the DNS: DOMAIN=HOST (repeatable).", HelpName = "DOMAIN=HOST" }
        .Checked(text => text.Split('=') is [var domain, var host] && Names.IsHostName(Names.Canonical(domain)) && Names.IsHostName(Names.Canonical(host)) ? null : "expected DOMAIN=HOST");
    private readonly Option<string?> bounce = new("--bounce") { Description = "A bounce whose hops may show the loop that is predicted.", HelpName = "FILE" };
    private readonly Option<bool> offline = new("--offline") { Description = "Ask no DNS; the MX of domains that --mx does not name is not known." };
    private readonly Option<string?> world = new("--world") { Description = "Ask the DNS of this simulated mail world.", HelpName = "FILE" };
    private readonly ExportSideOption side = new();
    private readonly Option<string> format = CommonOptions.Format("text", "json");

    private HybridPathCommand(Command command, Surroundings around)
    {
        this.around = around;
        command.Arguments.Add(from);
        command.Arguments.Add(to);
        command.Arguments.Add(exports);
        foreach (var option in new Option[] { mx, bounce, offline, world, side.Option, format })
        {
            command.Options.Add(option);
        }

        common = new(command, around);
        command.SetAction(RunAsync);
    }

    public static Command Create(Surroundings around)
    {
        var command = new Command("path",
            """
            Shows the way that a message takes through the organisation by its
            configuration: accepted domains, recipients and connectors of both sides, and
            the MX. It is a prediction. A loop that it predicts is proven only by the hops
            of a real message (--bounce).

            Examples:
              recapito hybrid path ana@fabrikam.example lee@contoso.example \
                  servers.json tenant.json --mx contoso.example=mail.contoso.example
              recapito hybrid path ana@fabrikam.example lee@contoso.example tenant.json \
                  --bounce loop.eml

            Exit codes: 0 the message arrives or leaves, 1 it comes back or goes round,
            3 the way cannot be told to its end, 4 bad input.
            """);
        _ = new HybridPathCommand(command, around);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var terminal = common.TerminalOf(parsed);
        var (sender, recipient) = (Address(parsed.GetValue(from)!), Address(parsed.GetValue(to)!));
        var known = InventoryInput.Read(parsed.GetValue(exports)!, side.Of(parsed), terminal, around);
        var message = parsed.GetValue(bounce) is { } file ? PathMessage.Of(MailInput.Bounce(file, around)) : null;
        var leads = (parsed.GetValue(mx) ?? []).Select(text => text.Split('=')).GroupBy(pair => Names.Canonical(pair[0]), pair => Names.Canonical(pair[1]))
            .ToDictionary(domain => domain.Key, domain => new MxLead(domain.Last(), null), StringComparer.Ordinal);
        if (!parsed.GetValue(offline))
        {
            await AskAsync(leads, known.Inventory, recipient, parsed.GetValue(world), cancel).ConfigureAwait(false);
        }

        var path = new PathFinder(known.Inventory, domain => leads.GetValueOrDefault(domain)?.Host, domain => leads.GetValueOrDefault(domain)?.Why).Find(sender, recipient);
        terminal.Output.Write(parsed.GetValue(format) == "json"
            ? MailPathJson.Write(path, message)
            : MailPathText.Write(path, message, common.StyleOf(parsed, terminal), Catalogue.Default));
        return path.End switch
        {
            PathEnd.Delivered or PathEnd.Leaves => ExitCode.Healthy,
            PathEnd.NotKnown => ExitCode.Undetermined,
            _ => ExitCode.Problem,
        };
    }

    /// <summary>The MX of every domain that the path may come to and that was not named: the recipient's and those of the organisation.</summary>
    private async Task AskAsync(Dictionary<string, MxLead> leads, ExchangeInventory known, string recipient, string? inWorld, CancellationToken cancel)
    {
        var domains = Enum.GetValues<ExchangeSide>().SelectMany(known.AcceptedDomains).Select(accepted => accepted.Domain).Append(Names.DomainOf(recipient)!).Distinct()
            .Where(domain => !leads.ContainsKey(domain)).ToList();
        if (domains.Count == 0)
        {
            return;
        }

        var lab = inWorld is null ? null : LabRun.Start(WorldInput.Read(inWorld, around));
        try
        {
            var questions = domains.ConvertAll(domain => new DnsRequest(domain, RrType.Mx, Vantage.Resolver));
            var probes = around.BeforeProbing(new ProbeOptions { LabRoutes = lab?.Routes });
            var seen = await EvidenceCollector.Create(probes, _ => null).CollectAsync(_ => questions, EvidenceSet.Empty, null, cancel).ConfigureAwait(false);
            foreach (var question in questions)
            {
                leads[question.Name] = Lead(seen.Find(question));
            }
        }
        finally
        {
            if (lab is not null)
            {
                await lab.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static MxLead Lead(Observation<RrSet>? seen) => seen switch
    {
        Present<RrSet> { Value.Mx: [{ Exchange: "." }] } => new(null, "mx-null"),
        Present<RrSet> { Value.Mx: [var first, ..] } => new(first.Exchange, null),
        Present<RrSet> or Absent<RrSet> => new(null, "mx-absent"),
        _ => new(null, "mx-not-answered"),
    };

    /// <summary>Where the MX of a domain leads.</summary>
    /// <param name="Host">The host that it names; null where none.</param>
    /// <param name="Why">Word key of why there is none; null where there is.</param>
    private sealed record MxLead(string? Host, string? Why);

    private static string Address(string text) => Names.IsAddress(text)
        ? Names.CanonicalAddress(text)
        : throw new InputException($"{SafeText.Escape(text)}: this is no mail address; expected local-part@domain (RFC 5321 §4.1.2).");
}
