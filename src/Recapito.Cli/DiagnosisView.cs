using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Shows diagnoses, and saves what they rest on.</summary>
internal static class DiagnosisView
{
    /// <summary>As text.</summary>
    public static void ShowText(Terminal terminal, IReadOnlyList<Diagnosis> diagnoses, TextStyle style) =>
        terminal.Output.WriteLine(DiagnosisText.WriteAll(diagnoses, style, Catalogue.Default));

    /// <summary>As JSON.</summary>
    public static void ShowJson(Terminal terminal, IReadOnlyList<Diagnosis> diagnoses, Question question, string language) =>
        terminal.Output.WriteLine(DiagnosisJson.Write(diagnoses, question.Report, question.File, Catalogue.Default, language).TrimEnd());

    /// <summary>As messages to whoever must act, one for all recipients of whom the same holds.</summary>
    public static void ShowMessages(Terminal terminal, IReadOnlyList<Diagnosis> diagnoses, string language)
    {
        var words = new Wording(Catalogue.Default, language);
        var sheets = diagnoses.Select(diagnosis => DiagnosisSheets.Of(diagnosis, language, Catalogue.Default)).ToList();
        foreach (var group in AlikeSheets.Of(sheets))
        {
            var diagnosis = diagnoses[group.First];
            if (ForwardText.Write(diagnosis, language, Catalogue.Default, group.Named(sheets)) is { } message)
            {
                terminal.Output.WriteLine(message.TrimEnd());
                terminal.Output.WriteLine();
            }
            else
            {
                terminal.Remark(words.Say(diagnosis.Cause is not { } cause ? "ui.no-message.no-cause" : cause.Party is Party.Sender ? "ui.no-message.sender" : "ui.no-message.nobody", ("recipient", diagnosis.Symptom.Recipient)));
            }
        }
    }

    /// <summary>Saves the evidence; nothing where no file is named.</summary>
    /// <param name="path">The file; null for none.</param>
    /// <param name="text">Makes what is saved.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Save(string? path, Func<string> text)
    {
        if (path is not null)
        {
            OutputFile.Write("--save-evidence", path, text());
        }
    }
}
