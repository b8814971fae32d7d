using System.CommandLine;
using System.Net;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>The options of <c>recapito diagnose</c>, and what they mean for the questions that may be asked.</summary>
internal sealed class DiagnoseOptions
{
    private readonly Option<string[]> knownGood = new Option<string[]>("--known-good") { Description = "An address of the recipient's domain that certainly exists; it is asked for once, for comparison.", HelpName = "ADDRESS" }
        .Checked(text => Names.IsAddress(text) ? null : "this is no mail address; expected local-part@domain (RFC 5321 §4.1.2)");

    private readonly Option<string?> resolver = new Option<string?>("--resolver") { Description = "IP address of the resolver to ask. Default: the system's.", HelpName = "IP" }
        .Checked(text => IPAddress.TryParse(text, out _) ? null : "this is no IP address");

    private readonly Option<string?> controlHost = new Option<string?>("--control-host") { Description = $"Host known to answer on port 25, or 'none'. Default: {Inquiry.DefaultControlHost}. Only connected to.", HelpName = "HOST" }
        .Checked(text => text == NoControl || Names.IsHostName(Names.Canonical(text)) ? null : "this is no host name");

    private readonly Option<bool> ownDomain = new("--own-domain") { Description = "The domain of ADDRESS is yours: its recipients may be asked for without a bounce." };
    private readonly Option<bool> offline = new("--offline") { Description = "Ask nothing of the network; use the report and --evidence only." };

    private readonly Option<string[]> export = new("--export") { Description = "An export of Exchange Online or Exchange Server (repeatable): the inside of the organisation.", HelpName = "FILE" };

    private readonly Option<string?> whose = new Option<string?>("--whose") { Description = "Whose an --export is that names no domain: recipient or sender.", HelpName = "WHO" }
        .Checked(text => text is OfRecipient or OfSender ? null : $"expected {OfRecipient} or {OfSender}");

    private readonly ExportSideOption exportSide = new();

    private const string NoControl = "none";
    private const string OfRecipient = "recipient";
    private const string OfSender = "sender";

    public Argument<string> Subject { get; } = new("PATH|ADDRESS") { Description = "A bounce (.eml file, pasted text, - for standard input) or a mail address." };

    public Option<string?> World { get; } = new("--world") { Description = "Look into this simulated mail world instead of the Internet.", HelpName = "FILE" };

    public Option<string[]> Evidence { get; } = new("--evidence") { Description = "Use this saved evidence too (repeatable): the sender's and the recipient's half.", HelpName = "FILE" };

    public Option<string?> SaveEvidence { get; } = new("--save-evidence") { Description = "Save all evidence to this file.", HelpName = "FILE" };

    public CaseOptions Case { get; } = new();

    public Option<bool> Plan { get; } = new("--plan") { Description = "Print what would be asked first, and ask nothing." };

    public Option<bool> Verbose { get; } = new("--verbose", "-v") { Description = "Show all evidence, each ruled-out cause and the SMTP dialogues." };

    public Option<string> Format { get; } = CommonOptions.Format("text", "json", "svg");

    public void AddTo(Command command)
    {
        command.Arguments.Add(Subject);
        foreach (var option in new Option[] { World, Evidence, export, whose, exportSide.Option, SaveEvidence, knownGood, resolver, controlHost, ownDomain, offline, Plan, Verbose, Format })
        {
            command.Options.Add(option);
        }

        Case.AddTo(command, SaveEvidence, Evidence);
    }

    /// <summary>What may be asked.</summary>
    public Inquiry InquiryOf(ParseResult parsed, Question question, World? world)
    {
        var good = (parsed.GetValue(knownGood) ?? []).Select(Names.CanonicalAddress).ToList();
        var seen = world is null ? new Inquiry { Inside = false } : WorldInput.InquiryOf(world.Observer);
        var hasExports = parsed.GetValue(export) is { Length: > 0 };
        var online = !parsed.GetValue(offline);
        return seen with
        {
            Dns = seen.Dns && online,
            Smtp = seen.Smtp && online,
            Inside = seen.Inside || hasExports,
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

    /// <summary>What answers questions about the inside for each symptom; null where no export was given.</summary>
    /// <exception cref="InputException">An export cannot be read.</exception>
    public Func<Symptom, InsideAnswers?>? InsideOf(ParseResult parsed, Question question, Terminal terminal, Surroundings around)
    {
        if (parsed.GetValue(export) is not { Length: > 0 } paths)
        {
            return null;
        }

        var exports = ExportInput.Read(paths, exportSide.Of(parsed), terminal, around);
        var who = parsed.GetValue(whose);
        ExportAnswers AnswersFor(Symptom symptom) => new(exports, (who switch { OfRecipient => symptom.Domain, OfSender => SenderDomain(symptom), _ => null }) is { } own ? [own] : []);
        if (who is null)
        {
            TellNameless(exports, AnswersFor, question, terminal);
        }

        return symptom => new ExportInside(AnswersFor(symptom));
    }

    private static void TellNameless(IReadOnlyList<ExchangeExport> exports, Func<Symptom, ExportAnswers> answersFor, Question question, Terminal terminal)
    {
        var domains = question.Symptoms.SelectMany(symptom => new[] { symptom.Domain, SenderDomain(symptom) }).OfType<string>().Distinct().ToList();
        var answers = answersFor(question.Symptoms[0]);
        foreach (var unused in exports.Where(each => !domains.Exists(domain => answers.Shows(each, domain))))
        {
            terminal.Remark(answers.IsNameless(unused)
                ? $"{unused.File} names no domain of its organisation, so it is not used. Give an export of Get-AcceptedDomain of the same organisation too, or say --whose recipient or --whose sender."
                : $"{unused.File} is of another organisation ({string.Join(", ", unused.Domains.Take(3))}); it is not used for {string.Join(", ", domains)}.");
        }
    }

    private static string? SenderDomain(Symptom symptom) => symptom.Sender is { } sender ? Names.DomainOf(sender) : null;

    /// <summary>How it is asked.</summary>
    public ProbeOptions ProbesOf(ParseResult parsed, RunningLab? lab) => new()
    {
        Resolver = parsed.GetValue(resolver),
        LabRoutes = lab?.Routes,
        Budget = lab is null ? ProbeBudget.ForUser(TimeProvider.System) : null,
    };
}
