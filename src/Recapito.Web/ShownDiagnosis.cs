using Recapito.Probes;

namespace Recapito.Web;

/// <summary>What a reader may see of the diagnosis of one recipient, and of those of whom the same holds.</summary>
/// <param name="Place">Place of the recipient in the case, from 0.</param>
/// <param name="Sheet">In words.</param>
/// <param name="Label">The recipient, and how many of whom the same holds.</param>
/// <param name="Others">Those.</param>
/// <param name="Figure">The path as SVG.</param>
/// <param name="Message">To be forwarded to whoever must act; null for readers who only have the link, and where nobody must.</param>
public sealed record ShownDiagnosis(int Place, DiagnosisSheet Sheet, string Label, IReadOnlyList<ShownRecipient> Others, string Figure, string? Message)
{
    /// <summary>All of a case, or one recipient of it alone.</summary>
    /// <param name="standing">The case, and how far it is.</param>
    /// <param name="only">Place of the one recipient; null for all.</param>
    /// <param name="isOwner">True for whoever handed the bounce in; nobody else sees names.</param>
    /// <param name="words">The words.</param>
    internal static IReadOnlyList<ShownDiagnosis> Of(Standing<Watch.OpenedCase> standing, int? only, bool isOwner, Wording words)
    {
        var (opened, names) = (standing.Case, new HiddenNames(standing.Case.Question.Symptoms));
        Func<string, string> shown = isOwner ? text => text : names.Hide;
        var title = standing.State switch { CaseState.Done => null, CaseState.Interrupted => "page.result.interrupted-says", _ => "page.result.open-says" };
        var first = only ?? 0;
        var diagnoses = opened.Diagnoses.Skip(first).Take(only is null ? DiagnosisRun.MostRecipients : 1).Select(one => Answerable(one, opened.Stored.Smtp)).ToList();
        var sheets = diagnoses.Select(one => DiagnosisSheets.Of(one, words.Language, Catalogue.Default)).ToList();
        return [.. AlikeSheets.Of(sheets).Select(alike => Shown(alike))];

        ShownDiagnosis Shown(AlikeSheets alike)
        {
            var (diagnosis, place) = (diagnoses[alike.First], first + alike.First);
            var form = new FigureForm { Title = title is null ? null : words.Say(title, ("recipient", shown(diagnosis.Symptom.Recipient))), HasStyle = false, HasQuote = false, IdSuffix = $"-{place}", Shown = shown };
            return Of(place, diagnosis, sheets[alike.First].Map(shown), form, words, isOwner ? alike.Named(sheets) : null) with
            {
                Label = alike.Label(shown(diagnosis.Symptom.Recipient), words),
                Others = [.. alike.Others.Select(other => new ShownRecipient(first + other, shown(sheets[other].Recipient)))],
            };
        }
    }

    /// <summary>A diagnosis in a world of the lab, where nobody has a name to hide.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="suffix">Tells its drawing from others on the page.</param>
    /// <param name="words">The words.</param>
    internal static ShownDiagnosis OfWorld(Diagnosis diagnosis, string suffix, Wording words) =>
        Of(0, diagnosis, DiagnosisSheets.Of(diagnosis, words.Language, Catalogue.Default), new() { HasStyle = false, HasQuote = false, IdSuffix = suffix }, words, null);

    // A reader for whom no mail host is asked cannot have them asked either.
    private static Diagnosis Answerable(Diagnosis diagnosis, bool smtp) => !smtp && diagnosis.NextQuestion is "next.more-evidence" or "next.ask-smtp" ? diagnosis with { NextQuestion = null } : diagnosis;

    private static ShownDiagnosis Of(int place, Diagnosis diagnosis, DiagnosisSheet sheet, FigureForm form, Wording words, string? alike) => new(
        place, sheet, sheet.Recipient, [], PathFigureSvg.Write(diagnosis, Catalogue.Default, words.Language, form),
        alike is null ? null : ForwardText.Write(diagnosis, words.Language, Catalogue.Default, alike));
}

/// <summary>A recipient of whom the same holds as of another.</summary>
/// <param name="Place">Place in the case, from 0.</param>
/// <param name="Name">The address.</param>
public sealed record ShownRecipient(int Place, string Name);
