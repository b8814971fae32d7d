using System.CommandLine;
using System.Text;
using Recapito.Core;
using Recapito.Lab;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary><c>recapito diagnose</c>: the main job.</summary>
internal static class DiagnoseCommand
{
    private static readonly Argument<string> Subject = new("PATH|ADDRESS") { Description = "A bounce (.eml file, pasted text, - for standard input) or a mail address." };
    private static readonly Option<string?> WorldPath = new("--world") { Description = "Look into this simulated mail world instead of the Internet.", HelpName = "FILE" };
    private static readonly Option<string[]> EvidencePaths = new("--evidence") { Description = "Use this saved evidence too (repeatable): the sender's and the recipient's half.", HelpName = "FILE", AllowMultipleArgumentsPerToken = false };
    private static readonly Option<string?> SavePath = new("--save-evidence") { Description = "Save all evidence to this file.", HelpName = "FILE" };
    private static readonly Option<string[]> KnownGood = new("--known-good") { Description = "An address of the recipient's domain that certainly exists; it is asked for once, for comparison.", HelpName = "ADDRESS" };
    private static readonly Option<string?> Resolver = new("--resolver") { Description = "IP address of the resolver to ask. Default: the system's.", HelpName = "IP" };
    private static readonly Option<string?> ControlHost = new("--control-host") { Description = $"Host known to answer on port 25, or 'none'. Default: {Inquiry.DefaultControlHost}. Only connected to.", HelpName = "HOST" };
    private static readonly Option<bool> OwnDomain = new("--own-domain") { Description = "The domain of ADDRESS is yours: its recipients may be asked for without a bounce." };
    private static readonly Option<bool> Offline = new("--offline") { Description = "Ask nothing of the network; use the report and --evidence only." };
    private static readonly Option<bool> Plan = new("--plan") { Description = "Print what would be asked first, and ask nothing." };
    private static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "Show all evidence, each ruled-out cause and the SMTP dialogues." };
    private static readonly Option<string> Format = Common.Format("text", "json", "svg");

    public static Command Create()
    {
        var command = new Command("diagnose",
            """
            Reads a bounce, looks at the recipient's DNS and mail hosts, and says what is wrong, who must act, and how sure that is.

            Asked of the recipient's mail hosts: the failing address, one random address and at most one --known-good address, with an empty sender and
            without ever sending a message.

            Examples:
              recapito diagnose bounce.eml
              recapito diagnose bounce.eml --known-good info@contoso.com --format json
              recapito diagnose bounce.eml --evidence inside.json        the administrator's half, see docs/reference/evidence.md
              recapito diagnose samples/relay-access-denied.eml --world samples/relay-access-denied.yaml
            """);
        command.Arguments.Add(Subject);
        foreach (var option in new Option[] { WorldPath, EvidencePaths, SavePath, KnownGood, Resolver, ControlHost, OwnDomain, Offline, Plan, Verbose, Format })
        {
            command.Options.Add(option);
        }

        Common.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var terminal = Common.TerminalOf(parsed);
        var question = Question.Read(parsed.GetValue(Subject)!);
        var world = parsed.GetValue(WorldPath) is { } path ? WorldInput.Read(path) : null;
        var inquiry = InquiryOf(parsed, question, world);
        var start = EvidenceInput.Read(parsed.GetValue(EvidencePaths) ?? [], keepGaps: !inquiry.Dns && !inquiry.Smtp);
        if (parsed.GetValue(Plan))
        {
            PlanText.Write(terminal, question.Symptoms, start, inquiry);
            return ExitCode.Healthy;
        }

        var lab = world is null ? null : LabRun.Start(world);
        try
        {
            var progress = new Asked(terminal);
            var run = new DiagnosisRun(OptionsOf(parsed, lab), inquiry, Inside(start, world, question, inquiry), progress);
            var diagnoses = new List<Diagnosis>();
            foreach (var symptom in question.Symptoms)
            {
                diagnoses.Add(await run.DiagnoseAsync(symptom, cancel).ConfigureAwait(false));
            }

            terminal.EndProgress();
            Save(parsed.GetValue(SavePath), run.Evidence);
            Show(parsed, terminal, question, diagnoses);
            return diagnoses.Max(diagnosis => ExitCode.Of(diagnosis.Verdict));
        }
        finally
        {
            if (lab is not null)
            {
                await lab.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static Inquiry InquiryOf(ParseResult parsed, Question question, World? world)
    {
        var good = (parsed.GetValue(KnownGood) ?? []).Select(Address).ToList();
        var seen = world is null ? new Inquiry { Inside = false } : WorldInput.InquiryOf(world.Observer);
        var online = !parsed.GetValue(Offline);
        return seen with
        {
            Dns = seen.Dns && online,
            Smtp = seen.Smtp && online,
            Rcpt = question.IsBounce || parsed.GetValue(OwnDomain) || world is not null,
            KnownGood = good.Count > 0 ? good : seen.KnownGood,
            ControlHost = parsed.GetValue(ControlHost) switch
            {
                null => seen.ControlHost,
                "none" => null,
                var host when Names.IsHostName(Names.Canonical(host)) => Names.Canonical(host),
                var host => throw new InputException($"--control-host {SafeText.Escape(host)}: this is no host name."),
            },
        };
    }

    private static string Address(string text) => Names.IsAddress(text)
        ? Names.CanonicalAddress(text)
        : throw new InputException($"--known-good {SafeText.Escape(text)}: this is no mail address; expected local-part@domain (RFC 5321 §4.1.2).");

    private static ProbeOptions OptionsOf(ParseResult parsed, RunningLab? lab)
    {
        var resolver = parsed.GetValue(Resolver);
        return resolver is null || System.Net.IPAddress.TryParse(resolver, out _)
            ? new() { Resolver = resolver, LabRoutes = lab?.Routes, Budget = lab is null ? ProbeBudget.ForUser(TimeProvider.System) : null }
            : throw new InputException($"--resolver {SafeText.Escape(resolver)}: this is no IP address.");
    }

    private static EvidenceSet Inside(EvidenceSet start, World? world, Question question, Inquiry inquiry) =>
        world is null || !inquiry.Inside ? start : question.Symptoms.Aggregate(start, (all, symptom) => all.Merge(LabRun.Inside(world, symptom)));

    private static void Save(string? path, EvidenceSet evidence)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            File.WriteAllText(path, EvidenceFile.Write(evidence), new UTF8Encoding(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--save-evidence {path}: cannot be written: {e.Message}");
        }
    }

    private static void Show(ParseResult parsed, Terminal terminal, Question question, List<Diagnosis> diagnoses)
    {
        switch (parsed.GetValue(Format))
        {
            case "json":
                terminal.Output.WriteLine(DiagnosisJson.Write(diagnoses, question.Report, question.File, Catalogue.Default, Common.LanguageOf(parsed)));
                break;
            case "svg":
                terminal.Output.WriteLine(PathFigureSvg.Write(diagnoses[0], Catalogue.Default, Common.LanguageOf(parsed)));
                break;
            default:
                ShowText(terminal, diagnoses, Common.StyleOf(parsed, terminal, parsed.GetValue(Verbose)));
                break;
        }
    }

    private static void ShowText(Terminal terminal, List<Diagnosis> diagnoses, TextStyle style)
    {
        if (diagnoses.Count > 1)
        {
            terminal.Output.WriteLine(DiagnosisText.Summary(diagnoses, style, Catalogue.Default));
        }

        foreach (var diagnosis in diagnoses)
        {
            terminal.Output.WriteLine(DiagnosisText.Write(diagnosis, style, Catalogue.Default).TrimEnd());
            if (diagnoses.Count > 1)
            {
                terminal.Output.WriteLine();
            }
        }
    }

    /// <summary>Shows each question as it is answered.</summary>
    private sealed class Asked(Terminal terminal) : IProgress<Observation>
    {
        private int count;

        public void Report(Observation value) => terminal.Progress($"{Interlocked.Increment(ref count)} answers; {SafeText.Escape(value.Request.Question)}: {value.Outcome.ToString().ToLowerInvariant()}");
    }
}
