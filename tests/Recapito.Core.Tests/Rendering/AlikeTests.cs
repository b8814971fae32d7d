namespace Recapito.Core.Tests;

/// <summary>A mail to several people of one domain comes back for one reason, which is told once.</summary>
public sealed class AlikeTests
{
    private const string Relay = "550 5.4.1 Relay Access Denied";
    private const string Full = "552 5.2.2 Mailbox full";

    /// <summary>Recipients with their replies; places of those who are told together.</summary>
    public static TheoryData<string, string[], string> Cases => new()
    {
        { "one", [$"lee|{Relay}"], "0" },
        { "the same reply", [$"lee|{Relay}", $"kim|{Relay}", $"bo|{Relay}"], "0+1+2" },
        { "replies that name their recipients", ["lee|554 5.7.1 <lee@contoso.example>: Relay access denied", "kimberley|554 5.7.1 <Kimberley@contoso.example>: Relay access denied"], "0+1" },
        { "a reply that names another one", ["lee|554 5.7.1 <lee@contoso.example>: Relay access denied", "kim|554 5.7.1 <lee@contoso.example>: Relay access denied"], "0 1" },
        { "another reply", [$"lee|{Relay}", $"kim|{Full}"], "0 1" },
        { "another one between them", [$"lee|{Relay}", $"kim|{Full}", $"bo|{Relay}"], "0+2 1" },
        { "the same words of another time", ["lee|452 4.2.2 Mailbox full, until 10:15", "kim|452 4.2.2 Mailbox full, until 10:16"], "0 1" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Those_of_whom_word_by_word_the_same_holds_are_told_once(string what, string[] recipients, string want)
    {
        var sheets = Diagnoses(recipients).Select(diagnosis => DiagnosisSheets.Of(diagnosis, "en", Catalogue.Default)).ToList();
        Assert.True(want == string.Join(' ', AlikeSheets.Of(sheets).Select(group => string.Join('+', [group.First, .. group.Others]))), what);
    }

    [Theory]
    [InlineData("en", "lee@contoso.example and 1 more: ", "The same holds for bo@contoso.example.")]
    [InlineData("it", "lee@contoso.example e ancora 1: ", "Lo stesso vale per bo@contoso.example.")]
    public void A_screen_and_a_message_name_them_all(string language, string label, string others)
    {
        var diagnoses = Diagnoses($"lee|{Relay}", $"kim|{Full}", $"bo|{Relay}");
        var text = DiagnosisText.WriteAll(diagnoses, new() { Width = 400, Language = language }, Catalogue.Default);
        Assert.Contains(label, text, StringComparison.Ordinal);
        Assert.Single(text.Split('\n'), line => line == others);
        Assert.Contains(others, ForwardText.Write(diagnoses[0], language, Catalogue.Default, "bo@contoso.example"), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_same_holds_of_all_there_is_no_summary_beside_it()
    {
        var diagnoses = Diagnoses($"lee|{Relay}", $"kim|{Relay}");
        Assert.StartsWith(DiagnosisText.Write(diagnoses[0], new(), Catalogue.Default).TrimEnd(), DiagnosisText.WriteAll(diagnoses, new(), Catalogue.Default), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_very_many_the_first_are_named_and_the_others_counted()
    {
        var sheets = Diagnoses([.. Enumerable.Range(0, 53).Select(row => $"user{row}|{Relay}")]).Select(diagnosis => DiagnosisSheets.Of(diagnosis, "en", Catalogue.Default)).ToList();
        Assert.EndsWith(", user50@contoso.example … (+2)", Assert.Single(AlikeSheets.Of(sheets)).Named(sheets), StringComparison.Ordinal);
    }

    private static List<Diagnosis> Diagnoses(params string[] recipients) => [.. recipients.Select(recipient => recipient.Split('|')).Select(parts =>
    {
        var reply = SmtpReply.Parse(parts[1]);
        var form = Catalogue.Default.FormOf(reply);
        var symptom = Samples.RelayDenied with { Recipient = parts[0] + "@contoso.example", Reply = reply, Meaning = form?.Meaning ?? Meanings.Unknown, Form = form?.Id };
        return Diagnoser.Judge(symptom, EvidenceSet.Empty, new(), Catalogue.Default);
    })];
}
