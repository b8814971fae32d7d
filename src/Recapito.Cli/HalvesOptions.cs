using System.CommandLine;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>The options by which a diagnosis takes what others saw, and saves what was seen: exports of an organisation, saved evidence, case files.</summary>
internal sealed class HalvesOptions
{
    private const string OfRecipient = "recipient";
    private const string OfSender = "sender";

    private readonly Option<string[]> knownGood = new Option<string[]>("--known-good") { Description = "An address of the recipient's domain that certainly exists; it is asked for once, for comparison.", HelpName = "ADDRESS" }
        .Checked(text => Names.IsAddress(text) ? null : "this is no mail address; expected local-part@domain (RFC 5321 §4.1.2)");

    private readonly Option<string[]> evidence = new("--evidence") { Description = "Use this saved evidence too (repeatable): the sender's and the recipient's half.", HelpName = "FILE" };
    private readonly Option<string[]> export = new("--export") { Description = "An export of Exchange Online or Exchange Server (repeatable): the inside of the organisation.", HelpName = "FILE" };

    private readonly Option<string?> whose = new Option<string?>("--whose") { Description = "Whose an --export is that names no domain: recipient or sender.", HelpName = "WHO" }
        .Checked(text => text is OfRecipient or OfSender ? null : $"expected {OfRecipient} or {OfSender}");

    private readonly ExportSideOption exportSide = new();
    private readonly Option<string?> saveEvidence = new("--save-evidence") { Description = "Save all evidence to this file.", HelpName = "FILE" };
    private readonly CaseOptions inCase = new();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { evidence, export, whose, exportSide.Option, saveEvidence, knownGood })
        {
            command.Options.Add(option);
        }

        inCase.AddTo(command, saveEvidence, evidence);
    }

    /// <summary>Addresses that certainly exist, canonical.</summary>
    public IReadOnlyList<string> KnownGood(ParseResult parsed) => [.. (parsed.GetValue(knownGood) ?? []).Select(Names.CanonicalAddress)];

    /// <summary>True where an export was given.</summary>
    public bool HasExports(ParseResult parsed) => parsed.GetValue(export) is { Length: > 0 };

    /// <summary>The case that the files belong to.</summary>
    /// <param name="parsed">What was asked for.</param>
    /// <param name="question">Whose addresses are in hand.</param>
    /// <param name="good">Those that certainly exist.</param>
    /// <param name="terminal">Takes remarks.</param>
    /// <param name="around">The environment.</param>
    /// <exception cref="InputException">The passphrase cannot be read.</exception>
    public CaseEvidence CaseOf(ParseResult parsed, Question question, IReadOnlyList<string> good, Terminal terminal, Surroundings around) => new(
        inCase.PhraseOf(parsed, around), question.Symptoms.SelectMany(symptom => new[] { symptom.Recipient, symptom.Sender }).OfType<string>().Concat(good), terminal);

    /// <summary>What others saw.</summary>
    /// <exception cref="InputException">A file cannot be read.</exception>
    public EvidenceSet Known(ParseResult parsed, CaseEvidence files, Surroundings around) => files.Read(parsed.GetValue(evidence) ?? [], around);

    /// <summary>Saves what was seen, as it was asked for; nothing where no file is named.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Save(ParseResult parsed, CaseEvidence files, EvidenceSet seen) =>
        DiagnosisView.Save(parsed.GetValue(saveEvidence), () => inCase.Redacts(parsed) ? files.Write(seen) : EvidenceFile.Write(seen));

    /// <summary>The exports that were given; null where none was.</summary>
    /// <exception cref="InputException">An export cannot be read.</exception>
    public GivenExports? ExportsOf(ParseResult parsed, Question question, Terminal terminal, Surroundings around)
    {
        if (parsed.GetValue(export) is not { Length: > 0 } paths)
        {
            return null;
        }

        var who = parsed.GetValue(whose);
        var given = new GivenExports(ExportInput.Read(paths, exportSide.Of(parsed), terminal, around), symptom => who switch
        {
            OfRecipient => symptom.Domain,
            OfSender => GivenExports.SenderDomain(symptom),
            _ => null,
        });
        if (who is null)
        {
            given.TellStrangers(question, terminal);
        }

        return given;
    }
}
